// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/deliveryextras.h"
#include "broker/message.h"
#include "broker/subscription.h"
#include "broker/trace.h"
#include <vector>

namespace broker {

// What outlives the broker's process, as values. Numbers are the journal's own: given once, never changed, not those of
// SessionId, which are places in memory. They are unique among the sessions, deliveries and messages of one journal.

struct SavedSession
{
    quint64 number = 0;
    QByteArray clientId;
    QByteArray user;
    bool isCertified = false; ///< Identity::isCertified
    QByteArray address;       ///< from where it was last connected
    QByteArray listener;      ///< name of the one that it was last connected to
    mqtt::Version version = mqtt::Version::V311;
    quint32 expiry = 0; ///< seconds; Session::noExpiry: never
    base::UtcMs left{}; ///< since when it is not connected; 0: it is
    std::shared_ptr<const mqtt::Will> will{};
    base::UtcMs willDue{}; ///< of a will that waits for its delay; 0: it is for the connection that is there
};

struct SavedSubscription
{
    quint64 session = 0;
    QByteArray filter; ///< `$share/…` and all
    Subscription how;
};

/// A QoS 1 or 2 message for a session: it waits (packetId 0) or is in flight.
struct SavedDelivery
{
    quint64 number = 0; ///< ascending in the order of sending
    quint64 session = 0;
    MessageRef message; ///< null once it is released
    mqtt::QoS qos = mqtt::QoS::AtLeastOnce;
    bool retain = false;
    bool isCounted = true;
    bool isReleased = false; ///< QoS 2: PUBREC came
    quint16 packetId = 0;
    ExtrasRef extras{};
};

/// A QoS 2 message from the client that it has not released yet.
struct SavedInbound
{
    quint64 session = 0;
    quint16 packetId = 0;
};

/// A position in the hub's event log.
struct LogCursor
{
    QByteArray name;  ///< of its reader: "mqtt"
    QByteArray epoch; ///< of the log that `sequence` counts in
    qint64 sequence = 0;
};

/// All of it. Deliveries ascend by number; the rest is in no order.
struct SavedState
{
    std::vector<SavedSession> sessions;
    std::vector<SavedSubscription> subscriptions;
    std::vector<SavedDelivery> deliveries;
    std::vector<SavedInbound> inbound;
    std::vector<MessageRef> retained;
    std::vector<LogCursor> cursors;
    std::vector<Trace> traces; ///< as they were a moment ago: written behind the rest (completeTraces)
    quint64 lastNumber = 0;    ///< the greatest in use
};

/// Traces of messages that still wait, as far as the messages themselves tell: when the process died before the last
/// ones were written, their acknowledgements find them all the same.
void completeTraces(SavedState &state);

} // namespace broker
