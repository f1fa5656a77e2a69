// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/userregistry.h"
#include "auth/secrets.h"
#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

using base::ErrorCode;
using base::Result;

constexpr qsizetype maxDisplayName = 100;

/// What the audit tells of a user: everything but his hash.
QJsonObject told(const User &user)
{
    QJsonObject json{
        {u"display_name"_s, user.displayName}, {u"role"_s, QString(word(user.role))}, {u"enabled"_s, user.enabled}};
    if (user.accountId)
        json.insert(u"account_id"_s, *user.accountId);
    return json;
}

Result<> checkDisplayName(const QString &name)
{
    const bool printable = std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); });
    if (name.size() > maxDisplayName || !printable)
        return {ErrorCode::InvalidArgument,
                u"a display name has at most %1 printable characters"_s.arg(maxDisplayName)};
    return {};
}

} // namespace

Result<User> UserRegistry::find(const QString &username)
{
    auto found = m_parts.store.findUser(username);
    if (!found)
        return found.error();
    if (!found->has_value())
        return {ErrorCode::NotFound, u"there is no such user"_s};
    return std::move(**found);
}

void UserRegistry::note(const QString &action, const User &user, const Actor &by, const QJsonObject &detail)
{
    m_parts.audit.record({by.name, by.address, action, user.username, AuditEntry::Result::Done, detail});
}

Result<> UserRegistry::setAccount(User &user, const AccountWish &wish)
{
    const auto account = m_parts.accounts.resolve(wish);
    if (!account)
        return account.error();
    user.accountId = *account ? std::optional((*account)->id) : std::nullopt;
    user.cedula = *account ? (*account)->cedula : QString();
    return {};
}

Result<IssuedPerson> UserRegistry::add(const NewPerson &wanted, const Actor &by)
{
    const auto name = normalUsername(wanted.username);
    if (!name)
        return name.error();
    if (m_parts.isTaken && m_parts.isTaken(*name))
        return {ErrorCode::AlreadyExists, u"a device has this user name"_s};
    if (const auto good = checkDisplayName(wanted.displayName); !good)
        return good.error();
    User account;
    if (const auto set = setAccount(account, wanted.account); !set)
        return set.error();
    if (account.accountId && wanted.role != Role::Client)
        return {ErrorCode::InvalidArgument, u"only the role cliente has an account"_s};
    const bool mustChange = wanted.mustChangePassword || wanted.password.isEmpty();
    const QString password = wanted.password.isEmpty() ? oneTimePassword() : wanted.password;
    auto made = m_parts.authenticator.createUser(
        {wanted.username, wanted.displayName, wanted.role, password, mustChange, account.accountId, account.cedula});
    if (!made)
        return made.error();
    note(u"user.create"_s, *made, by, {{u"after"_s, told(*made)}});
    return IssuedPerson{std::move(*made), wanted.password.isEmpty() ? password : QString()};
}

Result<> UserRegistry::checkAdministrators(const User &changed)
{
    const auto all = m_parts.store.users();
    if (!all)
        return all.error();
    const auto administers = [&changed](const User &user) {
        const User &now = user.id == changed.id ? changed : user;
        return now.enabled && now.role == Role::Administrator;
    };
    if (std::none_of(all->begin(), all->end(), administers))
        return {ErrorCode::Conflict, u"nobody would be left who administers this hub"_s};
    return {};
}

Result<> UserRegistry::save(User &user, bool endsSessions)
{
    if (endsSessions) {
        ++user.tokenEpoch;
        user.validFrom = m_parts.clock.utcNow();
    }
    if (const auto written = m_parts.store.updateUser(user); !written)
        return written;
    if (endsSessions) {
        if (const auto revoked = m_parts.store.revokeFamiliesOf(user.id, {}, m_parts.clock.utcNow()); !revoked)
            return revoked;
    }
    return m_parts.authenticator.reload();
}

Result<User> UserRegistry::change(const QString &username, const PersonEdit &edit, const Actor &by)
{
    auto found = find(username);
    if (!found)
        return found.error();
    User user = *found;
    user.displayName = edit.displayName.value_or(user.displayName);
    user.role = edit.role.value_or(user.role);
    user.enabled = edit.enabled.value_or(user.enabled);
    if (const auto good = checkDisplayName(user.displayName); !good)
        return good.error();
    if (edit.account) {
        if (const auto set = setAccount(user, *edit.account); !set)
            return set.error();
    }
    if (user.accountId && user.role != Role::Client)
        return {ErrorCode::InvalidArgument, u"only the role cliente has an account"_s};
    if (const auto good = checkAdministrators(user); !good)
        return good.error();
    const bool takesAway = user.role != found->role || user.accountId != found->accountId || !user.enabled;
    const QJsonObject before = told(*found);
    if (const auto saved = save(user, takesAway); !saved)
        return saved.error();
    note(u"user.change"_s, user, by, {{u"before"_s, before}, {u"after"_s, told(user)}});
    return user;
}

Result<IssuedPerson> UserRegistry::resetPassword(const QString &username, const QString &password, const Actor &by)
{
    auto user = find(username);
    if (!user)
        return user.error();
    const QString fresh = password.isEmpty() ? oneTimePassword() : password;
    if (const auto good = checkNewPassword(fresh, user->username); !good)
        return good.error();
    auto hash = m_parts.authenticator.hash(fresh);
    if (!hash)
        return hash.error();
    user->passwordHash = std::move(*hash);
    user->mustChangePassword = true;
    if (const auto saved = save(*user, true); !saved)
        return saved.error();
    note(u"user.reset_password"_s, *user, by, {});
    return IssuedPerson{std::move(*user), password.isEmpty() ? fresh : QString()};
}

Result<> UserRegistry::revokeSessions(const QString &username, const Actor &by)
{
    auto user = find(username);
    if (!user)
        return user.error();
    if (const auto saved = save(*user, true); !saved)
        return saved;
    note(u"user.revoke_sessions"_s, *user, by, {});
    return {};
}

} // namespace auth
