// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/lifecycle.h"

namespace broker {

void handleDisconnect(State &state, Connection &connection, const mqtt::Disconnect &packet)
{
    Session &session = *connection.session;
    if (packet.properties && packet.properties->sessionExpiryInterval) {
        const quint32 expiry = *packet.properties->sessionExpiryInterval;
        if (session.expiry == 0 && expiry != 0) { // MQTT 5, 3.14.2.2.2
            endConnection(state, connection, CloseReason::ProtocolError,
                          QStringLiteral("a session that was to end cannot be kept by DISCONNECT"));
            return;
        }
        setSessionExpiry(state, session, expiry);
    }
    if (packet.reason == mqtt::ReasonCode::Success)
        session.will.reset(); // MQTT-3.14.4-3, MQTT5-3.14.4-3; 0x04 and errors leave it (MQTT 5, 3.1.2.5)
    endConnection(state, connection, CloseReason::ClientDisconnected);
}

void handleKick(State &state, const KickClient &event)
{
    Session *session = state.sessions.find(event.clientId);
    if (session && session->isOnline())
        endConnection(state, *state.connections.find(session->connection), CloseReason::Kicked, event.why);
    session = state.sessions.find(event.clientId);
    if (session && event.endSession)
        endSession(state, *session);
}

void handleShutdown(State &state)
{
    for (const auto &connection : state.connections.slots()) {
        if (connection)
            endConnection(state, *connection, CloseReason::ServerShutdown);
    }
}

} // namespace broker
