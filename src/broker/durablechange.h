// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include <memory>

namespace broker {

/// One durable change. Replaying all of them in order gives the sessions and retained messages again (SavedState);
/// what one call of Broker::handle() gives belongs together and becomes durable together or not at all.
struct DurableChange
{
    enum class Kind : quint8 {
        SessionSet,          ///< saved: made, connected, left, or its expiry or will has changed
        SessionEnded,        ///< with its subscriptions and inbound ids; its deliveries have been Done before
        SubscriptionSet,     ///< text: the filter; subscription
        SubscriptionRemoved, ///< text: the filter
        Enqueued,            ///< delivery, message, qos, retain, isCounted, extras; packetId ≠ 0: in flight at once
        Sent,                ///< delivery: in flight under packetId
        Received,            ///< delivery: PUBREC came, PUBREL is due; `message` is no longer needed
        Done,                ///< delivery: acknowledged, expired or dropped; `message`, null after Received
        InboundOpened,       ///< packetId of a QoS 2 message from the client, held until PUBREL
        InboundReleased,     ///< packetId
        RetainedSet,         ///< message
        RetainedCleared,     ///< text: the topic
        CursorSet,           ///< cursor: what the log held up to there has been handed to the sessions
    };
    quint64 number = 0; ///< contiguous from 1 in each run of the engine
    Kind kind = Kind::SessionSet;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false; ///< to be sent with the retain flag
    bool isCounted = true;
    quint16 packetId = 0;
    quint64 session = 0;  ///< SavedSession::number
    quint64 delivery = 0; ///< SavedDelivery::number
    MessageRef message{};
    ExtrasRef extras{};
    QByteArray text{};
    Subscription subscription{};
    std::shared_ptr<const SavedSession> saved{};
    std::shared_ptr<const LogCursor> cursor{};
};

/// What the shards of one journal count together.
struct JournalNumbers
{
    quint64 change = 0; ///< DurableChange::number of the last one
    quint64 given = 0;  ///< the greatest number of a session, a delivery or a message (SavedState)
};

} // namespace broker
