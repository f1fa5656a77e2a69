// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqluserstore.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

const QString userSelect = u"SELECT id, username, display_name, role, password_hash, must_change_password, enabled,"
                           " token_epoch, account_id, created_at,"
                           " (SELECT owner FROM account WHERE account.id = user.account_id), valid_from,"
                           " EXISTS (SELECT 1 FROM user_pin WHERE user_pin.user_id = user.id) FROM user"_s;

base::Result<auth::User> userFrom(const Rows &rows)
{
    const auto role = auth::parseRole(rows.text(3));
    if (!role)
        return {base::ErrorCode::Corrupt, u"user %1 has an unknown role"_s.arg(rows.integer(0))};
    auth::User user;
    user.id = auth::UserId(rows.integer(0));
    user.username = rows.text(1);
    user.displayName = rows.text(2);
    user.role = *role;
    user.passwordHash = rows.blob(4);
    user.mustChangePassword = rows.integer(5) != 0;
    user.enabled = rows.integer(6) != 0;
    user.tokenEpoch = rows.integer(7);
    user.accountId = rows.optionalInteger(8);
    user.createdAt = {rows.integer(9)};
    user.cedula = rows.text(10);
    user.validFrom = {rows.integer(11)};
    user.hasPin = rows.integer(12) != 0;
    return user;
}

std::optional<base::UtcMs> timeFrom(const Rows &rows, int column)
{
    const auto ms = rows.optionalInteger(column);
    return ms ? std::optional(base::UtcMs{*ms}) : std::nullopt;
}

std::optional<qint64> msOf(const std::optional<base::UtcMs> &at)
{
    return at ? std::optional(at->value) : std::nullopt;
}

base::Result<> done(const base::Result<qint64> &changed)
{
    return changed ? base::Result<>() : base::Result<>(changed.error());
}

} // namespace

SqlUserStore::SqlUserStore(Database &database)
    : m_all(database, QString(userSelect + u" ORDER BY username"))
    , m_byName(database, QString(userSelect + u" WHERE username = ?"))
    , m_byId(database, QString(userSelect + u" WHERE id = ?"))
    , m_nextId(database, u"SELECT coalesce(max(id), 0) + 1 FROM user"_s)
    , m_insert(database, u"INSERT INTO user (id, username, display_name, role, password_hash, must_change_password,"
                         " enabled, token_epoch, account_id, created_at, valid_from)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (username) DO NOTHING"_s)
    , m_update(database, u"UPDATE user SET display_name = ?, role = ?, password_hash = ?, must_change_password = ?,"
                         " enabled = ?, token_epoch = ?, account_id = ?, valid_from = ? WHERE id = ?"_s)
    , m_addFamily(database, u"INSERT INTO token_family (id, user_id, started_at, expires_at, revoked_at)"
                            " VALUES (?, ?, ?, ?, ?)"_s)
    , m_addToken(database, u"INSERT INTO refresh_token (hash, family, issued_at, expires_at, spent_at)"
                           " VALUES (?, ?, ?, ?, ?)"_s)
    , m_findToken(database, u"SELECT t.hash, t.issued_at, t.expires_at, t.spent_at, f.id, f.user_id, f.started_at,"
                            " f.expires_at, f.revoked_at FROM refresh_token t JOIN token_family f ON f.id = t.family"
                            " WHERE t.hash = ?"_s)
    , m_spend(database, u"UPDATE refresh_token SET spent_at = ? WHERE hash = ? AND spent_at IS NULL"_s)
    , m_revoke(database, u"UPDATE token_family SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"_s)
    , m_revokeOf(database, u"UPDATE token_family SET revoked_at = ? WHERE user_id = ? AND id <> ?"
                           " AND revoked_at IS NULL AND expires_at > ?"_s)
    , m_revoked(database, u"SELECT id FROM token_family WHERE revoked_at >= ?"_s)
    , m_forget(database, u"DELETE FROM token_family WHERE expires_at < ?"_s)
{
}

base::Result<std::vector<auth::User>> SqlUserStore::users()
{
    auto rows = m_all.select();
    if (!rows)
        return rows.error();
    std::vector<auth::User> all;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return all;
        auto user = userFrom(*rows);
        if (!user)
            return user.error();
        all.push_back(std::move(*user));
    }
}

base::Result<std::optional<auth::User>> SqlUserStore::one(Statement &statement)
{
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    const auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<auth::User>();
    auto user = userFrom(*rows);
    if (!user)
        return user.error();
    return std::optional(std::move(*user));
}

base::Result<std::optional<auth::User>> SqlUserStore::findUser(const QString &username)
{
    return one(m_byName.bind(username));
}

base::Result<std::optional<auth::User>> SqlUserStore::findUser(auth::UserId id)
{
    return one(m_byId.bind(id.value()));
}

base::Result<auth::User> SqlUserStore::addUser(const auth::User &user)
{
    const auto id = m_nextId.integer();
    if (!id)
        return id.error();
    m_insert.bind(*id).bind(user.username).bind(user.displayName).bind(QString(auth::word(user.role)));
    m_insert.bind(user.passwordHash).bind(int{user.mustChangePassword}).bind(int{user.enabled}).bind(user.tokenEpoch);
    const auto added = m_insert.bind(user.accountId).bind(user.createdAt.value).bind(user.validFrom.value).run();
    if (!added)
        return added.error();
    if (*added == 0)
        return {base::ErrorCode::AlreadyExists, u"there is a user of this name already"_s};
    auth::User made = user;
    made.id = auth::UserId(*id);
    return made;
}

base::Result<> SqlUserStore::updateUser(const auth::User &user)
{
    m_update.bind(user.displayName).bind(QString(auth::word(user.role))).bind(user.passwordHash);
    m_update.bind(int{user.mustChangePassword}).bind(int{user.enabled}).bind(user.tokenEpoch).bind(user.accountId);
    const auto changed = m_update.bind(user.validFrom.value).bind(user.id.value()).run();
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return {base::ErrorCode::NotFound, u"there is no such user"_s};
    return {};
}

base::Result<> SqlUserStore::addToken(const auth::RefreshToken &token)
{
    m_addToken.bind(token.hash).bind(token.family).bind(token.issuedAt.value).bind(token.expiresAt.value);
    return done(m_addToken.bind(msOf(token.spentAt)).run());
}

base::Result<> SqlUserStore::startFamily(const auth::TokenFamily &family, const auth::RefreshToken &first)
{
    m_addFamily.bind(family.id).bind(family.user.value()).bind(family.startedAt.value).bind(family.expiresAt.value);
    if (const auto added = m_addFamily.bind(msOf(family.revokedAt)).run(); !added)
        return added.error();
    return addToken(first);
}

base::Result<std::optional<auth::KnownToken>> SqlUserStore::findToken(const QByteArray &hash)
{
    auto rows = m_findToken.bind(hash).select();
    if (!rows)
        return rows.error();
    const auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<auth::KnownToken>();
    auth::KnownToken known;
    known.family = {
        rows->blob(4), auth::UserId(rows->integer(5)), {rows->integer(6)}, {rows->integer(7)}, timeFrom(*rows, 8)};
    known.token = {rows->blob(0), known.family.id, {rows->integer(1)}, {rows->integer(2)}, timeFrom(*rows, 3)};
    return std::optional(std::move(known));
}

base::Result<bool> SqlUserStore::rotateToken(const QByteArray &spent, const auth::RefreshToken &next)
{
    const auto changed = m_spend.bind(next.issuedAt.value).bind(spent).run();
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return false;
    if (const auto added = addToken(next); !added)
        return added.error();
    return true;
}

base::Result<> SqlUserStore::revokeFamily(const QByteArray &family, base::UtcMs now)
{
    return done(m_revoke.bind(now.value).bind(family).run());
}

base::Result<> SqlUserStore::revokeFamiliesOf(auth::UserId user, const QByteArray &except, base::UtcMs now)
{
    return done(m_revokeOf.bind(now.value).bind(user.value()).bind(except).bind(now.value).run());
}

base::Result<std::vector<QByteArray>> SqlUserStore::familiesRevokedSince(base::UtcMs since)
{
    auto rows = m_revoked.bind(since.value).select();
    if (!rows)
        return rows.error();
    std::vector<QByteArray> families;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return families;
        families.push_back(rows->blob(0));
    }
}

base::Result<> SqlUserStore::forgetFamilies(base::UtcMs before)
{
    return done(m_forget.bind(before.value).run());
}

} // namespace store
