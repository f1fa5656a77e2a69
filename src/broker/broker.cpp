// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/broker.h"
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/journaling.h"
#include "broker/lifecycle.h"
#include "broker/relay.h"
#include "broker/sharding.h"

namespace broker {

namespace {

/// What every handler needs of the call.
State &begin(State &state, Instant now, Actions &actions)
{
    state.now = now;
    state.actions = &actions;
    state.journal.beginCall();
    return state;
}

CloseReason reasonOf(base::ErrorCode code)
{
    switch (code) {
    case base::ErrorCode::TooLarge:
        return CloseReason::PacketTooLarge;
    case base::ErrorCode::InvalidArgument:
        return CloseReason::ProtocolError;
    default:
        return CloseReason::MalformedPacket;
    }
}

void publishInternal(State &state, const PublishInternal &event)
{
    if (event.onlyIfChanged) {
        const MessageRef known = state.retained.find(event.topic.view());
        if (known && known->payload == event.payload)
            return;
    }
    ++state.statistics.messagesInternal;
    publish(state, {event.topic, event.payload, event.qos, event.retain, nullptr, event.properties});
}

} // namespace

Broker::Broker(const Settings &settings, std::shared_ptr<const Authorizer> authorizer)
    : m_state(std::make_unique<State>(settings, std::move(authorizer)))
{
    setTraceFilters({});
}

Broker::~Broker() = default;

void Broker::handle(const ConnectionOpened &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    Connection &connection = state.connections.open(event.connection);
    connection.address = event.address;
    connection.port = event.port;
    connection.listener = event.listener;
    connection.isDurable = event.isDurable;
    const auto own = state.settings.listeners.constFind(event.listener);
    connection.limits = own != state.settings.listeners.cend() ? &*own : &state.defaults;
    connection.deadline = now.monotonic + connection.limits->connectDeadline;
    ++state.statistics.connectionsOpened;
    ++state.statistics.connections;
    ListenerFigures &listener = state.statistics.of(event.listener);
    ++listener.opened;
    ++listener.connections;
}

void Broker::handle(const PacketReceived &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    Connection *connection = state.connections.find(event.connection);
    if (!connection)
        return;
    connection->lastReceived = now.monotonic;
    ++state.statistics.packetsReceived;
    state.statistics.bytesReceived += static_cast<quint64>(event.size);
    handlePacket(state, *connection, event.packet, event.size);
}

void Broker::handle(const PacketRefused &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    if (Connection *connection = state.connections.find(event.connection))
        endConnection(state, *connection, reasonOf(event.error.code()), event.error.toString());
}

void Broker::handle(const ConnectionClosed &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    Connection *connection = state.connections.find(event.connection);
    if (!connection)
        return;
    endConnection(state, *connection, event.clean ? CloseReason::TransportClosed : CloseReason::NetworkLost,
                  event.detail);
    --state.statistics.of(connection->listener).connections;
    state.connections.remove(event.connection);
    --state.statistics.connections;
}

void Broker::handle(const Authenticated &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    Connection *connection = state.connections.find(event.connection);
    if (connection && connection->stage == Connection::Stage::Authenticating)
        handleAuthenticated(state, *connection, event.identity);
}

void Broker::handle(const AuthenticationRefused &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    Connection *connection = state.connections.find(event.connection);
    if (connection && connection->stage == Connection::Stage::Authenticating)
        handleRefused(state, *connection, event.why);
}

void Broker::handle(const Tick &, Instant now, Actions &actions)
{
    handleTick(begin(*m_state, now, actions));
}

void Broker::handle(const PublishInternal &event, Instant now, Actions &actions)
{
    publishInternal(begin(*m_state, now, actions), event);
}

void Broker::handle(const PublishLogged &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    state.logged = event.cursor.name.isEmpty() ? nullptr : &event.cursor;
    for (const PublishInternal &message : event.messages)
        publishInternal(state, message);
    state.logged = nullptr;
    recordCursor(state, event.cursor);
}

void Broker::handle(const Restore &event, Instant now, Actions &actions)
{
    handleRestore(begin(*m_state, now, actions), event.state);
}

void Broker::handle(const Persisted &event, Instant now, Actions &actions)
{
    State &state = begin(*m_state, now, actions);
    state.journal.setDurable(event.number);
    releaseHeld(state);
}

void Broker::handle(const KickClient &event, Instant now, Actions &actions)
{
    handleKick(begin(*m_state, now, actions), event);
}

void Broker::handle(const Shutdown &, Instant now, Actions &actions)
{
    handleShutdown(begin(*m_state, now, actions));
}

void Broker::handle(ShardMessage &message, Instant now, Actions &actions)
{
    handleShardMessage(begin(*m_state, now, actions), message);
}

void Broker::countSlowConsumerDrop(ConnectionId connection, quint64 messages)
{
    const Connection *known = m_state->connections.find(connection);
    if (known && known->session)
        countDrop(*m_state, *known->session, DropCause::SlowConsumer, {}, messages);
}

mqtt::DecodeOptions Broker::decodeOptions(ConnectionId connection) const
{
    const Connection *known = m_state->connections.find(connection);
    if (!known)
        return {mqtt::Version::V311, m_state->limits().maxPacketUnauthenticated};
    const bool online = known->stage == Connection::Stage::Online;
    return {known->version, online ? known->limits->maxPacket : known->limits->maxPacketUnauthenticated};
}

bool Broker::isHeld(ConnectionId connection) const
{
    const Connection *known = m_state->connections.find(connection);
    return known && known->holds > 0;
}

QByteArray Broker::clientOf(ConnectionId connection) const
{
    const Connection *known = m_state->connections.find(connection);
    return known && known->session ? known->session->identity.clientId : QByteArray();
}

void Broker::setAuthorizer(std::shared_ptr<const Authorizer> authorizer)
{
    m_state->authorizer = std::move(authorizer);
    ++m_state->rules;
    ++m_state->routeGeneration;
}

} // namespace broker
