// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/eventcontroller.h"
#include "gateway/problemresponse.h"
#include "web/ssewriter.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::seconds tryLater{15};

/// RFC 9112 6.3: without a length, not chunked: it ends with the connection, so that one block fits all.
web::HttpResponse streamHead()
{
    web::HttpResponse response;
    response.set("Content-Type", "text/event-stream; charset=utf-8");
    response.set("Cache-Control", "no-store, no-transform");
    response.set("X-Accel-Buffering", "no");
    return response;
}

QByteArray takeoverHead(base::UtcMs now)
{
    QList<web::HttpHeader> headers = streamHead().headers;
    headers.prepend(web::HttpHeader{"Date", web::httpDate(now)});
    headers.append(web::HttpHeader{"Connection", "close"});
    return web::encodeInterim(200, headers);
}

/// EventSource can send no header at its first connection, and keeps its URL when it comes back: then the header
/// counts.
QByteArray lastEventId(const Exchange &exchange)
{
    const QByteArrayView header = exchange.request.header("Last-Event-ID");
    if (!header.isEmpty())
        return header.toByteArray();
    for (const QStringView name : {QStringView(u"lastEventId"), QStringView(u"last-event-id")}) {
        const QString value = exchange.target.queryValue(name);
        if (!value.isEmpty())
            return value.toUtf8();
    }
    return {};
}

/// Whether it is a page's own EventSource, which gives up for good on any status but 200.
bool isBrowser(const web::HttpRequest &request)
{
    return request.listHas("Accept", "text/event-stream") &&
           (request.hasHeader("Sec-Fetch-Mode") || request.header("User-Agent").startsWith("Mozilla/"));
}

RouteDoc streamDoc()
{
    return {"Events",
            "The events of the credentials' account as server-sent events",
            {"query token?: string; access token or API key", "query api-key?: string",
             "query ticket?: string; of POST /api/v1/stream-tickets, used up by one request",
             "query lastEventId?: string; where the header cannot be sent",
             "header Last-Event-ID?: string; id of the last event that was received"},
            {},
            {"200 text/event-stream"}};
}

RouteDoc statisticsDoc()
{
    return {"Events",
            "How many streams are open; by account only one's own",
            {"query token?: string; access token or API key", "query api-key?: string", "query ticket?: string"},
            {},
            {"200 {success:boolean, message:string, data:{totalConnections:integer, accountsWithSubscriptions:integer, "
             "subscriptionsByAccount:{*:integer}, yourAccountId:integer|null, timestamp:string}}"}};
}

} // namespace

EventController::EventController(Identification &callers, SseHub &streams)
    : m_callers(callers)
    , m_streams(streams)
{
}

void EventController::addRoutes(Router &router)
{
    for (const auto *prefix : {u"/events", u"/api/events"}) {
        const QString base = QString::fromUtf16(prefix);
        router.setErrorShape(base.toLatin1(), ErrorShape::Success);
        router.add({"GET", base + u"/stream", {}, [this](Exchange &exchange) { return open(exchange); }, streamDoc()});
        router.add({"GET",
                    base + u"/stats",
                    {},
                    [this](Exchange &exchange) { return statistics(exchange); },
                    statisticsDoc()});
    }
}

Outcome EventController::open(Exchange &exchange)
{
    auto caller = m_callers.identifyStream(exchange);
    if (!caller)
        return problemResponse(caller.error(), exchange.responder.requestId());
    exchange.principal = caller->principal;
    if (!caller->principal.accountId || !auth::mayDo(caller->principal, auth::Permission::EventStream)) {
        const base::Error denied(base::ErrorCode::PermissionDenied,
                                 caller->principal.accountId ? u"these credentials may not open a stream of events"_s
                                                             : u"these credentials belong to no account"_s);
        return problemResponse(denied, exchange.responder.requestId());
    }
    if (exchange.request.method == "HEAD")
        return streamHead();
    if (const auto room = m_streams.checkRoom(*caller->principal.accountId, exchange.address); !room)
        return refuse(exchange, room.error());
    return Takeover{200, takeoverHead(exchange.now),
                    [this, caller = std::move(*caller), address = exchange.address,
                     id = lastEventId(exchange)](std::unique_ptr<net::ByteStream> stream) {
                        m_streams.join(std::move(stream), caller, address, id);
                    }};
}

Outcome EventController::refuse(const Exchange &exchange, const base::Error &why)
{
    m_streams.countRefused();
    if (!isBrowser(exchange.request))
        return problemResponse(why, exchange.responder.requestId(), tryLater);
    web::HttpResponse response = streamHead();
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(tryLater);
    response.body = web::encodeSseRetry(static_cast<int>(wait.count())) + web::encodeSseComment(why.message().toUtf8());
    return response;
}

Outcome EventController::statistics(Exchange &exchange)
{
    const auto caller = m_callers.identifyStream(exchange);
    if (!caller)
        return problemResponse(caller.error(), exchange.responder.requestId());
    const auth::Principal &who = caller->principal;
    exchange.principal = who;
    if (!auth::mayDo(who, auth::Permission::EventStream) && !auth::mayDo(who, auth::Permission::LiveStatus)) {
        const base::Error denied(base::ErrorCode::PermissionDenied, u"these credentials may not see this"_s);
        return problemResponse(denied, exchange.responder.requestId());
    }
    const bool ofAll = who.kind != auth::Principal::Kind::ApiKey && who.user && who.role == auth::Role::Administrator;
    return jsonResponse(200, contract::sseStatisticsBody(m_streams.statistics(who.accountId, ofAll)));
}

} // namespace gateway
