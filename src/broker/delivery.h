// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

class Fanout;

/// A message on its way in, allowed and checked. Refers to what the caller holds.
struct Publication
{
    const base::Bytes &topic;
    const base::Bytes &payload;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false;
    const Session *publisher = nullptr; ///< null: the hub itself
    const mqtt::PropertiesRef &properties;
};

/// Keeps it if it is retained, and hands it to every session that it matches (MQTT-3.3.5-1). Success;
/// NoMatchingSubscribers; QuotaExceeded: it could not be kept, or every queue that it reached was full.
mqtt::ReasonCode publish(State &state, const Publication &publication);

/// What the route says: to all whom it reaches here.
void fanOut(State &state, Fanout &fanout, const Route &route, QByteArrayView topic);

/// A message of a shared group to another of its members; false: there is none, or nobody takes it.
bool publishToGroup(State &state, const QByteArray &share, const MessageRef &message);

/// MQTT-3.3.1-5 and -10: the last one stays, an empty one deletes. Kept at its own QoS, QoS 0 too (S0-14).
/// False: there is no room for it.
bool keepRetained(State &state, const MessageRef &message);

/// Sends what waits for the session as far as its window allows.
void drain(State &state, Session &session);

/// Sends again what is in flight, in its first order (MQTT-4.4.0-1, MQTT-4.6.0-1).
void resendInflight(State &state, Session &session);

/// Answers a new subscription with what is retained (MQTT-3.3.1-6).
void sendRetained(State &state, Session &session, const std::vector<MessageRef> &found, const Subscription &how);

/// A message that does not reach a session.
struct Dropped
{
    QByteArrayView topic;
    quint64 trace = 0;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
};

/// Counts messages that do not reach the session; the next Tick tells of them.
void countDrop(State &state, Session &session, DropCause cause, QByteArrayView topic, quint64 messages = 1);

/// Tells the shard that follows a message how far it has come.
void noteTrace(State &state, const TraceRecorder::Note &note);

/// Tells the trace of a message how far it has come at a session; costs nothing for the many that are not traced.
inline void noteTrace(State &state, quint64 trace, const Session &session, TraceStep step, mqtt::QoS qos,
                      bool retained = false)
{
    if (trace != 0) [[unlikely]]
        noteTrace(state, {trace, session.id, session.identity.clientId, step, qos, retained});
}

inline Dropped droppedOf(const Message &message, mqtt::QoS qos)
{
    return {message.topic.view(), message.trace, qos};
}

/// countDrop() of one traced message, or of one that is not.
void countDrop(State &state, Session &session, DropCause cause, const Dropped &dropped);

/// PUBACK, PUBREC, PUBREL or PUBCOMP, at once.
/// A reason other than Success is for MQTT 5 alone.
void sendAcknowledgement(State &state, ConnectionId connection, mqtt::PacketType type, quint16 packetId,
                         mqtt::ReasonCode reason = mqtt::ReasonCode::Success);

/// As sendAcknowledgement(), once what it promises is durable. Clients of 3.x are not told the reason.
void acknowledge(State &state, Connection &connection, mqtt::PacketType type, quint16 packetId,
                 mqtt::ReasonCode reason = mqtt::ReasonCode::Success);

} // namespace broker
