// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/outgoing.h"
#include "broker/delivery.h"
#include "broker/journaling.h"

namespace broker {

namespace {

mqtt::PublishHead headOf(const State &state, const Session &session, const Message &message, const ExtrasRef &extras)
{
    mqtt::PublishHead head;
    head.topic = message.topic.view();
    head.payloadSize = message.payload.size();
    if (session.version != mqtt::Version::V5)
        return head;
    head.isV5 = true;
    head.properties = message.properties;
    head.expiryInterval = message.remainingExpiry(state.now.monotonic);
    if (extras)
        head.identifiers = extras->identifiers;
    return head;
}

} // namespace

void sendInflight(State &state, Session &session, const InflightMessage &inflight, quint32 body, bool dup)
{
    mqtt::PublishHead head = headOf(state, session, *inflight.message, inflight.extras);
    head.packetId = inflight.packetId;
    head.qos = inflight.qos;
    head.retain = inflight.retain;
    head.dup = dup;
    // Not with QoS 2: clients that keep the packet until PUBREL as it came (npm's mqtt) would lose the topic.
    const bool takesAlias = session.aliases && inflight.qos != mqtt::QoS::ExactlyOnce;
    const bool setsAlias = takesAlias && session.aliases->apply(head, session.maxPacket);
    const qsizetype size = mqtt::publishHeadSize(head);
    quint32 offset = 0;
    mqtt::writePublishHead(state.actions->newHead(size, offset), head);
    state.actions->send(session.connection, offset, size, body, setsAlias);
    countSent(state, session, size, head.payloadSize);
    noteTrace(state, inflight.message->trace, session, TraceStep::Sent, inflight.qos, inflight.retain);
}

bool fits(const State &state, const Session &session, const Message &message, mqtt::QoS qos, const ExtrasRef &extras)
{
    if (session.maxPacket == Session::noLimit)
        return true;
    mqtt::PublishHead head = headOf(state, session, message, extras);
    head.qos = qos;
    return mqtt::publishHeadSize(head) + head.payloadSize <= qsizetype(session.maxPacket);
}

bool makeRoom(State &state, Session &session, const Message &message)
{
    while (!session.queue.hasRoom(message, state.limits())) {
        if (session.queue.isEmpty() || !session.queue.front().message->isExpired(state.now.monotonic))
            return false;
        discardFirst(state, session, DropCause::Expired);
    }
    return true;
}

void enqueue(State &state, Session &session, QueuedMessage queued)
{
    recordQueued(state, session, queued);
    ++state.statistics.queued;
    state.statistics.queuedBytes += queued.counted ? queued.message->bytes() : 0;
    session.queue.push(std::move(queued));
}

QueuedMessage dequeue(State &state, Session &session)
{
    QueuedMessage first = session.queue.pop();
    --state.statistics.queued;
    state.statistics.queuedBytes -= first.counted ? first.message->bytes() : 0;
    return first;
}

const InflightMessage &launch(State &state, Session &session, QueuedMessage queued)
{
    ++state.statistics.inflight;
    InflightMessage &inflight =
        session.window.add(std::move(queued.message), queued.qos, queued.retain, std::move(queued.extras));
    inflight.number = queued.number;
    recordSent(state, session, inflight);
    return inflight;
}

void land(State &state, Session &session, quint16 packetId)
{
    --state.statistics.inflight;
    if (isJournaled(session))
        recordDone(state, session, *session.window.find(packetId));
    session.window.remove(packetId);
}

void discardFirst(State &state, Session &session, DropCause cause)
{
    const QueuedMessage first = dequeue(state, session);
    countDrop(state, session, cause, droppedOf(*first.message, first.qos));
    recordDone(state, session, first);
}

} // namespace broker
