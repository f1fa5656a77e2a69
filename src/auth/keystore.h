// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/apikey.h"
#include <QHash>
#include <vector>

namespace auth {

/// Whom the `sub` of a foreign token stands for (SPEC "Shared contracts", Login).
struct ForeignSubject
{
    QString subject;
    UserId user;
    base::UtcMs createdAt;
    QString createdBy;
    friend bool operator==(const ForeignSubject &, const ForeignSubject &) = default;
};

/// A token that is worth nothing although it has not expired.
struct RevokedToken
{
    QString jti;
    base::UtcMs expiresAt; ///< from then on nobody needs to know
    base::UtcMs revokedAt;
    QString revokedBy;
    friend bool operator==(const RevokedToken &, const RevokedToken &) = default;
};

/// A client's account, as far as logins are concerned.
struct AccountRef
{
    qint64 id = 0;
    QString cedula;
    QString currency;
};

/// Port: where API keys, foreign subjects and revoked tokens are kept (implemented by store/sqlkeystore.h). Every call
/// is one transaction and durable when it returns. Errors: Io, Busy, Corrupt, and those named below. Used from one
/// thread.
class KeyStore
{
public:
    virtual ~KeyStore() = default;

    /// All, revoked ones too, the newest first.
    virtual base::Result<std::vector<ApiKey>> keys() = 0;
    /// AlreadyExists for a taken id.
    virtual base::Result<> addKey(const ApiKey &key) = 0;
    /// Name, scopes, hash, end and revocation. NotFound.
    virtual base::Result<> updateKey(const ApiKey &key) = 0;
    /// When keys were used last, by id; unknown ones are passed over.
    virtual base::Result<> noteKeyUses(const QHash<QByteArray, base::UtcMs> &uses) = 0;

    virtual base::Result<std::vector<ForeignSubject>> subjects() = 0;
    /// Adds or replaces.
    virtual base::Result<> setSubject(const ForeignSubject &subject) = 0;
    /// NotFound.
    virtual base::Result<> removeSubject(const QString &subject) = 0;

    /// Those that have not expired at `now`; the others are forgotten.
    virtual base::Result<std::vector<RevokedToken>> revokedTokens(base::UtcMs now) = 0;
    /// Harmless when it is revoked already.
    virtual base::Result<> revokeToken(const RevokedToken &token) = 0;

    /// Clients' accounts: the one of this id, or those of this cédula.
    virtual base::Result<std::vector<AccountRef>> findAccounts(std::optional<qint64> id, const QString &cedula) = 0;
};

} // namespace auth
