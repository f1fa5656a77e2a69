// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/keyapi.h"
#include "gateway/accessjson.h"
#include "gateway/userapi.h"

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using Reply = gateway::AccessReply;

namespace gateway {
namespace {

constexpr qint64 pageSize = 100;
constexpr qint64 maxPage = 500;
/// For how long a revoked `jti` is remembered when nobody says when its token ends.
constexpr std::chrono::hours revokedFor{24 * 30};

QJsonValue timeJson(const std::optional<base::UtcMs> &at)
{
    return at ? QJsonValue(at->value) : QJsonValue();
}

QJsonObject keyJson(const auth::ApiKey &key)
{
    return {{u"id"_s, QString::fromLatin1(key.id)},
            {u"name"_s, key.name},
            {u"scopes"_s, QJsonArray::fromStringList(key.scopes.words())},
            {u"account_id"_s, key.accountId ? QJsonValue(*key.accountId) : QJsonValue()},
            {u"cedula"_s, key.cedula.isEmpty() ? QJsonValue() : QJsonValue(key.cedula)},
            {u"user_id"_s, key.user ? QJsonValue(key.user->value()) : QJsonValue()},
            {u"expires_utc_ms"_s, timeJson(key.expiresAt)},
            {u"created_utc_ms"_s, key.createdAt.value},
            {u"created_by"_s, key.createdBy},
            {u"last_used_utc_ms"_s, timeJson(key.lastUsedAt)},
            {u"revoked_utc_ms"_s, timeJson(key.revokedAt)}};
}

/// With the key itself, which nobody will see again.
QJsonObject issuedJson(const auth::IssuedApiKey &issued)
{
    QJsonObject json = keyJson(issued.key);
    json.insert(u"key"_s, QString::fromLatin1(issued.text));
    return json;
}

Result<auth::ScopeSet> scopesFrom(const QStringList &texts)
{
    auth::ScopeSet scopes;
    for (const QString &text : texts) {
        const auto scope = auth::parseScope(text);
        if (!scope)
            return {ErrorCode::InvalidArgument, u"scopes: \"%1\" is not known here"_s.arg(text.left(40))};
        scopes.add(*scope);
    }
    return scopes;
}

} // namespace

const QList<std::pair<QByteArray, QString>> &KeyApi::routes()
{
    static const QList<std::pair<QByteArray, QString>> all{
        {"GET", u"api-keys"_s},         {"POST", u"api-keys"_s},         {"GET", u"api-keys/{}"_s},
        {"PATCH", u"api-keys/{}"_s},    {"DELETE", u"api-keys/{}"_s},    {"POST", u"api-keys/{}/rotate"_s},
        {"GET", u"foreign-subjects"_s}, {"POST", u"foreign-subjects"_s}, {"DELETE", u"foreign-subjects/{}"_s},
        {"GET", u"revoked-tokens"_s},   {"POST", u"revoked-tokens"_s},
    };
    return all;
}

Result<Reply> KeyApi::call(const AccessCall &call)
{
    const QString group = call.path.value(0);
    const bool reads = call.method == "GET";
    if (group == u"foreign-subjects")
        return reads ? subjects(call) : setSubject(call);
    if (group == u"revoked-tokens")
        return tokens(call);
    if (call.path.size() == 1)
        return reads ? list(call) : add(call);
    return oneKey(call);
}

Result<Reply> KeyApi::oneKey(const AccessCall &call)
{
    const QByteArray id = call.path.at(1).toLatin1();
    const auth::Actor by{call.by, call.from};
    if (call.path.size() == 3) {
        const auto rotated = m_keys.rotate(id, by);
        return rotated ? Result<Reply>(Reply{200, issuedJson(*rotated)}) : rotated.error();
    }
    if (call.method == "PATCH")
        return change(call);
    if (call.method == "DELETE") {
        const auto revoked = m_keys.revoke(id, by);
        return revoked ? Result<Reply>(Reply{204, {}}) : revoked.error();
    }
    const auto key = m_keys.find(id);
    return key ? Result<Reply>(Reply{200, keyJson(*key)}) : key.error();
}

Result<Reply> KeyApi::list(const AccessCall &call)
{
    BodyReader body(call.body);
    const qint64 limit = body.number(u"limit"_s).value_or(pageSize);
    const QByteArray after = body.text(u"cursor"_s).value_or(QString()).toLatin1();
    if (const auto read = body.result(); !read)
        return read.error();
    if (limit < 1 || limit > maxPage)
        return {ErrorCode::InvalidArgument, u"limit: 1 to %1 is expected"_s.arg(maxPage)};
    const auto keys = m_keys.keys();
    if (!keys)
        return keys.error();
    QJsonArray items;
    bool reached = after.isEmpty();
    QString last;
    for (const auth::ApiKey &key : *keys) {
        if (!reached) {
            reached = key.id == after;
            continue;
        }
        if (items.size() == limit)
            return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, last}}};
        items.append(keyJson(key));
        last = QString::fromLatin1(key.id);
    }
    return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, QJsonValue()}}};
}

Result<Reply> KeyApi::add(const AccessCall &call)
{
    BodyReader body(call.body);
    auth::NewApiKey wanted;
    wanted.name = body.required(u"name"_s);
    const auto scopes = scopesFrom(body.texts(u"scopes"_s).value_or(QStringList()));
    wanted.account = accountWish(body).value_or(auth::AccountWish());
    const auto username = body.text(u"username"_s);
    if (const auto ends = body.number(u"expires_utc_ms"_s))
        wanted.expiresAt = base::UtcMs{*ends};
    if (const auto read = body.result(); !read)
        return read.error();
    if (!scopes)
        return scopes.error();
    wanted.scopes = *scopes;
    if (username) {
        const auto user = m_users.find(*username);
        if (!user && user.error().code() == ErrorCode::NotFound)
            return {ErrorCode::InvalidArgument, u"username: there is no such user"_s};
        if (!user)
            return user.error();
        wanted.user = user->id;
    }
    const auto issued = m_keys.add(wanted, {call.by, call.from});
    if (!issued)
        return issued.error();
    return Reply{201, issuedJson(*issued)};
}

Result<Reply> KeyApi::change(const AccessCall &call)
{
    BodyReader body(call.body);
    auth::ApiKeyEdit edit;
    edit.name = body.text(u"name"_s);
    const auto texts = body.texts(u"scopes"_s);
    if (const auto read = body.result(); !read)
        return read.error();
    if (texts) {
        const auto scopes = scopesFrom(*texts);
        if (!scopes)
            return scopes.error();
        edit.scopes = *scopes;
    }
    const auto changed = m_keys.change(call.path.at(1).toLatin1(), edit, {call.by, call.from});
    if (!changed)
        return changed.error();
    return Reply{200, keyJson(*changed)};
}

Result<QJsonObject> KeyApi::subjectJson(const auth::ForeignSubject &subject)
{
    const auto users = m_users.users();
    if (!users)
        return users.error();
    QString username;
    for (const auth::User &user : *users) {
        if (user.id == subject.user)
            username = user.username;
    }
    return QJsonObject{{u"subject"_s, subject.subject},
                       {u"username"_s, username},
                       {u"created_utc_ms"_s, subject.createdAt.value},
                       {u"created_by"_s, subject.createdBy}};
}

Result<Reply> KeyApi::subjects(const AccessCall &call)
{
    BodyReader body(call.body);
    if (const auto read = body.result(); !read)
        return read.error();
    const auto all = m_keys.subjects();
    if (!all)
        return all.error();
    QJsonArray items;
    for (const auth::ForeignSubject &subject : *all) {
        const auto json = subjectJson(subject);
        if (!json)
            return json.error();
        items.append(*json);
    }
    return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, QJsonValue()}}};
}

Result<Reply> KeyApi::setSubject(const AccessCall &call)
{
    const auth::Actor by{call.by, call.from};
    if (call.method == "DELETE") {
        const auto removed = m_keys.removeSubject(call.path.value(1), by);
        return removed ? Result<Reply>(Reply{204, {}}) : removed.error();
    }
    BodyReader body(call.body);
    const QString subject = body.required(u"subject"_s);
    const QString username = body.required(u"username"_s);
    if (const auto read = body.result(); !read)
        return read.error();
    const auto user = m_users.find(username);
    if (!user && user.error().code() == ErrorCode::NotFound)
        return {ErrorCode::InvalidArgument, u"username: there is no such user"_s};
    if (!user)
        return user.error();
    const auto set = m_keys.setSubject(subject, user->id, by);
    if (!set)
        return set.error();
    const auto json = subjectJson(*set);
    return json ? Result<Reply>(Reply{201, *json}) : json.error();
}

Result<Reply> KeyApi::tokens(const AccessCall &call)
{
    BodyReader body(call.body);
    if (call.method == "POST") {
        const QString jti = body.required(u"jti"_s);
        const qint64 longest = m_now.value + std::chrono::milliseconds(revokedFor).count();
        const qint64 until = body.number(u"expires_utc_ms"_s).value_or(longest);
        if (const auto read = body.result(); !read)
            return read.error();
        const auto revoked = m_keys.revokeToken(jti, {until}, {call.by, call.from});
        return revoked ? Result<Reply>(Reply{204, {}}) : revoked.error();
    }
    if (const auto read = body.result(); !read)
        return read.error();
    const auto all = m_keys.revokedTokens();
    if (!all)
        return all.error();
    QJsonArray items;
    for (const auth::RevokedToken &token : *all)
        items.append(QJsonObject{{u"jti"_s, token.jti},
                                 {u"expires_utc_ms"_s, token.expiresAt.value},
                                 {u"revoked_utc_ms"_s, token.revokedAt.value},
                                 {u"revoked_by"_s, token.revokedBy}});
    return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, QJsonValue()}}};
}

} // namespace gateway
