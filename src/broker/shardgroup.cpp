// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/shardgroup.h"
#include <QHash>

namespace broker {

namespace {

template <typename Number>
Number share(Number limit, quint32 shards)
{
    const auto count = static_cast<Number>(shards);
    return limit / count + (limit % count == 0 ? 0 : 1);
}

/// What one shard of several may hold; one alone has all, and keeps its number.
Settings settingsOf(const Settings &all, quint32 shard, quint32 shards)
{
    Settings settings = all;
    if (shards == 1)
        return settings;
    settings.shard = shard;
    settings.shards = shards;
    settings.limits.maxSessions = share(all.limits.maxSessions, shards);
    settings.limits.maxRetained = share(all.limits.maxRetained, shards);
    settings.limits.maxRetainedBytes = share(all.limits.maxRetainedBytes, shards);
    settings.limits.maxTopicsCounted = share(all.limits.maxTopicsCounted, shards);
    settings.traceLimits.traces = share(all.traceLimits.traces, shards);
    settings.traceLimits.deliveriesInAll = share(all.traceLimits.deliveriesInAll, shards);
    return settings;
}

} // namespace

ShardGroup::ShardGroup(const Settings &settings, std::shared_ptr<const Authorizer> authorizer)
    : m_map{std::clamp(settings.shards, quint32(1), maxShards), settings.idSeed}
{
    Settings common = settings;
    if (!common.journalNumbers)
        common.journalNumbers = std::make_shared<JournalNumbers>();
    for (quint32 shard = 0; shard < m_map.shards; ++shard)
        m_shards.push_back(std::make_unique<Broker>(settingsOf(common, shard, m_map.shards), authorizer));
}

ShardGroup::~ShardGroup() = default;

quint32 ShardGroup::shardOf(ConnectionId connection) const
{
    return connection.index < m_places.size() ? m_places[connection.index] : 0;
}

Broker &ShardGroup::homeOf(const QByteArray &clientId) const
{
    return *m_shards[m_map.ownerOf(clientId)];
}

/// Before CONNECT nobody knows where its session lives: any shard receives it, here in turn.
void ShardGroup::spread(const ConnectionOpened &event, Instant now, Actions &actions)
{
    const quint32 index = event.connection.index;
    if (index >= m_places.size())
        m_places.resize(index + size_t(1));
    m_places[index] = index % size();
    of(event.connection).handle(event, now, actions);
}

/// Where the topic is retained, which knows whether it has changed: so each topic stays in order.
void ShardGroup::spread(const PublishInternal &event, Instant now, Actions &actions)
{
    m_shards[m_map.ownerOf(event.topic.view())]->handle(event, now, actions);
}

/// Through one shard, with which its cursor goes.
void ShardGroup::spread(const PublishLogged &event, Instant now, Actions &actions)
{
    m_shards.front()->handle(event, now, actions);
}

/// To each shard what lives there; the places are recomputed at every start.
void ShardGroup::spread(const Restore &event, Instant now, Actions &actions)
{
    std::vector<Restore> parts(m_shards.size());
    QHash<quint64, quint32> homes;
    for (const SavedSession &session : event.state.sessions) {
        const quint32 home = m_map.ownerOf(session.clientId);
        homes.insert(session.number, home);
        parts[home].state.sessions.push_back(session);
    }
    for (const SavedSubscription &subscription : event.state.subscriptions)
        parts[homes.value(subscription.session)].state.subscriptions.push_back(subscription);
    for (const SavedDelivery &delivery : event.state.deliveries)
        parts[homes.value(delivery.session)].state.deliveries.push_back(delivery);
    for (const SavedInbound &inbound : event.state.inbound)
        parts[homes.value(inbound.session)].state.inbound.push_back(inbound);
    for (const MessageRef &message : event.state.retained)
        parts[m_map.ownerOf(message->topic.view())].state.retained.push_back(message);
    for (const Trace &trace : event.state.traces)
        parts[traceShard(trace.id, size())].state.traces.push_back(trace);
    for (size_t shard = 0; shard < parts.size(); ++shard) {
        parts[shard].state.lastNumber = event.state.lastNumber;
        m_shards[shard]->handle(parts[shard], now, actions);
    }
}

void ShardGroup::spread(const KickClient &event, Instant now, Actions &actions)
{
    homeOf(event.clientId).handle(event, now, actions);
}

void ShardGroup::settle(Instant now, Actions &actions)
{
    for (;;) {
        for (Forward &forward : actions.forwards())
            m_waiting.pushBack(std::move(forward));
        actions.forwards().clear();
        if (m_waiting.isEmpty())
            return;
        Forward next = std::move(m_waiting.front());
        m_waiting.popFront();
        if (const auto *moved = std::get_if<ConnectionMoved>(&next.message))
            m_places[moved->connection->id.index] = next.shard;
        m_shards[next.shard]->handle(next.message, now, actions);
    }
}

void ShardGroup::countSlowConsumerDrop(ConnectionId connection, quint64 messages)
{
    of(connection).countSlowConsumerDrop(connection, messages);
}

void ShardGroup::setAuthorizer(std::shared_ptr<const Authorizer> authorizer)
{
    for (const auto &shard : m_shards)
        shard->setAuthorizer(authorizer);
}

} // namespace broker
