// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/lifecycle.h"

namespace broker {

void handleDisconnect(State &state, Connection &connection)
{
    connection.session->will.reset(); // MQTT-3.14.4-3
    endConnection(state, connection, CloseReason::ClientDisconnected);
}

void handleKick(State &state, const KickClient &event)
{
    Session *session = state.sessions.find(event.clientId);
    if (session && session->isOnline())
        endConnection(state, *state.connections.find(session->connection), CloseReason::Kicked);
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
