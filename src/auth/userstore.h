// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/user.h"
#include <optional>
#include <vector>

namespace auth {

/// One login and all refresh tokens that descend from it. Its id stands in access tokens as `sid`.
struct TokenFamily
{
    QByteArray id; ///< 22 characters, base64url of 16 random bytes
    UserId user;
    base::UtcMs startedAt;
    base::UtcMs expiresAt; ///< however often it is refreshed
    std::optional<base::UtcMs> revokedAt;
    friend bool operator==(const TokenFamily &, const TokenFamily &) = default;
};

/// A refresh token as stored: its SHA-256 only.
struct RefreshToken
{
    QByteArray hash; ///< 32 bytes
    QByteArray family;
    base::UtcMs issuedAt;
    base::UtcMs expiresAt;
    std::optional<base::UtcMs> spentAt; ///< already exchanged: seeing it again means that it was stolen
    friend bool operator==(const RefreshToken &, const RefreshToken &) = default;
};

/// A refresh token and the login it descends from.
struct KnownToken
{
    RefreshToken token;
    TokenFamily family;
};

/// Port: where users and refresh tokens are kept (implemented by store/sqluserstore.h). Every call is one transaction
/// and durable when it returns. Errors: Io, Busy, Corrupt, and those named below. Used from one thread only.
class UserStore
{
public:
    virtual ~UserStore() = default;

    virtual base::Result<std::vector<User>> users() = 0;
    virtual base::Result<std::optional<User>> findUser(const QString &username) = 0;
    virtual base::Result<std::optional<User>> findUser(UserId id) = 0;
    /// The user with its new id. AlreadyExists for a taken name.
    virtual base::Result<User> addUser(const User &user) = 0;
    /// Writes everything but id, name and creation. NotFound.
    virtual base::Result<> updateUser(const User &user) = 0;

    virtual base::Result<> startFamily(const TokenFamily &family, const RefreshToken &first) = 0;
    virtual base::Result<std::optional<KnownToken>> findToken(const QByteArray &hash) = 0;
    /// Spends the token `spent` and adds `next` in one step. False (and nothing is done) when it was spent before.
    virtual base::Result<bool> rotateToken(const QByteArray &spent, const RefreshToken &next) = 0;
    /// Marks a family as revoked; harmless when it is already or does not exist.
    virtual base::Result<> revokeFamily(const QByteArray &family, base::UtcMs now) = 0;
    /// Revokes all living families of a user but `except` (may be empty).
    virtual base::Result<> revokeFamiliesOf(UserId user, const QByteArray &except, base::UtcMs now) = 0;
    /// Families revoked at or after `since`: whose access tokens may not have run out yet.
    virtual base::Result<std::vector<QByteArray>> familiesRevokedSince(base::UtcMs since) = 0;
    /// Deletes families, with their tokens, that expired before `before`.
    virtual base::Result<> forgetFamilies(base::UtcMs before) = 0;
};

} // namespace auth
