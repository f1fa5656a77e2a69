// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/authcontroller.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

/// `user` of docs/api.md.
struct ShownUser
{
    qint64 id = 0;
    QString username;
    QString displayName;
    auth::Role role = auth::Role::Auditor;
    bool mustChangePassword = false;
    bool hasPin = false;
};

void write(contract::JsonWriter &out, const ShownUser &user)
{
    out.beginObject()
        .member(QLatin1StringView("id"), user.id)
        .member(QLatin1StringView("username"), user.username)
        .member(QLatin1StringView("display_name"), user.displayName)
        .member(QLatin1StringView("role"), auth::word(user.role))
        .member(QLatin1StringView("must_change_password"), user.mustChangePassword)
        .member(QLatin1StringView("has_pin"), user.hasPin)
        .endObject();
}

QByteArray sessionJson(const auth::Session &session)
{
    contract::JsonWriter out;
    out.beginObject()
        .member(QLatin1StringView("access_token"), QString::fromLatin1(session.accessToken))
        .member(QLatin1StringView("refresh_token"), QString::fromLatin1(session.refreshToken))
        .member(QLatin1StringView("token_type"), QLatin1StringView("Bearer"))
        .member(QLatin1StringView("expires_in"), qint64{session.expiresIn.count()})
        .key(QLatin1StringView("user"));
    const auth::User &user = session.user;
    write(out, {user.id.value(), user.username, user.displayName, user.role, user.mustChangePassword, user.hasPin});
    out.endObject();
    return out.take();
}

/// The text members of a body, all required.
base::Result<QStringList> textMembers(const web::HttpRequest &request, std::initializer_list<QLatin1StringView> names)
{
    const auto json = jsonBody(request);
    if (!json)
        return json.error();
    contract::JsonFields fields(*json);
    QStringList texts;
    for (const QLatin1StringView name : names)
        texts.append(fields.text(name));
    if (const auto read = fields.result(); !read)
        return read.error();
    return texts;
}

web::HttpResponse noContent()
{
    web::HttpResponse response;
    response.status = 204;
    return response;
}

/// What a route answers when its port has taken the call, or has not.
Outcome accepted(const base::Result<> &taken, const Exchange &exchange)
{
    if (taken)
        return {};
    return problemResponse(taken.error(), exchange.responder.requestId());
}

} // namespace

void AuthController::addRoutes(Router &router)
{
    using auth::Permission;
    router.add({"POST", u"/auth/login"_qs, {}, [this](Exchange &e) { return login(e); }, {}, Pace::Login});
    router.add({"POST", u"/auth/refresh"_qs, {}, [this](Exchange &e) { return refresh(e); }, {}, Pace::Login});
    router.add({"POST", u"/auth/logout"_qs, {}, [this](Exchange &e) { return logout(e); }});
    router.add({"POST",
                u"/auth/password"_qs,
                Permission::OwnSession,
                [this](Exchange &e) { return password(e); },
                {},
                Pace::Login});
    router.add(
        {"PUT", u"/auth/pin"_qs, Permission::OwnSession, [this](Exchange &e) { return pin(e); }, {}, Pace::Login});
    router.add({"GET", u"/auth/me"_qs, Permission::OwnSession, [this](Exchange &e) { return me(e); }});
    router.add(
        {"POST", u"/api/v1/stream-tickets"_qs, Permission::StreamTicket, [this](Exchange &e) { return ticket(e); }});
}

Outcome AuthController::login(Exchange &exchange)
{
    const auto texts = textMembers(exchange.request, {QLatin1StringView("username"), QLatin1StringView("password")});
    if (!texts)
        return problemResponse(texts.error(), exchange.responder.requestId());
    return accepted(m_port.login(texts->at(0), texts->at(1), exchange.address,
                                 [responder = exchange.responder](const auth::Attempt<auth::Session> &attempt) {
                                     if (attempt.result)
                                         responder.send(jsonResponse(200, sessionJson(*attempt.result)));
                                     else
                                         responder.fail(attempt.result.error(), attempt.retryAfter);
                                 }),
                    exchange);
}

Outcome AuthController::refresh(Exchange &exchange)
{
    const auto texts = textMembers(exchange.request, {QLatin1StringView("refresh_token")});
    if (!texts)
        return problemResponse(texts.error(), exchange.responder.requestId());
    return accepted(m_port.refresh(texts->at(0).toUtf8(), exchange.address,
                                   [responder = exchange.responder](const base::Result<auth::Session> &session) {
                                       if (session)
                                           responder.send(jsonResponse(200, sessionJson(*session)));
                                       else
                                           responder.fail(session.error());
                                   }),
                    exchange);
}

Outcome AuthController::logout(Exchange &exchange)
{
    // By the refresh token, by the access token in the header, or by both. A bad header is passed over: who logs out
    // late has an expired one.
    QByteArray refreshToken;
    std::optional<auth::Principal> who;
    if (auto caller = m_callers.identify(exchange.request); caller && caller->kind != auth::Principal::Kind::ApiKey)
        who = std::move(*caller);
    if (!who || !exchange.request.body.isEmpty()) {
        const auto texts = textMembers(exchange.request, {QLatin1StringView("refresh_token")});
        if (!texts)
            return problemResponse(texts.error(), exchange.responder.requestId());
        refreshToken = texts->at(0).toUtf8();
    }
    return accepted(m_port.logout(std::move(refreshToken), std::move(who), exchange.address,
                                  [responder = exchange.responder](const base::Result<> &done) {
                                      if (done)
                                          responder.send(noContent());
                                      else
                                          responder.fail(done.error());
                                  }),
                    exchange);
}

/// S2-35.
Outcome AuthController::ticket(Exchange &exchange)
{
    const auth::Principal &who = *exchange.principal;
    const AuthType type = who.kind == auth::Principal::Kind::ApiKey ? AuthType::ApiKey : AuthType::Jwt;
    const auto ticket = m_callers.tickets().issue({who, type}, m_clock.monotonicNow());
    if (!ticket)
        return problemResponse(ticket.error(), exchange.responder.requestId(), StreamTickets::lifetime);
    contract::JsonWriter out;
    out.beginObject()
        .member(QLatin1StringView("ticket"), QString::fromLatin1(*ticket))
        .member(QLatin1StringView("expires_in"), qint64{StreamTickets::lifetime.count()})
        .endObject();
    return jsonResponse(201, out.take());
}

Outcome AuthController::password(Exchange &exchange)
{
    const auto texts =
        textMembers(exchange.request, {QLatin1StringView("current_password"), QLatin1StringView("new_password")});
    if (!texts)
        return problemResponse(texts.error(), exchange.responder.requestId());
    return accepted(m_port.changePassword(*exchange.principal, texts->at(0), texts->at(1), exchange.address,
                                          [responder = exchange.responder](const auth::Attempt<QString> &attempt) {
                                              if (attempt.result)
                                                  responder.send(noContent());
                                              else
                                                  responder.fail(attempt.result.error(), attempt.retryAfter);
                                          }),
                    exchange);
}

Outcome AuthController::pin(Exchange &exchange)
{
    const auto texts = textMembers(exchange.request, {QLatin1StringView("current_password"), QLatin1StringView("pin")});
    if (!texts)
        return problemResponse(texts.error(), exchange.responder.requestId());
    return accepted(m_port.setPin(*exchange.principal, texts->at(0), texts->at(1), exchange.address,
                                  [responder = exchange.responder](const auth::Attempt<QString> &attempt) {
                                      if (attempt.result)
                                          responder.send(noContent());
                                      else
                                          responder.fail(attempt.result.error(), attempt.retryAfter);
                                  }),
                    exchange);
}

Outcome AuthController::me(Exchange &exchange) const
{
    const auth::Principal &who = *exchange.principal;
    contract::JsonWriter out;
    write(out, {who.user->value(), who.username, who.displayName, who.role, who.mustChangePassword, who.hasPin});
    return jsonResponse(200, out.take());
}

} // namespace gateway
