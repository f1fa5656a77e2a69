// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/jwt.h"
#include "auth/principal.h"
#include "auth/snapshot.h"

namespace auth {

/// Issues our own access tokens and checks whatever somebody shows as his credentials: such tokens, API keys, and
/// tokens of another issuer when the snapshot has its keys. Claims of ours: `sub, user_id, account_id, role, jti, iat,
/// exp, aud` (SPEC "Shared contracts") and the additive `sid` (token family) and `epoch`. A plain value, usable from
/// any thread.
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
    /// PermissionDenied for a foreign token whose subject stands for nobody here (SPEC "Shared contracts").
    /// Unauthenticated for a bad or expired token or key, a user that is unknown, disabled or of a newer epoch, and
    /// what was revoked. Role and names come from the snapshot, so a change counts at once.
    base::Result<Principal> verify(QByteArrayView credentials, const Snapshot &snapshot, base::UtcMs now) const;
    /// Whether a principal that was verified before still stands: for connections that outlive a request (S2-44).
    static bool stillValid(const Principal &principal, const Snapshot &snapshot, base::UtcMs now);

private:
    base::Result<Principal> verifyOwn(const JwtParts &token, const Snapshot &snapshot, base::UtcMs now) const;
    static base::Result<Principal> verifyForeign(const JwtParts &token, const Snapshot &snapshot, base::UtcMs now);
    static base::Result<Principal> verifyKey(QByteArrayView key, const Snapshot &snapshot, base::UtcMs now);

    Jwt m_jwt;
    std::chrono::seconds m_lifetime;
};

} // namespace auth
