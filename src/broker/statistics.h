// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/message.h"
#include <QByteArray>
#include <QLatin1StringView>
#include <array>
#include <vector>

namespace broker {

/// Why a message did not reach a session (or, Denied and RetainedFull, anyone).
enum class DropCause : quint8 {
    QueueFull,     ///< the queue's count of messages is used up: the newest goes
    OfflineQoS0,   ///< QoS 0 for a session that is not connected (MQTT-3.1.2-5 lets it go)
    Denied,        ///< the publisher may not
    ReceiveDenied, ///< the subscriber may not
    TooLarge,      ///< for the client's maximum packet size
    Expired,
    SlowConsumer, ///< the host's byte budget for a stream is used up
    SessionEnded, ///< was still waiting when a clean session ended
    RetainedFull, ///< delivered, but not kept
    QueueBytes,   ///< the queue's bytes are used up: the newest goes
    RateLimited,  ///< QoS 0 above the publisher's rate (publishrate.h)
    QuotaRefused, ///< QoS 1 or 2 above it: never accepted, its publisher was told 0x97 (MQTT 5)
    Telemetry,    ///< a consumer inside the hub could not keep up
};
constexpr size_t dropCauseCount = 13;
/// Stable word ("queue_full") for $SYS, REST and events.
QLatin1StringView dropCauseName(DropCause cause);

using DropCounts = std::array<quint64, dropCauseCount>;

/// Of one listener, by the name of its profile.
struct ListenerFigures
{
    QByteArray name;
    quint64 opened = 0;     ///< connections since start
    qint64 connections = 0; ///< open now
};

/// Counters since start and present sizes of one shard; sum them over shards.
struct Statistics
{
    quint64 messagesReceived = 0; ///< PUBLISH from clients
    quint64 messagesSent = 0;     ///< PUBLISH to clients
    quint64 messagesInternal = 0; ///< published by the hub
    quint64 packetsReceived = 0;
    quint64 packetsSent = 0;
    quint64 bytesReceived = 0;
    quint64 bytesSent = 0;
    quint64 payloadBytesReceived = 0; ///< of those PUBLISH
    quint64 payloadBytesSent = 0;
    quint64 connectionsOpened = 0;
    quint64 connectsAccepted = 0;
    quint64 connectsRefused = 0;
    quint64 sessionsExpired = 0; ///< ended by their session expiry interval
    DropCounts dropped{};
    qint64 connections = 0;      ///< open transports
    qint64 clientsConnected = 0; ///< past CONNACK
    qint64 clientsMaximum = 0;
    qint64 sessions = 0; ///< connected or kept
    qint64 subscriptions = 0;
    qint64 sharedSubscriptions = 0; ///< of those
    qint64 retained = 0;
    qint64 retainedBytes = 0;
    qint64 queued = 0;
    qint64 queuedBytes = 0;
    qint64 inflight = 0;
    std::vector<ListenerFigures> listeners; ///< in order of their first connection

    /// Adds another shard's. `clientsMaximum` becomes the sum of maxima: an upper bound.
    Statistics &operator+=(const Statistics &other);
    quint64 droppedInAll() const;
    /// Of the listener, from now on among `listeners`.
    ListenerFigures &of(const QByteArray &listener);
};

struct SubscriptionInfo
{
    QByteArray filter;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool noLocal = false;
    bool retainAsPublished = false;
    quint32 identifier = 0; ///< MQTT 5; 0: none
};

/// A session as the administrator sees it.
struct ClientInfo
{
    SessionId session{};
    QByteArray clientId;
    QByteArray user;
    QByteArray address;
    quint16 port = 0; ///< of the peer
    QByteArray listener;
    quint8 protocolLevel = 4;
    bool connected = false;
    bool cleanSession = true;
    quint32 sessionExpiry = 0;  ///< seconds; 0xFFFFFFFF: never
    quint16 keepAlive = 0;      ///< seconds
    base::UtcMs connectedSince; ///< of the present or last connection
    base::UtcMs lastMessage;    ///< PUBLISH either way; 0: none
    quint64 messagesReceived = 0;
    quint64 messagesSent = 0;
    quint64 payloadBytesReceived = 0;
    quint64 payloadBytesSent = 0;
    double messagesInPerSecond = 0; ///< over the last ten seconds
    double messagesOutPerSecond = 0;
    qint64 queued = 0;
    qint64 queuedBytes = 0;
    qint64 inflight = 0;
    DropCounts dropped{};
    qint64 subscriptionCount = 0;
    std::vector<SubscriptionInfo> subscriptions; ///< when asked for
};

struct RetainedInfo
{
    QByteArray topic;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    base::Bytes payload;
    base::UtcMs received;
    QByteArray publisher; ///< client id; empty: the hub
};

} // namespace broker
