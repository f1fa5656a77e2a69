// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/identification.h"

namespace gateway {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Error nobody()
{
    return {ErrorCode::Unauthenticated, u"log in first: a bearer token or an API key is needed"_qs};
}

Error twoIdentities()
{
    return {ErrorCode::Malformed, u"the request names two different identities"_qs};
}

/// Null when the header does not hold one.
QByteArrayView bearerToken(const web::HttpRequest &request)
{
    const QByteArrayView value = request.header("Authorization");
    constexpr qsizetype scheme = 7;
    if (value.size() <= scheme || !web::equalsIgnoringCase(value.first(scheme), "Bearer "))
        return {};
    return value.sliced(scheme).trimmed();
}

/// What the headers hold, in the order in which they count.
Result<QList<QByteArrayView>> headerCredentials(const web::HttpRequest &request)
{
    QList<QByteArrayView> found;
    for (const QByteArrayView name : {QByteArrayView("Authorization"), QByteArrayView("X-API-Key")}) {
        if (request.count(name) > 1)
            return Error(ErrorCode::Unauthenticated, u"the header %1 came twice"_qs.arg(QLatin1StringView(name)));
    }
    if (request.hasHeader("Authorization"))
        found.append(bearerToken(request));
    if (request.hasHeader("X-API-Key")) {
        // An access token is not an API key: it must not pass where only keys were meant to.
        const QByteArrayView key = request.header("X-API-Key");
        found.append(auth::looksLikeApiKey(key) ? key : QByteArrayView());
    }
    return found;
}

} // namespace

QLatin1StringView word(TokenSource source)
{
    return source == TokenSource::Header ? QLatin1StringView("header") : QLatin1StringView("query");
}

Identification::Identification(auth::AccessTokens tokens, auth::SnapshotPtr users, const base::Clock &clock)
    : m_tokens(std::move(tokens))
    , m_users(std::move(users))
    , m_clock(clock)
{
}

Result<auth::Principal> Identification::verify(QByteArrayView credentials) const
{
    if (credentials.isEmpty())
        return nobody();
    const base::UtcMs now = m_clock.utcNow();
    if (const auth::Principal *known = m_verified.find(credentials, *m_users, now)) {
        noteUse(*known, now);
        return *known;
    }
    auto who = m_tokens.verify(credentials, *m_users, now);
    if (who) {
        m_verified.keep(credentials, *who);
        noteUse(*who, now);
    }
    return who;
}

void Identification::noteUse(const auth::Principal &who, base::UtcMs now) const
{
    if (who.kind == auth::Principal::Kind::ApiKey)
        m_keyUses.insert(who.keyId, now);
}

Result<auth::Principal> Identification::identify(const web::HttpRequest &request) const
{
    const auto credentials = headerCredentials(request);
    if (!credentials)
        return credentials.error();
    if (credentials->isEmpty())
        return nobody();
    auto who = verify(credentials->first());
    if (!who || credentials->size() == 1)
        return who;
    const auto other = verify(credentials->last());
    if (other && !isSameIdentity(*who, *other))
        return twoIdentities();
    return who;
}

Result<StreamCaller> Identification::callerBy(QByteArrayView credentials, TokenSource source) const
{
    auto who = verify(credentials);
    if (!who)
        return who.error();
    const AuthType type = who->kind == auth::Principal::Kind::ApiKey ? AuthType::ApiKey : AuthType::Jwt;
    return StreamCaller{std::move(*who), type, source};
}

Result<StreamCaller> Identification::callerByTicket(QByteArrayView ticket)
{
    auto holder = m_tickets.take(ticket, m_clock.monotonicNow());
    if (!holder || !auth::AccessTokens::stillValid(holder->principal, *m_users, m_clock.utcNow()))
        return {ErrorCode::Unauthenticated, u"the ticket is unknown, used or too old: ask for a new one"_qs};
    return StreamCaller{std::move(holder->principal), holder->type, TokenSource::Query};
}

Result<StreamCaller> Identification::identifyStream(const Exchange &exchange)
{
    const auto headers = headerCredentials(exchange.request);
    if (!headers)
        return headers.error();
    std::vector<Result<StreamCaller>> callers;
    for (const QByteArrayView credentials : *headers)
        callers.push_back(callerBy(credentials, TokenSource::Header));
    for (const QStringView name : {QStringView(u"token"), QStringView(u"api-key")}) {
        const QString value = exchange.target.queryValue(name);
        if (!value.isNull())
            callers.push_back(callerBy(value.toUtf8(), TokenSource::Query));
    }
    const QString ticket = exchange.target.queryValue(u"ticket");
    if (!ticket.isNull())
        callers.push_back(callerByTicket(ticket.toUtf8()));
    if (callers.empty())
        return nobody();
    const Result<StreamCaller> &first = callers.front();
    if (!first)
        return first;
    for (const Result<StreamCaller> &other : callers) {
        if (other && !isSameIdentity(first->principal, other->principal))
            return twoIdentities();
    }
    if (first->principal.mustChangePassword)
        return Error(ErrorCode::PermissionDenied, u"change the password first: POST /auth/password"_qs);
    return first;
}

} // namespace gateway
