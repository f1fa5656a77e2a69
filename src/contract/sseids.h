// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/accountlog.h"
#include <QByteArray>
#include <QHash>
#include <variant>

/// Ids of the event stream: what a client sends back as Last-Event-ID (S2-10 … S2-19).
namespace contract {

QByteArray qrCreatedId(const QString &qrId);
QByteArray qrPaymentId(const QString &transactionId);
QByteArray qrStatusChangeId(const QString &qrId, base::UtcMs at);
QByteArray balanceUpdateId(base::UtcMs at, qint64 accountId);
QByteArray heartbeatId(base::UtcMs at);
QByteArray welcomeId(const QByteArray &connectionId);

/// Adds `_<n>` to the second, third, … id of one millisecond that is the same (S2-19): given the log's events in order,
/// each has the same id whenever it is sent.
class SseIds
{
public:
    QByteArray distinct(base::UtcMs at, const QByteArray &id);

private:
    base::UtcMs m_at;
    QHash<QByteArray, qsizetype> m_seen; ///< ids of m_at
};

/// What an id names.
struct SseEventId
{
    events::EventMark mark;
    std::optional<qint64> accountId; ///< of a balance: the account that stands in the id
};
struct SseHeartbeatId
{
    base::UtcMs at;
};
struct SseWelcomeId
{
    base::UtcMs at;
};
/// monostate: none of ours.
using SseId = std::variant<std::monostate, SseEventId, SseHeartbeatId, SseWelcomeId>;
SseId parseSseId(QByteArrayView id);

} // namespace contract
