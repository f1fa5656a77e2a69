// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

/// Ends a connection: Close, its will if the reason calls for one, its session if that was clean, and a notice. Does
/// nothing on one that has ended. The connection stays in the table until the host says that the transport is gone.
void endConnection(State &state, Connection &connection, CloseReason reason, const QString &detail = {});

/// As endConnection() before a session exists, after CONNACK with a code.
void refuseConnect(State &state, Connection &connection, mqtt::ConnectReturnCode code, CloseReason reason,
                   const QString &detail = {});

/// Forgets a session that is not connected, with its subscriptions and messages.
void endSession(State &state, Session &session);

/// A notice about the session, to be completed and given to Actions::notify().
Notice noticeOf(const State &state, const Session &session, Notice::Kind kind);

/// Sends a packet that is not PUBLISH and counts it.
void sendPacket(State &state, Connection &connection, const mqtt::Packet &packet);

} // namespace broker
