// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/journaling.h"
#include "broker/lifecycle.h"
#include "broker/outgoing.h"
#include "broker/reasons.h"

namespace broker {

namespace {

using Stage = InflightMessage::Stage;

void refuseStep(State &state, Connection &connection, const char *packet)
{
    endConnection(state, connection, CloseReason::ProtocolError,
                  QStringLiteral("%1 for a message at another step").arg(QLatin1StringView(packet)));
}

/// The message is done: its place in the window goes to the next one that waits. A reason of 0x80 and above ends it
/// like success (MQTT5-4.4.0-2, MQTT5-4.8.2-6): it is neither repeated nor given to another.
void finish(State &state, Session &session, const InflightMessage &done)
{
    if (done.message)
        noteTrace(state, done.message->trace, session, TraceStep::Acknowledged, done.qos);
    land(state, session, done.packetId);
    drain(state, session);
}

/// What is said to an acknowledgement of a packet id that is not in use. 3.x can only say that it is done.
mqtt::ReasonCode unknownId(const Connection &connection)
{
    return connection.version == mqtt::Version::V5 ? mqtt::ReasonCode::PacketIdentifierNotFound
                                                   : mqtt::ReasonCode::Success;
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
    if (message && isFailure(packet.reason)) {
        finish(state, session, *message);
        return;
    }
    if (message && message->stage == Stage::Published) {
        recordReceived(state, session, *message);
        message->stage = Stage::Released;
        noteTrace(state, message->message->trace, session, TraceStep::Received, message->qos);
        if (message->message->trace == 0) // a traced one is looked at once more, at PUBCOMP
            message->message.reset();
        message->extras.reset();
    }
    if (!message && isFailure(packet.reason))
        return; // there is nothing to release (MQTT5-4.3.3-4)
    // Unknown ones too, so that the receiver can finish (MQTT-4.3.3-1).
    if (message)
        sendOrHold(state, session, *message, false);
    else
        sendAcknowledgement(state, connection.id, mqtt::PacketType::Pubrel, packet.packetId, unknownId(connection));
}

void handlePubrel(State &state, Connection &connection, const mqtt::Pubrel &packet)
{
    Session &session = *connection.session;
    const bool isKnown = session.inbound.remove(packet.packetId);
    if (isKnown)
        recordInbound(state, session, packet.packetId, false);
    acknowledge(state, connection, mqtt::PacketType::Pubcomp, packet.packetId, // MQTT-4.3.3-2
                isKnown ? mqtt::ReasonCode::Success : unknownId(connection));
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
