// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/lifecycle.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

/// MQTT 5 is told in its own words (MQTT5-3.1.2-2), every other level with return code 1 (MQTT-3.1.2-2).
void refuseVersion(State &state, Connection &connection, const mqtt::Connect &packet)
{
    quint8 code = static_cast<quint8>(mqtt::ConnectReturnCode::UnacceptableProtocolVersion);
    if (packet.supported) {
        connection.version = mqtt::Version::V5;
        code = static_cast<quint8>(mqtt::ReasonCode::UnsupportedProtocolVersion);
    }
    sendPacket(state, connection, mqtt::Connack{false, code, {}});
    endConnection(state, connection, CloseReason::UnsupportedVersion,
                  QStringLiteral("protocol level %1").arg(packet.level));
}

/// MQTT-3.1.3-8: an empty client id needs a clean session; 3.1 knows none at all.
bool isClientIdAcceptable(const State &state, const mqtt::Connect &packet)
{
    if (packet.clientId.isEmpty())
        return packet.cleanSession && packet.version() != mqtt::Version::V31;
    return packet.clientId.size() <= state.limits().maxClientId;
}

bool isWillAcceptable(const State &state, const mqtt::Connect &packet)
{
    if (!packet.will)
        return true;
    const QByteArrayView topic = packet.will->topic.view();
    return topic.size() <= state.limits().maxTopic && mqtt::levelCount(topic) <= state.limits().maxTopicLevels;
}

} // namespace

void handleConnect(State &state, Connection &connection, mqtt::Connect &packet)
{
    if (!packet.supported || packet.version() == mqtt::Version::V5) {
        refuseVersion(state, connection, packet);
        return;
    }
    connection.version = packet.version();
    connection.keepAlive = packet.keepAlive;
    if (!isClientIdAcceptable(state, packet)) {
        refuseConnect(state, connection, mqtt::ConnectReturnCode::IdentifierRejected, CloseReason::IdentifierRejected);
        return;
    }
    if (!isWillAcceptable(state, packet)) {
        refuseConnect(state, connection, mqtt::ConnectReturnCode::NotAuthorized, CloseReason::NotAuthorized,
                      QStringLiteral("the will's topic is longer or deeper than allowed"));
        return;
    }
    connection.stage = Connection::Stage::Authenticating;
    connection.deadline = state.now.monotonic + state.limits().connectDeadline;
    connection.pending = std::make_unique<Connection::Pending>();
    state.actions->authenticate({connection.id, packet.clientId, packet.userName, std::move(packet.password),
                                 connection.address, connection.listener});
    packet.password.reset(); // not kept a moment longer than needed
    connection.pending->connect = std::move(packet);
}

} // namespace broker
