// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/lifecycle.h"
#include "broker/delivery.h"
#include "broker/holds.h"

namespace broker {

namespace {

/// MQTT-3.1.2-8: every end but DISCONNECT publishes the will. A server that stops keeps silent: its clients are told
/// by the closing itself, and nobody is left to hear.
bool callsForWill(CloseReason reason)
{
    return reason != CloseReason::ClientDisconnected && reason != CloseReason::ServerShutdown;
}

/// The rules may have changed since CONNECT: the will is asked about again.
void publishWill(State &state, const mqtt::Will &will, const Session &session)
{
    if (!state.authorizer->canPublish(session.identity, will.topic.view(), will.qos, will.retain)) {
        countDrop(state, state.sessions.at(session.index()), DropCause::Denied, will.topic.view());
        return;
    }
    publish(state, {will.topic, will.payload, will.qos, will.retain, &session, will.properties});
}

void leaveSession(State &state, Connection &connection, CloseReason reason, const QString &detail)
{
    Session &session = *std::exchange(connection.session, nullptr);
    session.connection = {};
    releaseIfDrained(state, session);
    --state.statistics.clientsConnected;
    Notice notice = noticeOf(state, session, Notice::Kind::Disconnected);
    notice.reason = reason;
    notice.connection = connection.id;
    notice.detail = detail;
    state.actions->notify(std::move(notice));
    const std::unique_ptr<mqtt::Will> will = std::move(session.will);
    if (will && callsForWill(reason))
        publishWill(state, *will, session);
    if (session.clean)
        endSession(state, session);
}

} // namespace

void endConnection(State &state, Connection &connection, CloseReason reason, const QString &detail)
{
    if (connection.stage == Connection::Stage::Ended)
        return;
    connection.stage = Connection::Stage::Ended;
    connection.pending.reset();
    state.actions->close(connection.id);
    if (connection.session) {
        leaveSession(state, connection, reason, detail);
        return;
    }
    ++state.statistics.connectsRefused;
    Notice notice;
    notice.kind = Notice::Kind::ConnectRefused;
    notice.reason = reason;
    notice.connection = connection.id;
    notice.at = state.now.utc;
    notice.address = connection.address;
    notice.detail = detail;
    state.actions->notify(std::move(notice));
}

void refuseConnect(State &state, Connection &connection, mqtt::ConnectReturnCode code, CloseReason reason,
                   const QString &detail)
{
    if (connection.stage == Connection::Stage::Ended)
        return;
    sendPacket(state, connection, mqtt::Connack{false, static_cast<quint8>(code), {}}); // MQTT-3.2.2-4
    endConnection(state, connection, reason, detail);
}

void endSession(State &state, Session &session)
{
    Q_ASSERT(!session.isOnline());
    if (isJournaled(state, session))
        journal(state, session, {.kind = JournalRecord::Kind::SessionEnded});
    for (const auto &[filter, how] : session.subscriptions)
        state.index.remove(filter, session.index());
    const auto lost = static_cast<quint64>(session.queue.size());
    state.statistics.dropped[static_cast<size_t>(DropCause::SessionEnded)] += lost;
    if (lost > 0) {
        Notice notice = noticeOf(state, session, Notice::Kind::MessagesDropped);
        notice.cause = DropCause::SessionEnded;
        notice.count = lost;
        state.actions->notify(std::move(notice));
    }
    ++state.routeGeneration;
    state.sessions.remove(session);
}

Notice noticeOf(const State &state, const Session &session, Notice::Kind kind)
{
    Notice notice;
    notice.kind = kind;
    notice.connection = session.connection;
    notice.session = session.id;
    notice.at = state.now.utc;
    notice.clientId = session.identity.clientId;
    notice.user = session.identity.user;
    notice.address = session.identity.address;
    return notice;
}

void sendPacket(State &state, Connection &connection, const mqtt::Packet &packet)
{
    const base::Bytes bytes = mqtt::encode(packet, connection.version);
    state.actions->send(connection.id, bytes.view());
    ++state.statistics.packetsSent;
    state.statistics.bytesSent += static_cast<quint64>(bytes.size());
}

} // namespace broker
