// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/fanout.h"
#include "broker/holds.h"
#include "broker/journaling.h"
#include "broker/outgoing.h"
#include <cstring>

namespace broker {

namespace {

/// Payloads below this are copied together with their topic into one block.
constexpr qsizetype smallPayload = 16 * 1024;

void setContents(Message &message, const base::Bytes &topic, const base::Bytes &payload)
{
    const qsizetype topicSize = topic.size();
    const qsizetype payloadSize = payload.size();
    if (payloadSize >= smallPayload) {
        message.topic = base::Bytes::copyOf(topic.view());
        message.payload = payload.compacted(payloadSize / 4);
        return;
    }
    base::Block::Ref block = base::Block::allocate(topicSize + payloadSize);
    std::memcpy(block->data(), topic.data(), static_cast<size_t>(topicSize));
    if (payloadSize > 0)
        std::memcpy(block->data() + topicSize, payload.data(), static_cast<size_t>(payloadSize));
    message.topic = base::Bytes(block, 0, topicSize);
    message.payload = base::Bytes(std::move(block), topicSize, payloadSize);
}

void setProperties(Message &message, const mqtt::Properties &properties, Instant now)
{
    message.properties = mqtt::encodeMessageProperties(properties);
    if (!properties.messageExpiryInterval)
        return;
    message.expiryInterval = *properties.messageExpiryInterval;
    message.expires = now.monotonic + std::chrono::seconds(message.expiryInterval);
}

} // namespace

const MessageRef &Fanout::message()
{
    if (m_message)
        return m_message;
    auto message = std::make_shared<Message>();
    setContents(*message, m_topic, m_payload);
    message->qos = m_qos;
    message->retain = m_retain;
    message->received = m_state.now.utc;
    message->trace = m_trace;
    message->number = m_state.journal.isEnabled() ? m_state.journal.newNumber() : 0;
    if (m_properties)
        setProperties(*message, *m_properties, m_state.now);
    if (m_publisher) {
        message->publisher = m_publisher->id;
        message->publisherId = m_publisher->identity.clientId;
    }
    m_message = std::move(message);
    return m_message;
}

quint32 Fanout::body()
{
    if (!m_hasBody) {
        m_body = m_state.actions->addBody(m_payload);
        m_hasBody = true;
    }
    return m_body;
}

QByteArrayView Fanout::encodedProperties()
{
    if (!m_hasEncoded) {
        m_hasEncoded = true;
        if (m_message)
            m_encoded = m_message->properties;
        else if (m_properties)
            m_encoded = mqtt::encodeMessageProperties(*m_properties);
    }
    return m_encoded;
}

mqtt::PublishHead Fanout::head(bool isV5, bool retain)
{
    mqtt::PublishHead head;
    head.topic = m_topic.view();
    head.payloadSize = m_payload.size();
    head.retain = retain;
    if (!isV5)
        return head;
    head.isV5 = true;
    head.properties = encodedProperties();
    if (m_message)
        head.expiryInterval = m_message->remainingExpiry(m_state.now.monotonic);
    else if (m_properties)
        head.expiryInterval = m_properties->messageExpiryInterval;
    return head;
}

Fanout::Form Fanout::write(const mqtt::PublishHead &head)
{
    Form form;
    form.size = mqtt::publishHeadSize(head);
    mqtt::writePublishHead(m_state.actions->newHead(form.size, form.offset), head);
    return form;
}

void Fanout::drop(Session &session, DropCause cause, mqtt::QoS qos)
{
    countDrop(m_state, session, cause, Dropped{m_topic.view(), m_trace, qos});
}

void Fanout::deliver(const Target &target, const ExtrasRef &extras)
{
    const mqtt::QoS qos = std::min(target.qos, m_qos);
    if (qos != mqtt::QoS::AtMostOnce)
        sendOrQueue(target, extras, qos);
    else if (target.session->isOnline())
        sendOnce(target, extras);
    else
        drop(*target.session, DropCause::OfflineQoS0, qos);
}

void Fanout::sendOnce(const Target &target, const ExtrasRef &extras)
{
    Session &session = *target.session;
    const bool isV5 = session.version == mqtt::Version::V5;
    const bool retain = m_retain && target.retainAsPublished;
    if (isV5 && (session.aliases || extras)) {
        sendPersonally(session, extras, retain);
        return;
    }
    Form &form = m_forms[(isV5 ? 2u : 0u) + (retain ? 1u : 0u)];
    if (form.size == 0)
        form = write(head(isV5, retain));
    sendForm(session, form, false);
}

void Fanout::sendForm(Session &session, const Form &form, bool mustArrive)
{
    const qsizetype size = form.size + m_payload.size();
    if (size > qsizetype(session.maxPacket)) {
        drop(session, DropCause::TooLarge, mqtt::QoS::AtMostOnce);
        return;
    }
    m_state.actions->send(session.connection, form.offset, form.size, body(), mustArrive);
    countSent(m_state, session, form.size, m_payload.size());
    noteTrace(m_state, m_trace, session, TraceStep::Sent, mqtt::QoS::AtMostOnce);
    m_arrived = true;
}

/// MQTT5-3.1.2-24. Asked again when a message that waited is sent: another client may have come by then.
bool Fanout::fitsClient(const Target &target, const ExtrasRef &extras)
{
    const Session &session = *target.session;
    if (session.maxPacket == Session::noLimit || !session.isOnline())
        return true;
    mqtt::PublishHead own = head(true, false);
    own.qos = std::min(target.qos, m_qos);
    if (extras)
        own.identifiers = extras->identifiers;
    return mqtt::publishHeadSize(own) + own.payloadSize <= qsizetype(session.maxPacket);
}

/// Whether the client takes the packet even with an alias in it.
bool Fanout::hasRoomForAlias(const Session &session, const ExtrasRef &extras)
{
    if (session.maxPacket == Session::noLimit)
        return true;
    mqtt::PublishHead own = head(true, false);
    if (extras)
        own.identifiers = extras->identifiers;
    return mqtt::publishHeadSize(own) + own.payloadSize + AliasTable::overhead <= qsizetype(session.maxPacket);
}

/// With subscription identifiers or a topic alias.
void Fanout::sendPersonally(Session &session, const ExtrasRef &extras, bool retain)
{
    AliasTable::Use use;
    if (session.aliases && hasRoomForAlias(session, extras))
        use = session.aliases->use(m_topic.view(), m_topicHash);
    Personal &last = m_personal;
    if (last.form.size == 0 || last.extras != extras.data() || last.use != use || last.retain != retain) {
        mqtt::PublishHead own = head(true, retain);
        if (extras)
            own.identifiers = extras->identifiers;
        own.topicAlias = use.alias;
        if (use.isKnown)
            own.topic = {};
        last = {extras.data(), use, retain, write(own)};
    }
    sendForm(session, last.form, use.alias != 0 && !use.isKnown);
}

void Fanout::sendOrQueue(const Target &target, const ExtrasRef &extras, mqtt::QoS qos)
{
    Session &session = *target.session;
    QueuedMessage next{message(), qos, m_retain && target.retainAsPublished, true, extras};
    if (!fitsClient(target, extras)) {
        drop(session, DropCause::TooLarge, qos); // MQTT5-3.1.2-25: as if it had been sent
        return;
    }
    if (session.canSendNow()) {
        const InflightMessage &inflight = launch(m_state, session, std::move(next));
        if (isJournaled(session) && qos == mqtt::QoS::ExactlyOnce)
            sendOrHold(m_state, session, inflight, false);
        else
            sendInflight(m_state, session, inflight, body(), false);
    } else if (makeRoom(m_state, session, *m_message)) {
        enqueue(m_state, session, std::move(next));
        noteTrace(m_state, m_trace, session, TraceStep::Queued, qos);
        holdIfFilling(m_state, session, m_publisher, m_remotePublisher);
    } else {
        const bool byCount = session.queue.counted() >= m_state.limits().maxQueued;
        drop(session, byCount ? DropCause::QueueFull : DropCause::QueueBytes, qos);
        m_metFullQueue = true;
        return;
    }
    m_arrived = true;
}

} // namespace broker
