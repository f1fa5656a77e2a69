// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/json.h"
#include "events/event.h"
#include <QTimeZone>

/// Events as `GET /events/stream` tells them (S2-10 … S2-24): the data line is the inner object.
namespace contract {

/// An event for the streams of one account.
struct SseForm
{
    qint64 accountId = 0;
    QByteArray id;           ///< as S2 has it, without the number that SseIds may add
    bool isNumbered = false; ///< two of one millisecond would have one id: give it to SseIds
    QLatin1StringView event; ///< its name
    QByteArray data;         ///< JSON
};

/// None for what no account's stream tells. `zone`: of the branch, for amounts in other currencies than bolivianos, of
/// which the local time is that of La Paz (S2-24).
std::optional<SseForm> sseForm(const events::Event &event, const QTimeZone &zone);

/// The data object alone, as a part of something larger.
void write(JsonWriter &out, const events::QrCreated &created);
void write(JsonWriter &out, const events::QrPaid &paid, const QTimeZone &zone);
void write(JsonWriter &out, const events::QrStatusChanged &changed);

/// S2-10.
struct SseConnection
{
    qint64 accountId = 0;
    std::optional<qint64> userId; ///< none: a key without a user
    QByteArray connectionId;      ///< conn_<ms>_<rand>
    bool isApiKey = false;        ///< `authType` apikey, else jwt
    bool isInQuery = false;       ///< `tokenSource` query, else header
    base::UtcMs at;
};
QByteArray sseConnectionData(const SseConnection &connection);
/// S2-11.
QByteArray sseHeartbeatData(base::UtcMs at, const QByteArray &connectionId);
/// Ours: what the client asked to continue from is not there; it reloads what it shows.
QByteArray sseResyncData(base::UtcMs at);

/// S2-36 … S2-42.
struct SseStatistics
{
    qint64 totalConnections = 0;
    qint64 accountsWithSubscriptions = 0;
    std::vector<std::pair<qint64, qint64>> subscriptionsByAccount; ///< account, connections; in order
    std::optional<qint64> yourAccountId;
    base::UtcMs at;
};
/// The whole body.
QByteArray sseStatisticsBody(const SseStatistics &statistics);

} // namespace contract
