// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/dispatcher.h"
#include "auth/secrets.h"
#include "gateway/handshake.h"
#include "gateway/originpolicy.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

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

web::HttpResponse preflightAnswer(const QByteArray &allow)
{
    web::HttpResponse response = optionsAnswer(allow);
    response.set("Access-Control-Allow-Methods", allow);
    response.set("Access-Control-Allow-Headers",
                 "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Ventanilla-Channel");
    response.set("Access-Control-Max-Age", "600");
    return response;
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
    , m_callers(callers)
    , m_clock(clock)
{
}

std::optional<web::HttpResponse> Dispatcher::checkDoor(const web::HttpRequest &request, const Caller &caller,
                                                       ReplyContext &context) const
{
    if (caller.door == Door::Console &&
        !auth::equalConstantTime(request.header("X-Ventanilla-Console"), m_settings.consoleSecret))
        return httpProblem(403, u"this door is the hub's own window's"_qs, context.requestId);
    const QByteArrayView host = request.header("Host");
    if (caller.door != Door::Network && !host.isEmpty() && !isLoopbackHost(host))
        return httpProblem(421, u"this listener answers to localhost only"_qs, context.requestId);
    if (!request.hasHeader("Origin"))
        return {};
    const QByteArrayView origin = request.header("Origin");
    if (request.count("Origin") > 1 || !isAllowedOrigin(origin, host))
        return httpProblem(403, u"pages of this origin may not use the hub"_qs, context.requestId);
    context.allowedOrigin = origin.toByteArray();
    return {};
}

Dispatched Dispatcher::dispatch(web::HttpRequest request, const Caller &caller, ReplyContext &context) const
{
    if (auto refused = checkDoor(request, caller, context))
        return answered(std::move(*refused));
    auto target = web::parseTarget(request.target);
    if (!target)
        return answered(problemResponse(target.error(), context.requestId));
    context.path = target->path;
    if (target->path == "*")
        return answered(optionsAnswer("GET, HEAD, POST, OPTIONS"));
    Exchange exchange{std::move(request), std::move(*target), {}, {}, caller.address, caller.door,
                      m_clock.utcNow(),   caller.responder};
    if (exchange.request.asksForWebSocket())
        return upgrade(exchange, context);
    return route(exchange, context);
}

Dispatched Dispatcher::route(Exchange &exchange, ReplyContext &context) const
{
    const Router::Match match = m_router.find(exchange.request.method, exchange.target.segments);
    if (match.allow.isEmpty())
        return answered(httpProblem(404, u"there is nothing at this path"_qs, context.requestId));
    if (exchange.request.method == "OPTIONS") {
        const bool preflight = exchange.request.hasHeader("Access-Control-Request-Method");
        return answered(preflight ? preflightAnswer(match.allow) : optionsAnswer(match.allow));
    }
    if (!match.route) {
        web::HttpResponse refused = httpProblem(405, u"this path does not know this method"_qs, context.requestId);
        refused.set("Allow", match.allow);
        return answered(std::move(refused));
    }
    if (match.route->needs) {
        if (auto refused = authorize(exchange, *match.route->needs, context))
            return answered(std::move(*refused));
    }
    exchange.captured = match.captured;
    Outcome outcome = match.route->handler(exchange);
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

Dispatched Dispatcher::upgrade(Exchange &exchange, ReplyContext &context) const
{
    const UpgradeRoute *route = m_router.findUpgrade(exchange.target.segments, exchange.captured);
    if (!route)
        return answered(httpProblem(404, u"no WebSocket is spoken at this path"_qs, context.requestId));
    if (auto refused = checkHandshake(exchange, context))
        return answered(std::move(*refused));
    if (route->needs) {
        if (auto refused = authorize(exchange, *route->needs, context))
            return answered(std::move(*refused));
    }
    Outcome outcome = route->handler(exchange);
    return {std::move(outcome), std::move(exchange.principal)};
}

std::optional<web::HttpResponse> Dispatcher::authorize(Exchange &exchange, auth::Permission needs,
                                                       ReplyContext &context) const
{
    auto who = m_callers.identify(exchange.request);
    if (!who)
        return problemResponse(who.error(), context.requestId);
    context.user = who->username;
    if (who->mustChangePassword && needs != auth::Permission::OwnSession)
        return passwordChangeRequired(context.requestId);
    if (!auth::mayDo(*who, needs))
        return problemResponse(denied(*who), context.requestId);
    exchange.principal = std::move(*who);
    return {};
}

void Dispatcher::describeFault(const web::HttpRequest &request, ReplyContext &context) const
{
    context.method = request.method;
    context.path = request.target.left(request.target.indexOf('?'));
    const QByteArrayView origin = request.header("Origin");
    if (request.count("Origin") == 1 && isAllowedOrigin(origin, request.header("Host")))
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
    if (context.allowedOrigin.isEmpty())
        return;
    response.set("Access-Control-Allow-Origin", context.allowedOrigin);
    response.set("Access-Control-Expose-Headers", "Idempotency-Hit, Retry-After, X-Request-Id");
}

} // namespace gateway
