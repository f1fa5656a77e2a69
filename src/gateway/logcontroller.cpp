// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/logcontroller.h"
#include "contract/timeforms.h"
#include "gateway/jsonbody.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"

namespace gateway {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int maxLines = 1000;
constexpr qint64 longestSpan = 7 * 24 * 3600;

struct Change
{
    QString category;
    LogLevel level = LogLevel::Info;
};

void write(contract::JsonWriter &out, const LogLine &line)
{
    out.beginObject()
        .member("number"_L1, line.number)
        .member("at"_L1, contract::isoMilliseconds(line.at))
        .member("level"_L1, word(line.level))
        .member("category"_L1, line.category)
        .member("message"_L1, line.message)
        .key("request_id"_L1);
    if (line.requestId.isEmpty())
        out.null();
    else
        out.value(QStringView(line.requestId));
    out.endObject();
}

/// {levels: {category: level…}, span_s?}
Result<std::vector<Change>> readChanges(const contract::JsonValue &json)
{
    const contract::JsonValue &levels = json["levels"_L1];
    if (!levels.isObject() || levels.members().empty())
        return Error(ErrorCode::InvalidArgument, u"levels: an object of categories and levels is needed"_s);
    std::vector<Change> changes;
    for (const auto &[category, value] : levels.members()) {
        const auto level = value.isString() ? parseLogLevel(value.toString()) : std::nullopt;
        if (!level)
            return Error(ErrorCode::InvalidArgument, u"levels: debug, info, warning or error is needed"_s);
        changes.push_back({category, *level});
    }
    return changes;
}

Result<LogQuery> readQuery(const web::HttpTarget &target)
{
    LogQuery query;
    const QString level = target.queryValue(u"level");
    if (!level.isEmpty()) {
        const auto parsed = parseLogLevel(level);
        if (!parsed)
            return Error(ErrorCode::InvalidArgument, u"level: debug, info, warning or error is needed"_s);
        query.level = *parsed;
    }
    query.category = target.queryValue(u"category");
    bool isNumber = true;
    if (const QString after = target.queryValue(u"after"); !after.isEmpty())
        query.after = after.toLongLong(&isNumber);
    if (!isNumber || query.after < 0)
        return Error(ErrorCode::InvalidArgument, u"after: the number of a line is needed"_s);
    if (const QString limit = target.queryValue(u"limit"); !limit.isEmpty())
        query.limit = limit.toInt(&isNumber);
    if (!isNumber || query.limit < 1 || query.limit > maxLines)
        return Error(ErrorCode::InvalidArgument, u"limit: a number from 1 to %1 is needed"_s.arg(maxLines));
    return query;
}

} // namespace

QLatin1StringView word(LogLevel level)
{
    constexpr QLatin1StringView words[] = {"debug"_L1, "info"_L1, "warning"_L1, "error"_L1};
    return words[static_cast<size_t>(level)];
}

std::optional<LogLevel> parseLogLevel(QStringView text)
{
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error}) {
        if (text == word(level))
            return level;
    }
    return {};
}

void LogController::addRoutes(Router &router)
{
    using auth::Permission;
    const QByteArray levelsForm =
        "{items:[{category:string, level:'debug'|'info'|'warning'|'error', until:utc_ms|null}]}";
    router.add({"GET",
                u"/api/v1/admin/log-levels"_s,
                Permission::ServerAct,
                [this](Exchange &) { return levels(); },
                {"Operations", "What each category of the log says", {}, {}, {"200 " + levelsForm}}});
    router.add({"PUT",
                u"/api/v1/admin/log-levels"_s,
                Permission::ServerAct,
                [this](Exchange &exchange) { return setLevels(exchange); },
                {"Operations",
                 "Lets categories say more or less, at once, for good or for a time",
                 {},
                 "{levels:{*:string}, span_s?:integer}",
                 {"200 " + levelsForm}}});
    router.add(
        {"GET",
         u"/api/v1/admin/logs"_s,
         Permission::ServerAct,
         [this](Exchange &exchange) { return lines(exchange); },
         {"Operations",
          "The newest lines of the log, oldest first",
          {"query level?: string; debug, info, warning or error, and above", "query category?: string; such as gateway",
           "query after?: integer; lines with greater numbers", "query limit?: integer; 1–1000, default 200"},
          {},
          {"200 {items:[{number:integer, at:string, level:string, category:string, message:string, "
           "request_id:string|null}]}"}}});
}

Outcome LogController::levels() const
{
    contract::JsonWriter out;
    out.beginObject().key("items"_L1).beginArray();
    for (const LogCategory &category : m_port.categories()) {
        out.beginObject().member("category"_L1, category.name).member("level"_L1, word(category.level)).key("until"_L1);
        if (category.until)
            out.value(category.until->value);
        else
            out.null();
        out.endObject();
    }
    out.endArray().endObject();
    return jsonResponse(200, out.take());
}

Outcome LogController::setLevels(Exchange &exchange)
{
    const auto refused = [&exchange](const Error &error) {
        return problemResponse(error, exchange.responder.requestId());
    };
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error());
    contract::JsonFields fields(*json);
    const qint64 seconds = fields.integerOr("span_s"_L1, 0);
    if (seconds < 0 || seconds > longestSpan)
        fields.fail(u"span_s: a number of seconds up to a week is needed"_s);
    if (const auto read = fields.result(); !read)
        return refused(read.error());
    const auto changes = readChanges(*json);
    if (!changes)
        return refused(changes.error());
    const auto span = seconds > 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
    const std::vector<LogCategory> known = m_port.categories();
    for (const Change &change : *changes) { // all or none
        if (change.category != u"*" && std::none_of(known.begin(), known.end(), [&change](const LogCategory &one) {
                return one.name == change.category;
            }))
            return refused({ErrorCode::NotFound, u"there is no such category of the log"_s});
    }
    for (const Change &change : *changes) {
        if (const auto set = m_port.setLevel(change.category, change.level, span); !set)
            return refused(set.error());
        qCWarning(lcGateway).noquote().nospace() << "log level of " << change.category << " is " << word(change.level)
                                                 << " now, user=\"" << exchange.principal->username << '"';
    }
    return levels();
}

Outcome LogController::lines(Exchange &exchange) const
{
    const auto query = readQuery(exchange.target);
    if (!query)
        return problemResponse(query.error(), exchange.responder.requestId());
    contract::JsonWriter out;
    out.beginObject().key("items"_L1).beginArray();
    for (const LogLine &line : m_port.lines(*query))
        write(out, line);
    out.endArray().endObject();
    return jsonResponse(200, out.take());
}

} // namespace gateway
