// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "gateway/exchange.h"
#include "gateway/streamtickets.h"
#include "gateway/verifiedtokens.h"

namespace gateway {

/// Where it was shown (S2-10).
enum class TokenSource { Header, Query };
QLatin1StringView word(TokenSource source); ///< "header", "query"

/// Who opens a stream, and how he said so.
struct StreamCaller
{
    auth::Principal principal;
    AuthType authType = AuthType::Jwt;
    TokenSource tokenSource = TokenSource::Header;
};

/// Finds out who a request comes from: `Authorization: Bearer` with an access token or an API key, or `X-API-Key`. A
/// value of the gateway's thread.
class Identification
{
public:
    Identification(auth::AccessTokens tokens, auth::SnapshotPtr users, const base::Clock &clock);

    void setUsers(auth::SnapshotPtr users)
    {
        m_users = std::move(users);
        m_verified.clear();
    }
    const auth::SnapshotPtr &users() const { return m_users; }
    StreamTickets &tickets() { return m_tickets; }
    /// When API keys were used since the last call, by their id.
    QHash<QByteArray, base::UtcMs> takeKeyUses() const { return std::exchange(m_keyUses, {}); }

    /// By the headers. Unauthenticated without good credentials, or when one header comes twice; Malformed when the two
    /// headers name different identities.
    base::Result<auth::Principal> identify(const web::HttpRequest &request) const;
    /// For streams (SSE, WebSocket), whose clients cannot always send headers: `Authorization` before `X-API-Key`
    /// before `?token=` before `?api-key=` before `?ticket=` (S2-03 … S2-05, S2-35, S2-36). The first that is there
    /// must be good (Unauthenticated); a further good one that names another identity is Malformed (S2-09), a further
    /// bad one counts for nothing. A ticket that is looked at is used up.
    base::Result<StreamCaller> identifyStream(const Exchange &exchange);
    /// Credentials that came some other way (Socket.IO's auth, bank socket). Unauthenticated.
    base::Result<auth::Principal> verify(QByteArrayView credentials) const;

private:
    base::Result<StreamCaller> callerBy(QByteArrayView credentials, TokenSource source) const;
    base::Result<StreamCaller> callerByTicket(QByteArrayView ticket);
    void noteUse(const auth::Principal &who, base::UtcMs now) const;

    auth::AccessTokens m_tokens;
    auth::SnapshotPtr m_users;
    const base::Clock &m_clock;
    StreamTickets m_tickets;
    mutable QHash<QByteArray, base::UtcMs> m_keyUses; ///< a note beside the answer, not part of it
    mutable VerifiedTokens m_verified;                ///< what it finds is what verify() would find anew
};

} // namespace gateway
