// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/identity.h"
#include "broker/inflightwindow.h"
#include "broker/messagequeue.h"
#include "broker/packetidset.h"
#include "broker/statistics.h"
#include "broker/verdictcache.h"
#include <map>

namespace broker {

/// What the broker remembers of a client, connected or not (MQTT-3.1.2.4). Owned by SessionTable. The first members
/// are what a fan-out reads of each subscriber.
struct Session
{
    ConnectionId connection; ///< null: not connected
    mqtt::Version version = mqtt::Version::V311;
    bool clean = true; ///< ends with its connection
    quint16 maxInflight = 20;
    quint64 messagesSent = 0;
    base::UtcMs lastMessage;

    InflightWindow window;
    MessageQueue queue;
    PacketIdSet inbound; ///< QoS 2 from the client, not yet released

    SessionId id{};
    Identity identity;
    std::map<QByteArray, mqtt::QoS> subscriptions; ///< filter → granted
    std::unique_ptr<mqtt::Will> will;
    std::unique_ptr<VerdictCache> verdicts; ///< from its first PUBLISH on

    quint64 messagesReceived = 0;
    QByteArray listener;
    quint16 keepAlive = 0;
    base::UtcMs connectedSince;

    /// Lazily: most sessions never lose a message.
    struct Drops
    {
        DropCounts total{};
        DropCounts unreported{};
        QByteArray lastTopic;
    };
    std::unique_ptr<Drops> drops;

    /// Lazily: publishers that are not read until this session's queue has drained (holds.h).
    struct Holds
    {
        std::vector<ConnectionId> publishers;
        base::Monotonic since{};
        bool isSpent = false; ///< it lasted too long: no more of it until the queue has drained
    };
    std::unique_ptr<Holds> holds;

    bool isOnline() const { return !connection.isNull(); }
    quint32 index() const { return static_cast<quint32>(id.value()); }
    /// Whether a QoS 1 or 2 message may go out at once. What already waits goes first (MQTT-4.6.0-6).
    bool canSendNow() const { return isOnline() && queue.isEmpty() && window.size() < maxInflight; }
};

} // namespace broker
