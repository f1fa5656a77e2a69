// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/qrforms.h"
#include "contract/json.h"
#include <QDateTime>
#include <array>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using Entry = contract::QrTimelineEntry;

struct BankName
{
    QLatin1StringView code; ///< at ASFI
    QLatin1StringView name;
};

/// Banks of Bolivia whose codes are sure; others are shown by their code.
constexpr std::array banks{BankName{"1001"_L1, "BNB"_L1},      BankName{"1003"_L1, "Mercantil Santa Cruz"_L1},
                           BankName{"1005"_L1, "BISA"_L1},     BankName{"1009"_L1, "Ganadero"_L1},
                           BankName{"1014"_L1, "Unión"_L1},    BankName{"1016"_L1, "BANECO"_L1},
                           BankName{"1017"_L1, "Solidario"_L1}};

contract::QrSender senderForm(const payments::QrPayment &payment)
{
    return {payment.senderName, payment.senderDocumentId, payment.senderAccount, payment.senderBankCode,
            bankNameOf(payment.senderBankCode)};
}

contract::QrSuspenseReason reasonForm(payments::SuspenseReason reason)
{
    return static_cast<contract::QrSuspenseReason>(reason);
}

std::optional<Entry> entryOf(const events::Event &event)
{
    Entry entry;
    entry.seq = events::sequenceOf(event);
    entry.at = events::timeOf(event);
    if (const auto *created = std::get_if<events::QrCreated>(&event)) {
        entry.what = Entry::What::Created;
        entry.status = created->status;
        return entry;
    }
    if (const auto *paid = std::get_if<events::QrPaid>(&event)) {
        entry.what = Entry::What::Paid;
        entry.status = paid->newStatus;
        entry.amount = paid->amount;
        entry.transactionId = paid->transactionId;
        entry.who = paid->senderName;
        return entry;
    }
    if (const auto *changed = std::get_if<events::QrStatusChanged>(&event)) {
        entry.what = Entry::What::StatusChanged;
        entry.status = changed->newStatus;
        entry.source = changed->source;
        return entry;
    }
    return {};
}

} // namespace

contract::Qr qrForm(const payments::QrRow &row)
{
    const payments::Qr &qr = row.qr;
    contract::Qr form;
    form.number = qr.number;
    form.qrId = qr.id;
    form.transactionId = qr.transactionId;
    form.accountId = qr.account.value();
    form.cedula = qr.cedula;
    form.holderName = qr.holderName;
    form.amount = qr.amount;
    form.description = qr.description;
    form.dueDate = qr.dueDate;
    form.isSingleUse = qr.isSingleUse;
    form.mayModifyAmount = qr.mayModifyAmount;
    form.status = qr.status;
    form.syncSource = qr.changedBy;
    form.provider = qr.provider;
    form.isUncertain = !qr.isIssued();
    form.content = qr.content;
    form.paid = qr.paid;
    form.payments = qr.payments;
    form.inSuspense = qr.inSuspense;
    form.suspenseReason = reasonForm(row.reason);
    if (row.newest) {
        form.sender = senderForm(*row.newest);
        form.paidAt = row.newest->paidAt;
    }
    form.createdAt = qr.createdAt;
    form.createdBy = qr.createdBy;
    form.changedAt = qr.changedAt;
    form.seq = qr.seq;
    return form;
}

contract::QrPayment qrPaymentForm(const payments::QrPaymentRow &row)
{
    const payments::QrPayment &payment = row.payment;
    contract::QrPayment form;
    form.number = payment.number;
    form.qrId = payment.qrId;
    form.transactionId = payment.transactionId;
    form.amount = payment.amount;
    form.sender = senderForm(payment);
    form.description = payment.description;
    form.paidAt = payment.paidAt;
    form.receivedAt = payment.receivedAt;
    form.outcome = static_cast<contract::QrOutcome>(payment.outcome);
    form.reason = reasonForm(payment.reason);
    form.cedula = row.cedula;
    form.holderName = row.holderName;
    form.posting = payment.posting;
    form.resolvedBy = payment.resolvedBy;
    if (payment.resolvedAt.value > 0)
        form.resolvedAt = payment.resolvedAt;
    form.resolutionNote = payment.resolutionNote;
    return form;
}

contract::QrDetail qrDetailForm(const payments::QrHistory &history)
{
    contract::QrDetail form;
    form.qr = qrForm(history.row);
    for (const events::Event &event : history.events) {
        if (auto entry = entryOf(event))
            form.timeline.push_back(std::move(*entry));
    }
    for (const payments::QrPaymentRow &row : history.payments) {
        form.payments.push_back(qrPaymentForm(row));
        if (row.payment.resolvedAt.value == 0)
            continue;
        Entry resolved;
        resolved.what = Entry::What::Resolved;
        resolved.at = row.payment.resolvedAt;
        resolved.amount = row.payment.amount;
        resolved.transactionId = row.payment.transactionId;
        resolved.who = row.payment.resolvedBy;
        form.timeline.push_back(std::move(resolved));
    }
    std::stable_sort(form.timeline.begin(), form.timeline.end(),
                     [](const Entry &a, const Entry &b) { return a.at < b.at; });
    return form;
}

QString bankNameOf(const QString &code)
{
    for (const BankName &bank : banks) {
        if (code == bank.code || code.compare(bank.name, Qt::CaseInsensitive) == 0)
            return QString::fromUtf8(bank.name.data(), bank.name.size());
    }
    return {};
}

QByteArray bankPaymentsJson(const std::vector<payments::QrPaymentRow> &payments)
{
    constexpr int laPazOffset = -4 * 3600; // all the year
    contract::JsonWriter out;
    out.beginArray();
    for (const payments::QrPaymentRow &row : payments) {
        const payments::QrPayment &payment = row.payment;
        const auto at = QDateTime::fromMSecsSinceEpoch(payment.paidAt.value, Qt::OffsetFromUTC, laPazOffset);
        out.beginObject()
            .member("qrId"_L1, payment.qrId)
            .member("transactionId"_L1, payment.transactionId)
            .member("paymentDate"_L1, at.toString(u"yyyy-MM-ddT00:00:00"))
            .member("paymentTime"_L1, at.toString(u"HH:mm:ss"))
            .member("currency"_L1, payment.amount.currency().toString())
            .member("amount"_L1, payment.amount)
            .member("senderBankCode"_L1, payment.senderBankCode)
            .member("senderName"_L1, payment.senderName)
            .member("senderDocumentId"_L1, payment.senderDocumentId)
            .member("senderAccount"_L1, payment.senderAccount)
            .member("description"_L1, payment.description)
            .endObject();
    }
    out.endArray();
    return out.take();
}

int statusQrCode(payments::QrStatus status)
{
    switch (status) {
    case payments::QrStatus::Active:
        return 0;
    case payments::QrStatus::Used:
    case payments::QrStatus::Completed:
        return 1;
    case payments::QrStatus::Expired:
    case payments::QrStatus::Cancelled:
        break;
    }
    return 9;
}

} // namespace gateway
