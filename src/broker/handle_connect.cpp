// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/lifecycle.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

using Code = mqtt::ReasonCode;

/// Levels that no version has are answered with return code 1 (MQTT-3.1.2-2), in the form of 3.1.1.
void refuseVersion(State &state, Connection &connection, const mqtt::Connect &packet)
{
    connection.version = mqtt::Version::V311;
    refuseConnect(state, connection, Code::UnsupportedProtocolVersion, CloseReason::UnsupportedVersion,
                  QStringLiteral("protocol level %1").arg(packet.level));
}

/// MQTT-3.1.3-8: an empty client id needs a clean session; 3.1 knows none at all, MQTT 5 always (MQTT5-3.1.3-6).
bool isClientIdAcceptable(const State &state, const mqtt::Connect &packet)
{
    if (packet.clientId.isEmpty())
        return packet.version() == mqtt::Version::V5 || (packet.cleanSession && packet.version() != mqtt::Version::V31);
    return packet.clientId.size() <= state.limits().maxClientId;
}

struct Refused
{
    Code code = Code::Success;
    CloseReason reason = CloseReason::NotAuthorized;
    QString why;
};

Refused judgeWill(const State &state, const mqtt::Will &will)
{
    const QByteArrayView topic = will.topic.view();
    if (topic.size() > state.limits().maxTopic || mqtt::levelCount(topic) > state.limits().maxTopicLevels)
        return {Code::TopicNameInvalid, CloseReason::NotAuthorized,
                QStringLiteral("the will's topic is longer or deeper than allowed")};
    const Features &features = state.settings.features;
    if (will.qos > features.maximumQoS) // MQTT5-3.2.2-12
        return {Code::QoSNotSupported, CloseReason::NotAuthorized, QStringLiteral("the will's QoS is not served")};
    if (will.retain && !features.retain) // MQTT5-3.2.2-13
        return {Code::RetainNotSupported, CloseReason::NotAuthorized, QStringLiteral("nothing is retained here")};
    if (features.checkPayloadFormat && will.properties && will.properties->payloadFormatIndicator == 1 &&
        !mqtt::isUtf8(will.payload.view()))
        return {Code::PayloadFormatInvalid, CloseReason::NotAuthorized,
                QStringLiteral("the will's payload is no text, though it says so")};
    return {};
}

Refused judge(const State &state, const mqtt::Connect &packet)
{
    if (packet.properties && packet.properties->authenticationMethod) // MQTT5-4.12.0-1
        return {Code::BadAuthenticationMethod, CloseReason::NotAuthorized,
                QStringLiteral("there is no such authentication method here")};
    if (!isClientIdAcceptable(state, packet))
        return {Code::ClientIdentifierNotValid, CloseReason::IdentifierRejected,
                QStringLiteral("the client identifier is not acceptable")};
    return packet.will ? judgeWill(state, *packet.will) : Refused{};
}

/// What the client wants to be spared holds for the answer too.
void takeWishes(Connection &connection, const mqtt::Connect &packet)
{
    connection.version = packet.version();
    connection.keepAlive = packet.keepAlive;
    if (!packet.properties)
        return;
    connection.tellsProblems = packet.properties->requestProblemInformation.value_or(1) != 0;
    connection.maxPacket = packet.properties->maximumPacketSize.value_or(Session::noLimit);
}

} // namespace

void handleConnect(State &state, Connection &connection, mqtt::Connect &packet)
{
    if (!packet.supported) {
        refuseVersion(state, connection, packet);
        return;
    }
    takeWishes(connection, packet);
    if (const Refused refused = judge(state, packet); refused.code != Code::Success) {
        refuseConnect(state, connection, refused.code, refused.reason, refused.why);
        return;
    }
    connection.stage = Connection::Stage::Authenticating;
    connection.deadline = state.now.monotonic + connection.limits->connectDeadline;
    connection.pending = std::make_unique<Connection::Pending>();
    state.actions->authenticate({connection.id, packet.clientId, packet.userName, std::move(packet.password),
                                 connection.address, connection.listener});
    packet.password.reset(); // not kept a moment longer than needed
    connection.pending->connect = std::move(packet);
}

} // namespace broker
