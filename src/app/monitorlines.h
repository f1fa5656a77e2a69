// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/packet.h"
#include <QQueue>
#include <QSet>
#include <QStringList>

namespace app {

/// What `--monitor` prints, exactly as the seed's mqtt_subscriber.py (S0-36 … S0-38). No I/O.
class MonitorLines
{
public:
    /// S0-36: filters with their QoS, in the seed's order.
    static std::vector<mqtt::SubscriptionRequest> subscriptions();
    /// Title and rule.
    static QString title();
    /// Once connected: connection, one line a subscription, the waiting line and an empty one.
    static QString connected();

    /// The lines of a message; empty when it has nothing to print (balances, statistics), is a movement already printed
    /// (S0-38: it comes by banco/transacciones and by banco/depositos or banco/retiros; told apart by folio, and
    /// without one by its content), or is no JSON object (S0-41).
    QString line(const QByteArray &topic, const QByteArray &payload);

private:
    QString movementLine(const QByteArray &payload);
    static QString alertLine(const QByteArray &payload);
    bool seenBefore(const QString &key);

    QSet<QString> m_seen;
    QQueue<QString> m_order; ///< of m_seen, to forget the oldest
};

} // namespace app
