// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/administration.h"
#include "mqttserver/enginehost.h"

namespace mqttserver {

broker::Statistics Administration::statistics() const
{
    return m_host.engine().statistics();
}

broker::Part<broker::ClientInfo> Administration::clients(const broker::ClientQuery &query) const
{
    return m_host.engine().clients(query, m_host.now());
}

std::optional<broker::ClientInfo> Administration::client(const QByteArray &clientId) const
{
    return m_host.engine().client(clientId, m_host.now());
}

broker::Part<broker::SubscriptionEntry> Administration::subscriptions(const broker::SubscriptionQuery &query) const
{
    return m_host.engine().subscriptions(query);
}

broker::Part<broker::RetainedInfo> Administration::retained(const broker::RetainedQuery &query) const
{
    return m_host.engine().retained(query);
}

broker::RetainedSize Administration::retainedSize(const broker::RetainedQuery &query) const
{
    return m_host.engine().retainedSize(query);
}

broker::Part<broker::TopicInfo> Administration::topics(const broker::TopicQuery &query) const
{
    return m_host.engine().topics(query, m_host.now());
}

broker::TopicTotals Administration::topicTotals() const
{
    return m_host.engine().topicTotals();
}

broker::Part<broker::Trace> Administration::traces(const broker::TraceQuery &query) const
{
    return m_host.engine().traces(query);
}

std::optional<broker::Trace> Administration::trace(quint64 id) const
{
    return m_host.engine().trace(id);
}

std::vector<broker::TraceFilter> Administration::traceFilters() const
{
    return m_host.engine().traceFilters();
}

bool Administration::kick(const broker::KickClient &kick)
{
    if (!m_host.engine().client(kick.clientId))
        return false;
    m_host.give(kick);
    return true;
}

broker::RetainedSize Administration::clearRetained(const broker::RetainedQuery &query)
{
    return m_host.administer([&query](broker::ShardGroup &engine, broker::Instant now, broker::Actions &actions) {
        return engine.clearRetained(query, now, actions);
    });
}

void Administration::setTraceFilters(const std::vector<broker::TraceFilter> &filters)
{
    std::vector<broker::TraceFilter> timed = filters;
    std::erase_if(timed, [](const broker::TraceFilter &filter) { return !filter.until; });
    m_host.engine().setTraceFilters(std::move(timed));
}

} // namespace mqttserver
