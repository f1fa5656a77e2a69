// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/journaling.h"
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/holds.h"
#include "broker/lifecycle.h"
#include "broker/outgoing.h"

namespace broker {

namespace {

using Kind = DurableChange::Kind;
using Held = JournalWriter::Held;

void write(State &state, DurableChange change)
{
    state.journal.write(std::move(change), *state.actions);
}

/// The session and all that it has, which nothing is known of yet.
void recordWhole(State &state, Session &session)
{
    session.number = state.journal.newNumber();
    recordSession(state, session);
    for (const auto &[filter, how] : session.subscriptions)
        recordSubscription(state, session, filter, how);
    for (size_t i = 0; i < session.window.size(); ++i) {
        InflightMessage &inflight = session.window.at(i);
        inflight.number = 0;
        recordSent(state, session, inflight);
        if (inflight.stage == InflightMessage::Stage::Released)
            recordReceived(state, session, inflight);
    }
    for (size_t i = 0; i < session.queue.size(); ++i)
        recordQueued(state, session, session.queue.at(i));
    for (const quint16 packetId : session.inbound.ids())
        recordInbound(state, session, packetId, true);
}

void done(State &state, const Session &session, quint64 number, const MessageRef &message)
{
    write(state, {.kind = Kind::Done, .session = session.number, .delivery = number, .message = message});
}

void releaseDelivery(State &state, Connection &connection, const Held &held)
{
    Session &session = *connection.session;
    const InflightMessage *inflight = session.window.find(held.packetId);
    if (!inflight || inflight->number != held.delivery || inflight->stage != InflightMessage::Stage::Published)
        return;
    sendInflight(state, session, *inflight, state.actions->addBody(inflight->message->payload), held.dup);
}

void release(State &state, Connection &connection, Held &held)
{
    switch (held.kind) {
    case Held::Kind::Acknowledgement:
        connection.unacknowledged -= held.type == mqtt::PacketType::Puback ? 1 : 0;
        sendAcknowledgement(state, held.connection, held.type, held.packetId, held.reason);
        return;
    case Held::Kind::Delivery:
        releaseDelivery(state, connection, held);
        return;
    case Held::Kind::Packet:
        sendPacket(state, connection, std::move(*held.packet));
        return;
    case Held::Kind::Subscribing:
        replyToSubscribe(state, connection, *held.subscribing);
        return;
    }
}

} // namespace

void recordConnected(State &state, Session &session, Connection &connection)
{
    const bool isKept = state.journal.isEnabled() && connection.isDurable && !session.clean;
    if (!isKept) {
        recordForgotten(state, session);
        return;
    }
    connection.heldUntil = state.journal.last(); // what a former connection waits for, this one does
    if (isJournaled(session))
        recordSession(state, session);
    else
        recordWhole(state, session);
}

SavedSession savedOf(const Session &session, Instant now)
{
    SavedSession saved;
    saved.number = session.number;
    saved.clientId = session.identity.clientId;
    saved.user = session.identity.user;
    saved.isCertified = session.identity.isCertified;
    saved.address = session.identity.address;
    saved.listener = session.listener;
    saved.version = session.version;
    saved.expiry = session.expiry;
    saved.left = session.isOnline() ? base::UtcMs{} : session.left;
    if (session.will)
        saved.will = std::make_shared<mqtt::Will>(*session.will);
    if (session.willDue.count() != 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(session.willDue - now.monotonic);
        saved.willDue.value = now.utc.value + left.count();
    }
    return saved;
}

void recordSession(State &state, const Session &session)
{
    if (isJournaled(session))
        write(state, {.kind = Kind::SessionSet,
                      .session = session.number,
                      .saved = std::make_shared<SavedSession>(savedOf(session, state.now))});
}

void recordForgotten(State &state, Session &session)
{
    if (!isJournaled(session))
        return;
    for (size_t i = 0; i < session.window.size(); ++i)
        recordDone(state, session, session.window.at(i));
    for (size_t i = 0; i < session.queue.size(); ++i)
        recordDone(state, session, session.queue.at(i));
    write(state, {.kind = Kind::SessionEnded, .session = session.number});
    session.number = 0;
}

void recordSubscription(State &state, const Session &session, const QByteArray &filter, const Subscription &how)
{
    if (isJournaled(session))
        write(state, {.kind = Kind::SubscriptionSet, .session = session.number, .text = filter, .subscription = how});
}

void recordUnsubscribed(State &state, const Session &session, const QByteArray &filter)
{
    if (isJournaled(session))
        write(state, {.kind = Kind::SubscriptionRemoved, .session = session.number, .text = filter});
}

void recordQueued(State &state, const Session &session, QueuedMessage &queued)
{
    if (!isJournaled(session))
        return;
    queued.number = state.journal.newNumber();
    write(state, {.kind = Kind::Enqueued,
                  .qos = queued.qos,
                  .retain = queued.retain,
                  .isCounted = queued.counted,
                  .session = session.number,
                  .delivery = queued.number,
                  .message = queued.message,
                  .extras = queued.extras});
}

void recordSent(State &state, Session &session, InflightMessage &inflight)
{
    if (!isJournaled(session))
        return;
    if (inflight.number != 0) {
        write(state, {.kind = Kind::Sent,
                      .packetId = inflight.packetId,
                      .session = session.number,
                      .delivery = inflight.number});
    } else {
        inflight.number = state.journal.newNumber();
        write(state, {.kind = Kind::Enqueued,
                      .qos = inflight.qos,
                      .retain = inflight.retain,
                      .packetId = inflight.packetId,
                      .session = session.number,
                      .delivery = inflight.number,
                      .message = inflight.stage == InflightMessage::Stage::Released ? nullptr : inflight.message,
                      .extras = inflight.extras});
    }
    if (inflight.qos == mqtt::QoS::ExactlyOnce)
        session.written = state.journal.last();
}

void recordReceived(State &state, Session &session, const InflightMessage &inflight)
{
    if (!isJournaled(session))
        return;
    write(
        state,
        {.kind = Kind::Received, .session = session.number, .delivery = inflight.number, .message = inflight.message});
    session.written = state.journal.last();
}

void recordDone(State &state, const Session &session, const InflightMessage &inflight)
{
    const bool isReleased = inflight.stage == InflightMessage::Stage::Released;
    if (isJournaled(session))
        done(state, session, inflight.number, isReleased ? nullptr : inflight.message);
}

void recordDone(State &state, const Session &session, const QueuedMessage &queued)
{
    if (isJournaled(session))
        done(state, session, queued.number, queued.message);
}

void recordInbound(State &state, const Session &session, quint16 packetId, bool opened)
{
    if (isJournaled(session))
        write(state, {.kind = opened ? Kind::InboundOpened : Kind::InboundReleased,
                      .packetId = packetId,
                      .session = session.number});
}

void recordRetained(State &state, const MessageRef &message)
{
    if (state.journal.isEnabled() && !message->topic.view().startsWith("$SYS"))
        write(state, {.kind = Kind::RetainedSet, .message = message});
}

void recordRetainedCleared(State &state, QByteArrayView topic)
{
    if (state.journal.isEnabled() && !topic.startsWith("$SYS"))
        write(state, {.kind = Kind::RetainedCleared, .text = topic.toByteArray()});
}

void recordCursor(State &state, const LogCursor &cursor)
{
    if (state.journal.isEnabled() && !cursor.name.isEmpty())
        write(state, {.kind = Kind::CursorSet, .cursor = std::make_shared<LogCursor>(cursor)});
}

bool mustWait(const State &state, const Connection &connection)
{
    return connection.receipt > state.receipts.confirmedUpTo() || !state.journal.isDurable(connection.heldUntil) ||
           (state.journal.isEnabled() && connection.isDurable && state.journal.hasWritten());
}

void hold(State &state, Connection &connection, Held held)
{
    held.connection = connection.id;
    held.receipt = connection.receipt;
    connection.heldUntil = state.journal.last();
    state.journal.hold(std::move(held));
}

void sendOrHold(State &state, Session &session, const InflightMessage &inflight, bool dup)
{
    const bool rests = isJournaled(session) && !state.journal.isDurable(session.written);
    if (!rests || (inflight.qos != mqtt::QoS::ExactlyOnce && !dup)) {
        if (inflight.stage == InflightMessage::Stage::Released)
            sendAcknowledgement(state, session.connection, mqtt::PacketType::Pubrel, inflight.packetId);
        else
            sendInflight(state, session, inflight, state.actions->addBody(inflight.message->payload), dup);
        return;
    }
    Held held;
    if (inflight.stage == InflightMessage::Stage::Released) {
        held.type = mqtt::PacketType::Pubrel;
    } else {
        held.kind = Held::Kind::Delivery;
        held.delivery = inflight.number;
        held.dup = dup;
    }
    held.packetId = inflight.packetId;
    hold(state, *state.connections.find(session.connection), std::move(held));
}

void answer(State &state, Connection &connection, mqtt::Packet packet)
{
    if (!mustWait(state, connection)) {
        sendPacket(state, connection, std::move(packet));
        return;
    }
    Held held;
    held.kind = Held::Kind::Packet;
    held.packet = std::make_unique<mqtt::Packet>(std::move(packet));
    hold(state, connection, std::move(held));
}

void releaseDurable(State &state)
{
    Held held;
    while (state.journal.takeReady(held, state.receipts.confirmedUpTo())) {
        Connection *connection = state.connections.find(held.connection);
        if (connection && connection->stage == Connection::Stage::Online)
            release(state, *connection, held);
    }
    releaseIfCaughtUp(state);
}

} // namespace broker
