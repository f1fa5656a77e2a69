// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/qrrows.h"
#include "store/rowvalues.h"

namespace store {

using namespace Qt::StringLiterals;
using base::ErrorCode;

base::Result<payments::Qr> qrFrom(const Rows &rows)
{
    const auto currency = currencyFrom(rows.text(7));
    const auto channel = channelFrom(rows.integer(24));
    if (!currency || !channel)
        return !currency ? currency.error() : channel.error();
    const auto amount = base::Money::fromMinor(rows.integer(8), *currency);
    const auto paid = base::Money::fromMinor(rows.integer(19), *currency);
    if (!amount || !paid)
        return {ErrorCode::Corrupt, u"ledger: a QR's amount is out of range"_s};
    payments::Qr qr;
    qr.number = rows.integer(0);
    qr.id = rows.text(1);
    qr.account = bank::AccountId(rows.integer(2));
    qr.cedula = rows.text(3);
    qr.holderName = rows.text(4);
    qr.transactionId = rows.text(5);
    qr.bodyHash = rows.blob(6);
    qr.amount = *amount;
    qr.description = rows.text(9);
    qr.dueDate.value = rows.integer(10);
    qr.isSingleUse = rows.integer(11) != 0;
    qr.mayModifyAmount = rows.integer(12) != 0;
    qr.branchCode = rows.text(13);
    qr.provider = rows.text(14);
    qr.content = rows.text(15);
    qr.status = static_cast<payments::QrStatus>(rows.integer(16)); // the table checks it
    if (!rows.isNull(17))
        qr.changedBy = static_cast<payments::QrChangeSource>(rows.integer(17));
    qr.changedAt.value = rows.integer(18);
    qr.paid = *paid;
    qr.payments = rows.integer(20);
    qr.inSuspense = rows.integer(21);
    qr.createdAt.value = rows.integer(22);
    qr.createdBy = rows.text(23);
    qr.channel = *channel;
    qr.seq = rows.integer(25);
    return qr;
}

base::Result<payments::QrPayment> paymentFrom(const Rows &rows, int first)
{
    const auto currency = currencyFrom(rows.text(first + 5));
    if (!currency)
        return currency.error();
    const auto amount = base::Money::fromMinor(rows.integer(first + 6), *currency);
    if (!amount)
        return {ErrorCode::Corrupt, u"ledger: a QR payment's amount is out of range"_s};
    payments::QrPayment payment;
    payment.number = rows.integer(first);
    payment.qrId = rows.text(first + 1);
    if (!rows.isNull(first + 2))
        payment.account = bank::AccountId(rows.integer(first + 2));
    payment.provider = rows.text(first + 3);
    payment.transactionId = rows.text(first + 4);
    payment.amount = *amount;
    payment.senderName = rows.text(first + 7);
    payment.senderDocumentId = rows.text(first + 8);
    payment.senderAccount = rows.text(first + 9);
    payment.senderBankCode = rows.text(first + 10);
    payment.description = rows.text(first + 11);
    payment.paidAt.value = rows.integer(first + 12);
    payment.receivedAt.value = rows.integer(first + 13);
    payment.outcome = static_cast<payments::PaymentOutcome>(rows.integer(first + 14)); // the table checks both
    payment.reason = static_cast<payments::SuspenseReason>(rows.integer(first + 15));
    payment.posting = rows.integer(first + 16);
    payment.resolvedBy = rows.text(first + 17);
    payment.resolvedAt.value = rows.integer(first + 18);
    payment.resolutionNote = rows.text(first + 19);
    payment.resolution = rows.integer(first + 20);
    return payment;
}

} // namespace store
