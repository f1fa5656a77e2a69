// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/authenticator.h"
#include "auth/keyregistry.h"

namespace auth {

/// A user to be made over the API; `password` empty: a one-time password is made.
struct NewPerson
{
    QString username;
    QString displayName;
    Role role = Role::Client;
    AccountWish account;
    QString password;
    bool mustChangePassword = true; ///< false for programs, which cannot; needs a password of the caller's
};

/// What may be changed of one; absent: stays.
struct PersonEdit
{
    std::optional<QString> displayName;
    std::optional<Role> role;
    std::optional<bool> enabled;
    std::optional<AccountWish> account; ///< an empty wish: no account any more
};

/// A user and the one-time password that was just made for him: shown once, kept nowhere.
struct IssuedPerson
{
    User user;
    QString password; ///< empty: it was the caller's
};

/// What administrators do with users. Every change ends the sessions of whom it concerns when it takes something away,
/// and is told to the audit. Lives and is used where the Authenticator is.
class UserRegistry
{
public:
    struct Parts
    {
        UserStore &store;
        Authenticator &authenticator;
        KeyRegistry &accounts; ///< knows which account is meant
        const base::Clock &clock;
        AuditPort &audit;
        std::function<bool(const QString &)> isTaken; ///< names that are a device's; null: none
    };
    explicit UserRegistry(Parts parts)
        : m_parts(std::move(parts))
    {
    }

    base::Result<std::vector<User>> users() { return m_parts.store.users(); }
    /// NotFound.
    base::Result<User> find(const QString &username);
    /// Must change the password at the first login unless it says otherwise. AlreadyExists; InvalidArgument for a name,
    /// password or account that will not do: an account is a customer's (Role::Client) alone.
    base::Result<IssuedPerson> add(const NewPerson &wanted, const Actor &by);
    /// Conflict when nobody would be left who administers.
    base::Result<User> change(const QString &username, const PersonEdit &edit, const Actor &by);
    /// `password` empty: a one-time password is made. It must be changed at the next login; all sessions end.
    base::Result<IssuedPerson> resetPassword(const QString &username, const QString &password, const Actor &by);
    /// Ends all sessions, those by foreign tokens too; API keys stay.
    base::Result<> revokeSessions(const QString &username, const Actor &by);

private:
    base::Result<> setAccount(User &user, const AccountWish &wish);
    base::Result<> checkAdministrators(const User &changed);
    base::Result<> save(User &user, bool endsSessions);
    void note(const QString &action, const User &user, const Actor &by, const QJsonObject &detail);

    const Parts m_parts;
};

} // namespace auth
