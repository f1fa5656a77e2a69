// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

// What is sent to one session: a kept message as PUBLISH, within what its client can take.

/// Writes a PUBLISH of a message in flight (or with packet id 0 of QoS 0) and sends it; `body` is its payload's number
/// in the actions. It must fit (fits()).
void sendInflight(State &state, Session &session, const InflightMessage &inflight, quint32 body, bool dup);

/// Whether the client takes a packet of that size (MQTT5-3.1.2-24).
bool fits(const State &state, const Session &session, const Message &message, mqtt::QoS qos, const ExtrasRef &extras);

/// One PUBLISH more has gone out.
inline void countSent(State &state, Session &session, qsizetype headSize, qsizetype payloadSize)
{
    ++session.messagesSent;
    session.lastMessage = state.now.utc;
    ++state.statistics.messagesSent;
    ++state.statistics.packetsSent;
    state.statistics.bytesSent += static_cast<quint64>(headSize + payloadSize);
    session.payloadBytesSent += static_cast<quint64>(payloadSize);
    state.statistics.payloadBytesSent += static_cast<quint64>(payloadSize);
}

// Changes of a session's window and queue, with their counters and records.

/// Whether one more may wait; what has expired in front makes room.
bool makeRoom(State &state, Session &session, const Message &message);
void enqueue(State &state, Session &session, QueuedMessage queued);
/// The first that waits; it goes into flight or is dropped.
QueuedMessage dequeue(State &state, Session &session);
/// The message goes into flight. Valid until the window changes.
const InflightMessage &launch(State &state, Session &session, QueuedMessage queued);
/// A message in flight is done.
void land(State &state, Session &session, quint16 packetId);
/// The first that waits will not be sent.
void discardFirst(State &state, Session &session, DropCause cause);

} // namespace broker
