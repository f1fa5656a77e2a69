// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/lifecycle.h"

namespace broker {

namespace {

using Stage = InflightMessage::Stage;

void refuseStep(State &state, Connection &connection, const char *packet)
{
    endConnection(state, connection, CloseReason::ProtocolError,
                  QStringLiteral("%1 for a message at another step").arg(QLatin1StringView(packet)));
}

/// The message is done: its place in the window goes to the next one that waits.
void finish(State &state, Session &session, const InflightMessage &done)
{
    const quint16 packetId = done.packetId;
    if (done.message)
        noteTrace(state, done.message->trace, session, TraceStep::Acknowledged, done.qos);
    session.window.remove(packetId);
    if (isJournaled(state, session))
        journal(state, session, {.kind = JournalRecord::Kind::Acknowledged, .packetId = packetId});
    drain(state, session);
}

} // namespace

void handlePuback(State &state, Connection &connection, const mqtt::Puback &packet)
{
    Session &session = *connection.session;
    const InflightMessage *message = session.window.find(packet.packetId);
    if (!message)
        return; // of a former connection: nothing to do
    if (message->qos != mqtt::QoS::AtLeastOnce)
        refuseStep(state, connection, "PUBACK");
    else
        finish(state, session, *message);
}

void handlePubrec(State &state, Connection &connection, const mqtt::Pubrec &packet)
{
    Session &session = *connection.session;
    InflightMessage *message = session.window.find(packet.packetId);
    if (message && message->qos != mqtt::QoS::ExactlyOnce) {
        refuseStep(state, connection, "PUBREC");
        return;
    }
    if (message && message->stage == Stage::Published) {
        message->stage = Stage::Released;
        noteTrace(state, message->message->trace, session, TraceStep::Received, message->qos);
        if (message->message->trace == 0) // a traced one is looked at once more, at PUBCOMP
            message->message.reset();
        if (isJournaled(state, session))
            journal(state, session, {.kind = JournalRecord::Kind::Received, .packetId = packet.packetId});
    }
    // Unknown ones too, so that the receiver can finish (MQTT-4.3.3-1).
    sendAcknowledgement(state, connection.id, mqtt::PacketType::Pubrel, packet.packetId);
}

void handlePubrel(State &state, Connection &connection, const mqtt::Pubrel &packet)
{
    Session &session = *connection.session;
    if (session.inbound.remove(packet.packetId) && isJournaled(state, session))
        journal(state, session, {.kind = JournalRecord::Kind::InboundReleased, .packetId = packet.packetId});
    acknowledge(state, connection.id, mqtt::PacketType::Pubcomp, packet.packetId); // MQTT-4.3.3-2
}

void handlePubcomp(State &state, Connection &connection, const mqtt::Pubcomp &packet)
{
    Session &session = *connection.session;
    const InflightMessage *message = session.window.find(packet.packetId);
    if (!message)
        return;
    if (message->stage != Stage::Released)
        refuseStep(state, connection, "PUBCOMP");
    else
        finish(state, session, *message);
}

} // namespace broker
