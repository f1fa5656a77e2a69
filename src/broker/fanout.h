// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/delivery.h"
#include "broker/routecache.h"
#include <array>
#include <span>

namespace broker {

/// One publication going to many sessions: what they share is made once, and only when the first of them needs it. For
/// QoS 0 that is the whole packet, one for each form of it (version, retain flag); for QoS 1 and 2 the payload and the
/// kept message.
class Fanout
{
public:
    /// `entry`: the topic's place in the route cache.
    Fanout(State &state, const Publication &publication, const RouteCache::Entry &entry, quint64 trace)
        : m_state(state)
        , m_trace(trace)
        , m_topicHash(entry.hash)
        , m_topic(publication.topic)
        , m_payload(publication.payload)
        , m_qos(publication.qos)
        , m_retain(publication.retain)
        , m_publisher(publication.publisher)
        , m_properties(publication.properties.get())
    {
    }
    /// Of a message that has been kept. Must outlive it.
    Fanout(State &state, const MessageRef &message)
        : m_state(state)
        , m_trace(message->trace)
        , m_topicHash(TopicTable::hashOf(message->topic.view()))
        , m_topic(message->topic)
        , m_payload(message->payload)
        , m_qos(message->qos)
        , m_retain(message->retain)
        , m_message(message)
    {
    }

    /// The target's audience is the caller's to look at. `extras` are the target's, in most cases null.
    void deliver(const Target &target, const ExtrasRef &extras);
    /// One of the members that take turns.
    void deliverShared(ShareGroup &group, std::span<const Target> members, const std::vector<ExtrasRef> &extras);
    /// This member, whom the group's owner has chosen. False: it does not meet the demand, and nothing was done.
    bool deliverIf(ShareDemand demand, const Target &member, const ExtrasRef &extras);
    /// The message as it is kept: copied out of the read block, unless it is large enough to be most of it.
    const MessageRef &message();
    quint64 trace() const { return m_trace; }
    const Session *publisher() const { return m_publisher; }
    /// Of one that comes from another shard: whom to hold when a queue fills.
    void setRemotePublisher(const Session::Holds::Publisher &publisher) { m_remotePublisher = publisher; }

    /// What has become of it so far.
    bool hasArrived() const { return m_arrived; }
    bool hasMetFullQueue() const { return m_metFullQueue; }
    Outcome outcome() const { return {m_arrived, m_metFullQueue, false}; }

private:
    /// A QoS 0 packet that several receive.
    struct Form
    {
        qsizetype size = 0; ///< of its head; 0: not made yet
        quint32 offset = 0;
    };
    /// How the last receiver with extras or aliases had it: the next one has it likely the same way.
    struct Personal
    {
        const DeliveryExtras *extras = nullptr;
        AliasTable::Use use;
        bool retain = false;
        Form form;
    };

    void sendOnce(const Target &target, const ExtrasRef &extras);
    void sendPersonally(Session &session, const ExtrasRef &extras, bool retain);
    void sendOrQueue(const Target &target, const ExtrasRef &extras, mqtt::QoS qos);
    void sendForm(Session &session, const Form &form, bool mustArrive);
    bool hasRoomForAlias(const Session &session, const ExtrasRef &extras);
    bool fitsClient(const Target &target, const ExtrasRef &extras);
    Form write(const mqtt::PublishHead &head);
    mqtt::PublishHead head(bool isV5, bool retain);
    QByteArrayView encodedProperties();
    quint32 body();
    void drop(Session &session, DropCause cause, mqtt::QoS qos);
    enum class Fitness : quint8;
    Fitness fitnessOf(const Target &member, const ExtrasRef &extras);
    bool meets(const Target &member, const ExtrasRef &extras, ShareDemand demand);

    State &m_state;
    quint64 m_trace; ///< 0: not followed
    size_t m_topicHash;
    const base::Bytes &m_topic;
    const base::Bytes &m_payload;
    mqtt::QoS m_qos;
    bool m_retain;
    bool m_hasBody = false;
    bool m_hasEncoded = false;
    bool m_arrived = false;
    bool m_metFullQueue = false;
    quint32 m_body = 0;
    const Session *m_publisher = nullptr;
    Session::Holds::Publisher m_remotePublisher{};
    const mqtt::Properties *m_properties = nullptr;
    MessageRef m_message;
    QByteArray m_encoded;
    std::array<Form, 4> m_forms; ///< by version (MQTT 5 or not) and retain flag
    Personal m_personal;
};

} // namespace broker
