// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

// What the broker does with each packet, one file a packet: handle_connect.cpp, handle_publish.cpp, …
// `connection` is Online but for handleConnect(); handlers may end it.

void handleConnect(State &state, Connection &connection, mqtt::Connect &packet);
void handleAuthenticated(State &state, Connection &connection, const Identity &identity);
void handleRefused(State &state, Connection &connection, Refusal why);
void handlePublish(State &state, Connection &connection, mqtt::Publish &packet);
void handlePuback(State &state, Connection &connection, const mqtt::Puback &packet);
void handlePubrec(State &state, Connection &connection, const mqtt::Pubrec &packet);
void handlePubrel(State &state, Connection &connection, const mqtt::Pubrel &packet);
void handlePubcomp(State &state, Connection &connection, const mqtt::Pubcomp &packet);
void handleSubscribe(State &state, Connection &connection, const mqtt::Subscribe &packet);
void handleUnsubscribe(State &state, Connection &connection, const mqtt::Unsubscribe &packet);
void handleDisconnect(State &state, Connection &connection, const mqtt::Disconnect &packet);
void handleTick(State &state);
void handleKick(State &state, const KickClient &event);
void handleShutdown(State &state);
/// Only on a broker that has seen no event yet. Wills and sessions whose time is up go with the next Tick.
void handleRestore(State &state, const SavedState &saved);

/// A QoS 2 message from the client is not held against its repetition any more.
void closeInbound(State &state, Session &session, quint16 packetId);

/// Packets that were held, as handlePacket(); they may be held again.
void handleHeld(State &state, Connection &connection, std::vector<Connection::Pending::Held> &held);

/// The subscriptions of a SUBSCRIBE are durable: goes on with what is retained under them.
void replyToSubscribe(State &state, Connection &connection, Connection::Subscribing &subscribing);

/// Sends SUBACK and, after it, what is retained (MQTT 3.1.1, 3.8.4).
void answerSubscribe(State &state, Connection &connection, Connection::Subscribing &subscribing);

/// Any packet, by the connection's stage: what comes before CONNECT ends it, what comes while the password is being
/// checked is held.
void handlePacket(State &state, Connection &connection, mqtt::Packet &packet, qsizetype size);

} // namespace broker
