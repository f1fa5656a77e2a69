// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/publishrate.h"
#include "mqtt/packet.h"
#include <QByteArray>
#include <chrono>

namespace broker {

/// What one listener may set otherwise than Limits does.
struct ListenerLimits
{
    std::chrono::milliseconds connectDeadline{10'000}; ///< as in Limits
    qsizetype maxPacketUnauthenticated = 64 * 1024;    ///< bytes
    qsizetype maxPacket = 1024 * 1024;                 ///< bytes
    PublishRate publishRate{};                         ///< of each client, unless its credential says otherwise
};

/// What the engine refuses to exceed (SPEC section 3). Every queue has a limit, and what goes beyond it is counted.
struct Limits
{
    std::chrono::milliseconds connectDeadline{10'000}; ///< from opening to CONNECT, and again to the answer about it
    qsizetype maxPacketUnauthenticated = 64 * 1024;    ///< bytes, until CONNACK 0 has been sent
    qsizetype maxPacket = 1024 * 1024;                 ///< bytes
    qsizetype maxClientId = 256;                       ///< bytes
    qsizetype maxTopic = 1024;                         ///< bytes, names and filters
    int maxTopicLevels = 32;
    int maxSubscriptionsPerSession = 10'000;
    quint16 maxInflight = 20; ///< QoS 1 and 2 messages sent to a client and not yet acknowledged
    /// QoS 1 and 2 messages received from a client and not yet acknowledged or released (MQTT 5: "receive maximum").
    quint16 receiveMaximum = 1'000;
    quint16 topicAliases = 32;     ///< topics that a client may number, each of maxTopic bytes at most
    quint16 topicAliasesSent = 32; ///< that we number for a client, if it allows as many
    quint16 maxKeepAlive = 0;      ///< seconds, told to MQTT 5 clients that ask for more or none; 0: as they wish
    quint32 maxSessionExpiry = 0xFFFFFFFF; ///< seconds that a session may outlive its connection; 0xFFFFFFFF: for ever
    int maxQueued = 1'000;                 ///< waiting messages a session, beside what is in flight
    qint64 maxQueuedBytes = 16 * 1024 * 1024; ///< topics and payloads of those
    int maxSessions = 100'000;                ///< connected or kept
    PublishRate publishRate;                  ///< of each client, unless its listener or credential says otherwise
    qsizetype maxTopicsCounted = 100'000;     ///< in the topic statistics; 0: none
    int maxRetained = 1'000'000;
    qint64 maxRetainedBytes = qint64(512) * 1024 * 1024;
    int maxUnpersisted = 50'000; ///< durable changes on their way to the disk; above it publishers are not read
    qint64 maxUnpersistedBytes = qint64(64) * 1024 * 1024;
    int maxHeldPackets = 100; ///< that arrive while the password is being checked
    qint64 maxHeldBytes = 256 * 1024;

    ListenerLimits ofListener() const { return {connectDeadline, maxPacketUnauthenticated, maxPacket, publishRate}; }
};

/// What the protocol lets a server leave out (MQTT 5, 3.2.2.3), and what we may look at.
struct Features
{
    mqtt::QoS maximumQoS = mqtt::QoS::ExactlyOnce;
    bool retain = true;
    bool wildcardSubscriptions = true;
    bool sharedSubscriptions = true;
    bool subscriptionIdentifiers = true;
    /// A payload that says it is text must be UTF-8 (MQTT 5, 3.3.2.3.2).
    bool checkPayloadFormat = true;
    /// A client that asks where to await responses is told `<prefix><client id>` (MQTT 5, 3.2.2.3.15); empty: nothing.
    QByteArray responsePrefix;
};

} // namespace broker
