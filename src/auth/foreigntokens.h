// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/foreignkey.h"
#include "auth/jwtparts.h"

namespace auth {

/// What is taken from a foreign token.
struct ForeignClaims
{
    QString subject;
    QByteArray jti; ///< `jti`, or what stands for it: no two tokens have the same
    std::optional<base::UtcMs> issuedAt;
    base::UtcMs expiresAt;
};

/// Checks tokens of another issuer (S4-56: Supabase's are HS256 with a shared secret, `aud` "authenticated") against
/// one configured list of keys. The key is picked by `kid`, then `alg` must be that key's own; a token that names no
/// known `kid` is tried with the keys that have none. Where a token says that its key is to be found (`jku`, `x5u`,
/// `jwk`, `x5c`) is never looked at. Immutable; any thread.
class ForeignTokens
{
public:
    struct Settings
    {
        QString issuer; ///< empty: not checked, the keys are proof enough
        QString audience;
        std::vector<ForeignKey> keys;
    };
    explicit ForeignTokens(Settings settings)
        : m_settings(std::move(settings))
    {
    }
    /// Unauthenticated.
    base::Result<ForeignClaims> verify(const JwtParts &token, base::UtcMs now) const;

private:
    bool isSigned(const JwtParts &token) const;
    const Settings m_settings;
};

} // namespace auth
