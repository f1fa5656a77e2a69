// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/scope.h"
#include "auth/user.h"

namespace auth {

/// A key for programs (S2-06), as stored: its secret's SHA-256 only. `vk_live_`, eight characters that name it, then 43
/// that are 32 random bytes in base62 (SPEC 3 "API keys").
struct ApiKey
{
    QByteArray id;   ///< the eight characters; case matters
    QByteArray hash; ///< SHA-256 of the whole key, 32 bytes: its entropy needs no slow hash
    QString name;    ///< what it is for; for people
    ScopeSet scopes;
    std::optional<qint64> accountId; ///< whose events it may stream (S2-09)
    QString cedula;                  ///< of that account's owner, as the store knows it
    std::optional<UserId> user;      ///< for whom it stands: then it may do no more than he may
    std::optional<base::UtcMs> expiresAt;
    base::UtcMs createdAt;
    QString createdBy;
    std::optional<base::UtcMs> lastUsedAt; ///< to about a minute
    std::optional<base::UtcMs> revokedAt;
    friend bool operator==(const ApiKey &, const ApiKey &) = default;
};

inline constexpr QByteArrayView apiKeyPrefix = "vk_live_";

/// Whether a text claims to be an API key (S2-36: keys come under `token` too).
inline bool looksLikeApiKey(QByteArrayView text)
{
    return text.startsWith(apiKeyPrefix);
}

/// A new key's whole text from the system's generator.
QByteArray makeApiKey();
/// The eight characters of a well-formed key; empty for anything else.
QByteArray apiKeyId(QByteArrayView key);

} // namespace auth
