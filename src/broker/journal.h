// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/message.h"
#include <QByteArray>

namespace broker {

/// One durable change, in order. Replaying all of them in order gives the sessions and retained messages again.
struct JournalRecord
{
    enum class Kind : quint8 {
        SessionStarted,      ///< clientId, user
        SessionEnded,        ///< and all that belongs to it
        SubscriptionSet,     ///< filter, qos
        SubscriptionRemoved, ///< filter
        Enqueued,            ///< message, qos: waits for `session`
        Sent,                ///< the first queued one is now in flight under packetId
        Acknowledged,        ///< packetId is done (PUBACK, PUBCOMP)
        Received,            ///< packetId: PUBREC came, PUBREL is due
        InboundOpened,       ///< packetId of a QoS 2 message from the client, held until PUBREL
        InboundReleased,     ///< packetId
        RetainedSet,         ///< message
        RetainedCleared,     ///< filter: the topic
    };
    quint64 number = 0; ///< contiguous from 1
    Kind kind = Kind::SessionStarted;
    SessionId session{};
    quint16 packetId = 0;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    QByteArray clientId{};
    QByteArray user{};
    QByteArray filter{};
    MessageRef message{};
};

} // namespace broker
