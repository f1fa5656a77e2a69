// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/brokeradmin.h"
#include "hub/brokerwatch.h"
#include "mqttserver/mqttserver.h"
#include "net/thread.h"

namespace hub {

/// The gateway's questions about the broker: asked in the broker's thread, answered in the service's, where history is
/// kept and answers are encoded, so that the broker's turn stays short. Any thread. What it refers to outlives it.
class BrokerAdministration final : public gateway::BrokerAdmin
{
public:
    struct Parts
    {
        const base::Clock &clock;
        mqttserver::MqttServer &mqtt;
        net::HubThread &brokerThread;
        net::HubThread &answerThread;
        BrokerWatch &watch; ///< lives in the answering thread
    };
    explicit BrokerAdministration(const Parts &parts)
        : m_parts(parts)
    {
    }

    base::Result<> figures(Answer<contract::BrokerFigures> answer) override;
    base::Result<> clients(contract::BrokerClientQuery query,
                           Answer<contract::BrokerPage<contract::BrokerClient>> answer) override;
    base::Result<> client(QString clientId, Answer<contract::BrokerClient> answer) override;
    base::Result<> kick(QString clientId, bool endSession, QString who, Done answer) override;
    base::Result<> bans(Answer<std::vector<contract::BrokerBan>> answer) override;
    base::Result<> ban(contract::BrokerBan ban, Done answer) override;
    base::Result<> liftBan(QString kind, QString what, Done answer) override;
    base::Result<> subscriptions(contract::BrokerSubscriptionQuery query,
                                 Answer<contract::BrokerPage<contract::BrokerSubscription>> answer) override;
    base::Result<> retained(contract::BrokerTopicQuery query,
                            Answer<contract::BrokerPage<contract::BrokerRetained>> answer) override;
    base::Result<> clearRetained(Clearing clearing, Answer<contract::BrokerRetainedCount> answer) override;
    base::Result<> topics(contract::BrokerTopicQuery query, Answer<contract::BrokerTopicPage> answer) override;
    base::Result<> history(contract::BrokerHistoryQuery query,
                           Answer<std::vector<contract::BrokerEvent>> answer) override;
    base::Result<> traces(contract::BrokerTopicQuery query,
                          Answer<contract::BrokerPage<contract::BrokerTrace>> answer) override;
    base::Result<> trace(qint64 id, Answer<contract::BrokerTrace> answer) override;
    base::Result<> tracesOf(qint64 event, QString epoch, Answer<std::vector<contract::BrokerTrace>> answer) override;
    base::Result<> traceFilters(Answer<std::vector<contract::BrokerTraceFilter>> answer) override;
    base::Result<> setTraceFilter(QString filter, std::chrono::seconds span, Done answer) override;

private:
    /// `ask(server)` in the broker's thread, `reply(its value)` in the answering one.
    template <typename Ask, typename Reply>
    base::Result<> ask(Ask ask, Reply reply);

    const Parts m_parts;
};

} // namespace hub
