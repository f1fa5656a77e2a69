// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/canonical.h"
#include "bank/ownmoney.h"
#include "payments/qrlife.h"
#include <QCryptographicHash>

namespace payments {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr qsizetype maxNote = 140;

QByteArray hashOf(const QrPayment &payment)
{
    bank::Canonical out("qr-suspense/1"_L1);
    out.add(payment.provider).add(payment.transactionId).add(payment.qrId).add(payment.amount);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

/// In the language of the bank's alerts (S0-24).
QString sentence(SuspenseReason reason)
{
    switch (reason) {
    case SuspenseReason::AmountDiffers:
        return u"monto distinto"_s;
    case SuspenseReason::Late:
        return u"pagado tarde"_s;
    case SuspenseReason::NotActive:
        return u"el QR ya no admite pagos"_s;
    case SuspenseReason::UnknownQr:
        return u"QR desconocido"_s;
    case SuspenseReason::AccountClosed:
        return u"la cuenta no admite el pago"_s;
    case SuspenseReason::None:
        break;
    }
    return {};
}

base::Result<> alert(const Qr *qr, const QrPayment &payment, bank::Ledger &ledger, base::UtcMs now)
{
    events::AlertRaised raised;
    raised.at = now;
    raised.type = suspenseAlert;
    raised.message = "Pago QR por revisar ("_L1 + sentence(payment.reason) + "): "_L1 +
                     QString::fromLatin1(payment.amount.toWire()) + u' ' + payment.amount.currency().toString();
    raised.cedula = qr ? qr->cedula : QString();
    raised.transactionId = payment.posting;
    const auto seq = ledger.append(std::move(raised));
    return seq ? base::Result<>() : base::Result<>(seq.error());
}

/// Liabilities grow where money comes in: what leaves the clearing account is owed by the suspense account, and back.
base::Result<qint64> moveSuspense(const QrPayment &payment, bool isIn, const QString &user, const QString &reason,
                                  const QrContext &context, base::UtcMs now)
{
    bank::OwnMovement movement{isIn ? events::PostingOperation::Qr : events::PostingOperation::Adjustment,
                               isIn ? bank::chart::suspenseQr : bank::chart::clearingQr,
                               isIn ? bank::chart::clearingQr : bank::chart::suspenseQr,
                               payment.amount,
                               {},
                               events::Channel::Qr,
                               user,
                               {},
                               reason,
                               (isIn ? "qr:suspense:" : "qr:resolve:") + QByteArray::number(payment.number),
                               hashOf(payment),
                               {}};
    const auto moved = bank::moveOwnMoney(movement, context.books.ledger, context.policy, now);
    return moved ? base::Result<qint64>(moved->postingId) : moved.error();
}

base::Result<bank::Account> payee(const Qr &qr, const QrPayment &payment, bank::Ledger &ledger)
{
    auto account = ledger.findAccount(qr.cedula, payment.amount.currency());
    if (!account)
        return account.error();
    if (!*account)
        return {ErrorCode::Conflict, u"the holder has no account in the payment's currency: it can only be returned"_s};
    if ((*account)->state == bank::AccountState::Blocked)
        return {ErrorCode::PermissionDenied, u"the account is blocked"_s};
    return std::move(**account);
}

bank::Posting adjustment(const ResolveSuspense &command, const QrPayment &payment, const bank::Policy &policy,
                         base::UtcMs now)
{
    bank::Posting draft;
    draft.key = "qr:resolve:" + QByteArray::number(payment.number);
    draft.bodyHash = bodyHash(command);
    draft.kind = events::MovementKind::Deposit;
    draft.at = now;
    draft.businessDay = bank::businessDay(now, policy.zone);
    draft.channel = events::Channel::Qr;
    draft.user = command.user;
    draft.description = u"Pago QR recibido, ajuste"_s;
    draft.operation = events::PostingOperation::Adjustment;
    draft.reason = command.note;
    return draft;
}

events::TransactionPosted eventOf(const bank::Posting &draft, const QrPayment &payment, const bank::Account &client)
{
    events::TransactionPosted event;
    event.at = draft.at;
    event.accountId = client.id.value();
    event.cedula = client.owner;
    event.holderName = client.holderName;
    event.amount = payment.amount;
    event.balanceBefore = client.balance;
    event.businessDay = draft.businessDay;
    event.channel = draft.channel;
    event.user = draft.user;
    event.description = draft.description;
    event.operation = *draft.operation;
    event.reason = draft.reason;
    event.held = client.held;
    event.qrId = payment.qrId;
    event.paymentId = payment.transactionId;
    return event;
}

/// From suspense onto the account: a movement AJUSTE, `adjustment` in the account's stream (S2-19).
base::Result<qint64> adjust(const ResolveSuspense &command, const QrPayment &payment, const Qr &qr,
                            const QrContext &context, base::UtcMs now)
{
    bank::Ledger &ledger = context.books.ledger;
    const auto client = payee(qr, payment, ledger);
    if (!client)
        return client.error();
    const auto counter =
        bank::internalAccount(bank::chart::suspenseQr, payment.amount.currency(), command.user, now, ledger);
    if (!counter)
        return counter.error();
    bank::Posting draft = adjustment(command, payment, context.policy, now);
    const base::Money nothing(payment.amount.currency());
    draft.legs = {bank::Leg{client->id, payment.amount, nothing},
                  bank::Leg{counter->id, payment.amount.negated(), nothing}};
    events::TransactionPosted event = eventOf(draft, payment, *client);
    const auto posted = ledger.record(std::move(draft), std::move(event));
    return posted ? base::Result<qint64>(posted->id) : posted.error();
}

base::Result<std::optional<QrPaymentDone>> replay(const ResolveSuspense &command, const QrContext &context)
{
    const auto posting = context.books.ledger.findPosting(command.idempotencyKey);
    const auto request = context.books.requests.findRequest(command.idempotencyKey);
    if (!posting || !request)
        return !posting ? posting.error() : request.error();
    if (*posting || (*request && (*request)->bodyHash != bodyHash(command)))
        return {ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    if (!*request)
        return std::optional<QrPaymentDone>();
    auto payment = context.qrs.findPayment(command.payment);
    if (!payment || !*payment)
        return payment ? base::Error(ErrorCode::Corrupt, u"a resolved payment is not there"_s) : payment.error();
    auto qr = context.qrs.findQr((*payment)->qrId);
    if (!qr)
        return qr.error();
    return std::optional(QrPaymentDone{std::move(**payment), std::move(*qr), true});
}

base::Result<QrPayment> waiting(const ResolveSuspense &command, const QrContext &context)
{
    if (command.note.trimmed().isEmpty())
        return {ErrorCode::InvalidArgument, u"note: a reason is needed"_s};
    if (auto ok = checkLine(command.note, maxNote, "note"_L1); !ok)
        return ok.error();
    auto payment = context.qrs.findPayment(command.payment);
    if (!payment)
        return payment.error();
    if (!*payment || (*payment)->reason == SuspenseReason::None)
        return {ErrorCode::NotFound, u"there is no such payment in suspense"_s};
    if ((*payment)->outcome != PaymentOutcome::Suspense)
        return {ErrorCode::Conflict, "the payment was decided already by "_L1 + (*payment)->resolvedBy};
    return std::move(**payment);
}

/// Moves the money, and notes in `qr` (if it is known) what that comes to.
base::Result<qint64> carryOut(const ResolveSuspense &command, const QrPayment &payment, std::optional<Qr> &qr,
                              const QrContext &context, base::UtcMs now)
{
    if (qr)
        --qr->inSuspense;
    if (command.action == ResolveSuspense::Action::Return)
        return moveSuspense(payment, false, command.user, command.note, context, now);
    if (!qr)
        return {ErrorCode::Conflict, u"the QR is unknown, and so is the account: it can only be returned"_s};
    if (payment.amount.currency() == qr->paid.currency()) {
        const auto paid = qr->paid.plus(payment.amount);
        if (!paid)
            return paid.error();
        qr->paid = *paid;
    }
    ++qr->payments;
    return adjust(command, payment, *qr, context, now);
}

} // namespace

base::Result<QrPayment> suspend(Qr *qr, QrPayment payment, SuspenseReason reason, const QrContext &context,
                                base::UtcMs now)
{
    payment.outcome = PaymentOutcome::Suspense;
    payment.reason = reason;
    if (qr) {
        if (auto ok = logPaid(*qr, payment, qr->status, {}, context.books.ledger); !ok)
            return ok.error();
    }
    const auto posting = moveSuspense(payment, true, payment.provider, sentence(reason), context, now);
    if (!posting)
        return posting.error();
    payment.posting = *posting;
    if (auto ok = alert(qr, payment, context.books.ledger, now); !ok)
        return ok.error();
    if (auto ok = context.qrs.addPayment(payment); !ok)
        return ok.error();
    if (!qr)
        return payment;
    ++qr->inSuspense;
    if (auto ok = context.qrs.updateQr(*qr); !ok)
        return ok.error();
    return payment;
}

base::Result<QrPaymentDone> resolveSuspense(const ResolveSuspense &command, const QrContext &context, base::UtcMs now)
{
    auto known = replay(command, context);
    if (!known)
        return known.error();
    if (*known)
        return std::move(**known);
    auto payment = waiting(command, context);
    if (!payment)
        return payment.error();
    auto qr = context.qrs.findQr(payment->qrId);
    if (!qr)
        return qr.error();
    if (*qr && payment->account != (*qr)->account)
        qr->reset(); // booked when we knew no such QR
    const auto posting = carryOut(command, *payment, *qr, context, now);
    if (!posting)
        return posting.error();
    const bool isReturn = command.action == ResolveSuspense::Action::Return;
    payment->outcome = isReturn ? PaymentOutcome::Returned : PaymentOutcome::Adjusted;
    payment->resolvedBy = command.user;
    payment->resolvedAt = now;
    payment->resolutionNote = command.note;
    payment->resolution = *posting;
    if (auto ok = context.qrs.updatePayment(*payment); !ok)
        return ok.error();
    if (*qr) {
        if (auto ok = context.qrs.updateQr(**qr); !ok)
            return ok.error();
    }
    const bank::RecordedRequest request{bodyHash(command), u"qr_suspense"_s, QString::number(payment->number), now};
    if (auto ok = context.books.requests.addRequest(command.idempotencyKey, request); !ok)
        return ok.error();
    return QrPaymentDone{std::move(*payment), std::move(*qr), false};
}

QByteArray bodyHash(const ResolveSuspense &command)
{
    bank::Canonical out("qr-resolve/1"_L1);
    out.add(command.payment).add(static_cast<qint64>(command.action)).add(command.note).add(command.user);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

} // namespace payments
