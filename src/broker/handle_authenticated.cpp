// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/journaling.h"
#include "broker/lifecycle.h"
#include "broker/sharding.h"
#include "broker/throttle.h"

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

const mqtt::Properties &propertiesOf(const mqtt::Connect &connect)
{
    static const mqtt::Properties none;
    return connect.properties ? *connect.properties : none;
}

/// In 3.x a session is kept for ever or not at all (MQTT-3.1.2-4 to -6), which is MQTT 5's 0xFFFFFFFF or 0.
quint32 askedExpiry(const mqtt::Connect &connect)
{
    if (connect.version() == mqtt::Version::V5)
        return propertiesOf(connect).sessionExpiryInterval.value_or(0);
    return connect.cleanSession ? 0 : Session::noExpiry;
}

/// Of a session that is found again: neither its end nor its will is due any more (MQTT5-3.1.3-9).
void resume(State &state, Session &session, quint32 expiry)
{
    state.deadlines.set(session, {}, {});
    session.will.reset();
    setSessionExpiry(state, session, expiry);
}

/// What MQTT 5 lets the client say about what it takes; 3.x clients take whatever comes.
void setAllowance(const State &state, Session &session, const mqtt::Connect &connect)
{
    const mqtt::Properties &wishes = propertiesOf(connect);
    const Limits &limits = state.limits();
    session.maxInflight = std::min(limits.maxInflight, wishes.receiveMaximum.value_or(0xFFFF)); // MQTT5-3.3.4-9
    session.maxPacket = wishes.maximumPacketSize.value_or(Session::noLimit);
    const quint16 aliases = std::min(limits.topicAliasesSent, wishes.topicAliasMaximum.value_or(0)); // MQTT5-3.1.2-26
    session.aliases = aliases == 0 ? nullptr : std::make_unique<AliasTable>(aliases);
}

/// MQTT 5 clients are told (MQTT5-3.1.2-21); others could not know.
quint16 keepAliveFor(const State &state, const mqtt::Connect &connect)
{
    const quint16 most = state.limits().maxKeepAlive;
    const bool isTooLong = most != 0 && (connect.keepAlive == 0 || connect.keepAlive > most);
    return isTooLong && connect.version() == mqtt::Version::V5 ? most : connect.keepAlive;
}

void attach(State &state, Connection &connection, Session &session, mqtt::Connect &connect)
{
    session.connection = connection.id;
    session.version = connection.version;
    setAllowance(state, session, connect);
    session.keepAlive = connection.keepAlive = keepAliveFor(state, connect);
    session.listener = connection.listener;
    session.port = connection.port;
    session.connectedSince = state.now.utc;
    session.will = keptWill(connect.will);
    connection.session = &session;
    setMeter(state, connection, session.identity.publishRate);
    connection.stage = Connection::Stage::Online;
    connection.lastReceived = state.now.monotonic;
    Statistics &statistics = state.statistics;
    ++statistics.connectsAccepted;
    statistics.clientsMaximum = std::max(statistics.clientsMaximum, ++statistics.clientsConnected);
}

/// What we can and what we made of the client's wishes (MQTT 5, 3.2.2.3). What is as the client assumes it goes unsaid,
/// but for the features.
mqtt::PropertiesRef acceptance(const State &state, const Connection &connection, const Session &session,
                               const mqtt::Connect &connect)
{
    const Limits &limits = state.limits();
    const Features &features = state.settings.features;
    auto p = std::make_shared<mqtt::Properties>();
    if (session.expiry != askedExpiry(connect))
        p->sessionExpiryInterval = session.expiry;
    p->receiveMaximum = limits.receiveMaximum;
    if (features.maximumQoS != mqtt::QoS::ExactlyOnce)
        p->maximumQoS = static_cast<quint8>(features.maximumQoS);
    p->retainAvailable = features.retain ? 1 : 0;
    p->maximumPacketSize = static_cast<quint32>(connection.limits->maxPacket);
    if (connect.clientId.isEmpty())
        p->assignedClientIdentifier = session.identity.clientId; // MQTT5-3.2.2-16
    if (limits.topicAliases != 0)
        p->topicAliasMaximum = limits.topicAliases;
    p->wildcardSubscriptionAvailable = features.wildcardSubscriptions ? 1 : 0;
    p->subscriptionIdentifierAvailable = features.subscriptionIdentifiers ? 1 : 0;
    p->sharedSubscriptionAvailable = features.sharedSubscriptions ? 1 : 0;
    if (session.keepAlive != connect.keepAlive)
        p->serverKeepAlive = session.keepAlive;
    if (propertiesOf(connect).requestResponseInformation == 1 && !features.responsePrefix.isEmpty()) // MQTT5-3.1.2-28
        p->responseInformation = features.responsePrefix + session.identity.clientId;
    return p;
}

/// MQTT-3.1.2-4 to -6, MQTT-3.2.2-1 to -3; MQTT5-3.1.2-4 to -6, MQTT5-3.2.2-2, -3.
void accept(State &state, Connection &connection, const Identity &identity, Connection::Pending &pending)
{
    mqtt::Connect &connect = pending.connect;
    Session *session = takeSession(state, identity.clientId, connect.cleanSession);
    const bool present = session != nullptr;
    if (!session)
        session = &state.sessions.create(identity);
    session->identity = identity;
    if (present)
        resume(state, *session, askedExpiry(connect));
    else
        session->setExpiry(std::min(askedExpiry(connect), state.limits().maxSessionExpiry));
    attach(state, connection, *session, connect);
    recordConnected(state, *session, connection);
    // MQTT 3.1 reserves the byte of the session flag.
    const bool told = present && connection.version != mqtt::Version::V31;
    const bool isV5 = connection.version == mqtt::Version::V5;
    sendPacket(state, connection,
               mqtt::Connack{told, 0, isV5 ? acceptance(state, connection, *session, connect) : nullptr});
    if (connection.stage != Connection::Stage::Online)
        return; // not even that fits
    state.actions->notify(noticeOf(state, *session, Notice::Kind::Connected));
    if (present)
        resendInflight(state, *session);
    drain(state, *session);
}

} // namespace

void handleAuthenticated(State &state, Connection &connection, const Identity &identity)
{
    const mqtt::Connect &connect = connection.pending->connect;
    Identity who = identity;
    who.clientId = connect.clientId;
    who.address = connection.address;
    if (who.clientId.isEmpty()) // MQTT-3.1.3-6
        who.clientId = generateClientId(state);
    if (!mayHaveWill(state, connect, who)) {
        refuseConnect(state, connection, mqtt::ReasonCode::NotAuthorized, CloseReason::NotAuthorized,
                      QStringLiteral("may not publish its will"));
        return;
    }
    const Session *known = state.sessions.find(who.clientId);
    if (known && known->identity.user != who.user) {
        refuseConnect(state, connection, mqtt::ReasonCode::ClientIdentifierNotValid, CloseReason::IdentifierRejected,
                      QStringLiteral("the client identifier belongs to another user"));
        return;
    }
    if (!known && state.sessions.size() >= state.limits().maxSessions) {
        refuseConnect(state, connection, mqtt::ReasonCode::QuotaExceeded, CloseReason::ServerBusy,
                      QStringLiteral("the greatest number of sessions is reached"));
        return;
    }
    const std::unique_ptr<Connection::Pending> pending = std::move(connection.pending);
    accept(state, connection, who, *pending);
    handleHeld(state, connection, pending->packets);
}

void handleHeld(State &state, Connection &connection, std::vector<Connection::Pending::Held> &held)
{
    for (Connection::Pending::Held &one : held)
        handlePacket(state, connection, one.packet, one.size);
}

void handleRefused(State &state, Connection &connection, Refusal why)
{
    using Code = mqtt::ReasonCode;
    switch (why) {
    case Refusal::BadCredentials:
        return refuseConnect(state, connection, Code::BadUserNameOrPassword, CloseReason::NotAuthorized,
                             QStringLiteral("wrong user name or password"));
    case Refusal::NotAuthorized:
        return refuseConnect(state, connection, Code::NotAuthorized, CloseReason::NotAuthorized);
    case Refusal::Banned: // S1-84
        return refuseConnect(state, connection, Code::Banned, CloseReason::NotAuthorized, QStringLiteral("banned"));
    case Refusal::Busy:
        return refuseConnect(state, connection, Code::ServerBusy, CloseReason::ServerBusy);
    }
}

} // namespace broker
