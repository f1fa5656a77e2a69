// SPDX-License-Identifier: GPL-3.0-or-later
// From what outlives the process to sessions and retained messages, and back.
#include "broker/handlers.h"
#include "broker/journaling.h"
#include "broker/subscribing.h"
#include <QHash>

namespace broker {

namespace {

base::Monotonic later(Instant now, base::UtcMs at)
{
    const base::Monotonic when = now.monotonic + std::chrono::milliseconds(at.value - now.utc.value);
    return std::max(when, base::Monotonic(1)); // 0 would mean never
}

base::UtcMs after(base::UtcMs from, quint32 seconds)
{
    return {from.value + qint64(1000) * seconds};
}

/// One that was connected when the process died left us now: its will and its end are due from here on. (The server
/// "MAY defer publication of Will Messages until a subsequent restart": MQTT 5, 3.1.2.5.)
void setDeadlines(State &state, Session &session, const SavedSession &saved)
{
    session.left = saved.left.value != 0 ? saved.left : state.now.utc;
    base::Monotonic willDue{};
    if (saved.will) {
        session.will = std::make_unique<mqtt::Will>(*saved.will);
        const auto &properties = saved.will->properties;
        const quint32 delay = properties ? properties->willDelayInterval.value_or(0) : 0;
        willDue = later(state.now, saved.willDue.value != 0 ? saved.willDue : after(session.left, delay));
    }
    const bool isForEver = saved.expiry == Session::noExpiry;
    state.deadlines.set(session, willDue,
                        isForEver ? base::Monotonic() : later(state.now, after(session.left, saved.expiry)));
}

Session &restoreSession(State &state, const SavedSession &saved)
{
    Session &session = state.sessions.create({saved.user, saved.clientId, saved.address, saved.isCertified});
    session.listener = saved.listener;
    session.version = saved.version;
    session.maxInflight = state.limits().maxInflight;
    session.setExpiry(saved.expiry);
    setDeadlines(state, session, saved);
    return session;
}

void restoreDelivery(State &state, Session &session, const SavedDelivery &saved)
{
    using Stage = InflightMessage::Stage;
    if (saved.packetId != 0) {
        ++state.statistics.inflight;
        session.window.restore({saved.message, saved.packetId, saved.qos,
                                saved.isReleased ? Stage::Released : Stage::Published, saved.retain, saved.extras,
                                saved.number});
        return;
    }
    ++state.statistics.queued;
    state.statistics.queuedBytes += saved.isCounted ? saved.message->bytes() : 0;
    session.queue.push({saved.message, saved.qos, saved.retain, saved.isCounted, saved.extras, saved.number});
}

void restoreRetained(State &state, const MessageRef &message)
{
    const bool isKept = !message->isExpired(state.now.monotonic) &&
                        state.retained.set(message, state.limits()) != RetainedStore::Outcome::Full;
    if (!isKept)
        recordRetainedCleared(state, message->topic.view());
}

} // namespace

void handleRestore(State &state, const SavedState &saved)
{
    Q_ASSERT(state.sessions.size() == 0 && state.connections.slots().empty());
    state.traces.restore(saved.traces);
    state.journal.passOver(saved.lastNumber);
    QHash<quint64, Session *> byNumber;
    for (const SavedSession &session : saved.sessions)
        byNumber.insert(session.number, &restoreSession(state, session));
    for (const SavedSubscription &subscription : saved.subscriptions)
        addSubscription(state, *byNumber.value(subscription.session), subscription.filter, subscription.how);
    for (const SavedDelivery &delivery : saved.deliveries)
        restoreDelivery(state, *byNumber.value(delivery.session), delivery);
    for (const SavedInbound &inbound : saved.inbound)
        byNumber.value(inbound.session)->inbound.insert(inbound.packetId);
    for (const MessageRef &message : saved.retained)
        restoreRetained(state, message);
    for (const SavedSession &session : saved.sessions) { // only now, or its subscriptions would be recorded again
        Session &restored = *byNumber.value(session.number);
        restored.number = session.number;
        if (session.left.value == 0)
            recordSession(state, restored);
    }
}

namespace {

SavedDelivery savedOf(const Session &session, const InflightMessage &inflight)
{
    const bool isReleased = inflight.stage == InflightMessage::Stage::Released;
    return {inflight.number, session.number,    isReleased ? nullptr : inflight.message,
            inflight.qos,    inflight.retain,   true,
            isReleased,      inflight.packetId, isReleased ? ExtrasRef() : inflight.extras};
}

SavedDelivery savedOf(const Session &session, const QueuedMessage &queued)
{
    return {queued.number, session.number, queued.message, queued.qos, queued.retain, queued.counted, false, 0,
            queued.extras};
}

void save(const Session &session, Instant now, SavedState &saved)
{
    saved.sessions.push_back(savedOf(session, now));
    for (const auto &[filter, how] : session.subscriptions)
        saved.subscriptions.push_back({session.number, filter, how});
    for (size_t i = 0; i < session.window.size(); ++i)
        saved.deliveries.push_back(savedOf(session, session.window.at(i)));
    for (size_t i = 0; i < session.queue.size(); ++i)
        saved.deliveries.push_back(savedOf(session, session.queue.at(i)));
    for (const quint16 packetId : session.inbound.ids())
        saved.inbound.push_back({session.number, packetId});
}

} // namespace

namespace {

Trace traceOf(const Message &message)
{
    Trace trace;
    trace.id = message.trace;
    trace.topic = message.topic.toByteArray();
    trace.publisher = message.publisherId;
    trace.qos = message.qos;
    trace.retain = message.retain;
    trace.bytes = message.payload.size();
    trace.at = message.received;
    return trace;
}

TraceDelivery traceOf(const SavedDelivery &delivery, const QByteArray &clientId)
{
    TraceDelivery traced;
    traced.clientId = clientId;
    traced.qos = delivery.qos;
    const bool isSent = delivery.packetId != 0;
    traced.step = isSent ? TraceStep::Sent : TraceStep::Queued;
    traced.sends = isSent ? 1 : 0;
    (isSent ? traced.sent : traced.queued) = delivery.message->received;
    return traced;
}

bool isKnown(const Trace &trace, const QByteArray &clientId)
{
    return std::any_of(trace.deliveries.begin(), trace.deliveries.end(),
                       [&clientId](const TraceDelivery &d) { return d.clientId == clientId; });
}

} // namespace

void completeTraces(SavedState &state)
{
    QHash<quint64, QByteArray> clients;
    for (const SavedSession &session : state.sessions)
        clients.insert(session.number, session.clientId);
    QHash<quint64, size_t> places;
    for (size_t i = 0; i < state.traces.size(); ++i)
        places.insert(state.traces[i].id, i);
    for (const SavedDelivery &delivery : state.deliveries) {
        if (!delivery.message || delivery.message->trace == 0)
            continue;
        const auto known = places.constFind(delivery.message->trace);
        const size_t place = known == places.cend() ? state.traces.size() : *known;
        if (known == places.cend()) {
            places.insert(delivery.message->trace, place);
            state.traces.push_back(traceOf(*delivery.message));
        }
        const QByteArray &clientId = clients[delivery.session];
        if (!isKnown(state.traces[place], clientId))
            state.traces[place].deliveries.push_back(traceOf(delivery, clientId));
    }
}

SavedState Broker::savedState(Instant now) const
{
    SavedState saved;
    for (const auto &session : m_state->sessions.slots()) {
        if (session && isJournaled(*session))
            save(*session, now, saved);
    }
    std::sort(saved.deliveries.begin(), saved.deliveries.end(),
              [](const SavedDelivery &a, const SavedDelivery &b) { return a.number < b.number; });
    m_state->retained.match("#", saved.retained);
    saved.lastNumber = m_state->journal.lastGiven();
    return saved;
}

} // namespace broker
