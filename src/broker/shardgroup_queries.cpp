// SPDX-License-Identifier: GPL-3.0-or-later
// What an administrator asks, of all shards together: each gives its first offset + limit items, in the order in which
// they are merged and cut.
#include "broker/shardgroup.h"
#include <map>
#include <numeric>

namespace broker {

namespace {

template <typename Query>
Query fromTheFirst(Query query)
{
    query.limit += query.offset;
    query.offset = 0;
    return query;
}

template <typename T>
void append(std::vector<T> &all, std::vector<T> &some)
{
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
}

template <typename T, typename Query, typename Before>
Part<T> merge(std::vector<Part<T>> parts, const Query &query, Before before)
{
    std::vector<T> all;
    qint64 total = 0;
    for (Part<T> &part : parts) {
        total += part.total;
        append(all, part.items);
    }
    Part<T> merged = cut(std::move(all), query, before);
    merged.total = total;
    return merged;
}

double keyOf(const ClientInfo &client, ClientSort sort)
{
    switch (sort) {
    case ClientSort::ClientId:
        return 0;
    case ClientSort::ConnectedSince:
        return double(client.connectedSince.value);
    case ClientSort::LastMessage:
        return double(client.lastMessage.value);
    case ClientSort::Queued:
        return double(client.queued);
    case ClientSort::Dropped:
        return double(std::accumulate(client.dropped.begin(), client.dropped.end(), quint64(0)));
    case ClientSort::MessagesIn:
        return double(client.messagesReceived);
    case ClientSort::MessagesOut:
        return double(client.messagesSent);
    case ClientSort::Rate:
        return client.messagesInPerSecond + client.messagesOutPerSecond;
    }
    Q_UNREACHABLE();
}

bool isBefore(const ClientInfo &a, const ClientInfo &b, ClientSort sort)
{
    const double keyA = keyOf(a, sort);
    const double keyB = keyOf(b, sort);
    return keyA != keyB ? keyA < keyB : a.clientId < b.clientId;
}

double keyOf(const TopicInfo &topic, TopicSort sort)
{
    switch (sort) {
    case TopicSort::Topic:
        return 0;
    case TopicSort::Messages:
        return double(topic.messages);
    case TopicSort::Rate:
        return topic.perSecond;
    case TopicSort::Bytes:
        return double(topic.bytes);
    case TopicSort::Last:
        return double(topic.last.value);
    }
    Q_UNREACHABLE();
}

bool isBefore(const TopicInfo &a, const TopicInfo &b, TopicSort sort)
{
    const double keyA = keyOf(a, sort);
    const double keyB = keyOf(b, sort);
    return keyA != keyB ? keyA < keyB : a.topic < b.topic;
}

/// The same topic may have been published to through several shards.
void add(TopicInfo &sum, const TopicInfo &other)
{
    sum.messages += other.messages;
    sum.bytes += other.bytes;
    sum.perSecond += other.perSecond;
    sum.bytesPerSecond += other.bytesPerSecond;
    if (other.last <= sum.last)
        return;
    sum.last = other.last;
    sum.publisher = other.publisher;
    sum.qos = other.qos;
    sum.retain = other.retain;
}

} // namespace

SavedState ShardGroup::savedState(Instant now) const
{
    SavedState all;
    const auto append = [](auto &to, auto &&from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    for (const auto &shard : m_shards) {
        SavedState part = shard->savedState(now);
        append(all.sessions, part.sessions);
        append(all.subscriptions, part.subscriptions);
        append(all.deliveries, part.deliveries);
        append(all.inbound, part.inbound);
        append(all.retained, part.retained);
        all.lastNumber = std::max(all.lastNumber, part.lastNumber);
    }
    std::sort(all.deliveries.begin(), all.deliveries.end(),
              [](const SavedDelivery &a, const SavedDelivery &b) { return a.number < b.number; });
    return all;
}

Statistics ShardGroup::statistics() const
{
    Statistics sum = m_shards.front()->statistics();
    for (size_t i = 1; i < m_shards.size(); ++i)
        sum += m_shards[i]->statistics();
    return sum;
}

std::vector<ClientInfo> ShardGroup::clients(bool withSubscriptions) const
{
    std::vector<ClientInfo> all;
    for (const auto &shard : m_shards) {
        std::vector<ClientInfo> some = shard->clients(withSubscriptions);
        append(all, some);
    }
    return all;
}

std::optional<ClientInfo> ShardGroup::client(const QByteArray &clientId) const
{
    return homeOf(clientId).client(clientId);
}

std::vector<RetainedInfo> ShardGroup::retained(QByteArrayView filter, int limit) const
{
    std::vector<RetainedInfo> all;
    for (const auto &shard : m_shards) {
        std::vector<RetainedInfo> some = shard->retained(filter, limit - static_cast<int>(all.size()));
        append(all, some);
    }
    return all;
}

Part<ClientInfo> ShardGroup::clients(const ClientQuery &query, Instant now) const
{
    std::vector<Part<ClientInfo>> parts;
    for (const auto &shard : m_shards)
        parts.push_back(shard->clients(fromTheFirst(query), now));
    return merge(std::move(parts), query, [&query](const ClientInfo &a, const ClientInfo &b) {
        return query.descending ? isBefore(b, a, query.sort) : isBefore(a, b, query.sort);
    });
}

std::optional<ClientInfo> ShardGroup::client(const QByteArray &clientId, Instant now) const
{
    return homeOf(clientId).client(clientId, now);
}

Part<SubscriptionEntry> ShardGroup::subscriptions(const SubscriptionQuery &query) const
{
    std::vector<Part<SubscriptionEntry>> parts;
    for (const auto &shard : m_shards)
        parts.push_back(shard->subscriptions(fromTheFirst(query)));
    return merge(std::move(parts), query, [](const SubscriptionEntry &a, const SubscriptionEntry &b) {
        return a.subscription.filter != b.subscription.filter ? a.subscription.filter < b.subscription.filter
                                                              : a.clientId < b.clientId;
    });
}

bool ShardGroup::hasSubscriptionsUnder(QByteArrayView levels) const
{
    return std::any_of(m_shards.begin(), m_shards.end(),
                       [levels](const auto &shard) { return shard->hasSubscriptionsUnder(levels); });
}

Part<RetainedInfo> ShardGroup::retained(const RetainedQuery &query) const
{
    std::vector<Part<RetainedInfo>> parts;
    for (const auto &shard : m_shards)
        parts.push_back(shard->retained(fromTheFirst(query)));
    return merge(std::move(parts), query,
                 [](const RetainedInfo &a, const RetainedInfo &b) { return a.topic < b.topic; });
}

RetainedSize ShardGroup::retainedSize(const RetainedQuery &query) const
{
    RetainedSize sum;
    for (const auto &shard : m_shards) {
        const RetainedSize size = shard->retainedSize(query);
        sum.count += size.count;
        sum.bytes += size.bytes;
    }
    return sum;
}

RetainedSize ShardGroup::clearRetained(const RetainedQuery &query, Instant now, Actions &actions)
{
    RetainedSize sum;
    for (const auto &shard : m_shards) {
        const RetainedSize size = shard->clearRetained(query, now, actions);
        sum.count += size.count;
        sum.bytes += size.bytes;
    }
    return sum;
}

Part<TopicInfo> ShardGroup::topics(const TopicQuery &query, Instant now) const
{
    if (size() == 1)
        return m_shards.front()->topics(query, now);
    TopicQuery whole = query; // sums decide the order, so nothing can be cut before
    whole.offset = 0;
    whole.limit = std::numeric_limits<qsizetype>::max();
    std::map<QByteArray, TopicInfo> sums;
    for (const auto &shard : m_shards) {
        for (TopicInfo &info : shard->topics(whole, now).items) {
            const auto [place, isNew] = sums.try_emplace(info.topic, info);
            if (!isNew)
                add(place->second, info);
        }
    }
    std::vector<TopicInfo> all;
    for (auto &[topic, info] : sums)
        all.push_back(std::move(info));
    Part<TopicInfo> part = cut(std::move(all), query, [&query](const TopicInfo &a, const TopicInfo &b) {
        return query.descending ? isBefore(b, a, query.sort) : isBefore(a, b, query.sort);
    });
    for (TopicInfo &info : part.items) {
        info.subscribers = 0;
        for (const auto &shard : m_shards)
            info.subscribers += shard->subscribers(info.topic);
    }
    return part;
}

/// `topics` counts one twice that came through two shards.
TopicTotals ShardGroup::topicTotals() const
{
    TopicTotals sum;
    for (const auto &shard : m_shards) {
        const TopicTotals totals = shard->topicTotals();
        sum.topics += totals.topics;
        sum.forgotten += totals.forgotten;
        sum.otherMessages += totals.otherMessages;
        sum.otherBytes += totals.otherBytes;
    }
    return sum;
}

Part<Trace> ShardGroup::traces(const TraceQuery &query) const
{
    if (size() == 1)
        return m_shards.front()->traces(query);
    std::vector<Part<Trace>> parts;
    for (const auto &shard : m_shards)
        parts.push_back(shard->traces(fromTheFirst(query)));
    return merge(std::move(parts), query,
                 [](const Trace &a, const Trace &b) { return a.at != b.at ? b.at < a.at : b.id < a.id; });
}

/// The id says which shard follows the message.
std::optional<Trace> ShardGroup::trace(quint64 id) const
{
    return m_shards[traceShard(id, size())]->trace(id);
}

std::vector<Trace> ShardGroup::takeChangedTraces(size_t limit)
{
    std::vector<Trace> all;
    for (const auto &shard : m_shards) {
        std::vector<Trace> taken = shard->takeChangedTraces(limit - all.size());
        all.insert(all.end(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    }
    return all;
}

std::vector<TraceFilter> ShardGroup::traceFilters() const
{
    return m_shards.front()->traceFilters();
}

void ShardGroup::setTraceFilters(const std::vector<TraceFilter> &filters)
{
    for (const auto &shard : m_shards)
        shard->setTraceFilters(filters);
}

} // namespace broker
