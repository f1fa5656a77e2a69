// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/canonical.h"
#include "payments/emvco.h"
#include "payments/qrlife.h"
#include <QCryptographicHash>
#include <QDateTime>

namespace payments {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

constexpr qsizetype maxTransactionId = 30;
constexpr qsizetype maxDescription = 100;
constexpr qsizetype maxBranchCode = 5;
constexpr qsizetype maxReference = 25;
constexpr qint64 sequences = 1'000'000'000;

bool isVisibleAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

base::Result<> check(const CreateQr &command, base::UtcMs now)
{
    if (command.amount.isNegative() || (command.amount.isZero() && !command.mayModifyAmount))
        return {ErrorCode::InvalidArgument, u"amount: more than zero is needed, unless modifyAmount is true"_s};
    if (command.transactionId.size() > maxTransactionId || !isVisibleAscii(command.transactionId))
        return {ErrorCode::InvalidArgument, u"transactionId: up to 30 visible ASCII characters are taken"_s};
    if (command.dueDate <= now)
        return {ErrorCode::InvalidArgument, u"dueDate: it has passed already"_s};
    if (command.branchCode.size() > maxBranchCode || !isVisibleAscii(command.branchCode))
        return {ErrorCode::InvalidArgument, u"branchCode: up to 5 visible ASCII characters are taken"_s};
    if (command.user.isEmpty())
        return {ErrorCode::InvalidArgument, u"nobody is responsible for the QR"_s};
    return checkLine(command.description, maxDescription, "description"_L1);
}

/// The account to be paid, if the caller may know of it.
base::Result<bank::Account> accountOf(const CreateQr &command, const QrContext &context)
{
    const base::Error unknown(ErrorCode::NotFound, u"there is no such account in this currency"_s);
    QString owner;
    if (const auto *cedula = std::get_if<base::Cedula>(&command.account)) {
        owner = cedula->toString();
    } else {
        const auto name = context.qrs.accountName(std::get<bank::AccountId>(command.account));
        if (!name)
            return name.error();
        if (!*name || (*name)->currency != command.amount.currency())
            return unknown;
        owner = (*name)->owner;
    }
    auto account = context.books.ledger.findAccount(owner, command.amount.currency());
    if (!account)
        return account.error();
    if (!*account || !(*account)->isClient() || (command.only && (*account)->id != *command.only))
        return unknown;
    return std::move(**account);
}

base::Result<QString> contentOf(const Qr &qr, const QrPolicy &policy)
{
    MerchantQr merchant;
    merchant.isSingleUse = qr.isSingleUse;
    merchant.qrId = qr.id;
    merchant.categoryCode = policy.categoryCode;
    merchant.currency = qr.amount.currency();
    if (!qr.isOpenAmount())
        merchant.amount = qr.amount;
    merchant.countryCode = policy.countryCode;
    merchant.merchantName = qr.holderName.isEmpty() ? policy.merchantName : qr.holderName;
    merchant.city = policy.city;
    merchant.reference = qr.transactionId.left(maxReference);
    return encodeEmvco(merchant);
}

Qr draftOf(const CreateQr &command, const bank::Account &account, qint64 number, base::UtcMs now)
{
    Qr qr;
    qr.number = number;
    qr.account = account.id;
    qr.cedula = account.owner;
    qr.holderName = account.holderName;
    qr.transactionId = command.transactionId.isEmpty() ? "VQR-"_L1 + QString::number(number) : command.transactionId;
    qr.bodyHash = bodyHash(command, account.id);
    qr.amount = command.amount;
    qr.description = command.description;
    qr.dueDate = command.dueDate;
    qr.isSingleUse = command.isSingleUse;
    qr.mayModifyAmount = command.mayModifyAmount;
    qr.branchCode = command.branchCode;
    qr.provider = command.provider;
    qr.changedAt = now;
    qr.paid = base::Money(command.amount.currency());
    qr.createdAt = now;
    qr.createdBy = command.user;
    qr.channel = command.channel;
    return qr;
}

/// From now on it can be paid, and everybody may know.
base::Result<> logCreated(Qr &qr, bank::Ledger &ledger, base::UtcMs now)
{
    events::QrCreated event;
    event.at = now;
    event.accountId = qr.account.value();
    event.qrId = qr.id;
    event.transactionId = qr.transactionId;
    event.amount = qr.amount;
    event.description = qr.description;
    event.dueDate = qr.dueDate;
    event.isSingleUse = qr.isSingleUse;
    event.mayModifyAmount = qr.mayModifyAmount;
    event.status = qr.status;
    const auto seq = ledger.append(std::move(event));
    if (!seq)
        return seq.error();
    qr.seq = *seq;
    return {};
}

base::Result<> issueHere(Qr &qr, const QrContext &context, base::UtcMs now)
{
    qr.id = houseQrId(now, context.qrPolicy.bankCode, qr.number);
    const auto present = context.qrs.findQr(qr.id);
    if (!present)
        return present.error();
    if (*present)
        return {ErrorCode::Internal, u"the id of the new QR is taken already"_s};
    auto content = contentOf(qr, context.qrPolicy);
    if (!content)
        return content.error();
    qr.content = std::move(content).value();
    return logCreated(qr, context.books.ledger, now);
}

} // namespace

base::Result<QrDone> createQr(const CreateQr &command, const QrContext &context, base::UtcMs now)
{
    const auto account = accountOf(command, context);
    if (!account)
        return account.error();
    if (!command.transactionId.isEmpty()) {
        const auto present = context.qrs.findQrOrder(account->id, command.transactionId);
        if (!present)
            return present.error();
        if (*present && (*present)->bodyHash != bodyHash(command, account->id))
            return {ErrorCode::Conflict, u"transactionId: it was used for another QR of this account"_s};
        if (*present)
            return QrDone{**present, true};
    }
    if (auto ok = check(command, now); !ok)
        return ok.error();
    if (account->state == bank::AccountState::Blocked)
        return {ErrorCode::PermissionDenied, u"the account is blocked"_s};
    const auto number = context.qrs.nextQrNumber();
    if (!number)
        return number.error();
    Qr qr = draftOf(command, *account, *number, now);
    if (qr.provider == localProvider) {
        if (auto ok = issueHere(qr, context, now); !ok)
            return ok.error();
    }
    if (auto ok = context.qrs.addQr(qr); !ok)
        return ok.error();
    return QrDone{std::move(qr), false};
}

base::Result<QrDone> issueQr(const IssueQr &command, const QrContext &context, base::UtcMs now)
{
    auto noted = context.qrs.findQr(command.number);
    if (!noted)
        return noted.error();
    if (!*noted)
        return {ErrorCode::NotFound, u"there is no such QR"_s};
    Qr qr = std::move(**noted);
    if (qr.isIssued() && qr.id == command.issued.qrId)
        return QrDone{std::move(qr), true};
    const auto present = context.qrs.findQr(command.issued.qrId);
    if (!present)
        return present.error();
    if (qr.isIssued() || *present)
        return {ErrorCode::Conflict, u"the bank has issued the QR twice, or two QR codes with one id"_s};
    if (command.issued.qrId.isEmpty() || (command.issued.image.isEmpty() && command.issued.content.isEmpty()))
        return {ErrorCode::InvalidArgument, u"the bank's answer has no id or no code"_s};
    qr.id = command.issued.qrId;
    qr.image = command.issued.image;
    qr.content = command.issued.content;
    qr.changedAt = now;
    if (auto ok = logCreated(qr, context.books.ledger, now); !ok)
        return ok.error();
    if (auto ok = context.qrs.updateQr(qr); !ok)
        return ok.error();
    return QrDone{std::move(qr), false};
}

base::Result<QrDone> dropQr(const DropQr &command, const QrContext &context)
{
    auto noted = context.qrs.findQr(command.number);
    if (!noted)
        return noted.error();
    if (!*noted)
        return {ErrorCode::NotFound, u"there is no such QR"_s};
    if ((*noted)->isIssued())
        return {ErrorCode::Conflict, u"the QR has been issued"_s};
    if (auto ok = context.qrs.dropQr(command.number); !ok)
        return ok.error();
    return QrDone{std::move(**noted), false};
}

base::Result<QrDone> cancelQr(const CancelQr &command, const QrContext &context, base::UtcMs now)
{
    auto qr = requireQr(command.qrId, command.only, context.qrs);
    if (!qr)
        return qr.error();
    const QrMove move = command.source == events::QrChangeSource::Operator ? QrMove::Cancel : QrMove::BankCancel;
    const auto next = statusAfter(qr->status, move, qr->isSingleUse, qr->payments > 0);
    if (!next)
        return next.error();
    if (auto ok = changeStatus(*qr, *next, command.source, context.books.ledger, now); !ok)
        return ok.error();
    if (auto ok = context.qrs.updateQr(*qr); !ok)
        return ok.error();
    return QrDone{std::move(*qr), false};
}

base::Result<QrsExpired> expireQrs(const ExpireQrs &command, const QrContext &context, base::UtcMs now)
{
    auto overdue = context.qrs.overdue(now, command.limit);
    if (!overdue)
        return overdue.error();
    for (Qr &qr : *overdue) {
        const auto next = statusAfter(qr.status, QrMove::FallDue, qr.isSingleUse, qr.payments > 0);
        if (!next)
            return next.error();
        if (auto ok = changeStatus(qr, *next, events::QrChangeSource::Expiry, context.books.ledger, now); !ok)
            return ok.error();
        if (auto ok = context.qrs.updateQr(qr); !ok)
            return ok.error();
    }
    const int count = static_cast<int>(overdue->size());
    return QrsExpired{count, count == command.limit};
}

QByteArray bodyHash(const CreateQr &command, bank::AccountId account)
{
    bank::Canonical out("qr/1"_L1);
    out.add(account.value())
        .add(command.amount)
        .add(command.description)
        .add(command.dueDate.value)
        .add(qint64{command.isSingleUse})
        .add(qint64{command.mayModifyAmount})
        .add(command.branchCode);
    return QCryptographicHash::hash(out.bytes(), QCryptographicHash::Sha256);
}

QString houseQrId(base::UtcMs at, const QString &bankCode, qint64 number)
{
    constexpr int laPazOffset = -4 * 3600; // all the year
    const QDateTime there = QDateTime::fromMSecsSinceEpoch(at.value, Qt::OffsetFromUTC, laPazOffset);
    return there.toString(u"yyMMdd") + u'0' + bankCode + QString::number(number % sequences).rightJustified(9, u'0');
}

} // namespace payments
