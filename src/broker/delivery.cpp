// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/fanout.h"
#include "broker/holds.h"
#include <algorithm>

namespace broker {

namespace {

/// One target a session, at the highest QoS of its matching subscriptions, with the authorizer's word on it.
void fillRoute(State &state, QByteArrayView topic, Route &route)
{
    std::vector<Subscriber> &matched = state.matched;
    matched.clear();
    state.index.match(topic, matched);
    std::sort(matched.begin(), matched.end(), [](const Subscriber &a, const Subscriber &b) {
        return a.session != b.session ? a.session < b.session : a.how.qos > b.how.qos;
    });
    quint32 last = 0;
    for (const Subscriber &subscriber : matched) {
        if (subscriber.session == last)
            continue;
        last = subscriber.session;
        Session &session = state.sessions.at(subscriber.session);
        route.push_back({&session, subscriber.how.qos, state.authorizer->canReceive(session.identity, topic)});
    }
}

RouteCache::Entry &routeOf(State &state, QByteArrayView topic)
{
    RouteCache::Entry &entry = state.routes.at(topic, state.routeGeneration);
    if (entry.generation != state.routeGeneration) {
        fillRoute(state, topic, entry.route);
        entry.traced = state.traces.wants(topic);
        state.routes.filled(entry, state.routeGeneration);
    }
    return entry;
}

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
    return state.traces.begin(std::move(trace));
}

/// MQTT-3.3.1-5 and -10: the last one stays, an empty one deletes. Kept at its own QoS, QoS 0 too (S0-14).
void keepRetained(State &state, const Publication &publication, Fanout &fanout)
{
    if (publication.payload.isEmpty()) {
        if (state.retained.clear(publication.topic.view()) && state.journal.isEnabled())
            state.journal.write(
                {.kind = JournalRecord::Kind::RetainedCleared, .filter = publication.topic.toByteArray()},
                *state.actions);
        return;
    }
    if (state.retained.set(fanout.message(), state.limits()) == RetainedStore::Outcome::Full) {
        if (publication.publisher)
            countDrop(state, state.sessions.at(publication.publisher->index()), DropCause::RetainedFull,
                      publication.topic.view());
        else
            ++state.statistics.dropped[static_cast<size_t>(DropCause::RetainedFull)];
        return;
    }
    if (state.journal.isEnabled())
        state.journal.write({.kind = JournalRecord::Kind::RetainedSet, .message = fanout.message()}, *state.actions);
}

void deliverRetained(State &state, Session &session, const MessageRef &message, mqtt::QoS granted)
{
    const mqtt::QoS qos = std::min(granted, message->qos);
    if (qos != mqtt::QoS::AtMostOnce) {
        session.queue.push({message, qos, true, false});
        if (isJournaled(state, session))
            journal(state, session, {.kind = JournalRecord::Kind::Enqueued, .qos = qos, .message = message});
        return;
    }
    const InflightMessage once{message, 0, qos, InflightMessage::Stage::Published, true};
    sendInflight(state, session, once, state.actions->addBody(message->payload), false);
}

} // namespace

void publish(State &state, const Publication &publication)
{
    RouteCache::Entry &entry = routeOf(state, publication.topic.view());
    state.topics.count(
        entry.counted, {publication.topic.view(), entry.hash},
        {publication.payload.size(), publisherOf(state, publication), publication.qos, publication.retain}, state.now);
    const quint64 trace = entry.traced ? beginTrace(state, publication) : 0;
    Fanout fanout(state, publication, trace);
    if (publication.retain)
        keepRetained(state, publication, fanout);
    for (const Target &target : entry.route) {
        if (target.allowed)
            fanout.deliver(*target.session, target.qos);
        else
            countDrop(state, *target.session, DropCause::ReceiveDenied,
                      Dropped{publication.topic.view(), trace, publication.qos});
    }
}

void drain(State &state, Session &session)
{
    while (session.isOnline() && !session.queue.isEmpty() && session.window.size() < session.maxInflight) {
        QueuedMessage next = session.queue.pop();
        const InflightMessage &inflight = session.window.add(std::move(next.message), next.qos, next.retain);
        if (isJournaled(state, session))
            journal(state, session, {.kind = JournalRecord::Kind::Sent, .packetId = inflight.packetId});
        sendInflight(state, session, inflight, state.actions->addBody(inflight.message->payload), false);
    }
    releaseIfDrained(state, session);
}

void resendInflight(State &state, Session &session)
{
    for (size_t i = 0; i < session.window.size(); ++i) {
        const InflightMessage &inflight = session.window.at(i);
        if (inflight.stage == InflightMessage::Stage::Released)
            sendAcknowledgement(state, session.connection, mqtt::PacketType::Pubrel, inflight.packetId);
        else
            sendInflight(state, session, inflight, state.actions->addBody(inflight.message->payload), true);
    }
}

void sendRetained(State &state, Session &session, QByteArrayView filter, mqtt::QoS granted)
{
    state.found.clear();
    state.retained.match(filter, state.found);
    for (const MessageRef &message : state.found) {
        if (state.authorizer->canReceive(session.identity, message->topic.view()))
            deliverRetained(state, session, message, granted);
    }
    state.found.clear();
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

void countDrop(State &state, Session &session, DropCause cause, const Dropped &dropped)
{
    countDrop(state, session, cause, dropped.topic);
    if (dropped.trace != 0)
        state.traces.note(
            {dropped.trace, session.index(), session.identity.clientId, TraceStep::Dropped, dropped.qos, false, cause},
            state.now.utc);
}

void sendAcknowledgement(State &state, ConnectionId connection, mqtt::PacketType type, quint16 packetId)
{
    quint32 offset = 0;
    mqtt::writeAcknowledgement(state.actions->newHead(mqtt::acknowledgementSize, offset), type, packetId);
    state.actions->send(connection, offset, mqtt::acknowledgementSize);
    ++state.statistics.packetsSent;
    state.statistics.bytesSent += mqtt::acknowledgementSize;
}

void acknowledge(State &state, ConnectionId connection, mqtt::PacketType type, quint16 packetId)
{
    if (state.journal.mustWait())
        state.journal.hold({0, connection, type, packetId});
    else
        sendAcknowledgement(state, connection, type, packetId);
}

void journal(State &state, const Session &session, JournalRecord record)
{
    Q_ASSERT(isJournaled(state, session));
    record.session = session.id;
    state.journal.write(std::move(record), *state.actions);
}

} // namespace broker
