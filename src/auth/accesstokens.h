// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/jwt.h"
#include "auth/snapshot.h"

namespace auth {

/// Who a request comes from, as its access token and the users' snapshot say.
struct Principal
{
    UserId id;
    QString username;
    QString displayName;
    Role role = Role::Auditor;
    bool mustChangePassword = false;
    std::optional<qint64> accountId;
    QByteArray family;     ///< the login it descends from
    base::UtcMs expiresAt; ///< of the token
    qint64 tokenEpoch = 0;
};

/// Issues and checks our own access tokens: claims `sub, user_id, account_id, role, jti, iat, exp, aud` (SPEC "Shared
/// contracts") and the additive `sid` (token family) and `epoch`. A plain value, usable from any thread.
class AccessTokens
{
public:
    AccessTokens(Jwt jwt, std::chrono::seconds lifetime)
        : m_jwt(std::move(jwt))
        , m_lifetime(lifetime)
    {
    }

    std::chrono::seconds lifetime() const { return m_lifetime; }
    QByteArray issue(const User &user, const QByteArray &family, base::UtcMs now) const;
    /// Unauthenticated for a bad or expired token, a user that is unknown, disabled or of a newer epoch, and a revoked
    /// login. Role and names come from the snapshot, so a change counts at once.
    base::Result<Principal> verify(QByteArrayView token, const Snapshot &snapshot, base::UtcMs now) const;
    /// Whether a principal that was verified before still stands: for connections that outlive a request.
    static bool stillValid(const Principal &principal, const Snapshot &snapshot, base::UtcMs now);

private:
    Jwt m_jwt;
    std::chrono::seconds m_lifetime;
};

} // namespace auth
