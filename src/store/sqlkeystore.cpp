// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlkeystore.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

using base::ErrorCode;
using base::Result;

std::optional<base::UtcMs> timeFrom(const Rows &rows, int column)
{
    const auto ms = rows.optionalInteger(column);
    return ms ? std::optional(base::UtcMs{*ms}) : std::nullopt;
}

std::optional<qint64> msOf(const std::optional<base::UtcMs> &at)
{
    return at ? std::optional(at->value) : std::nullopt;
}

Result<> done(const Result<qint64> &changed)
{
    return changed ? Result<>() : Result<>(changed.error());
}

Result<auth::ApiKey> keyFrom(const Rows &rows)
{
    auth::ApiKey key;
    key.id = rows.text(0).toLatin1();
    for (const QString &text : rows.text(3).split(u' ', Qt::SkipEmptyParts)) {
        const auto scope = auth::parseScope(text);
        if (!scope)
            return {ErrorCode::Corrupt, u"the API key %1 has an unknown scope"_s.arg(rows.text(0))};
        key.scopes.add(*scope);
    }
    key.hash = rows.blob(1);
    key.name = rows.text(2);
    key.accountId = rows.optionalInteger(4);
    key.cedula = rows.text(5);
    if (const auto user = rows.optionalInteger(6))
        key.user = auth::UserId(*user);
    key.expiresAt = timeFrom(rows, 7);
    key.createdAt = {rows.integer(8)};
    key.createdBy = rows.text(9);
    key.lastUsedAt = timeFrom(rows, 10);
    key.revokedAt = timeFrom(rows, 11);
    return key;
}

/// All rows of a statement that has been bound.
template <typename T, typename Read>
Result<std::vector<T>> all(Statement &statement, Read read)
{
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    std::vector<T> found;
    while (true) {
        const auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return found;
        Result<T> one = read(*rows);
        if (!one)
            return one.error();
        found.push_back(std::move(*one));
    }
}

} // namespace

SqlKeyStore::SqlKeyStore(Database &database)
    : m_keys(database, u"SELECT k.id, k.hash, k.name, k.scopes, k.account_id, a.owner, k.user_id, k.expires_at,"
                       " k.created_at, k.created_by, k.last_used_at, k.revoked_at FROM api_key k"
                       " LEFT JOIN account a ON a.id = k.account_id ORDER BY k.created_at DESC, k.id"_s)
    , m_addKey(database, u"INSERT INTO api_key (id, hash, name, scopes, account_id, user_id, expires_at, created_at,"
                         " created_by, last_used_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (id) DO NOTHING"_s)
    , m_updateKey(database, u"UPDATE api_key SET hash = ?, name = ?, scopes = ?, expires_at = ?, revoked_at = ?"
                            " WHERE id = ?"_s)
    , m_used(database, u"UPDATE api_key SET last_used_at = ? WHERE id = ?"_s)
    , m_subjects(database, u"SELECT subject, user_id, created_at, created_by FROM foreign_subject ORDER BY subject"_s)
    , m_setSubject(database, u"INSERT INTO foreign_subject (subject, user_id, created_at, created_by)"
                             " VALUES (?, ?, ?, ?) ON CONFLICT (subject) DO UPDATE SET user_id = excluded.user_id,"
                             " created_at = excluded.created_at, created_by = excluded.created_by"_s)
    , m_removeSubject(database, u"DELETE FROM foreign_subject WHERE subject = ?"_s)
    , m_forgetTokens(database, u"DELETE FROM revoked_token WHERE expires_at <= ?"_s)
    , m_tokens(database,
               u"SELECT jti, expires_at, revoked_at, revoked_by FROM revoked_token ORDER BY revoked_at DESC"_s)
    , m_revoke(database, u"INSERT INTO revoked_token (jti, expires_at, revoked_at, revoked_by) VALUES (?, ?, ?, ?)"
                         " ON CONFLICT (jti) DO UPDATE SET expires_at = max(expires_at, excluded.expires_at)"_s)
    , m_accounts(database, u"SELECT id, owner, currency FROM account WHERE id > 0 AND (id = ? OR owner = ?)"
                           " ORDER BY id"_s)
{
}

Result<std::vector<auth::ApiKey>> SqlKeyStore::keys()
{
    return all<auth::ApiKey>(m_keys, keyFrom);
}

Result<> SqlKeyStore::addKey(const auth::ApiKey &key)
{
    m_addKey.bind(QString::fromLatin1(key.id)).bind(key.hash).bind(key.name).bind(key.scopes.words().join(u' '));
    m_addKey.bind(key.accountId).bind(key.user ? std::optional(key.user->value()) : std::nullopt);
    m_addKey.bind(msOf(key.expiresAt)).bind(key.createdAt.value).bind(key.createdBy).bind(msOf(key.lastUsedAt));
    const auto added = m_addKey.bind(msOf(key.revokedAt)).run();
    if (!added)
        return added.error();
    if (*added == 0)
        return {ErrorCode::AlreadyExists, u"there is an API key of this id already"_s};
    return {};
}

Result<> SqlKeyStore::updateKey(const auth::ApiKey &key)
{
    m_updateKey.bind(key.hash).bind(key.name).bind(key.scopes.words().join(u' ')).bind(msOf(key.expiresAt));
    const auto changed = m_updateKey.bind(msOf(key.revokedAt)).bind(QString::fromLatin1(key.id)).run();
    if (!changed)
        return changed.error();
    if (*changed == 0)
        return {ErrorCode::NotFound, u"there is no such API key"_s};
    return {};
}

Result<> SqlKeyStore::noteKeyUses(const QHash<QByteArray, base::UtcMs> &uses)
{
    for (auto use = uses.cbegin(); use != uses.cend(); ++use) {
        if (const auto noted = done(m_used.bind(use->value).bind(QString::fromLatin1(use.key())).run()); !noted)
            return noted;
    }
    return {};
}

Result<std::vector<auth::ForeignSubject>> SqlKeyStore::subjects()
{
    return all<auth::ForeignSubject>(m_subjects, [](const Rows &rows) -> Result<auth::ForeignSubject> {
        return auth::ForeignSubject{rows.text(0), auth::UserId(rows.integer(1)), {rows.integer(2)}, rows.text(3)};
    });
}

Result<> SqlKeyStore::setSubject(const auth::ForeignSubject &subject)
{
    m_setSubject.bind(subject.subject).bind(subject.user.value()).bind(subject.createdAt.value);
    return done(m_setSubject.bind(subject.createdBy).run());
}

Result<> SqlKeyStore::removeSubject(const QString &subject)
{
    const auto removed = m_removeSubject.bind(subject).run();
    if (!removed)
        return removed.error();
    if (*removed == 0)
        return {ErrorCode::NotFound, u"this subject stands for nobody"_s};
    return {};
}

Result<std::vector<auth::RevokedToken>> SqlKeyStore::revokedTokens(base::UtcMs now)
{
    if (const auto forgotten = done(m_forgetTokens.bind(now.value).run()); !forgotten)
        return forgotten.error();
    return all<auth::RevokedToken>(m_tokens, [](const Rows &rows) -> Result<auth::RevokedToken> {
        return auth::RevokedToken{rows.text(0), {rows.integer(1)}, {rows.integer(2)}, rows.text(3)};
    });
}

Result<> SqlKeyStore::revokeToken(const auth::RevokedToken &token)
{
    m_revoke.bind(token.jti).bind(token.expiresAt.value).bind(token.revokedAt.value);
    return done(m_revoke.bind(token.revokedBy).run());
}

Result<std::vector<auth::AccountRef>> SqlKeyStore::findAccounts(std::optional<qint64> id, const QString &cedula)
{
    m_accounts.bind(id).bind(cedula);
    return all<auth::AccountRef>(m_accounts, [](const Rows &rows) -> Result<auth::AccountRef> {
        return auth::AccountRef{rows.integer(0), rows.text(1), rows.text(2)};
    });
}

} // namespace store
