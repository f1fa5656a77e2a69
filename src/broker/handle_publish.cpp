// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/lifecycle.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

bool isSystemTopic(QByteArrayView topic)
{
    return topic == "$SYS" || topic.startsWith("$SYS/");
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

/// MQTT-3.3.5-2: 3.x has no way to say no: what is denied is acknowledged, dropped and counted.
void publishIfAllowed(State &state, Session &session, const mqtt::Publish &packet)
{
    if (mayPublish(state, session, packet))
        publish(state, {packet.topic, packet.payload, packet.qos, packet.retain, &session, packet.properties});
    else
        countDrop(state, session, DropCause::Denied, packet.topic.view());
}

/// MQTT-4.3.3-2: handed on when it comes first; its id is kept until PUBREL, and what repeats it is only acknowledged.
void publishExactlyOnce(State &state, Connection &connection, const mqtt::Publish &packet)
{
    Session &session = *connection.session;
    if (!session.inbound.contains(packet.packetId)) {
        if (session.inbound.size() >= state.limits().receiveMaximum) {
            endConnection(state, connection, CloseReason::ProtocolError,
                          QStringLiteral("too many QoS 2 messages were not released"));
            return;
        }
        session.inbound.insert(packet.packetId);
        if (isJournaled(state, session))
            journal(state, session, {.kind = JournalRecord::Kind::InboundOpened, .packetId = packet.packetId});
        publishIfAllowed(state, session, packet);
    }
    acknowledge(state, connection.id, mqtt::PacketType::Pubrec, packet.packetId);
}

} // namespace

void handlePublish(State &state, Connection &connection, mqtt::Publish &packet)
{
    Session &session = *connection.session;
    ++state.statistics.messagesReceived;
    ++session.messagesReceived;
    session.payloadBytesReceived += static_cast<quint64>(packet.payload.size());
    state.statistics.payloadBytesReceived += static_cast<quint64>(packet.payload.size());
    session.lastMessage = state.now.utc;
    const QByteArrayView topic = packet.topic.view();
    if (topic.size() > state.limits().maxTopic || mqtt::levelCount(topic) > state.limits().maxTopicLevels) {
        endConnection(state, connection, CloseReason::ProtocolError,
                      QStringLiteral("a topic is longer or deeper than allowed"));
        return;
    }
    switch (packet.qos) {
    case mqtt::QoS::AtMostOnce:
        publishIfAllowed(state, session, packet);
        return;
    case mqtt::QoS::AtLeastOnce:
        publishIfAllowed(state, session, packet);
        acknowledge(state, connection.id, mqtt::PacketType::Puback, packet.packetId); // MQTT-4.3.2-2
        return;
    case mqtt::QoS::ExactlyOnce:
        publishExactlyOnce(state, connection, packet);
        return;
    }
}

} // namespace broker
