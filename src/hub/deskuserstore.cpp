// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/deskuserstore.h"
#include "hub/deskask.h"
#include "store/sqluserstore.h"

namespace hub {
namespace {

template <typename T>
base::Result<T> ask(DeskThread &desk, std::function<base::Result<T>(store::SqlUserStore &)> call)
{
    return askDesk<store::SqlUserStore, T>(desk, std::move(call));
}

} // namespace

base::Result<std::vector<auth::User>> DeskUserStore::users()
{
    return ask<std::vector<auth::User>>(m_desk, [](store::SqlUserStore &users) { return users.users(); });
}

base::Result<std::optional<auth::User>> DeskUserStore::findUser(const QString &username)
{
    return ask<std::optional<auth::User>>(m_desk,
                                          [username](store::SqlUserStore &users) { return users.findUser(username); });
}

base::Result<std::optional<auth::User>> DeskUserStore::findUser(auth::UserId id)
{
    return ask<std::optional<auth::User>>(m_desk, [id](store::SqlUserStore &users) { return users.findUser(id); });
}

base::Result<auth::User> DeskUserStore::addUser(const auth::User &user)
{
    return ask<auth::User>(m_desk, [user](store::SqlUserStore &users) { return users.addUser(user); });
}

base::Result<> DeskUserStore::updateUser(const auth::User &user)
{
    return ask<void>(m_desk, [user](store::SqlUserStore &users) { return users.updateUser(user); });
}

base::Result<> DeskUserStore::startFamily(const auth::TokenFamily &family, const auth::RefreshToken &first)
{
    return ask<void>(m_desk, [family, first](store::SqlUserStore &users) { return users.startFamily(family, first); });
}

base::Result<std::optional<auth::KnownToken>> DeskUserStore::findToken(const QByteArray &hash)
{
    return ask<std::optional<auth::KnownToken>>(m_desk,
                                                [hash](store::SqlUserStore &users) { return users.findToken(hash); });
}

base::Result<bool> DeskUserStore::rotateToken(const QByteArray &spent, const auth::RefreshToken &next)
{
    return ask<bool>(m_desk, [spent, next](store::SqlUserStore &users) { return users.rotateToken(spent, next); });
}

base::Result<> DeskUserStore::revokeFamily(const QByteArray &family, base::UtcMs now)
{
    return ask<void>(m_desk, [family, now](store::SqlUserStore &users) { return users.revokeFamily(family, now); });
}

base::Result<> DeskUserStore::revokeFamiliesOf(auth::UserId user, const QByteArray &except, base::UtcMs now)
{
    return ask<void>(
        m_desk, [user, except, now](store::SqlUserStore &users) { return users.revokeFamiliesOf(user, except, now); });
}

base::Result<std::vector<QByteArray>> DeskUserStore::familiesRevokedSince(base::UtcMs since)
{
    return ask<std::vector<QByteArray>>(
        m_desk, [since](store::SqlUserStore &users) { return users.familiesRevokedSince(since); });
}

base::Result<> DeskUserStore::forgetFamilies(base::UtcMs before)
{
    return ask<void>(m_desk, [before](store::SqlUserStore &users) { return users.forgetFamilies(before); });
}

} // namespace hub
