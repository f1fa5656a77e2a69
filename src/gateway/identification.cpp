// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/identification.h"

namespace gateway {
namespace {

QByteArrayView bearerToken(const web::HttpRequest &request)
{
    const QByteArrayView value = request.header("Authorization");
    constexpr qsizetype scheme = 7;
    if (value.size() <= scheme || !web::equalsIgnoringCase(value.first(scheme), "Bearer "))
        return {};
    return value.sliced(scheme).trimmed();
}

} // namespace

Identification::Identification(auth::AccessTokens tokens, auth::SnapshotPtr users, const base::Clock &clock)
    : m_tokens(std::move(tokens))
    , m_users(std::move(users))
    , m_clock(clock)
{
}

base::Result<auth::Principal> Identification::identify(const web::HttpRequest &request) const
{
    const QByteArrayView token = bearerToken(request);
    if (token.isEmpty() || request.count("Authorization") > 1)
        return base::Error(base::ErrorCode::Unauthenticated, u"log in first: a bearer token is needed"_qs);
    return verify(token);
}

base::Result<auth::Principal> Identification::verify(QByteArrayView token) const
{
    return m_tokens.verify(token, *m_users, m_clock.utcNow());
}

} // namespace gateway
