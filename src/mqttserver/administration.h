// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/broker.h"

namespace mqttserver {

class EngineHost;

/// What an administrator asks of the running broker and does to it; see broker/queries.h. Made where it is needed
/// (MqttServer::administration), in the server's thread, and not kept.
class Administration
{
public:
    Administration(EngineHost &host, base::Monotonic uptime)
        : m_host(host)
        , m_uptime(uptime)
    {
    }

    base::Monotonic uptime() const { return m_uptime; }
    broker::Statistics statistics() const;
    broker::Part<broker::ClientInfo> clients(const broker::ClientQuery &query) const;
    std::optional<broker::ClientInfo> client(const QByteArray &clientId) const;
    broker::Part<broker::SubscriptionEntry> subscriptions(const broker::SubscriptionQuery &query) const;
    broker::Part<broker::RetainedInfo> retained(const broker::RetainedQuery &query) const;
    broker::RetainedSize retainedSize(const broker::RetainedQuery &query) const;
    broker::Part<broker::TopicInfo> topics(const broker::TopicQuery &query) const;
    broker::TopicTotals topicTotals() const;
    broker::Part<broker::Trace> traces(const broker::TraceQuery &query) const;
    std::optional<broker::Trace> trace(quint64 id) const;
    std::vector<broker::TraceFilter> traceFilters() const;

    /// False: there is neither a connection nor a session of this client.
    bool kick(const broker::KickClient &kick);
    broker::RetainedSize clearRetained(const broker::RetainedQuery &query);
    /// Those with a time; they take the place of the former ones.
    void setTraceFilters(const std::vector<broker::TraceFilter> &filters);

private:
    EngineHost &m_host;
    base::Monotonic m_uptime;
};

} // namespace mqttserver
