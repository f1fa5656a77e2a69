// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/fanout.h"
#include "broker/holds.h"
#include "broker/journaling.h"
#include "broker/outgoing.h"
#include "broker/routing.h"
#include "broker/sharding.h"
#include <algorithm>

namespace broker {

namespace {

const QByteArray &publisherOf(const State &state, const Publication &publication)
{
    return publication.publisher ? publication.publisher->identity.clientId : state.hubId;
}

quint64 beginTrace(State &state, const Publication &publication)
{
    Trace trace;
    trace.topic = publication.topic.toByteArray();
    trace.publisher = publisherOf(state, publication);
    trace.qos = publication.qos;
    trace.retain = publication.retain;
    trace.bytes = publication.payload.size();
    trace.at = state.now.utc;
    if (state.logged) {
        trace.event = state.logged->sequence;
        trace.epoch = state.logged->epoch;
    }
    return state.traces.begin(std::move(trace));
}

void clearRetained(State &state, QByteArrayView topic)
{
    if (state.retained.clear(topic))
        recordRetainedCleared(state, topic);
}

/// The publisher is told of a message that could not be kept; false then.
bool keepOwn(State &state, const Publication &publication, Fanout &fanout)
{
    if (publication.payload.isEmpty()) {
        clearRetained(state, publication.topic.view());
        return true;
    }
    if (keepRetained(state, fanout.message()))
        return true;
    if (publication.publisher)
        countDrop(state, state.sessions.at(publication.publisher->index()), DropCause::RetainedFull,
                  publication.topic.view());
    else
        ++state.statistics.dropped[static_cast<size_t>(DropCause::RetainedFull)];
    return false;
}

/// What a subscriber gets of the retained messages (MQTT-3.3.1-6, -8).
struct Replay
{
    mqtt::QoS granted;
    ExtrasRef extras;
    size_t room = 0; ///< how many more of them may wait
};

/// What answers subscriptions may wait twice over, but not without end: one who subscribes again and again and
/// acknowledges nothing would fill the memory. Never less than all of one answer.
size_t replayRoom(const State &state, const Session &session, size_t found)
{
    const auto kept = static_cast<size_t>(state.retained.size()) * state.settings.shards;
    const size_t most = 2 * std::max(kept, found) + static_cast<size_t>(state.limits().maxQueued);
    const size_t waiting = session.queue.size() - static_cast<size_t>(session.queue.counted());
    return most > waiting ? most - waiting : 0;
}

void deliverRetained(State &state, Session &session, const MessageRef &message, Replay &replay)
{
    const mqtt::QoS qos = std::min(replay.granted, message->qos);
    if (qos != mqtt::QoS::AtMostOnce) {
        if (replay.room == 0) {
            countDrop(state, session, DropCause::QueueFull, droppedOf(*message, qos));
            return;
        }
        --replay.room;
        enqueue(state, session, {message, qos, true, false, replay.extras});
        return;
    }
    if (!fits(state, session, *message, qos, replay.extras)) {
        countDrop(state, session, DropCause::TooLarge, droppedOf(*message, qos));
        return;
    }
    const InflightMessage once{message, 0, qos, InflightMessage::Stage::Published, true, replay.extras};
    sendInflight(state, session, once, state.actions->addBody(message->payload), false);
}

bool isFor(const Target &target, const Session *publisher)
{
    using Audience = Target::Audience;
    return target.audience == Audience::All ||
           (target.session == publisher) == (target.audience == Audience::FromItself);
}

} // namespace

void fanOut(State &state, Fanout &fanout, const Route &route, QByteArrayView topic)
{
    const ExtrasRef none;
    for (const Target &target : route.targets) {
        if (!isFor(target, fanout.publisher()))
            continue;
        if (target.allowed)
            fanout.deliver(target, target.extras == 0 ? none : route.rare->extras[target.extras]);
        else
            countDrop(state, *target.session, DropCause::ReceiveDenied, Dropped{topic, fanout.trace(), target.qos});
    }
    if (!route.rare)
        return;
    for (const Route::Shared &shared : route.rare->shared)
        fanout.deliverShared(state.shares.at(shared.group),
                             std::span(route.rare->members).subspan(shared.first, shared.count), route.rare->extras);
}

bool keepRetained(State &state, const MessageRef &message)
{
    if (message->payload.isEmpty()) {
        clearRetained(state, message->topic.view());
        return true;
    }
    if (state.retained.set(message, state.limits()) == RetainedStore::Outcome::Full) {
        recordRetainedCleared(state, message->topic.view()); // nor is the former one kept
        return false;
    }
    recordRetained(state, message);
    return true;
}

mqtt::ReasonCode publish(State &state, const Publication &publication)
{
    RouteCache::Entry &entry = routeOf(state, publication.topic.view());
    state.topics.count(
        entry.counted, {publication.topic.view(), entry.hash},
        {publication.payload.size(), publisherOf(state, publication), publication.qos, publication.retain}, state.now);
    Fanout fanout(state, publication, entry, entry.traced ? beginTrace(state, publication) : 0);
    const Neighbours &neighbours = state.neighbours;
    const bool keepsHere = publication.retain && neighbours.isHere(neighbours.ownerOf(publication.topic.view()));
    const bool isKept = !keepsHere || keepOwn(state, publication, fanout);
    const Route &route = entry.route;
    if (!route.isEmpty())
        fanOut(state, fanout, route, publication.topic.view());
    Outcome outcome = fanout.outcome();
    outcome.isNotKept = !isKept;
    if (!neighbours.isAlone())
        outcome = publishBeyond(state, publication, fanout, route, outcome);
    if (outcome.isRefused())
        return mqtt::ReasonCode::QuotaExceeded;
    return route.isEmpty() ? mqtt::ReasonCode::NoMatchingSubscribers : mqtt::ReasonCode::Success;
}

bool publishToGroup(State &state, const QByteArray &share, const MessageRef &message)
{
    ShareGroup *group = state.shares.find(share);
    if (!group)
        return false;
    std::vector<Target> members;
    std::vector<ExtrasRef> extras;
    for (const Subscriber &member : group->members) {
        Target target = memberTarget(state, member, message->topic.view());
        target.extras = static_cast<quint32>(extras.size());
        extras.push_back(memberExtras(*group, member));
        members.push_back(target);
    }
    Fanout fanout(state, message);
    fanout.deliverShared(*group, members, extras);
    return fanout.hasArrived();
}

void drain(State &state, Session &session)
{
    while (session.isOnline() && !session.queue.isEmpty() && session.window.size() < session.maxInflight) {
        const QueuedMessage &first = session.queue.front();
        if (first.message->isExpired(state.now.monotonic)) { // MQTT5-3.3.2-5
            discardFirst(state, session, DropCause::Expired);
        } else if (!fits(state, session, *first.message, first.qos, first.extras)) { // MQTT5-3.1.2-25
            discardFirst(state, session, DropCause::TooLarge);
        } else {
            sendOrHold(state, session, launch(state, session, dequeue(state, session)), false);
        }
    }
    releaseIfDrained(state, session);
}

void resendInflight(State &state, Session &session)
{
    for (size_t i = 0; i < session.window.size();) {
        const InflightMessage &inflight = session.window.at(i);
        const bool isReleased = inflight.stage == InflightMessage::Stage::Released;
        if (!isReleased && !fits(state, session, *inflight.message, inflight.qos, inflight.extras)) { // MQTT5-3.1.2-25
            countDrop(state, session, DropCause::TooLarge, droppedOf(*inflight.message, inflight.qos));
            land(state, session, inflight.packetId);
            continue;
        }
        sendOrHold(state, session, inflight, true);
        ++i;
    }
}

void sendRetained(State &state, Session &session, const std::vector<MessageRef> &found, const Subscription &how)
{
    Replay replay{how.qos, {}, replayRoom(state, session, found.size())};
    if (how.identifier != 0) {
        auto *extras = new DeliveryExtras;
        extras->identifiers.push_back(how.identifier);
        replay.extras = ExtrasRef(extras);
    }
    for (const MessageRef &message : found) {
        if (message->isExpired(state.now.monotonic) ||
            (how.noLocal && message->publisherId == session.identity.clientId)) // MQTT5-3.8.3-3
            continue;
        if (state.authorizer->canReceive(session.identity, message->topic.view()))
            deliverRetained(state, session, message, replay);
    }
    drain(state, session);
}

void countDrop(State &state, Session &session, DropCause cause, QByteArrayView topic, quint64 messages)
{
    const auto at = static_cast<size_t>(cause);
    state.statistics.dropped[at] += messages;
    if (!session.drops)
        session.drops = std::make_unique<Session::Drops>();
    Session::Drops &drops = *session.drops;
    if (std::all_of(drops.unreported.begin(), drops.unreported.end(), [](quint64 count) { return count == 0; }))
        state.dropping.push_back(session.index());
    if (drops.unreported[at] == 0)
        drops.topics[at] = topic.toByteArray();
    drops.total[at] += messages;
    drops.unreported[at] += messages;
}

void noteTrace(State &state, const TraceRecorder::Note &note)
{
    const quint32 shard = traceShard(note.trace, state.neighbours.map.shards);
    if (state.neighbours.isAlone() || state.neighbours.isHere(shard))
        state.traces.note(note, state.now.utc);
    else
        state.actions->forward(
            shard, TraceNoted{note.trace, note.session, note.clientId, note.step, note.qos, note.retained, note.cause});
}

void countDrop(State &state, Session &session, DropCause cause, const Dropped &dropped)
{
    countDrop(state, session, cause, dropped.topic);
    if (dropped.trace != 0)
        noteTrace(state, {dropped.trace, session.id, session.identity.clientId, TraceStep::Dropped, dropped.qos, false,
                          cause});
}

void sendAcknowledgement(State &state, ConnectionId connection, mqtt::PacketType type, quint16 packetId,
                         mqtt::ReasonCode reason)
{
    const bool isShort = reason == mqtt::ReasonCode::Success;
    const qsizetype size = isShort ? mqtt::acknowledgementSize : mqtt::acknowledgementSize + 1;
    quint32 offset = 0;
    char *out = state.actions->newHead(size, offset);
    if (isShort)
        mqtt::writeAcknowledgement(out, type, packetId);
    else
        mqtt::writeAcknowledgement(out, type, packetId, reason);
    state.actions->send(connection, offset, size);
    ++state.statistics.packetsSent;
    state.statistics.bytesSent += static_cast<quint64>(size);
}

void acknowledge(State &state, Connection &connection, mqtt::PacketType type, quint16 packetId, mqtt::ReasonCode reason)
{
    if (connection.version != mqtt::Version::V5)
        reason = mqtt::ReasonCode::Success;
    if (!mustWait(state, connection)) {
        sendAcknowledgement(state, connection.id, type, packetId, reason);
        return;
    }
    connection.unacknowledged += type == mqtt::PacketType::Puback ? 1 : 0;
    JournalWriter::Held held;
    held.type = type;
    held.packetId = packetId;
    held.reason = reason;
    hold(state, connection, std::move(held));
    holdIfBehind(state, connection);
}

} // namespace broker
