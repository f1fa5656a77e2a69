// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/holds.h"
#include "broker/journaling.h"
#include "broker/lifecycle.h"
#include "broker/reasons.h"
#include "broker/throttle.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

bool isSystemTopic(QByteArrayView topic)
{
    return topic.startsWith('$') && (topic == "$SYS" || topic.startsWith("$SYS/"));
}

bool isTooLong(const Limits &limits, QByteArrayView topic)
{
    if (topic.size() < limits.maxTopicLevels)
        return topic.size() > limits.maxTopic; // it has not that many slashes
    return topic.size() > limits.maxTopic || mqtt::levelCount(topic) > limits.maxTopicLevels;
}

bool mayPublish(State &state, Session &session, const mqtt::Publish &packet)
{
    if (isSystemTopic(packet.topic.view()))
        return false;
    if (!session.verdicts)
        session.verdicts = std::make_unique<VerdictCache>();
    const VerdictCache::Question question{packet.topic.view(), packet.qos, packet.retain, state.rules};
    if (const std::optional<bool> known = session.verdicts->find(question))
        return *known;
    const bool allowed = state.authorizer->canPublish(session.identity, packet.topic.view(), packet.qos, packet.retain);
    session.verdicts->add(question, allowed);
    return allowed;
}

/// Why the broker does not take the message, or Success. MQTT 5 is told (MQTT5-3.3.5-2), 3.x has no way to hear it
/// (MQTT-3.3.5-2).
mqtt::ReasonCode judge(State &state, Session &session, const mqtt::Publish &packet)
{
    if (!mayPublish(state, session, packet))
        return mqtt::ReasonCode::NotAuthorized;
    if (packet.properties && packet.properties->payloadFormatIndicator == 1 &&
        state.settings.features.checkPayloadFormat && !mqtt::isUtf8(packet.payload.view()))
        return mqtt::ReasonCode::PayloadFormatInvalid;
    return mqtt::ReasonCode::Success;
}

mqtt::ReasonCode publishFrom(State &state, Session &session, const mqtt::Publish &packet)
{
    return publish(state, {packet.topic, packet.payload, packet.qos, packet.retain, &session, packet.properties});
}

/// Acknowledged (but in MQTT 5 with the reason), dropped and counted.
mqtt::ReasonCode publishIfAllowed(State &state, Session &session, const mqtt::Publish &packet)
{
    const mqtt::ReasonCode verdict = judge(state, session, packet);
    if (!isFailure(verdict))
        return publishFrom(state, session, packet);
    countDrop(state, session, DropCause::Denied, packet.topic.view());
    return verdict;
}

/// A topic beyond the limits: MQTT 5 can be told so.
void refuseTopic(State &state, Connection &connection, const mqtt::Publish &packet)
{
    if (connection.version != mqtt::Version::V5 || packet.qos == mqtt::QoS::AtMostOnce) {
        endConnection(state, connection, CloseReason::ProtocolError,
                      QStringLiteral("a topic is longer or deeper than allowed"), mqtt::ReasonCode::TopicNameInvalid);
        return;
    }
    countDrop(state, *connection.session, DropCause::Denied, packet.topic.view());
    const bool isOnce = packet.qos == mqtt::QoS::ExactlyOnce;
    acknowledge(state, connection, isOnce ? mqtt::PacketType::Pubrec : mqtt::PacketType::Puback, packet.packetId,
                mqtt::ReasonCode::TopicNameInvalid);
}

/// QoS 0 has no acknowledgement: a payload that is not what it says ends the connection, what is merely not allowed is
/// dropped and counted.
void publishOnce(State &state, Connection &connection, const mqtt::Publish &packet)
{
    const mqtt::ReasonCode verdict = publishIfAllowed(state, *connection.session, packet);
    if (verdict == mqtt::ReasonCode::PayloadFormatInvalid)
        endConnection(state, connection, CloseReason::ProtocolError,
                      QStringLiteral("a payload is no text, though it says so"), verdict);
    if (packet.retain)
        holdIfBehind(state, connection);
}

/// MQTT5-3.3.4-7, -8, -9: no more than we said, of which the client must keep account.
bool isWithinReceiveMaximum(State &state, Connection &connection)
{
    const Session &session = *connection.session;
    if (session.inbound.size() + connection.unacknowledged < state.limits().receiveMaximum)
        return true;
    endConnection(state, connection, CloseReason::ProtocolError,
                  QStringLiteral("too many QoS 1 and 2 messages were not acknowledged"),
                  mqtt::ReasonCode::ReceiveMaximumExceeded);
    return false;
}

void publishAtLeastOnce(State &state, Connection &connection, const mqtt::Publish &packet)
{
    if (connection.unacknowledged > 0 && connection.version == mqtt::Version::V5 &&
        !isWithinReceiveMaximum(state, connection))
        return;
    const mqtt::ReasonCode reason = publishIfAllowed(state, *connection.session, packet);
    acknowledge(state, connection, mqtt::PacketType::Puback, packet.packetId, reason); // MQTT-4.3.2-2
}

void open(State &state, Session &session, quint16 packetId)
{
    session.inbound.insert(packetId);
    recordInbound(state, session, packetId, true);
}

/// MQTT-4.3.3-2: handed on when it comes first; its id is kept until PUBREL, and what repeats it is only acknowledged.
/// In MQTT 5 a PUBREC that says no ends the exchange (MQTT5-4.3.3-9).
void publishExactlyOnce(State &state, Connection &connection, const mqtt::Publish &packet)
{
    Session &session = *connection.session;
    mqtt::ReasonCode reason = mqtt::ReasonCode::Success;
    if (!session.inbound.contains(packet.packetId)) {
        if (!isWithinReceiveMaximum(state, connection))
            return;
        const bool isTold = connection.version == mqtt::Version::V5;
        reason = judge(state, session, packet);
        if (isFailure(reason))
            countDrop(state, session, DropCause::Denied, packet.topic.view());
        if (!isFailure(reason) || !isTold)
            open(state, session, packet.packetId);
        if (!isFailure(reason))
            reason = publishFrom(state, session, packet);
        if (isFailure(reason) && isTold && session.inbound.contains(packet.packetId))
            closeInbound(state, session, packet.packetId);
    }
    acknowledge(state, connection, mqtt::PacketType::Pubrec, packet.packetId, reason);
}

/// MQTT 5: the topic that an alias stands for (3.3.2.3.4), and what a client may not send. False: the connection has
/// been ended.
bool resolve(State &state, Connection &connection, mqtt::Publish &packet)
{
    const auto refuse = [&](mqtt::ReasonCode code, const char *why) {
        endConnection(state, connection, CloseReason::ProtocolError, QString::fromLatin1(why), code);
        return false;
    };
    if (!packet.properties->subscriptionIdentifiers.empty()) // MQTT5-3.3.4-6
        return refuse(mqtt::ReasonCode::ProtocolError, "a PUBLISH with a subscription identifier");
    if (!packet.properties->topicAlias)
        return true;
    const quint16 alias = *packet.properties->topicAlias;
    std::vector<base::Bytes> &aliases = connection.aliases;
    if (alias == 0 || alias > state.limits().topicAliases) // MQTT5-3.3.2-8, -9
        return refuse(mqtt::ReasonCode::TopicAliasInvalid, "a topic alias beyond the announced ones");
    const bool isKnown = alias <= aliases.size() && !aliases[alias - 1u].isEmpty();
    if (packet.topic.isEmpty()) {
        if (!isKnown)
            return refuse(mqtt::ReasonCode::ProtocolError, "a topic alias that stands for nothing");
        packet.topic = aliases[alias - 1u];
        return true;
    }
    if (isTooLong(state.limits(), packet.topic.view()))
        return refuse(mqtt::ReasonCode::TopicNameInvalid, "a topic is longer or deeper than allowed");
    if (alias > aliases.size())
        aliases.resize(alias);
    if (!isKnown || aliases[alias - 1u] != packet.topic)
        aliases[alias - 1u] = base::Bytes::copyOf(packet.topic.view());
    return true;
}

/// What CONNACK said that we do not serve (MQTT5-3.2.2-11, -14).
bool isServed(State &state, Connection &connection, const mqtt::Publish &packet)
{
    const Features &features = state.settings.features;
    if (packet.qos <= features.maximumQoS && (!packet.retain || features.retain))
        return true;
    const bool isQoS = packet.qos > features.maximumQoS;
    endConnection(state, connection, CloseReason::ProtocolError, QStringLiteral("QoS or retain beyond what is served"),
                  isQoS ? mqtt::ReasonCode::QoSNotSupported : mqtt::ReasonCode::RetainNotSupported);
    return false;
}

} // namespace

void closeInbound(State &state, Session &session, quint16 packetId)
{
    session.inbound.remove(packetId);
    recordInbound(state, session, packetId, false);
}

void handlePublish(State &state, Connection &connection, mqtt::Publish &packet)
{
    Session &session = *connection.session;
    ++state.statistics.messagesReceived;
    ++session.messagesReceived;
    session.payloadBytesReceived += static_cast<quint64>(packet.payload.size());
    state.statistics.payloadBytesReceived += static_cast<quint64>(packet.payload.size());
    session.lastMessage = state.now.utc;
    if (packet.properties && !resolve(state, connection, packet))
        return;
    if (!isServed(state, connection, packet))
        return;
    if (isTooLong(state.limits(), packet.topic.view())) {
        refuseTopic(state, connection, packet);
        return;
    }
    if (connection.meter && !isWithinRate(state, connection, packet))
        return;
    switch (packet.qos) {
    case mqtt::QoS::AtMostOnce:
        return publishOnce(state, connection, packet);
    case mqtt::QoS::AtLeastOnce:
        return publishAtLeastOnce(state, connection, packet);
    case mqtt::QoS::ExactlyOnce:
        return publishExactlyOnce(state, connection, packet);
    }
}

} // namespace broker
