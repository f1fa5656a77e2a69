// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/apirequests.h"

namespace client {

using contract::JsonFields;
using contract::JsonValue;
using contract::JsonWriter;

namespace {

constexpr QLatin1StringView operator""_k(const char *text, size_t size)
{
    return QLatin1StringView(text, static_cast<qsizetype>(size));
}

RestRequest get(QByteArray path)
{
    RestRequest request;
    request.path = std::move(path);
    return request;
}

RestRequest post(QByteArray path, JsonWriter &body)
{
    RestRequest request;
    request.verb = Verb::Post;
    request.path = std::move(path);
    request.body = body.take();
    return request;
}

/// QUrlQuery leaves '+' alone, which servers read as a blank.
void add(QUrlQuery &query, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

} // namespace

RestRequest loginRequest(const QString &username, const QString &password)
{
    JsonWriter body;
    body.beginObject().member("username"_k, username).member("password"_k, password).endObject();
    return post("/auth/login", body);
}

RestRequest refreshRequest(const QByteArray &refreshToken)
{
    JsonWriter body;
    body.beginObject().member("refresh_token"_k, QString::fromLatin1(refreshToken)).endObject();
    return post("/auth/refresh", body);
}

RestRequest logoutRequest(const QByteArray &refreshToken)
{
    JsonWriter body;
    body.beginObject().member("refresh_token"_k, QString::fromLatin1(refreshToken)).endObject();
    return post("/auth/logout", body);
}

RestRequest passwordRequest(const QString &current, const QString &fresh)
{
    JsonWriter body;
    body.beginObject().member("current_password"_k, current).member("new_password"_k, fresh).endObject();
    return post("/auth/password", body);
}

RestRequest meRequest()
{
    return get("/auth/me");
}

RestRequest postRequest(const NewTransaction &transaction, const IdempotencyKey &key)
{
    JsonWriter body;
    contract::write(body, transaction);
    RestRequest request = post("/api/v1/bank/transactions", body);
    request.idempotencyKey = key.text();
    return request;
}

RestRequest reversalRequest(qint64 id, const QString &reason, const IdempotencyKey &key)
{
    JsonWriter body;
    body.beginObject().member("motivo"_k, reason).endObject();
    RestRequest request = post("/api/v1/bank/transactions/" + QByteArray::number(id) + "/reversal", body);
    request.idempotencyKey = key.text();
    return request;
}

RestRequest transactionsRequest(const TransactionQuery &query)
{
    RestRequest request = get("/api/v1/bank/transactions");
    add(request.query, u"limit"_qs, QString::number(query.limit));
    add(request.query, u"cursor"_qs, query.cursor);
    add(request.query, u"cedula"_qs, query.cedula);
    if (query.kind)
        add(request.query, u"tipo"_qs, contract::word(*query.kind));
    add(request.query, u"desde"_qs, query.from);
    add(request.query, u"hasta"_qs, query.to);
    if (query.channel)
        add(request.query, u"canal"_qs, contract::word(*query.channel));
    if (query.state)
        add(request.query, u"estado"_qs, contract::word(*query.state));
    add(request.query, u"usuario"_qs, query.user);
    if (query.least)
        add(request.query, u"monto_min"_qs, QString::fromLatin1(query.least->toWire()));
    if (query.most)
        add(request.query, u"monto_max"_qs, QString::fromLatin1(query.most->toWire()));
    add(request.query, u"q"_qs, query.search);
    add(request.query, u"caja"_qs, query.till);
    return request;
}

RestRequest openAccountRequest(const NewAccount &account)
{
    JsonWriter body;
    contract::write(body, account);
    return post("/api/v1/bank/accounts", body);
}

RestRequest accountsRequest(const AccountQuery &query)
{
    RestRequest request = get("/api/v1/bank/accounts");
    add(request.query, u"limit"_qs, QString::number(query.limit));
    add(request.query, u"cursor"_qs, query.cursor);
    add(request.query, u"q"_qs, query.search);
    return request;
}

RestRequest accountRequest(const QString &cedula, std::optional<base::Currency> currency)
{
    RestRequest request = get("/api/v1/bank/accounts/" + QUrl::toPercentEncoding(cedula));
    if (currency)
        add(request.query, u"moneda"_qs, currency->toString());
    return request;
}

RestRequest statementRequest(const StatementQuery &query)
{
    RestRequest request = get("/api/v1/bank/accounts/" + QUrl::toPercentEncoding(query.cedula) + "/statement");
    if (query.currency)
        add(request.query, u"moneda"_qs, query.currency->toString());
    add(request.query, u"limit"_qs, QString::number(query.limit));
    add(request.query, u"cursor"_qs, query.cursor);
    add(request.query, u"desde"_qs, query.from);
    add(request.query, u"hasta"_qs, query.to);
    return request;
}

RestRequest summaryRequest()
{
    return get("/api/v1/bank/summary");
}

RestRequest deliveriesRequest(qint64 transaction)
{
    return get("/api/v1/bank/transactions/" + QByteArray::number(transaction) + "/deliveries");
}

base::Result<User> readUser(const JsonValue &json)
{
    JsonFields fields(json);
    User user;
    user.id = fields.integer("id"_k);
    user.username = fields.text("username"_k);
    user.displayName = fields.textOr("display_name"_k, user.username);
    user.role = parseRole(fields.text("role"_k)).value_or(Role::Auditor);
    user.mustChangePassword = fields.booleanOr("must_change_password"_k, false);
    user.hasPin = fields.booleanOr("has_pin"_k, false);
    if (auto ok = fields.result(); !ok)
        return ok.error().with(u"user"_qs);
    return user;
}

base::Result<Tokens> readTokens(QByteArrayView body)
{
    const auto json = JsonValue::parse(body);
    if (!json)
        return json.error();
    JsonFields fields(*json);
    Tokens tokens;
    tokens.access = fields.text("access_token"_k).toLatin1();
    tokens.refresh = fields.text("refresh_token"_k).toLatin1();
    tokens.expiresIn = std::chrono::seconds(fields.integer("expires_in"_k));
    if (tokens.access.isEmpty() || tokens.expiresIn.count() <= 0)
        fields.fail(u"a token and its lifetime are needed"_qs);
    if (auto ok = fields.result(); !ok)
        return ok.error();
    const auto user = readUser(fields.value("user"_k));
    if (!user)
        return user.error();
    tokens.user = *user;
    return tokens;
}

} // namespace client
