// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/dispatcher.h"
#include "auth/secrets.h"
#include "gateway/handshake.h"
#include "gateway/problemresponse.h"
#include "web/contentcoding.h"

namespace gateway {
namespace {

/// What pages need to send (Socket.IO, EventSource polyfills and fetch() users among them) and to read.
constexpr QByteArrayView allowedHeaders =
    "Authorization, Content-Type, Accept, Cache-Control, Idempotency-Key, If-None-Match, Last-Event-ID, X-API-Key, "
    "X-Requested-With, X-Ventanilla-Channel";
constexpr QByteArrayView exposedHeaders = "ETag, Idempotency-Hit, Retry-After, WWW-Authenticate, X-Request-Id";
constexpr QByteArrayView strictTransport = "max-age=31536000";

Dispatched answered(Outcome outcome)
{
    return {std::move(outcome), {}};
}

web::HttpResponse optionsAnswer(const QByteArray &allow)
{
    web::HttpResponse response;
    response.status = 204;
    response.set("Allow", allow);
    return response;
}

web::HttpResponse preflightAnswer(const QByteArray &allow, const web::HttpRequest &request)
{
    web::HttpResponse response = optionsAnswer(allow);
    response.set("Access-Control-Allow-Methods", allow);
    response.set("Access-Control-Allow-Headers", allowedHeaders);
    response.set("Access-Control-Max-Age", "600");
    if (request.hasHeader("Access-Control-Request-Private-Network"))
        response.set("Access-Control-Allow-Private-Network", "true");
    return response;
}

constexpr qsizetype toldOfAct = 512;

/// What the registries behind a port tell the audit themselves is not among these, nor what the ledger has anyway.
bool isAct(auth::Permission needs)
{
    using auth::Permission;
    return needs == Permission::BrokerAct || needs == Permission::BrokerRetained ||
           needs == Permission::BrokerRetainedBank || needs == Permission::ServerAct;
}

base::Error denied(const auth::Principal &who)
{
    const bool byScopes = who.kind == auth::Principal::Kind::ApiKey;
    return {base::ErrorCode::PermissionDenied,
            byScopes ? u"the API key may not do this"_qs : u"the role %1 may not do this"_qs.arg(auth::word(who.role))};
}

} // namespace

Dispatcher::Dispatcher(Settings settings, const Identification &callers, const base::Clock &clock)
    : m_settings(std::move(settings))
    , m_origins(m_settings.http.origins)
    , m_callers(callers)
    , m_clock(clock)
    , m_rates(m_settings.http.rates)
{
}

void Dispatcher::introduce(const web::HttpRequest &request, QByteArray ownId, ReplyContext &context) const
{
    const Proxies &proxies = m_settings.http.proxies;
    context.method = request.method;
    context.path = request.target.left(request.target.indexOf('?'));
    context.takesGzip = web::acceptsGzip(request.header("Accept-Encoding"));
    context.requestId = std::move(ownId);
    if (proxies.isEmpty())
        return;
    if (const QByteArrayView id = proxyRequestId(context.address, request, proxies); !id.isEmpty())
        context.requestId = id.toByteArray();
    context.address = clientAddress(context.address, request, proxies);
}

std::optional<web::HttpResponse> Dispatcher::checkDoor(const web::HttpRequest &request, QByteArrayView authority,
                                                       const Caller &caller, ReplyContext &context) const
{
    if (caller.door == Door::Console &&
        !auth::equalConstantTime(request.header("X-Ventanilla-Console"), m_settings.consoleSecret))
        return httpProblem(403, u"this door is the hub's own window's"_qs, context.requestId);
    const QByteArrayView host = authority.isEmpty() ? request.header("Host") : authority; // RFC 9112 3.2.2
    if (!m_origins.allowsHost(host, caller.door))
        return httpProblem(421, u"the hub does not answer to this name"_qs, context.requestId);
    if (!request.hasHeader("Origin"))
        return {};
    const QByteArrayView origin = request.header("Origin");
    if (request.count("Origin") > 1 || !m_origins.allowsOrigin(origin, host))
        return httpProblem(403, u"pages of this origin may not use the hub"_qs, context.requestId);
    context.allowedOrigin = origin.toByteArray();
    return {};
}

Dispatched Dispatcher::dispatch(web::HttpRequest request, const Caller &caller, ReplyContext &context)
{
    auto target = web::parseTarget(request.target, {u"channel"_qs}); // S3-12: a client may want several
    const QByteArray authority = target ? target->authority : QByteArray();
    if (auto refused = checkDoor(request, authority, caller, context))
        return answered(std::move(*refused));
    if (!target)
        return answered(problemResponse(target.error(), context.requestId));
    context.path = target->path;
    if (target->path == "*")
        return answered(optionsAnswer("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    Exchange exchange{std::move(request), std::move(*target), {}, {}, context.address, caller.door,
                      m_clock.utcNow(),   caller.responder};
    if (exchange.request.asksForWebSocket())
        return upgrade(exchange, context);
    return route(exchange, context);
}

Dispatched Dispatcher::refuseRoute(const Exchange &exchange, const ReplyContext &context) const
{
    const QByteArray allow = m_router.allowed(exchange.target.segments);
    if (allow.isEmpty())
        return answered(httpProblem(404, u"there is nothing at this path"_qs, context.requestId));
    if (exchange.request.method == "OPTIONS") {
        const bool preflight = exchange.request.hasHeader("Access-Control-Request-Method");
        return answered(preflight ? preflightAnswer(allow, exchange.request) : optionsAnswer(allow));
    }
    web::HttpResponse refused = httpProblem(405, u"this path does not know this method"_qs, context.requestId);
    refused.set("Allow", allow);
    return answered(std::move(refused));
}

Dispatched Dispatcher::route(Exchange &exchange, ReplyContext &context)
{
    Router::Match match = m_router.find(exchange.request.method, exchange.target.segments);
    if (!match.route)
        return refuseRoute(exchange, context);
    const Route &route = *match.route;
    context.route = match.route;
    if (auto refused = authorize(exchange, route.needs, route.pace, context))
        return answered(std::move(*refused));
    if (!route.doc.body.isEmpty() && !exchange.request.saysLength())
        return answered(httpProblem(411, u"this path needs a body, and its Content-Length"_qs, context.requestId));
    context.tagged = route.tagged;
    if (route.tagged)
        context.ifNoneMatch = exchange.request.header("If-None-Match").toByteArray();
    exchange.captured = std::move(match.captured);
    Outcome outcome = route.handler(exchange);
    return {std::move(outcome), std::move(exchange.principal)};
}

std::optional<web::HttpResponse> Dispatcher::checkHandshake(const Exchange &exchange, const ReplyContext &context)
{
    if (!exchange.request.body.isEmpty())
        return httpProblem(400, u"an upgrade has no body"_qs, context.requestId);
    const auto good = web::checkUpgrade(upgradeRequest(exchange.request));
    if (good)
        return {};
    const bool version = good.error().code() == base::ErrorCode::Unsupported;
    web::HttpResponse refused = httpProblem(version ? 426 : 400, good.error().message(), context.requestId);
    if (version)
        refused.set("Sec-WebSocket-Version", "13");
    return refused;
}

Dispatched Dispatcher::upgrade(Exchange &exchange, ReplyContext &context)
{
    const UpgradeRoute *route = m_router.findUpgrade(exchange.target.segments, exchange.captured);
    if (!route)
        return answered(httpProblem(404, u"no WebSocket is spoken at this path"_qs, context.requestId));
    context.upgrade = route;
    if (auto refused = checkHandshake(exchange, context))
        return answered(std::move(*refused));
    if (auto refused = authorize(exchange, route->needs, Pace::Ordinary, context))
        return answered(std::move(*refused));
    Outcome outcome = route->handler(exchange);
    return {std::move(outcome), std::move(exchange.principal)};
}

std::optional<web::HttpResponse> Dispatcher::checkRate(const Exchange &exchange, Pace pace, const ReplyContext &context)
{
    if (!m_settings.http.rates.ofLoopback && isLoopbackAddress(exchange.address))
        return {};
    const QByteArray caller =
        exchange.principal ? 'u' + exchange.principal->username.toUtf8() : 'a' + callerOf(exchange.address);
    const std::chrono::seconds wait = m_rates.take(pace, caller, m_clock.monotonicNow());
    if (wait == std::chrono::seconds{0})
        return {};
    const base::Error tooMany(base::ErrorCode::LimitExceeded, u"too many requests: come again later"_qs);
    return problemResponse(tooMany, context.requestId, wait);
}

std::optional<web::HttpResponse> Dispatcher::authorize(Exchange &exchange, std::optional<auth::Permission> needs,
                                                       Pace pace, ReplyContext &context)
{
    if (!needs)
        return checkRate(exchange, pace, context);
    auto who = m_callers.identify(exchange.request);
    if (!who) { // a stranger uses up what his address has, never what a user has
        auto tooMany = checkRate(exchange, pace, context);
        return tooMany ? std::move(tooMany) : problemResponse(who.error(), context.requestId);
    }
    context.user = who->username;
    exchange.principal = std::move(*who);
    if (auto tooMany = checkRate(exchange, pace, context))
        return tooMany;
    const auth::Principal &principal = *exchange.principal;
    if (principal.mustChangePassword && *needs != auth::Permission::OwnSession)
        return passwordChangeRequired(context.requestId);
    if (!auth::mayDo(principal, *needs))
        return problemResponse(denied(principal), context.requestId);
    context.isAct = isAct(*needs) && exchange.request.method != "GET" && exchange.request.method != "HEAD";
    if (context.isAct)
        context.act = exchange.request.body.first(std::min(exchange.request.body.size(), toldOfAct));
    return {};
}

void Dispatcher::describeFault(const web::HttpRequest &request, ReplyContext &context) const
{
    const QByteArrayView origin = request.header("Origin");
    if (request.count("Origin") == 1 && m_origins.allowsOrigin(origin, request.header("Host")))
        context.allowedOrigin = origin.toByteArray();
}

void Dispatcher::decorate(web::HttpResponse &response, const ReplyContext &context) const
{
    applyErrorShape(response, m_router.errorShape(context.path));
    response.set("X-Request-Id", context.requestId);
    response.set("X-Content-Type-Options", "nosniff");
    response.setDefault("Cache-Control", "no-store");
    response.setDefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setDefault("Referrer-Policy", "no-referrer");
    response.set("Vary", "Origin");
    if (context.secure && m_settings.http.strictTransport)
        response.set("Strict-Transport-Security", strictTransport);
    if (context.allowedOrigin.isEmpty())
        return;
    response.set("Access-Control-Allow-Origin", context.allowedOrigin);
    response.set("Access-Control-Allow-Credentials", "true");
    response.set("Access-Control-Expose-Headers", exposedHeaders);
}

void Dispatcher::decorateHead(QByteArray &head, const ReplyContext &context) const
{
    web::HttpResponse extra;
    extra.set("X-Request-Id", context.requestId);
    extra.set("X-Content-Type-Options", "nosniff");
    extra.set("Vary", "Origin");
    if (context.secure && m_settings.http.strictTransport)
        extra.set("Strict-Transport-Security", strictTransport);
    if (!context.allowedOrigin.isEmpty()) {
        extra.set("Access-Control-Allow-Origin", context.allowedOrigin);
        extra.set("Access-Control-Allow-Credentials", "true");
        extra.set("Access-Control-Expose-Headers", exposedHeaders);
    }
    const QByteArray present = '\n' + head.toLower();
    for (const web::HttpHeader &field : extra.headers) {
        const QByteArray mark = '\n' + field.name.toLower() + ':';
        const QByteArray line = field.name + ": " + field.value + "\r\n";
        if (!present.contains(mark))
            head.insert(head.size() - 2, line);
    }
}

} // namespace gateway
