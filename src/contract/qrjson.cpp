// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/qrjson.h"
#include "contract/qrfields.h"
#include <array>

namespace contract {
namespace {

using namespace Qt::StringLiterals;
using namespace qrfields;

constexpr std::array timelineWords{"created"_L1, "paid"_L1, "status_changed"_L1, "resolved"_L1};

template <typename Enum>
Enum readWord(JsonFields &fields, QLatin1StringView name, std::optional<Enum> (*parse)(QStringView))
{
    const auto parsed = parse(fields.text(name));
    if (!parsed)
        fields.fail(QString(name + ": unknown word"_L1));
    return parsed.value_or(Enum{});
}

template <typename Enum>
std::optional<Enum> readWordOr(JsonFields &fields, QLatin1StringView name, std::optional<Enum> (*parse)(QStringView))
{
    return fields.isAbsent(name) ? std::nullopt : std::optional(readWord(fields, name, parse));
}

template <typename Enum>
void writeWord(JsonWriter &out, QLatin1StringView name, const std::optional<Enum> &value)
{
    out.key(name);
    if (value)
        out.value(word(*value));
    else
        out.null();
}

void writeReason(JsonWriter &out, QLatin1StringView name, QrSuspenseReason reason)
{
    writeWord(out, name, reason == QrSuspenseReason::None ? std::nullopt : std::optional(reason));
}

void writeSender(JsonWriter &out, const QrSender &sender)
{
    out.member("senderName"_L1, sender.name)
        .member("senderDocumentId"_L1, sender.documentId)
        .member("senderAccount"_L1, sender.account)
        .member("senderBankCode"_L1, sender.bankCode)
        .member("senderBankName"_L1, sender.bankName);
}

QrSender readSender(JsonFields &fields)
{
    QrSender sender;
    sender.name = fields.textOr("senderName"_L1, {});
    sender.documentId = fields.textOr("senderDocumentId"_L1, {});
    sender.account = fields.textOr("senderAccount"_L1, {});
    sender.bankCode = fields.textOr("senderBankCode"_L1, {});
    sender.bankName = fields.textOr("senderBankName"_L1, {});
    return sender;
}

std::optional<QrTimelineEntry::What> parseWhat(QStringView text)
{
    for (size_t i = 0; i < timelineWords.size(); ++i) {
        if (text == timelineWords[i])
            return static_cast<QrTimelineEntry::What>(i);
    }
    return {};
}

base::Result<QrTimelineEntry> readTimelineEntry(const JsonValue &json)
{
    JsonFields fields(json);
    QrTimelineEntry entry;
    entry.what = readWord(fields, "event"_L1, parseWhat);
    entry.seq = fields.integerOr("seq"_L1, 0);
    entry.at = readTime(fields, "at"_L1);
    entry.status = readWordOr(fields, "status"_L1, parseQrStatus);
    entry.source = readWordOr(fields, "syncSource"_L1, parseQrChangeSource);
    if (!fields.isAbsent("amount"_L1))
        entry.amount = fields.money("amount"_L1, fields.currency("currency"_L1));
    entry.transactionId = fields.textOr("transactionId"_L1, {});
    entry.who = fields.textOr("who"_L1, {});
    return finish(fields, std::move(entry));
}

QrSuspenseReason readReason(JsonFields &fields, QLatin1StringView name)
{
    return readWordOr(fields, name, parseQrSuspenseReason).value_or(QrSuspenseReason::None);
}

} // namespace

void write(JsonWriter &out, const QrTimelineEntry &entry)
{
    out.beginObject()
        .member("event"_L1, timelineWords[static_cast<size_t>(entry.what)])
        .member("seq"_L1, entry.seq)
        .member("at"_L1, isoMilliseconds(entry.at));
    writeWord(out, "status"_L1, entry.status);
    writeWord(out, "syncSource"_L1, entry.source);
    out.member("amount"_L1, entry.amount).key("currency"_L1);
    if (entry.amount)
        out.value(QStringView(entry.amount->currency().toString()));
    else
        out.null();
    out.member("transactionId"_L1, entry.transactionId).member("who"_L1, entry.who).endObject();
}

void write(JsonWriter &out, const Qr &qr)
{
    out.beginObject()
        .member("number"_L1, qr.number)
        .member("qrId"_L1, qr.qrId)
        .member("transactionId"_L1, qr.transactionId)
        .member("accountId"_L1, qr.accountId)
        .member("cedula"_L1, qr.cedula)
        .member("nombre"_L1, qr.holderName);
    writeAmount(out, qr.amount);
    out.member("description"_L1, qr.description);
    writeTime(out, "dueDate"_L1, qr.dueDate);
    out.member("singleUse"_L1, qr.isSingleUse)
        .member("modifyAmount"_L1, qr.mayModifyAmount)
        .member("status"_L1, word(qr.status));
    writeWord(out, "syncSource"_L1, qr.syncSource);
    out.member("provider"_L1, qr.provider)
        .member("uncertain"_L1, qr.isUncertain)
        .member("content"_L1, qr.content)
        .member("paid"_L1, qr.paid)
        .member("payments"_L1, qr.payments)
        .member("suspense"_L1, qr.inSuspense);
    writeReason(out, "suspenseReason"_L1, qr.suspenseReason);
    out.key("payer"_L1);
    if (qr.sender) {
        out.beginObject();
        writeSender(out, *qr.sender);
        out.endObject();
    } else {
        out.null();
    }
    writeTime(out, "paymentDate"_L1, qr.paidAt);
    writeTime(out, "createdAt"_L1, qr.createdAt);
    out.member("createdBy"_L1, qr.createdBy);
    writeTime(out, "changedAt"_L1, qr.changedAt);
    out.member("seq"_L1, qr.seq).endObject();
}

base::Result<Qr> readQr(const JsonValue &json)
{
    JsonFields fields(json);
    Qr qr;
    const base::Currency currency = fields.currency("currency"_L1);
    qr.number = fields.integer("number"_L1);
    qr.qrId = fields.text("qrId"_L1);
    qr.transactionId = fields.text("transactionId"_L1);
    qr.accountId = fields.integer("accountId"_L1);
    qr.cedula = fields.textOr("cedula"_L1, {});
    qr.holderName = fields.textOr("nombre"_L1, {});
    qr.amount = fields.money("amount"_L1, currency);
    qr.description = fields.textOr("description"_L1, {});
    qr.dueDate = readTime(fields, "dueDate"_L1);
    qr.isSingleUse = fields.boolean("singleUse"_L1);
    qr.mayModifyAmount = fields.boolean("modifyAmount"_L1);
    qr.status = readWord(fields, "status"_L1, parseQrStatus);
    qr.syncSource = readWordOr(fields, "syncSource"_L1, parseQrChangeSource);
    qr.provider = fields.textOr("provider"_L1, {});
    qr.isUncertain = fields.booleanOr("uncertain"_L1, false);
    qr.content = fields.textOr("content"_L1, {});
    qr.paid = fields.money("paid"_L1, currency);
    qr.payments = fields.integerOr("payments"_L1, 0);
    qr.inSuspense = fields.integerOr("suspense"_L1, 0);
    qr.suspenseReason = readReason(fields, "suspenseReason"_L1);
    if (!fields.isAbsent("payer"_L1)) {
        JsonFields payer(fields.value("payer"_L1));
        qr.sender = readSender(payer);
        if (auto ok = payer.result(); !ok)
            fields.fail(ok.error().message());
    }
    qr.paidAt = readTimeOr(fields, "paymentDate"_L1);
    qr.createdAt = readTime(fields, "createdAt"_L1);
    qr.createdBy = fields.textOr("createdBy"_L1, {});
    qr.changedAt = readTime(fields, "changedAt"_L1);
    qr.seq = fields.integerOr("seq"_L1, 0);
    return finish(fields, std::move(qr));
}

void write(JsonWriter &out, const QrPayment &payment)
{
    out.beginObject()
        .member("number"_L1, payment.number)
        .member("qrId"_L1, payment.qrId)
        .member("transactionId"_L1, payment.transactionId);
    writeAmount(out, payment.amount);
    writeSender(out, payment.sender);
    out.member("description"_L1, payment.description);
    writeTime(out, "paymentDate"_L1, payment.paidAt);
    writeTime(out, "receivedAt"_L1, payment.receivedAt);
    out.member("outcome"_L1, word(payment.outcome));
    writeReason(out, "reason"_L1, payment.reason);
    out.member("cedula"_L1, payment.cedula)
        .member("nombre"_L1, payment.holderName)
        .member("posting"_L1, payment.posting)
        .member("resolvedBy"_L1, payment.resolvedBy);
    writeTime(out, "resolvedAt"_L1, payment.resolvedAt);
    out.member("note"_L1, payment.resolutionNote).endObject();
}

base::Result<QrPayment> readQrPayment(const JsonValue &json)
{
    JsonFields fields(json);
    QrPayment payment;
    payment.number = fields.integer("number"_L1);
    payment.qrId = fields.text("qrId"_L1);
    payment.transactionId = fields.text("transactionId"_L1);
    payment.amount = fields.money("amount"_L1, fields.currency("currency"_L1));
    payment.sender = readSender(fields);
    payment.description = fields.textOr("description"_L1, {});
    payment.paidAt = readTime(fields, "paymentDate"_L1);
    payment.receivedAt = readTime(fields, "receivedAt"_L1);
    payment.outcome = readWord(fields, "outcome"_L1, parseQrOutcome);
    payment.reason = readReason(fields, "reason"_L1);
    payment.cedula = fields.textOr("cedula"_L1, {});
    payment.holderName = fields.textOr("nombre"_L1, {});
    payment.posting = fields.integerOr("posting"_L1, 0);
    payment.resolvedBy = fields.textOr("resolvedBy"_L1, {});
    payment.resolvedAt = readTimeOr(fields, "resolvedAt"_L1);
    payment.resolutionNote = fields.textOr("note"_L1, {});
    return finish(fields, std::move(payment));
}

void write(JsonWriter &out, const QrDetail &detail)
{
    out.beginObject().key("qr"_L1);
    write(out, detail.qr);
    writeList(out, "payments"_L1, detail.payments);
    writeList(out, "timeline"_L1, detail.timeline);
    out.endObject();
}

base::Result<QrDetail> readQrDetail(const JsonValue &json)
{
    JsonFields fields(json);
    QrDetail detail;
    auto qr = readQr(fields.value("qr"_L1));
    if (!qr)
        return qr.error().with(u"qr"_s);
    detail.qr = std::move(qr).value();
    detail.payments = readList(fields, "payments"_L1, readQrPayment);
    detail.timeline = readList(fields, "timeline"_L1, readTimelineEntry);
    return finish(fields, std::move(detail));
}

std::optional<base::Result<QrNews>> readQrNews(QStringView event, const JsonValue &data)
{
    using What = QrNews::What;
    const bool isCreated = event == "qr_created"_L1;
    const bool isPaid = event == "qr_paid"_L1;
    if (!isCreated && !isPaid && event != "qr_status_changed"_L1)
        return std::nullopt;
    JsonFields fields(data);
    QrNews news;
    news.what = isCreated ? What::Created : isPaid ? What::Paid : What::StatusChanged;
    const base::Currency currency = fields.currency("currency"_L1);
    news.seq = fields.integerOr("seq"_L1, 0);
    news.qrId = fields.text("qrId"_L1);
    news.transactionId = fields.textOr("transactionId"_L1, {});
    news.amount = fields.money("amount"_L1, currency);
    news.description = fields.textOr("description"_L1, {});
    news.status = readWord(fields, isCreated ? "status"_L1 : "newStatus"_L1, parseQrStatus);
    news.source = readWordOr(fields, "syncSource"_L1, parseQrChangeSource);
    if (isPaid) {
        news.sender = readSender(fields);
        news.at = readTimeOr(fields, "paymentDate"_L1);
        if (!fields.isAbsent("newBalance"_L1))
            news.newBalance = fields.money("newBalance"_L1, currency);
    }
    return finish(fields, std::move(news));
}

} // namespace contract
