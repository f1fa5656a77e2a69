// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/topicpolicy.h"
#include "gateway/connection.h"
#include "gateway/router.h"

namespace gateway {

/// What a request turned out to be.
struct Dispatched
{
    enum class Kind { Answered, Later, Feed, Mqtt };
    Kind kind = Kind::Answered;
    web::HttpResponse response; ///< Answered
    std::optional<auth::Principal> principal;
    web::HttpTarget target;
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
    Dispatcher(Settings settings, auth::AccessTokens tokens, auth::SnapshotPtr users, const base::Clock &clock);

    Router &router() { return m_router; }
    void setUsers(auth::SnapshotPtr users) { m_users = std::move(users); }
    const auth::SnapshotPtr &users() const { return m_users; }

    /// Who asks and where the answer goes.
    struct Caller
    {
        QString address;
        Door door = Door::Public;
        Responder responder;
    };
    /// Fills the context as far as it gets, so that refusals are answered and logged like the rest.
    Dispatched dispatch(web::HttpRequest request, const Caller &caller, ReplyContext &context) const;

    /// Adds what every answer carries: request id, security headers, CORS.
    static void decorate(web::HttpResponse &response, const ReplyContext &context);

private:
    std::optional<web::HttpResponse> checkDoor(const web::HttpRequest &request, const Caller &caller,
                                               ReplyContext &context) const;
    Dispatched route(Exchange &exchange, ReplyContext &context) const;
    Dispatched upgrade(Exchange &exchange, ReplyContext &context) const;
    /// The principal, or why there is none.
    base::Result<auth::Principal> authenticate(const web::HttpRequest &request) const;
    std::optional<web::HttpResponse> authorize(Exchange &exchange, auth::Permission needs, ReplyContext &context) const;

    Settings m_settings;
    auth::AccessTokens m_tokens;
    auth::SnapshotPtr m_users;
    const base::Clock &m_clock;
    Router m_router;
};

} // namespace gateway
