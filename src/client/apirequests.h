// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/restcaller.h"

/// The requests of docs/api.md as values, and the answers' user. Pure functions.
namespace client {

/// What /auth/login and /auth/refresh answer. `expiresIn` > 0.
struct Tokens
{
    QByteArray access;
    QByteArray refresh;
    std::chrono::seconds expiresIn{0};
    User user;
};

RestRequest loginRequest(const QString &username, const QString &password);
RestRequest refreshRequest(const QByteArray &refreshToken);
RestRequest logoutRequest(const QByteArray &refreshToken);
RestRequest passwordRequest(const QString &current, const QString &fresh);
RestRequest meRequest();
RestRequest postRequest(const NewTransaction &transaction, const IdempotencyKey &key);
RestRequest reversalRequest(qint64 id, const QString &reason, const IdempotencyKey &key);
RestRequest transactionsRequest(const TransactionQuery &query);
RestRequest openAccountRequest(const NewAccount &account);
RestRequest accountsRequest(const AccountQuery &query);
RestRequest accountRequest(const QString &cedula, std::optional<base::Currency> currency);
RestRequest statementRequest(const StatementQuery &query);
RestRequest summaryRequest();
RestRequest deliveriesRequest(qint64 transaction);

base::Result<Tokens> readTokens(QByteArrayView body);
base::Result<User> readUser(const contract::JsonValue &json);

} // namespace client
