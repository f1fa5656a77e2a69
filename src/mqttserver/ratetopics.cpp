// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/ratetopics.h"
#include "mqtt/topic.h"

namespace mqttserver {

namespace {

constexpr QByteArrayView root = "$SYS/broker/rates";
constexpr qsizetype busiest = 500;
constexpr qsizetype maxFilters = 1'000;

using Messages = std::vector<broker::PublishInternal>;

/// Collects what one of the filters asks for.
class Round
{
public:
    explicit Round(const broker::ShardGroup &engine)
    {
        broker::SubscriptionQuery query;
        query.text = root.toByteArray();
        query.limit = maxFilters;
        for (const broker::SubscriptionEntry &entry : engine.subscriptions(query).items) {
            if (entry.connected)
                m_filters.push_back(entry.subscription.filter);
        }
    }

    void say(const QByteArray &topic, double perSecond)
    {
        const QByteArray whole = root.toByteArray() + '/' + topic;
        if (!mqtt::isValidTopicName(whole) || std::none_of(m_filters.begin(), m_filters.end(), [&whole](const auto &f) {
                return mqtt::matches(mqtt::splitShared(f).filter, whole);
            }))
            return;
        broker::PublishInternal publish;
        publish.topic = base::Bytes::copyOf(whole);
        publish.payload = base::Bytes::copyOf(QByteArray::number(perSecond, 'f', 1));
        m_messages.push_back(std::move(publish));
    }
    Messages take() { return std::move(m_messages); }

private:
    std::vector<QByteArray> m_filters;
    Messages m_messages;
};

} // namespace

Messages rateTopics(const broker::ShardGroup &engine, broker::Instant now)
{
    if (!engine.hasSubscriptionsUnder(root))
        return {};
    Round round(engine);
    broker::ClientQuery clients;
    clients.state = broker::ClientState::Connected;
    clients.sort = broker::ClientSort::Rate;
    clients.descending = true;
    clients.limit = busiest;
    for (const broker::ClientInfo &client : engine.clients(clients, now).items) {
        round.say("clients/" + client.clientId + "/received", client.messagesInPerSecond);
        round.say("clients/" + client.clientId + "/sent", client.messagesOutPerSecond);
    }
    broker::TopicQuery topics;
    topics.sort = broker::TopicSort::Rate;
    topics.descending = true;
    topics.limit = busiest;
    for (const broker::TopicInfo &info : engine.topics(topics, now).items)
        round.say("topics/" + info.topic, info.perSecond);
    return round.take();
}

} // namespace mqttserver
