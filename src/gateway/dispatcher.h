// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/topicpolicy.h"
#include "gateway/connection.h"
#include "gateway/identification.h"
#include "gateway/router.h"

namespace gateway {

/// What a request turned out to be.
struct Dispatched
{
    Outcome outcome;
    std::optional<auth::Principal> principal; ///< when a permission was asked for
};

/// From a request to its controller: console secret, Host, Origin, target, CORS, route, token, permission, in this
/// order. Knows no socket. Lives in the gateway's thread.
class Dispatcher
{
public:
    struct Settings
    {
        QByteArray consoleSecret;
        auth::Profile profile = auth::Profile::Branch;
    };
    /// `callers` and `clock` outlive it.
    Dispatcher(Settings settings, const Identification &callers, const base::Clock &clock);

    Router &router() { return m_router; }

    /// Who asks and where the answer goes.
    struct Caller
    {
        QString address;
        Door door = Door::Public;
        Responder responder;
    };
    /// Fills the context as far as it gets, so that refusals are answered and logged like the rest.
    Dispatched dispatch(web::HttpRequest request, const Caller &caller, ReplyContext &context) const;

    /// What is known of a request that broke HTTP: its path for the log, and whether the page that sent it may read
    /// why.
    void describeFault(const web::HttpRequest &request, ReplyContext &context) const;

    /// Gives errors the shape of their path and adds what every answer carries: request id, CORS, security headers. A
    /// Content-Security-Policy, Cache-Control or Referrer-Policy that the route has set stays.
    void decorate(web::HttpResponse &response, const ReplyContext &context) const;

private:
    std::optional<web::HttpResponse> checkDoor(const web::HttpRequest &request, const Caller &caller,
                                               ReplyContext &context) const;
    Dispatched route(Exchange &exchange, ReplyContext &context) const;
    Dispatched upgrade(Exchange &exchange, ReplyContext &context) const;
    static std::optional<web::HttpResponse> checkHandshake(const Exchange &exchange, const ReplyContext &context);
    std::optional<web::HttpResponse> authorize(Exchange &exchange, auth::Permission needs, ReplyContext &context) const;

    Settings m_settings;
    const Identification &m_callers;
    const base::Clock &m_clock;
    Router m_router;
};

} // namespace gateway
