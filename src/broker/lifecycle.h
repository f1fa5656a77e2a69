// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"
#include <optional>

namespace broker {

/// Ends a connection: MQTT 5 clients are told why, then Close, its will if there still is one, its session if that ends
/// with it, and a notice. Does nothing on one that has ended. The connection stays in the table until the host says
/// that the transport is gone. `code`: a closer one than the reason's own (reasons.h).
void endConnection(State &state, Connection &connection, CloseReason reason, const QString &detail = {},
                   std::optional<mqtt::ReasonCode> code = std::nullopt);

/// As endConnection() before a session exists, after CONNACK with the code; 3.x gets the return code nearest to it.
void refuseConnect(State &state, Connection &connection, mqtt::ReasonCode code, CloseReason reason,
                   const QString &detail = {});

/// Publishes the session's delayed will, if one waits, and forgets it (MQTT5-3.1.2-8).
void publishWaitingWill(State &state, Session &session);

/// Forgets a session that is not connected, with its subscriptions and messages. Its delayed will is published; what it
/// had of a shared group and not acknowledged goes to another member.
void endSession(State &state, Session &session);

/// How long it outlives its connection, within the limit; 0 ends its records at once.
void setSessionExpiry(State &state, Session &session, quint32 seconds);

/// A notice about the session, to be completed and given to Actions::notify().
Notice noticeOf(const State &state, const Session &session, Notice::Kind kind);

/// Sends a packet that is not PUBLISH and counts it. One that is larger than the client takes goes without its reason
/// string (MQTT5-3.2.2-19, -3.9.2-1, -3.14.2-3); larger even so, it ends the connection.
void sendPacket(State &state, Connection &connection, mqtt::Packet packet);

/// Properties with a reason string; null where the client did not ask for problems (MQTT5-3.1.2-29) or speaks 3.x.
mqtt::PropertiesRef reasonString(const Connection &connection, const QString &detail);

} // namespace broker
