// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/deliveryextras.h"
#include "broker/ids.h"
#include "broker/message.h"
#include "broker/subscription.h"
#include <QByteArray>

namespace broker {

/// One durable change, in order. Replaying all of them in order gives the sessions and retained messages again.
struct JournalRecord
{
    enum class Kind : quint8 {
        SessionStarted,      ///< clientId, user, expiry: connected from now on
        SessionResumed,      ///< expiry: connected again, or its expiry has changed (DISCONNECT); no will waits
        SessionLeft,         ///< not connected from `at` on: it expires `expiry` seconds later
        SessionEnded,        ///< and all that belongs to it
        WillWaits,           ///< will, to be published at `at` unless the session is resumed before
        WillDone,            ///< it has been published
        SubscriptionSet,     ///< filter, subscription
        SubscriptionRemoved, ///< filter
        Enqueued,            ///< message, qos, retain, extras: waits for `session`
        Discarded,           ///< the first queued one is gone: expired, or larger than its client takes
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
    bool retain = false; ///< to be sent with the retain flag
    ExtrasRef extras{};
    Subscription subscription{};
    quint32 expiry = 0; ///< seconds; Session::noExpiry: never
    base::UtcMs at{};
    std::shared_ptr<const mqtt::Will> will{};
};

} // namespace broker
