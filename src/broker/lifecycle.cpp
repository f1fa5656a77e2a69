// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/lifecycle.h"
#include "broker/delivery.h"
#include "broker/holds.h"
#include "broker/journaling.h"
#include "broker/reasons.h"
#include "broker/sharding.h"
#include "broker/subscribing.h"

namespace broker {

namespace {

/// MQTT-3.1.2-8: every end but DISCONNECT publishes the will (that one has taken it out: MQTT-3.14.4-3,
/// MQTT5-3.14.4-3). A server that stops keeps silent: its clients are told by the closing itself, and nobody is left
/// to hear.
bool callsForWill(CloseReason reason)
{
    return reason != CloseReason::ServerShutdown;
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

quint32 willDelay(const mqtt::Will &will)
{
    return will.properties ? will.properties->willDelayInterval.value_or(0) : 0;
}

/// What a session that stays behind waits for: the delay of its will, its end.
void waitForReturn(State &state, Session &session)
{
    const base::Monotonic now = state.now.monotonic;
    const base::Monotonic expires =
        session.expiry == Session::noExpiry ? base::Monotonic{} : now + std::chrono::seconds(session.expiry);
    base::Monotonic willDue{};
    if (session.will)
        willDue = now + std::chrono::seconds(willDelay(*session.will));
    state.deadlines.set(session, willDue, expires);
    recordSession(state, session);
}

void leaveSession(State &state, Connection &connection, CloseReason reason, const QString &detail)
{
    Session &session = *std::exchange(connection.session, nullptr);
    session.connection = {};
    session.left = state.now.utc;
    session.aliases.reset();
    releaseIfDrained(state, session);
    --state.statistics.clientsConnected;
    Notice notice = noticeOf(state, session, Notice::Kind::Disconnected);
    notice.reason = reason;
    notice.connection = connection.id;
    notice.detail = detail;
    state.actions->notify(std::move(notice));
    if (!callsForWill(reason))
        session.will.reset();
    const bool isNow = session.will && (session.clean || willDelay(*session.will) == 0);
    if (const std::unique_ptr<mqtt::Will> will = isNow ? std::move(session.will) : nullptr)
        publishWill(state, *will, session);
    if (session.clean)
        endSession(state, session);
    else
        waitForReturn(state, session);
}

/// MQTT 5: the last packet on the connection says why (MQTT5-4.13.1-1); before CONNACK that one does.
void tellWhy(State &state, Connection &connection, mqtt::ReasonCode code, const QString &detail)
{
    if (connection.version != mqtt::Version::V5)
        return;
    if (connection.stage == Connection::Stage::Online)
        sendPacket(state, connection, mqtt::Disconnect{code, reasonString(connection, detail)});
    else if (connection.stage == Connection::Stage::Authenticating)
        sendPacket(state, connection,
                   mqtt::Connack{false, static_cast<quint8>(code), reasonString(connection, detail)});
}

void closeConnection(State &state, Connection &connection, CloseReason reason, const QString &detail)
{
    if (connection.stage == Connection::Stage::Ended)
        return;
    connection.stage = Connection::Stage::Ended;
    const std::unique_ptr<Connection::Pending> pending = std::move(connection.pending);
    connection.aliases.clear();
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
    if (pending) {
        notice.clientId = pending->connect.clientId;
        notice.user = pending->connect.userName.value_or(QByteArray());
    }
    notice.detail = detail;
    state.actions->notify(std::move(notice));
}

bool handOn(State &state, const QByteArray &share, const MessageRef &message, bool isLost)
{
    if (state.neighbours.isAlone())
        return publishToGroup(state, share, message);
    returnToShare(state, {share, message, isLost});
    return true;
}

/// MQTT 5, 4.8.2: another member gets what this one had of a shared group and will not acknowledge any more; not what
/// was in flight with QoS 2 (MQTT5-4.8.2-5), which it may have.
/// Returns how many of those that waited are not lost.
quint64 handOn(State &state, Session &session)
{
    quint64 handedOn = 0;
    const auto isShared = [](const ExtrasRef &extras) { return extras && !extras->share.isEmpty(); };
    for (size_t i = 0; i < session.window.size(); ++i) {
        const InflightMessage &inflight = session.window.at(i);
        if (isShared(inflight.extras) && inflight.qos == mqtt::QoS::AtLeastOnce)
            handOn(state, inflight.extras->share, inflight.message, false);
    }
    for (size_t i = 0; i < session.queue.size(); ++i) {
        const QueuedMessage &queued = session.queue.at(i);
        if (isShared(queued.extras) && !queued.message->isExpired(state.now.monotonic) &&
            handOn(state, queued.extras->share, queued.message, true))
            ++handedOn;
    }
    return handedOn;
}

void countLost(State &state, const Session &session, quint64 lost)
{
    if (lost == 0)
        return;
    state.statistics.dropped[static_cast<size_t>(DropCause::SessionEnded)] += lost;
    Notice notice = noticeOf(state, session, Notice::Kind::MessagesDropped);
    notice.cause = DropCause::SessionEnded;
    notice.count = lost;
    state.actions->notify(std::move(notice));
}

/// A packet's reason string, where it may have one.
void dropReasonString(mqtt::Packet &packet)
{
    std::visit(
        [](auto &p) {
            if constexpr (requires { p.properties; }) {
                if (!p.properties || !p.properties->reasonString)
                    return;
                auto shorter = std::make_shared<mqtt::Properties>(*p.properties);
                shorter->reasonString.reset();
                p.properties = std::move(shorter);
            }
        },
        packet);
}

} // namespace

void endConnection(State &state, Connection &connection, CloseReason reason, const QString &detail,
                   std::optional<mqtt::ReasonCode> code)
{
    if (connection.stage == Connection::Stage::Ended)
        return;
    if (const std::optional<mqtt::ReasonCode> why = code ? code : reasonOf(reason))
        tellWhy(state, connection, *why, detail);
    closeConnection(state, connection, reason, detail);
}

void refuseConnect(State &state, Connection &connection, mqtt::ReasonCode code, CloseReason reason,
                   const QString &detail)
{
    if (connection.stage == Connection::Stage::Ended)
        return;
    const bool isV5 = connection.version == mqtt::Version::V5;
    const quint8 told = isV5 ? static_cast<quint8>(code) : static_cast<quint8>(returnCodeOf(code));
    sendPacket(state, connection, mqtt::Connack{false, told, reasonString(connection, detail)}); // MQTT-3.2.2-4
    closeConnection(state, connection, reason, detail);
}

void publishWaitingWill(State &state, Session &session)
{
    if (session.willDue.count() == 0)
        return;
    state.deadlines.set(session, {}, session.expires);
    const std::unique_ptr<mqtt::Will> will = std::move(session.will);
    recordSession(state, session);
    publishWill(state, *will, session);
}

void endSession(State &state, Session &session)
{
    Q_ASSERT(!session.isOnline());
    publishWaitingWill(state, session);
    state.deadlines.set(session, {}, {});
    recordForgotten(state, session);
    dropSubscriptions(state, session);
    ++state.routeGeneration;
    Statistics &statistics = state.statistics;
    statistics.queued -= static_cast<qint64>(session.queue.size());
    statistics.queuedBytes -= session.queue.bytes();
    statistics.inflight -= static_cast<qint64>(session.window.size());
    const quint64 waiting = session.queue.size();
    countLost(state, session, waiting - handOn(state, session));
    state.sessions.remove(session);
}

void setSessionExpiry(State &state, Session &session, quint32 seconds)
{
    const quint32 within = std::min(seconds, state.limits().maxSessionExpiry);
    if (within == session.expiry)
        return;
    session.setExpiry(within);
    if (within == 0)
        recordForgotten(state, session);
    else
        recordSession(state, session);
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

void sendPacket(State &state, Connection &connection, mqtt::Packet packet)
{
    base::Bytes bytes = mqtt::encode(packet, connection.version);
    if (bytes.size() > qsizetype(connection.maxPacket)) {
        dropReasonString(packet);
        bytes = mqtt::encode(packet, connection.version);
    }
    if (bytes.size() > qsizetype(connection.maxPacket)) {
        if (connection.stage != Connection::Stage::Ended)
            closeConnection(state, connection, CloseReason::PacketTooLarge,
                            QStringLiteral("an answer is larger than the client takes"));
        return;
    }
    state.actions->send(connection.id, bytes.view());
    ++state.statistics.packetsSent;
    state.statistics.bytesSent += static_cast<quint64>(bytes.size());
}

mqtt::PropertiesRef reasonString(const Connection &connection, const QString &detail)
{
    if (connection.version != mqtt::Version::V5 || !connection.tellsProblems || detail.isEmpty())
        return nullptr;
    auto properties = std::make_shared<mqtt::Properties>();
    properties->reasonString = detail.toUtf8();
    return properties;
}

} // namespace broker
