// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/auditcontroller.h"
#include "gateway/problemresponse.h"
#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace gateway {
namespace {

constexpr int pageSize = 100;
constexpr int maxPage = 500;
constexpr int exportSize = 5'000;

/// Milliseconds, or a date that stands for its first moment in UTC.
Result<std::optional<base::UtcMs>> timeOf(const web::HttpTarget &target, const QString &name, int plusDays)
{
    const QString text = target.queryValue(name);
    if (text.isEmpty())
        return std::optional<base::UtcMs>();
    bool isNumber = false;
    const qint64 ms = text.toLongLong(&isNumber);
    if (isNumber && ms >= 0)
        return std::optional(base::UtcMs{ms});
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!date.isValid())
        return Error(ErrorCode::InvalidArgument, u"%1: a date (2026-11-24) or milliseconds are expected"_s.arg(name));
    return std::optional(base::UtcMs{date.addDays(plusDays).startOfDay(QTimeZone::utc()).toMSecsSinceEpoch()});
}

Result<qint64> numberOf(const web::HttpTarget &target, const QString &name, qint64 absent, qint64 least, qint64 most)
{
    const QString text = target.queryValue(name);
    if (text.isEmpty())
        return absent;
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (!ok || number < least || number > most)
        return Error(ErrorCode::InvalidArgument, u"%1: %2 to %3 is expected"_s.arg(name).arg(least).arg(most));
    return number;
}

Result<auth::AuditFilter> filterOf(const web::HttpTarget &target)
{
    auth::AuditFilter filter;
    const auto since = timeOf(target, u"desde"_s, 0);
    if (!since)
        return since.error();
    const auto until = timeOf(target, u"hasta"_s, 1); // a day's own events belong to it
    if (!until)
        return until.error();
    const auto limit = numberOf(target, u"limit"_s, pageSize, 1, maxPage);
    if (!limit)
        return limit.error();
    const auto before = numberOf(target, u"cursor"_s, 0, 1, std::numeric_limits<qint64>::max());
    if (!before)
        return before.error();
    filter.since = *since;
    filter.until = *until;
    filter.limit = static_cast<int>(*limit);
    filter.before = *before;
    filter.who = target.queryValue(u"usuario");
    filter.action = target.queryValue(u"accion");
    return filter;
}

QByteArray pageJson(const std::vector<auth::AuditRecord> &records, int limit)
{
    QJsonArray items;
    for (const auth::AuditRecord &record : records) {
        QJsonObject item = QJsonDocument::fromJson(record.text).object();
        item.insert(u"hash"_s, QString::fromLatin1(record.hash.toHex()));
        items.append(item);
    }
    const bool more = records.size() == static_cast<size_t>(limit) && records.back().seq > 1;
    const QJsonObject page{{u"items"_s, items},
                           {u"next_cursor"_s, more ? QJsonValue(QString::number(records.back().seq)) : QJsonValue()}};
    return QJsonDocument(page).toJson(QJsonDocument::Compact);
}

/// One line a row: `{"entry":"<the text that is hashed>","hash":"<hex>"}`.
web::HttpResponse linesResponse(const std::vector<auth::AuditRecord> &records)
{
    web::HttpResponse response = jsonResponse(200, {});
    response.set("Content-Type", "application/x-ndjson");
    for (const auth::AuditRecord &record : records) {
        const QJsonObject line{{u"entry"_s, QString::fromUtf8(record.text)},
                               {u"hash"_s, QString::fromLatin1(record.hash.toHex())}};
        response.body += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return response;
}

} // namespace

void AuditController::addRoutes(Router &router)
{
    using auth::Permission;
    router.add({"GET", u"/api/v1/admin/audit"_s, Permission::AuditRead, [this](Exchange &e) { return list(e); }});
    router.add({"GET", u"/api/v1/admin/audit/export"_s, Permission::AuditRead,
                [this](Exchange &e) { return exportLines(e); }});
}

Outcome AuditController::list(Exchange &exchange)
{
    auto filter = filterOf(exchange.target);
    if (!filter)
        return problemResponse(filter.error(), exchange.responder.requestId());
    const int limit = filter->limit;
    const auto taken = m_port.read(std::move(*filter), [responder = exchange.responder,
                                                        limit](const Result<std::vector<auth::AuditRecord>> &records) {
        if (records)
            responder.send(jsonResponse(200, pageJson(*records, limit)));
        else
            responder.fail(records.error());
    });
    return taken ? Outcome() : problemResponse(taken.error(), exchange.responder.requestId());
}

Outcome AuditController::exportLines(Exchange &exchange)
{
    auth::AuditFilter filter;
    const auto after = numberOf(exchange.target, u"after"_s, 0, 0, std::numeric_limits<qint64>::max());
    if (!after)
        return problemResponse(after.error(), exchange.responder.requestId());
    filter.after = *after;
    filter.limit = exportSize;
    const auto taken = m_port.read(std::move(filter), [responder = exchange.responder](const auto &records) {
        if (records)
            responder.send(linesResponse(*records));
        else
            responder.fail(records.error());
    });
    return taken ? Outcome() : problemResponse(taken.error(), exchange.responder.requestId());
}

} // namespace gateway
