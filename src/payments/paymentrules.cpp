// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/rules.h"
#include "payments/qrlife.h"
#include <QCryptographicHash>

namespace payments {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr qsizetype maxDescription = 100;
constexpr qsizetype localIdDigits = 24;

bool isAsAsked(const Qr &qr, const base::Money &amount)
{
    return amount.currency() == qr.amount.currency() && (qr.mayModifyAmount || amount == qr.amount);
}

/// The key of the posting by which a payment comes onto its account; nobody else may take one (bank/rules.cpp).
QByteArray keyOf(const QrPayment &payment)
{
    return "qr:in:" + QByteArray::number(payment.number);
}

/// Onto the account, with all that is to be told: QrPaid, QrStatusChanged, TransactionPosted.
base::Result<QrPayment> credit(Qr &qr, QrPayment payment, events::QrStatus next, events::QrChangeSource source,
                               const QrContext &context, base::UtcMs now)
{
    bank::Ledger &ledger = context.books.ledger;
    const auto account = ledger.findAccount(qr.cedula, payment.amount.currency());
    if (!account)
        return account.error();
    if (!*account)
        return {ErrorCode::Corrupt, u"the account of a QR is not there"_s};
    const auto balance = (*account)->balance.plus(payment.amount);
    const auto paid = qr.paid.plus(payment.amount);
    if (!balance || !paid)
        return !balance ? balance.error() : paid.error();
    if (auto ok = logPaid(qr, payment, next, *balance, ledger); !ok)
        return ok.error();
    if (auto ok = changeStatus(qr, next, source, ledger, now); !ok)
        return ok.error();
    const auto cedula = base::Cedula::fromWire(qr.cedula);
    if (!cedula)
        return cedula.error();
    bank::Post post{.kind = events::MovementKind::Deposit,
                    .cedula = *cedula,
                    .amount = payment.amount,
                    .channel = events::Channel::Qr,
                    .user = payment.provider,
                    .description = u"Pago QR recibido"_s,
                    .idempotencyKey = keyOf(payment)};
    post.qrId = qr.id;
    post.paymentId = payment.transactionId;
    const auto posted = bank::post(post, context.books, context.policy, now);
    if (!posted)
        return posted.error();
    payment.posting = posted->transaction.id;
    qr.paid = *paid;
    ++qr.payments;
    if (auto ok = context.qrs.addPayment(payment); !ok)
        return ok.error();
    if (auto ok = context.qrs.updateQr(qr); !ok)
        return ok.error();
    return payment;
}

/// Why the bank's money may not go onto the account; None: it may.
base::Result<SuspenseReason> obstacle(const Qr &qr, const QrPayment &payment, QrMove move, const QrContext &context)
{
    if (!statusAfter(qr.status, move, qr.isSingleUse, qr.payments > 0))
        return SuspenseReason::NotActive;
    if (payment.paidAt > qr.dueDate)
        return SuspenseReason::Late;
    if (!isAsAsked(qr, payment.amount))
        return SuspenseReason::AmountDiffers;
    const auto account = context.books.ledger.findAccount(qr.cedula, payment.amount.currency());
    if (!account)
        return account.error();
    const bool isClosed = !*account || (*account)->state == bank::AccountState::Blocked;
    return isClosed ? SuspenseReason::AccountClosed : SuspenseReason::None;
}

QrPayment paymentOf(const BankPayment &told, const QString &provider, qint64 number, base::UtcMs now)
{
    QrPayment payment;
    payment.number = number;
    payment.qrId = told.qrId;
    payment.provider = provider;
    payment.transactionId = told.transactionId;
    payment.amount = told.amount;
    payment.senderName = told.senderName;
    payment.senderDocumentId = told.senderDocumentId;
    payment.senderAccount = told.senderAccount;
    payment.senderBankCode = told.senderBankCode;
    payment.description = told.description;
    payment.paidAt = told.paidAt;
    payment.receivedAt = now;
    return payment;
}

/// Books what the bank confirms, wherever it may go. None: it was booked before. Conflict when the bank says another
/// thing of the same payment than before.
base::Result<std::optional<QrPayment>> bookConfirmed(const BankPayment &told, const QString &provider, Qr *qr,
                                                     QrMove move, const QrContext &context, base::UtcMs now)
{
    if (told.transactionId.isEmpty() || !told.amount.isPositive())
        return {ErrorCode::InvalidArgument, u"the bank's payment has no id or no amount"_s};
    const auto known = context.qrs.findPayment(provider, told.transactionId);
    if (!known)
        return known.error();
    if (*known && ((*known)->qrId != told.qrId || (*known)->amount != told.amount))
        return {ErrorCode::Conflict, "the bank contradicts itself on payment "_L1 + told.transactionId};
    if (*known)
        return std::optional<QrPayment>();
    const auto number = context.qrs.nextPaymentNumber();
    if (!number)
        return number.error();
    QrPayment payment = paymentOf(told, provider, *number, now);
    SuspenseReason reason = SuspenseReason::UnknownQr;
    if (qr) {
        payment.account = qr->account;
        const auto found = obstacle(*qr, payment, move, context);
        if (!found)
            return found.error();
        reason = *found;
    }
    if (reason != SuspenseReason::None) {
        auto suspended = suspend(qr, std::move(payment), reason, context, now);
        return suspended ? base::Result<std::optional<QrPayment>>(std::optional(std::move(*suspended)))
                         : suspended.error();
    }
    const auto next = statusAfter(qr->status, move, qr->isSingleUse, qr->payments > 0);
    if (!next)
        return next.error();
    const auto source = move == QrMove::PaidHere ? events::QrChangeSource::Payment : events::QrChangeSource::BankApi;
    auto booked = credit(*qr, std::move(payment), *next, source, context, now);
    return booked ? base::Result<std::optional<QrPayment>>(std::optional(std::move(*booked))) : booked.error();
}

/// What the bank says of the QR itself, after its payments are booked.
base::Result<> follow(Qr &qr, const SyncQr &command, const QrContext &context, base::UtcMs now)
{
    std::optional<QrMove> move;
    if (command.status.state == BankQrState::Cancelled && qr.status == QrStatus::Active)
        move = QrMove::BankCancel;
    if (command.status.state == BankQrState::Paid && qr.status == QrStatus::Used && !command.isNoticed)
        move = QrMove::Confirmed;
    if (!move)
        return {};
    const auto next = statusAfter(qr.status, *move, qr.isSingleUse, qr.payments > 0);
    if (!next)
        return next.error();
    if (auto ok = changeStatus(qr, *next, events::QrChangeSource::BankApi, context.books.ledger, now); !ok)
        return ok;
    return context.qrs.updateQr(qr);
}

base::Result<> checkPayable(const Qr &qr, const PayQr &command, base::UtcMs now)
{
    if (qr.provider != localProvider)
        return {ErrorCode::Conflict, u"this QR is paid in the application of a bank"_s};
    if (qr.status == QrStatus::Active && now > qr.dueDate)
        return {ErrorCode::Conflict, u"the QR has expired"_s};
    const auto next = statusAfter(qr.status, QrMove::PaidHere, qr.isSingleUse, qr.payments > 0);
    if (!next)
        return next.error();
    if (now > qr.dueDate)
        return {ErrorCode::Conflict, u"the QR has expired"_s};
    if (!isAsAsked(qr, command.amount))
        return {ErrorCode::Conflict, "amount: the QR asks for "_L1 + QString::fromLatin1(qr.amount.toWire()) + u' ' +
                                         qr.amount.currency().toString()};
    if (command.payer.toString() == qr.cedula)
        return {ErrorCode::Conflict, u"an account cannot pay itself"_s};
    return {};
}

/// Out of the payer's account. `replayed`: the key paid this very QR before.
base::Result<bank::Posted> debit(const PayQr &command, const Qr &qr, const QrContext &context, base::UtcMs now)
{
    bank::Post post{.kind = events::MovementKind::Withdrawal,
                    .cedula = command.payer,
                    .amount = command.amount,
                    .channel = events::Channel::Qr,
                    .user = command.user,
                    .description = command.description.isEmpty() ? u"Pago QR"_s : command.description,
                    .idempotencyKey = command.idempotencyKey};
    post.qrId = qr.id;
    post.paymentId = localPaymentId(command.idempotencyKey);
    return bank::post(post, context.books, context.policy, now);
}

base::Result<QrPayment> localPayment(const PayQr &command, const Qr &qr, const bank::Posted &out,
                                     const QrContext &context)
{
    const auto number = context.qrs.nextPaymentNumber();
    if (!number)
        return number.error();
    QrPayment payment;
    payment.number = *number;
    payment.qrId = qr.id;
    payment.account = qr.account;
    payment.provider = localProvider;
    payment.transactionId = localPaymentId(command.idempotencyKey);
    payment.amount = command.amount;
    payment.senderName = out.transaction.holderName;
    payment.senderDocumentId = out.transaction.cedula;
    payment.senderAccount = QString::number(out.transaction.accountId);
    payment.senderBankCode = context.qrPolicy.bankCode;
    payment.description = command.description.isEmpty() ? qr.description : command.description;
    payment.paidAt = payment.receivedAt = out.transaction.at;
    return payment;
}

} // namespace

base::Result<QrPaymentDone> payQr(const PayQr &command, const QrContext &context, base::UtcMs now)
{
    auto qr = requireQr(command.qrId, {}, context.qrs);
    if (!qr)
        return qr.error();
    const auto known = context.qrs.findPayment(localProvider, localPaymentId(command.idempotencyKey));
    if (!known)
        return known.error();
    if (!*known) { // a replay is answered whatever became of the QR since
        if (auto ok = checkPayable(*qr, command, now); !ok)
            return ok.error();
    }
    if (auto ok = checkLine(command.description, maxDescription, "description"_L1); !ok)
        return ok.error();
    const auto out = debit(command, *qr, context, now);
    if (!out)
        return out.error();
    if (command.only && out->transaction.accountId != command.only->value())
        return {ErrorCode::PermissionDenied, u"you may pay from your own account alone"_s};
    if (out->replayed && *known)
        return QrPaymentDone{**known, std::move(*qr), true};
    if (out->replayed || *known)
        return {ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    auto payment = localPayment(command, *qr, *out, context);
    const auto next = statusAfter(qr->status, QrMove::PaidHere, qr->isSingleUse, qr->payments > 0);
    if (!payment || !next)
        return !payment ? payment.error() : next.error();
    auto booked = credit(*qr, std::move(*payment), *next, events::QrChangeSource::Payment, context, now);
    if (!booked)
        return booked.error();
    return QrPaymentDone{std::move(*booked), std::move(*qr), false};
}

base::Result<QrSynced> syncQr(const SyncQr &command, const QrContext &context, base::UtcMs now)
{
    auto qr = requireQr(command.qrId, {}, context.qrs);
    if (!qr)
        return qr.error();
    if (qr->provider != command.provider)
        return {ErrorCode::InvalidArgument, u"the QR was issued by another bank"_s};
    QrSynced synced;
    const QrMove move = command.isNoticed ? QrMove::PaidHere : QrMove::PaidBySync;
    for (const BankPayment &told : command.status.payments) {
        if (told.qrId != qr->id)
            return {ErrorCode::InvalidArgument, u"the bank's answer is about another QR"_s};
        auto booked = bookConfirmed(told, command.provider, &*qr, move, context, now);
        if (!booked)
            return booked.error();
        if (*booked)
            synced.booked.push_back(std::move(**booked));
    }
    if (auto ok = follow(*qr, command, context, now); !ok)
        return ok.error();
    synced.qr = std::move(*qr);
    return synced;
}

base::Result<QrSynced> bookBankPayment(const BookBankPayment &command, const QrContext &context, base::UtcMs now)
{
    auto qr = context.qrs.findQr(command.payment.qrId);
    if (!qr)
        return qr.error();
    if (*qr && (*qr)->provider != command.provider)
        qr->reset(); // what another bank says of our QR codes is not ours
    auto booked =
        bookConfirmed(command.payment, command.provider, *qr ? &**qr : nullptr, QrMove::PaidBySync, context, now);
    if (!booked)
        return booked.error();
    QrSynced synced{std::move(*qr), {}};
    if (*booked)
        synced.booked.push_back(std::move(**booked));
    return synced;
}

QString localPaymentId(const QByteArray &idempotencyKey)
{
    const QByteArray named = "qr-payment/1 " + idempotencyKey;
    const QByteArray hash = QCryptographicHash::hash(named, QCryptographicHash::Sha256);
    return "LOC-"_L1 + QString::fromLatin1(hash.toHex().left(localIdDigits));
}

} // namespace payments
