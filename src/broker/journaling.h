// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

// What of a session is recorded, and what waits for that. All of these do nothing where nothing is recorded: the
// journal is off, the session ends with its connection, or its listener keeps sessions in memory alone.

inline bool isJournaled(const Session &session)
{
    return session.number != 0;
}

/// The session has been attached to the connection: from now on recorded, recorded anew, or no longer.
void recordConnected(State &state, Session &session, Connection &connection);
/// Its expiry, will or connection has changed.
void recordSession(State &state, const Session &session);
/// The session ends, or is kept in memory alone from now on: nothing of it remains in the journal.
void recordForgotten(State &state, Session &session);
/// As it is recorded.
SavedSession savedOf(const Session &session, Instant now);

void recordSubscription(State &state, const Session &session, const QByteArray &filter, const Subscription &how);
void recordUnsubscribed(State &state, const Session &session, const QByteArray &filter);

/// A message begins to wait for the session.
void recordQueued(State &state, const Session &session, QueuedMessage &queued);
/// A message is in flight: one that has waited before (its number says so), or a fresh one.
void recordSent(State &state, Session &session, InflightMessage &inflight);
/// PUBREC came; before the message is let go.
void recordReceived(State &state, Session &session, const InflightMessage &inflight);
/// Acknowledged, expired, dropped.
void recordDone(State &state, const Session &session, const InflightMessage &inflight);
void recordDone(State &state, const Session &session, const QueuedMessage &queued);

void recordInbound(State &state, const Session &session, quint16 packetId, bool opened);

// `$SYS` is not recorded: it is told anew.
void recordRetained(State &state, const MessageRef &message);
void recordRetainedCleared(State &state, QByteArrayView topic);

void recordCursor(State &state, const LogCursor &cursor);

/// Whether an acknowledgement to the connection must wait: this call has recorded something, or one before it waits
/// still (they leave in order, MQTT-4.6.0-2).
bool mustWait(const State &state, const Connection &connection);
/// Holds it until all that is recorded now is durable.
void hold(State &state, Connection &connection, JournalWriter::Held held);

/// Sends what is in flight: PUBLISH, or PUBREL once it is released. With QoS 2 that waits until it is durable that it
/// has been sent, or it might come twice after a crash; what is sent again (dup) keeps its order and waits with it.
void sendOrHold(State &state, Session &session, const InflightMessage &inflight, bool dup);

/// Sends a packet (UNSUBACK) once what it promises is durable.
void answer(State &state, Connection &connection, mqtt::Packet packet);

/// Lets go what rests on changes that are durable now.
void releaseDurable(State &state);

} // namespace broker
