// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/connection.h"
#include "gateway/httpsettings.h"
#include "gateway/identification.h"
#include "gateway/router.h"

namespace gateway {

/// What a request turned out to be.
struct Dispatched
{
    Outcome outcome;
    std::optional<auth::Principal> principal; ///< when a permission was asked for
};

/// From a request to its controller: console secret, Host, Origin, target, CORS, route, token, rate, permission, in
/// this order. Knows no socket. Lives in the gateway's thread.
class Dispatcher
{
public:
    struct Settings
    {
        QByteArray consoleSecret;
        HttpSettings http;
    };
    /// `callers` and `clock` outlive it.
    Dispatcher(Settings settings, const Identification &callers, const base::Clock &clock);

    Router &router() { return m_router; }

    /// By which door a request came and where the answer goes.
    struct Caller
    {
        Door door = Door::Public;
        Responder responder;
    };
    /// Fills the context as far as it gets, so that refusals are answered and logged like the rest.
    Dispatched dispatch(web::HttpRequest request, const Caller &caller, ReplyContext &context);
    /// Who asks, what he takes and under which id: known before anything is refused. `ownId` unless a proxy gave one.
    void introduce(const web::HttpRequest &request, QByteArray ownId, ReplyContext &context) const;

    /// What is known of a request that broke HTTP: its path for the log, and whether the page that sent it may read
    /// why.
    void describeFault(const web::HttpRequest &request, ReplyContext &context) const;

    /// Gives errors the shape of their path and adds what every answer carries: request id, CORS, security headers. A
    /// Content-Security-Policy, Cache-Control or Referrer-Policy that the route has set stays.
    void decorate(web::HttpResponse &response, const ReplyContext &context) const;

    /// The same for the head of a stream (200): before its empty line.
    void decorateHead(QByteArray &head, const ReplyContext &context) const;

private:
    std::optional<web::HttpResponse> checkDoor(const web::HttpRequest &request, QByteArrayView authority,
                                               const Caller &caller, ReplyContext &context) const;
    Dispatched route(Exchange &exchange, ReplyContext &context);
    Dispatched refuseRoute(const Exchange &exchange, const ReplyContext &context) const;
    Dispatched upgrade(Exchange &exchange, ReplyContext &context);
    static std::optional<web::HttpResponse> checkHandshake(const Exchange &exchange, const ReplyContext &context);
    std::optional<web::HttpResponse> authorize(Exchange &exchange, std::optional<auth::Permission> needs, Pace pace,
                                               ReplyContext &context);
    std::optional<web::HttpResponse> checkRate(const Exchange &exchange, Pace pace, const ReplyContext &context);

    Settings m_settings;
    const OriginPolicy m_origins;
    const Identification &m_callers;
    const base::Clock &m_clock;
    Router m_router;
    RateLimiter m_rates;
};

} // namespace gateway
