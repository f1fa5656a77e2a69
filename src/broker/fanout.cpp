// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/fanout.h"
#include "broker/holds.h"
#include <cstring>

namespace broker {

namespace {

/// Payloads below this are copied together with their topic into one block.
constexpr qsizetype smallPayload = 16 * 1024;

void setContents(Message &message, const Publication &publication)
{
    const qsizetype topicSize = publication.topic.size();
    const qsizetype payloadSize = publication.payload.size();
    if (payloadSize >= smallPayload) {
        message.topic = base::Bytes::copyOf(publication.topic.view());
        message.payload = publication.payload.compacted(payloadSize / 4);
        return;
    }
    base::Block::Ref block = base::Block::allocate(topicSize + payloadSize);
    std::memcpy(block->data(), publication.topic.data(), static_cast<size_t>(topicSize));
    if (payloadSize > 0)
        std::memcpy(block->data() + topicSize, publication.payload.data(), static_cast<size_t>(payloadSize));
    message.topic = base::Bytes(block, 0, topicSize);
    message.payload = base::Bytes(std::move(block), topicSize, payloadSize);
}

void countSent(State &state, Session &session, qsizetype headSize, qsizetype payloadSize)
{
    ++session.messagesSent;
    session.lastMessage = state.now.utc;
    ++state.statistics.messagesSent;
    ++state.statistics.packetsSent;
    state.statistics.bytesSent += static_cast<quint64>(headSize + payloadSize);
    session.payloadBytesSent += static_cast<quint64>(payloadSize);
    state.statistics.payloadBytesSent += static_cast<quint64>(payloadSize);
}

} // namespace

const MessageRef &Fanout::message()
{
    if (m_message)
        return m_message;
    auto message = std::make_shared<Message>();
    setContents(*message, m_publication);
    message->qos = m_publication.qos;
    message->retain = m_publication.retain;
    message->received = m_state.now.utc;
    message->trace = m_trace;
    if (m_publication.properties)
        message->properties = mqtt::encodeMessageProperties(*m_publication.properties);
    if (m_publication.publisher) {
        message->publisher = m_publication.publisher->id;
        message->publisherId = m_publication.publisher->identity.clientId;
    }
    m_message = std::move(message);
    return m_message;
}

quint32 Fanout::body()
{
    if (!m_hasBody) {
        m_body = m_state.actions->addBody(m_publication.payload);
        m_hasBody = true;
    }
    return m_body;
}

void Fanout::deliver(Session &session, mqtt::QoS granted)
{
    const mqtt::QoS qos = std::min(granted, m_publication.qos);
    if (qos != mqtt::QoS::AtMostOnce)
        sendOrQueue(session, qos);
    else if (session.isOnline())
        sendOnce(session);
    else
        countDrop(m_state, session, DropCause::OfflineQoS0, Dropped{m_publication.topic.view(), m_trace, qos});
}

void Fanout::sendOnce(Session &session)
{
    if (m_headSize == 0) {
        mqtt::PublishHead head;
        head.topic = m_publication.topic.view();
        head.payloadSize = m_publication.payload.size();
        m_headSize = mqtt::publishHeadSize(head);
        mqtt::writePublishHead(m_state.actions->newHead(m_headSize, m_headOffset), head);
    }
    m_state.actions->send(session.connection, m_headOffset, m_headSize, body());
    countSent(m_state, session, m_headSize, m_publication.payload.size());
    noteTrace(m_state, m_trace, session, TraceStep::Sent, mqtt::QoS::AtMostOnce);
}

void Fanout::sendOrQueue(Session &session, mqtt::QoS qos)
{
    if (session.canSendNow()) {
        const InflightMessage &inflight = session.window.add(message(), qos, false);
        if (isJournaled(m_state, session)) {
            journal(m_state, session, {.kind = JournalRecord::Kind::Enqueued, .qos = qos, .message = m_message});
            journal(m_state, session, {.kind = JournalRecord::Kind::Sent, .packetId = inflight.packetId});
        }
        sendInflight(m_state, session, inflight, body(), false);
    } else if (session.queue.hasRoom(*message(), m_state.limits())) {
        session.queue.push({m_message, qos, false, true});
        noteTrace(m_state, m_trace, session, TraceStep::Queued, qos);
        if (isJournaled(m_state, session))
            journal(m_state, session, {.kind = JournalRecord::Kind::Enqueued, .qos = qos, .message = m_message});
        holdIfFilling(m_state, session, m_publication.publisher);
    } else {
        const bool byCount = session.queue.counted() >= m_state.limits().maxQueued;
        countDrop(m_state, session, byCount ? DropCause::QueueFull : DropCause::QueueBytes,
                  Dropped{m_publication.topic.view(), m_trace, qos});
    }
}

void sendInflight(State &state, Session &session, const InflightMessage &inflight, quint32 body, bool dup)
{
    const Message &message = *inflight.message;
    mqtt::PublishHead head;
    head.topic = message.topic.view();
    head.payloadSize = message.payload.size();
    head.packetId = inflight.packetId;
    head.qos = inflight.qos;
    head.retain = inflight.retain;
    head.dup = dup;
    const qsizetype size = mqtt::publishHeadSize(head);
    quint32 offset = 0;
    mqtt::writePublishHead(state.actions->newHead(size, offset), head);
    state.actions->send(session.connection, offset, size, body);
    countSent(state, session, size, head.payloadSize);
    noteTrace(state, message.trace, session, TraceStep::Sent, inflight.qos, inflight.retain);
}

} // namespace broker
