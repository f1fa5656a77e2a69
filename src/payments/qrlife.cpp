// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/qrlife.h"

namespace payments {

using namespace Qt::StringLiterals;
using base::ErrorCode;

base::Result<> changeStatus(Qr &qr, events::QrStatus next, events::QrChangeSource source, bank::Ledger &ledger,
                            base::UtcMs now)
{
    if (next == qr.status)
        return {};
    events::QrStatusChanged event;
    event.at = now;
    event.accountId = qr.account.value();
    event.qrId = qr.id;
    event.previousStatus = qr.status;
    event.newStatus = next;
    event.amount = qr.amount;
    event.description = qr.description;
    event.isSingleUse = qr.isSingleUse;
    event.dueDate = qr.dueDate;
    event.source = source;
    const auto seq = ledger.append(std::move(event));
    if (!seq)
        return seq.error();
    qr.status = next;
    qr.changedBy = source;
    qr.changedAt = now;
    qr.seq = *seq;
    return {};
}

base::Result<> logPaid(Qr &qr, const QrPayment &payment, events::QrStatus next,
                       const std::optional<base::Money> &newBalance, bank::Ledger &ledger)
{
    events::QrPaid event;
    event.at = payment.receivedAt;
    event.accountId = qr.account.value();
    event.qrId = qr.id;
    event.transactionId = payment.transactionId;
    event.amount = payment.amount;
    event.senderName = payment.senderName;
    event.senderDocumentId = payment.senderDocumentId;
    event.senderAccount = payment.senderAccount;
    event.senderBankCode = payment.senderBankCode;
    event.description = payment.description;
    event.paidAt = payment.paidAt;
    event.isSingleUse = qr.isSingleUse;
    event.newStatus = next;
    event.newBalance = newBalance;
    const auto seq = ledger.append(std::move(event));
    if (!seq)
        return seq.error();
    qr.changedAt = payment.receivedAt;
    qr.seq = *seq;
    return {};
}

base::Result<Qr> requireQr(const QString &qrId, const std::optional<bank::AccountId> &only, QrBook &qrs)
{
    auto qr = qrs.findQr(qrId);
    if (!qr)
        return qr.error();
    if (!*qr || (only && (*qr)->account != *only))
        return {ErrorCode::NotFound, u"there is no such QR"_s};
    return std::move(**qr);
}

base::Result<> checkLine(const QString &text, qsizetype limit, QLatin1StringView name)
{
    if (text.size() > limit)
        return {ErrorCode::InvalidArgument,
                name + ": no more than "_L1 + QString::number(limit) + " characters are taken"_L1};
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (std::any_of(text.begin(), text.end(), isControl))
        return {ErrorCode::InvalidArgument, name + ": control characters are not taken"_L1};
    return {};
}

} // namespace payments
