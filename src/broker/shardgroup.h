// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/broker.h"
#include "broker/ringqueue.h"
#include "broker/shardmap.h"
#include <vector>

namespace broker {

/// The broker that a host talks to: one shard or several, behind the face of one. What shards want of each other is
/// carried out within the call, on the calling thread, in the order in which it was asked, until all is quiet; so a
/// host sees no difference. With one shard every call goes straight to it.
///
/// Settings::shards says how many. Limits that count what the whole broker holds (sessions, retained messages, counted
/// topics, traces) are divided among them, rounded up.
class ShardGroup
{
public:
    ShardGroup(const Settings &settings, std::shared_ptr<const Authorizer> authorizer);
    ~ShardGroup();
    ShardGroup(const ShardGroup &) = delete;
    ShardGroup &operator=(const ShardGroup &) = delete;

    /// Any event of events.h, as Broker::handle().
    template <typename Event>
    void handle(const Event &event, Instant now, Actions &actions)
    {
        if (m_shards.size() == 1) [[likely]]
            m_shards.front()->handle(event, now, actions);
        else
            handleByMany(event, now, actions);
    }

    // As the calls of Broker; see there.
    void countSlowConsumerDrop(ConnectionId connection, quint64 messages);
    mqtt::DecodeOptions decodeOptions(ConnectionId connection) const
    {
        return of(connection).decodeOptions(connection);
    }
    bool isHeld(ConnectionId connection) const { return of(connection).isHeld(connection); }
    QByteArray clientOf(ConnectionId connection) const { return of(connection).clientOf(connection); }
    void setAuthorizer(std::shared_ptr<const Authorizer> authorizer);

    SavedState savedState(Instant now) const;

    Statistics statistics() const;
    std::vector<ClientInfo> clients(bool withSubscriptions = false) const;
    std::optional<ClientInfo> client(const QByteArray &clientId) const;
    std::vector<RetainedInfo> retained(QByteArrayView filter, int limit) const;

    Part<ClientInfo> clients(const ClientQuery &query, Instant now) const;
    std::optional<ClientInfo> client(const QByteArray &clientId, Instant now) const;
    Part<SubscriptionEntry> subscriptions(const SubscriptionQuery &query) const;
    bool hasSubscriptionsUnder(QByteArrayView levels) const;
    Part<RetainedInfo> retained(const RetainedQuery &query) const;
    RetainedSize retainedSize(const RetainedQuery &query) const;
    Part<TopicInfo> topics(const TopicQuery &query, Instant now) const;
    TopicTotals topicTotals() const;
    Part<Trace> traces(const TraceQuery &query) const;
    std::optional<Trace> trace(quint64 id) const;
    std::vector<Trace> takeChangedTraces(size_t limit);
    std::vector<TraceFilter> traceFilters() const;
    void setTraceFilters(const std::vector<TraceFilter> &filters);
    RetainedSize clearRetained(const RetainedQuery &query, Instant now, Actions &actions);

    quint32 size() const { return static_cast<quint32>(m_shards.size()); }

private:
    using Shards = std::vector<std::unique_ptr<Broker>>;

    Broker &of(ConnectionId connection) const
    {
        return m_shards.size() == 1 ? *m_shards.front() : *m_shards[shardOf(connection)];
    }
    quint32 shardOf(ConnectionId connection) const;
    Broker &homeOf(const QByteArray &clientId) const;

    template <typename Event>
    void handleByMany(const Event &event, Instant now, Actions &actions)
    {
        spread(event, now, actions);
        settle(now, actions);
    }
    /// Carries out what shards want of each other, until all is quiet.
    void settle(Instant now, Actions &actions);

    /// An event about one connection.
    template <typename Event>
    void spread(const Event &event, Instant now, Actions &actions)
    {
        of(event.connection).handle(event, now, actions);
    }
    void spread(const ConnectionOpened &event, Instant now, Actions &actions);
    void spread(const PublishInternal &event, Instant now, Actions &actions);
    void spread(const PublishLogged &event, Instant now, Actions &actions);
    void spread(const Restore &event, Instant now, Actions &actions);
    void spread(const KickClient &event, Instant now, Actions &actions);
    void spread(const Tick &event, Instant now, Actions &actions) { toAll(event, now, actions); }
    void spread(const Persisted &event, Instant now, Actions &actions) { toAll(event, now, actions); }
    void spread(const Shutdown &event, Instant now, Actions &actions) { toAll(event, now, actions); }
    template <typename Event>
    void toAll(const Event &event, Instant now, Actions &actions)
    {
        for (const auto &shard : m_shards)
            shard->handle(event, now, actions);
    }

    ShardMap m_map;
    Shards m_shards;
    RingQueue<Forward> m_waiting;
    std::vector<quint32> m_places; ///< the shard of each connection, by its index; of several shards
};

} // namespace broker
