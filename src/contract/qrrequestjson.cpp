// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/qrfields.h"
#include "contract/qrjson.h"

namespace contract {

using namespace Qt::StringLiterals;
using namespace qrfields;
using base::ErrorCode;

void write(JsonWriter &out, const QrTag &tag)
{
    out.beginObject().member("id"_L1, tag.id).member("name"_L1, tag.name).member("value"_L1, tag.value);
    writeList(out, "children"_L1, tag.children);
    out.endObject();
}

static base::Result<QrTag> readTag(const JsonValue &json)
{
    JsonFields fields(json);
    QrTag tag;
    tag.id = fields.text("id"_L1);
    tag.name = fields.textOr("name"_L1, {});
    tag.value = fields.text("value"_L1);
    tag.children = readList(fields, "children"_L1, readTag);
    return finish(fields, std::move(tag));
}

void write(JsonWriter &out, const QrRequest &request)
{
    out.beginObject();
    if (!request.cedula.isEmpty())
        out.member("cedula"_L1, request.cedula);
    if (request.accountId)
        out.member("accountId"_L1, *request.accountId);
    out.member("transactionId"_L1, request.transactionId);
    writeAmount(out, request.amount);
    out.member("description"_L1, request.description);
    writeTime(out, "dueDate"_L1, request.dueDate);
    out.member("singleUse"_L1, request.isSingleUse)
        .member("modifyAmount"_L1, request.mayModifyAmount)
        .member("branchCode"_L1, request.branchCode)
        .endObject();
}

base::Result<QrRequest> readQrRequest(const JsonValue &json)
{
    JsonFields fields(json);
    QrRequest request;
    request.cedula = fields.textOr("cedula"_L1, {});
    if (!fields.isAbsent("accountId"_L1))
        request.accountId = fields.integer("accountId"_L1);
    request.transactionId = fields.textOr("transactionId"_L1, {});
    const base::Currency currency = fields.currencyOr("currency"_L1, base::Currency::bob());
    request.mayModifyAmount = fields.booleanOr("modifyAmount"_L1, false);
    const bool isOpen = request.mayModifyAmount && fields.isAbsent("amount"_L1);
    request.amount = isOpen ? base::Money(currency) : fields.money("amount"_L1, currency);
    request.description = fields.textOr("description"_L1, {});
    const auto due = parseDueDate(fields.text("dueDate"_L1));
    if (!due)
        fields.fail(due.error().message());
    request.dueDate = due.valueOr({});
    request.isSingleUse = fields.booleanOr("singleUse"_L1, true);
    request.branchCode = fields.textOr("branchCode"_L1, {});
    return finish(fields, std::move(request));
}

void write(JsonWriter &out, const QrPayRequest &request)
{
    out.beginObject().member("cedula"_L1, request.cedula);
    writeAmount(out, request.amount);
    out.member("description"_L1, request.description).endObject();
}

base::Result<QrPayRequest> readQrPayRequest(const JsonValue &json)
{
    JsonFields fields(json);
    QrPayRequest request;
    request.cedula = fields.text("cedula"_L1);
    request.amount = fields.money("amount"_L1, fields.currencyOr("currency"_L1, base::Currency::bob()));
    request.description = fields.textOr("description"_L1, {});
    return finish(fields, std::move(request));
}

void write(JsonWriter &out, const QrResolution &resolution)
{
    out.beginObject()
        .member("action"_L1, resolution.isReturned ? "return"_L1 : "post"_L1)
        .member("note"_L1, resolution.note)
        .endObject();
}

base::Result<QrResolution> readQrResolution(const JsonValue &json)
{
    JsonFields fields(json);
    QrResolution resolution;
    const QString action = fields.text("action"_L1);
    if (action != "post"_L1 && action != "return"_L1)
        fields.fail(u"action: \"post\" or \"return\" is needed"_s);
    resolution.isReturned = action == "return"_L1;
    resolution.note = fields.text("note"_L1);
    return finish(fields, std::move(resolution));
}

void write(JsonWriter &out, const QrRail &rail)
{
    out.beginObject().member("provider"_L1, rail.provider).member("up"_L1, rail.isUp).member("reason"_L1, rail.reason);
    writeTime(out, "since"_L1, rail.since);
    out.member("unverified"_L1, rail.unverified).endObject();
}

base::Result<QrRail> readQrRail(const JsonValue &json)
{
    JsonFields fields(json);
    QrRail rail;
    rail.provider = fields.text("provider"_L1);
    rail.isUp = fields.boolean("up"_L1);
    rail.reason = fields.textOr("reason"_L1, {});
    rail.since = readTimeOr(fields, "since"_L1);
    rail.unverified = fields.integerOr("unverified"_L1, 0);
    return finish(fields, std::move(rail));
}

void write(JsonWriter &out, const QrReading &reading)
{
    out.beginObject()
        .member("text"_L1, reading.text)
        .member("format"_L1, reading.format)
        .member("sound"_L1, reading.isSound)
        .member("problem"_L1, reading.problem);
    writeList(out, "tags"_L1, reading.tags);
    out.member("qrId"_L1, reading.qrId).endObject();
}

base::Result<QrReading> readQrReading(const JsonValue &json)
{
    JsonFields fields(json);
    QrReading reading;
    reading.text = fields.text("text"_L1);
    reading.format = fields.text("format"_L1);
    reading.isSound = fields.boolean("sound"_L1);
    reading.problem = fields.textOr("problem"_L1, {});
    reading.tags = readList(fields, "tags"_L1, readTag);
    reading.qrId = fields.textOr("qrId"_L1, {});
    return finish(fields, std::move(reading));
}

base::Result<base::UtcMs> parseDueDate(const QString &text)
{
    const QDate day = text.size() == 10 ? QDate::fromString(text, Qt::ISODate) : QDate();
    if (day.isValid()) {
        // La Paz has been at −4 h all the year since 1932; so no table of zones is needed.
        constexpr int laPazOffset = -4 * 3600;
        return base::UtcMs{QDateTime(day, QTime(23, 59, 59), Qt::OffsetFromUTC, laPazOffset).toMSecsSinceEpoch()};
    }
    const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!at.isValid() || at.timeSpec() == Qt::LocalTime)
        return {ErrorCode::InvalidArgument, u"dueDate: a day (yyyy-MM-dd) or a time with its zone is needed"_s};
    return base::UtcMs{at.toMSecsSinceEpoch()};
}

} // namespace contract
