// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "web/httprequest.h"

namespace gateway {

/// Finds out who a request comes from. A value of the gateway's thread.
class Identification
{
public:
    Identification(auth::AccessTokens tokens, auth::SnapshotPtr users, const base::Clock &clock);

    void setUsers(auth::SnapshotPtr users) { m_users = std::move(users); }
    const auth::SnapshotPtr &users() const { return m_users; }

    /// By the Authorization header. Unauthenticated without a good one.
    base::Result<auth::Principal> identify(const web::HttpRequest &request) const;
    /// A token that came some other way (query, Socket.IO's auth, bank socket). Unauthenticated.
    base::Result<auth::Principal> verify(QByteArrayView token) const;

private:
    auth::AccessTokens m_tokens;
    auth::SnapshotPtr m_users;
    const base::Clock &m_clock;
};

} // namespace gateway
