// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "auth/loginthrottle.h"
#include "auth/passwordhasher.h"
#include "auth/userstore.h"
#include <functional>

namespace auth {

/// What a login or refresh gives.
struct Session
{
    QByteArray accessToken;
    QByteArray refreshToken;
    std::chrono::seconds expiresIn{};
    User user;
};

/// The answer to an attempt that may have to wait: with LimitExceeded, `retryAfter` says how long.
template <typename T>
struct Attempt
{
    base::Result<T> result;
    std::chrono::seconds retryAfter{0};
};

/// A user to be made.
struct NewUser
{
    QString username; ///< any case
    QString displayName;
    Role role = Role::Auditor;
    QString password;
    bool mustChangePassword = false;
    std::optional<qint64> accountId = {}; ///< of a customer
    QString cedula = {};                  ///< of that account's owner
};

/// The administrator made at the first start; the password is shown once and kept nowhere.
struct FirstAdministrator
{
    QString username;
    QString password;
};

/// Logs users in and keeps their sessions: passwords, refresh tokens (rotating; reuse revokes the login), throttling,
/// and the snapshot that all checkers of tokens share. Calls take as long as a password hash and a commit: lives on the
/// hash pool's thread together with its UserStore, and is used from there alone.
class Authenticator
{
public:
    struct Settings
    {
        PasswordCost cost = PasswordCost::people();
        std::chrono::seconds refreshLifetime = std::chrono::hours(12);    ///< of each refresh token
        std::chrono::seconds familyLifetime = std::chrono::hours(24 * 7); ///< of a login, however often refreshed
    };
    /// Called on this object's thread after every change, and once by create().
    using Published = std::function<void(SnapshotPtr)>;

    /// Reads the users. Errors of the store, or Internal without a working libsodium. `store` and `clock` outlive it.
    static base::Result<std::unique_ptr<Authenticator>> create(UserStore &store, const base::Clock &clock,
                                                               AccessTokens tokens, const Settings &settings,
                                                               Published published);

    /// Makes `administrador` with a one-time password when there is no user at all; else nothing.
    base::Result<std::optional<FirstAdministrator>> ensureAdministrator();
    /// AlreadyExists; InvalidArgument for a name or password that is not allowed.
    base::Result<User> createUser(const NewUser &user);
    /// Before create()'s snapshot is of use: adds to each snapshot what others keep (keys, revoked tokens), and makes a
    /// new one.
    base::Result<> setContributor(std::function<base::Result<>(Snapshot &)> contributor);
    /// Reads users and sessions anew and publishes them.
    base::Result<> reload() { return publish(); }
    /// A password's hash at the cost of people's. Internal when there is no memory for it.
    base::Result<QByteArray> hash(const QString &password) const { return m_hasher.hash(passwordBytes(password)); }
    bool hasUsers() const { return !m_snapshot->users.isEmpty(); }

    /// Unauthenticated for a wrong name or password (never telling which), LimitExceeded while throttled.
    Attempt<Session> login(const QString &username, const QString &password, const QString &address);
    /// Only the check, for MQTT and the bank socket.
    Attempt<User> verify(const QString &username, const QString &password, const QString &address);
    /// A new pair for a refresh token, which is spent. Unauthenticated; a token that was spent before revokes its
    /// family.
    base::Result<Session> refresh(const QByteArray &refreshToken);
    /// Revokes the login that the token belongs to. Succeeds for unknown tokens too: the outcome is the same.
    base::Result<> logout(const QByteArray &refreshToken);
    /// Revokes a login by its own id.
    base::Result<> endFamily(const QByteArray &family);
    /// Sets a new password, clears mustChangePassword and revokes all other logins of the user. PermissionDenied for a
    /// wrong current password, InvalidArgument for a new one that is not allowed, LimitExceeded while throttled.
    Attempt<QString> changePassword(const Principal &who, const QString &current, const QString &next,
                                    const QString &address);

    SnapshotPtr snapshot() const { return m_snapshot; }

private:
    Authenticator(UserStore &store, const base::Clock &clock, AccessTokens tokens, const Settings &settings,
                  PasswordHasher hasher, Published published);
    base::Result<> publish();
    base::Result<User> checkPassword(const QString &username, const QString &password);
    base::Result<> setPassword(User user, const QString &password, const QByteArray &keepFamily);
    base::Result<Session> startSession(const User &user);
    base::Result<Session> continueSession(const KnownToken &known);
    RefreshToken makeToken(const QByteArray &secret, const TokenFamily &family) const;
    Session sessionFor(const User &user, const QByteArray &family, const QByteArray &refreshToken) const;

    UserStore &m_store;
    const base::Clock &m_clock;
    AccessTokens m_tokens;
    Settings m_settings;
    PasswordHasher m_hasher;
    Published m_published;
    std::function<base::Result<>(Snapshot &)> m_contributor; ///< may be null
    LoginThrottle m_throttle;
    SnapshotPtr m_snapshot = std::make_shared<Snapshot>();
};

} // namespace auth
