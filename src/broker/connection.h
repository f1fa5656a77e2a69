// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/limits.h"
#include "broker/message.h"
#include "broker/publishrate.h"
#include "broker/subscription.h"
#include "mqtt/packet.h"
#include <memory>
#include <vector>

namespace broker {

struct Session;

/// What a new subscription is to get of the retained messages.
struct RetainedWish
{
    QByteArray filter;
    Subscription how;
};

/// A network connection from Opened to Closed. Owned by ConnectionTable.
struct Connection
{
    enum class Stage : quint8 {
        AwaitingConnect,
        Authenticating, ///< the host checks the password
        Online,         ///< CONNACK 0 has been sent
        Ended,          ///< Close was asked for; whatever still comes is ignored
    };
    /// A SUBSCRIBE that waits for what other shards have retained.
    struct Subscribing
    {
        mqtt::Suback suback;
        std::vector<RetainedWish> wishes;
        std::vector<std::vector<MessageRef>> found; ///< for each of them
        quint32 awaited = 0;                        ///< answers
    };
    /// Of a connection whose password is being checked, or whose SUBSCRIBE waits for other shards.
    struct Pending
    {
        mqtt::Connect connect;
        struct Held
        {
            mqtt::Packet packet;
            qsizetype size;
        };
        std::vector<Held> packets; ///< that came meanwhile
        qint64 bytes = 0;
        std::unique_ptr<Subscribing> subscribing; ///< of one that is online: why it is held
    };

    ConnectionId id;
    Stage stage = Stage::AwaitingConnect;
    mqtt::Version version = mqtt::Version::V311;
    quint16 keepAlive = 0;          ///< seconds; 0: off
    quint16 holds = 0;              ///< sessions whose queues it fills: not read until 0
    quint32 maxPacket = 0xFFFFFFFF; ///< bytes: the client takes nothing larger (MQTT5-3.1.2-24)
    bool tellsProblems = true;      ///< reason strings may be sent (MQTT5-3.1.2-29)
    bool isDurable = true;          ///< its answers wait for the journal
    bool isBehind = false;          ///< held until the journal has caught up
    quint64 heldUntil = 0;          ///< the last change that an answer to it waits for
    int unacknowledged = 0;         ///< QoS 1 messages from it whose PUBACK waits for the journal
    Session *session = nullptr;     ///< of Stage::Online
    base::Monotonic deadline{};     ///< until Online
    base::Monotonic lastReceived{};
    quint16 port = 0;
    QByteArray address;
    QByteArray listener;
    const ListenerLimits *limits = nullptr;         ///< its listener's
    std::unique_ptr<Pending> pending;               ///< packets are held until it goes
    quint64 receipt = 0;                            ///< the last one that an acknowledgement to it waits for (relay.h)
    std::unique_ptr<std::vector<SessionId>> heldBy; ///< of other shards: part of `holds`
    std::unique_ptr<PublishMeter> meter;            ///< null: it may publish as fast as it likes (throttle.h)
    bool isThrottled = false;                       ///< one of its holds is for that
    std::vector<base::Bytes>
        aliases; ///< topics by the client's numbers, from 1; grows as they come (MQTT 5, 3.3.2.3.4)
};

} // namespace broker
