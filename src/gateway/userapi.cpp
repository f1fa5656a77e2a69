// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/userapi.h"
#include "gateway/accessjson.h"

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using Reply = gateway::AccessReply;

namespace gateway {
namespace {

constexpr qint64 pageSize = 100;
constexpr qint64 maxPage = 500;

QJsonObject userJson(const auth::User &user)
{
    return {{u"id"_s, user.id.value()},
            {u"username"_s, user.username},
            {u"display_name"_s, user.displayName},
            {u"role"_s, QString(auth::word(user.role))},
            {u"enabled"_s, user.enabled},
            {u"must_change_password"_s, user.mustChangePassword},
            {u"has_pin"_s, user.hasPin},
            {u"account_id"_s, user.accountId ? QJsonValue(*user.accountId) : QJsonValue()},
            {u"cedula"_s, user.cedula.isEmpty() ? QJsonValue() : QJsonValue(user.cedula)},
            {u"created_utc_ms"_s, user.createdAt.value}};
}

/// With the one-time password that was just made, which nobody will see again.
QJsonObject issuedJson(const auth::IssuedPerson &issued)
{
    QJsonObject json = userJson(issued.user);
    if (!issued.password.isEmpty())
        json.insert(u"one_time_password"_s, issued.password);
    return json;
}

Result<std::optional<auth::Role>> roleFrom(const std::optional<QString> &text)
{
    if (!text)
        return std::optional<auth::Role>();
    const auto role = auth::parseRole(*text);
    if (!role)
        return {ErrorCode::InvalidArgument,
                u"role: cajero, supervisor, operador, tecnico, administrador, auditor or cliente is expected"_s};
    return role;
}

} // namespace

std::optional<auth::AccountWish> accountWish(BodyReader &body)
{
    const auto id = body.number(u"account_id"_s);
    const auto cedula = body.text(u"cedula"_s);
    const auto currency = body.text(u"currency"_s);
    if (!id && !cedula)
        return {};
    return auth::AccountWish{id, cedula.value_or(QString()), currency.value_or(QString())};
}

const QList<std::pair<QByteArray, QString>> &UserApi::routes()
{
    static const QList<std::pair<QByteArray, QString>> all{
        {"GET", u"users"_s},
        {"POST", u"users"_s},
        {"GET", u"users/{}"_s},
        {"PATCH", u"users/{}"_s},
        {"POST", u"users/{}/password"_s},
        {"DELETE", u"users/{}/sessions"_s},
    };
    return all;
}

Result<Reply> UserApi::call(const AccessCall &call)
{
    const bool reads = call.method == "GET";
    if (call.path.size() == 1)
        return reads ? list(call) : add(call);
    const QString &name = call.path.at(1);
    if (call.path.value(2) == u"password")
        return resetPassword(call);
    if (call.path.value(2) == u"sessions") {
        if (const auto revoked = m_users.revokeSessions(name, {call.by, call.from}); !revoked)
            return revoked.error();
        return Reply{204, {}};
    }
    if (!reads)
        return change(call);
    const auto user = m_users.find(name);
    if (!user)
        return user.error();
    return Reply{200, userJson(*user)};
}

Result<Reply> UserApi::list(const AccessCall &call) const
{
    BodyReader body(call.body);
    const qint64 limit = body.number(u"limit"_s).value_or(pageSize);
    const QString after = body.text(u"cursor"_s).value_or(QString());
    if (const auto read = body.result(); !read)
        return read.error();
    if (limit < 1 || limit > maxPage)
        return {ErrorCode::InvalidArgument, u"limit: 1 to %1 is expected"_s.arg(maxPage)};
    auto users = m_users.users();
    if (!users)
        return users.error();
    std::sort(users->begin(), users->end(), [](const auto &a, const auto &b) { return a.username < b.username; });
    QJsonArray items;
    QString last;
    for (const auth::User &user : *users) {
        if (user.username <= after)
            continue;
        if (items.size() == limit)
            return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, last}}};
        items.append(userJson(user));
        last = user.username;
    }
    return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, QJsonValue()}}};
}

Result<Reply> UserApi::add(const AccessCall &call)
{
    BodyReader body(call.body);
    auth::NewPerson wanted;
    wanted.username = body.required(u"username"_s);
    const auto role = roleFrom(body.required(u"role"_s));
    wanted.displayName = body.text(u"display_name"_s).value_or(QString());
    wanted.password = body.text(u"password"_s).value_or(QString());
    wanted.mustChangePassword = body.flag(u"must_change_password"_s).value_or(true);
    wanted.account = accountWish(body).value_or(auth::AccountWish());
    if (const auto read = body.result(); !read)
        return read.error();
    if (!role)
        return role.error();
    wanted.role = **role;
    const auto made = m_users.add(wanted, {call.by, call.from});
    if (!made)
        return made.error();
    return Reply{201, issuedJson(*made)};
}

Result<Reply> UserApi::change(const AccessCall &call)
{
    QJsonObject members = call.body;
    // null: no account any more; BodyReader takes it for absent.
    const bool noAccount = members.contains(u"account_id"_s) && members.value(u"account_id"_s).isNull();
    BodyReader body(members);
    auth::PersonEdit edit;
    edit.displayName = body.text(u"display_name"_s);
    const auto role = roleFrom(body.text(u"role"_s));
    edit.enabled = body.flag(u"enabled"_s);
    edit.account = accountWish(body);
    if (const auto read = body.result(); !read)
        return read.error();
    if (!role)
        return role.error();
    edit.role = *role;
    if (noAccount && !edit.account)
        edit.account = auth::AccountWish();
    const auto changed = m_users.change(call.path.at(1), edit, {call.by, call.from});
    if (!changed)
        return changed.error();
    return Reply{200, userJson(*changed)};
}

Result<Reply> UserApi::resetPassword(const AccessCall &call)
{
    BodyReader body(call.body);
    const QString password = body.text(u"password"_s).value_or(QString());
    if (const auto read = body.result(); !read)
        return read.error();
    const auto reset = m_users.resetPassword(call.path.at(1), password, {call.by, call.from});
    if (!reset)
        return reset.error();
    return Reply{200, issuedJson(*reset)};
}

} // namespace gateway
