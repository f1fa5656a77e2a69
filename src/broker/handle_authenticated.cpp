// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/lifecycle.h"

namespace broker {

namespace {

bool mayHaveWill(const State &state, const mqtt::Connect &connect, const Identity &identity)
{
    if (!connect.will)
        return true;
    const mqtt::Will &will = *connect.will;
    const QByteArrayView topic = will.topic.view();
    return topic != "$SYS" && !topic.startsWith("$SYS/") &&
           state.authorizer->canPublish(identity, topic, will.qos, will.retain);
}

/// The session under the client id, ended or taken over as CONNECT asks; null when a new one must be made.
Session *takeSession(State &state, const QByteArray &clientId, bool clean)
{
    Session *session = state.sessions.find(clientId);
    if (session && session->isOnline()) // MQTT-3.1.4-2
        endConnection(state, *state.connections.find(session->connection), CloseReason::TakenOver);
    session = state.sessions.find(clientId); // a clean one ended with its connection
    if (session && clean) {                  // MQTT-3.1.2-6
        endSession(state, *session);
        return nullptr;
    }
    return session;
}

std::unique_ptr<mqtt::Will> keptWill(std::optional<mqtt::Will> &will)
{
    if (!will)
        return nullptr;
    will->topic = will->topic.compacted();
    will->payload = will->payload.compacted();
    return std::make_unique<mqtt::Will>(std::move(*will));
}

void attach(State &state, Connection &connection, Session &session, mqtt::Connect &connect)
{
    session.connection = connection.id;
    session.version = connection.version;
    session.setExpiry(connect.cleanSession ? 0 : Session::noExpiry);
    session.maxInflight = state.limits().maxInflight;
    session.keepAlive = connect.keepAlive;
    session.listener = connection.listener;
    session.port = connection.port;
    session.connectedSince = state.now.utc;
    session.will = keptWill(connect.will);
    connection.session = &session;
    connection.stage = Connection::Stage::Online;
    connection.lastReceived = state.now.monotonic;
    Statistics &statistics = state.statistics;
    ++statistics.connectsAccepted;
    statistics.clientsMaximum = std::max(statistics.clientsMaximum, ++statistics.clientsConnected);
}

void handleHeld(State &state, Connection &connection, std::vector<Connection::Pending::Held> &held)
{
    for (Connection::Pending::Held &one : held)
        handlePacket(state, connection, one.packet, one.size);
}

/// MQTT-3.1.2-4 to -6, MQTT-3.2.2-1 to -3.
void accept(State &state, Connection &connection, const Identity &identity, Connection::Pending &pending)
{
    mqtt::Connect &connect = pending.connect;
    Session *session = takeSession(state, identity.clientId, connect.cleanSession);
    const bool present = session != nullptr;
    if (!session)
        session = &state.sessions.create(identity);
    session->identity = identity;
    attach(state, connection, *session, connect);
    if (!present && isJournaled(state, *session))
        journal(state, *session,
                {.kind = JournalRecord::Kind::SessionStarted, .clientId = identity.clientId, .user = identity.user});
    // MQTT 3.1 reserves the byte of the session flag.
    const bool told = present && connection.version != mqtt::Version::V31;
    sendPacket(state, connection, mqtt::Connack{told, 0, {}});
    state.actions->notify(noticeOf(state, *session, Notice::Kind::Connected));
    if (present)
        resendInflight(state, *session);
    drain(state, *session);
}

} // namespace

void handleAuthenticated(State &state, Connection &connection, const Identity &identity)
{
    const std::unique_ptr<Connection::Pending> pending = std::move(connection.pending);
    mqtt::Connect &connect = pending->connect;
    Identity who = identity;
    who.clientId = connect.clientId;
    who.address = connection.address;
    if (who.clientId.isEmpty()) // MQTT-3.1.3-6
        who.clientId = "auto-" + QByteArray::number(state.settings.idSeed, 36) + '-' +
                       QByteArray::number(++state.generatedIds, 36);
    if (!mayHaveWill(state, connect, who)) {
        refuseConnect(state, connection, mqtt::ConnectReturnCode::NotAuthorized, CloseReason::NotAuthorized,
                      QStringLiteral("may not publish its will"));
        return;
    }
    const Session *known = state.sessions.find(who.clientId);
    if (known && known->identity.user != who.user) {
        refuseConnect(state, connection, mqtt::ConnectReturnCode::IdentifierRejected, CloseReason::IdentifierRejected,
                      QStringLiteral("the client identifier belongs to another user"));
        return;
    }
    if (!known && state.sessions.size() >= state.limits().maxSessions) {
        refuseConnect(state, connection, mqtt::ConnectReturnCode::ServerUnavailable, CloseReason::ServerBusy,
                      QStringLiteral("the greatest number of sessions is reached"));
        return;
    }
    accept(state, connection, who, *pending);
    handleHeld(state, connection, pending->packets);
}

void handleRefused(State &state, Connection &connection, Refusal why)
{
    switch (why) {
    case Refusal::BadCredentials:
    case Refusal::NotAuthorized:
    case Refusal::Banned: // S1-84
        refuseConnect(state, connection, mqtt::ConnectReturnCode::NotAuthorized, CloseReason::NotAuthorized);
        return;
    case Refusal::Busy:
        refuseConnect(state, connection, mqtt::ConnectReturnCode::ServerUnavailable, CloseReason::ServerBusy);
        return;
    }
}

} // namespace broker
