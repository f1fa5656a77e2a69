// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/brokeradmin.h"

namespace support {

/// A broker that answers at once with one of each, and remembers what it was asked.
class FakeBroker final : public gateway::BrokerAdmin
{
public:
    base::Result<> figures(Answer<contract::BrokerFigures> answer) override
    {
        contract::BrokerFigures figures;
        figures.clientsConnected = 3;
        figures.dropped = {{QStringLiteral("queue_full"), 5}};
        figures.listeners = {{QStringLiteral("tcp"), 2}};
        answer(figures);
        return {};
    }
    base::Result<> clients(contract::BrokerClientQuery query,
                           Answer<contract::BrokerPage<contract::BrokerClient>> answer) override
    {
        clientQuery = query;
        answer(contract::BrokerPage<contract::BrokerClient>{{oneClient()}, 7});
        return {};
    }
    base::Result<> client(QString clientId, Answer<contract::BrokerClient> answer) override
    {
        if (clientId == oneClient().clientId)
            answer(oneClient());
        else
            answer(missing());
        return {};
    }
    base::Result<> kick(QString clientId, bool endSession, QString who, Done answer) override
    {
        if (clientId != oneClient().clientId) {
            answer(missing());
            return {};
        }
        done.append(QStringLiteral("kick %1 %2 by %3").arg(clientId).arg(endSession).arg(who));
        answer({});
        return {};
    }
    base::Result<> bans(Answer<std::vector<contract::BrokerBan>> answer) override
    {
        answer(std::vector<contract::BrokerBan>{lastBan});
        return {};
    }
    base::Result<> ban(contract::BrokerBan ban, Done answer) override
    {
        lastBan = ban;
        done.append(QStringLiteral("ban %1 %2 by %3").arg(ban.kind, ban.what, ban.by));
        answer({});
        return {};
    }
    base::Result<> liftBan(QString kind, QString what, Done answer) override
    {
        done.append(QStringLiteral("lift %1 %2").arg(kind, what));
        answer({});
        return {};
    }
    base::Result<> subscriptions(contract::BrokerSubscriptionQuery query,
                                 Answer<contract::BrokerPage<contract::BrokerSubscription>> answer) override
    {
        subscriptionQuery = query;
        contract::BrokerSubscription subscription;
        subscription.clientId = QStringLiteral("ESP32/001");
        subscription.filter = QStringLiteral("iot/#");
        answer(contract::BrokerPage<contract::BrokerSubscription>{{subscription}, 1});
        return {};
    }
    base::Result<> retained(contract::BrokerTopicQuery query,
                            Answer<contract::BrokerPage<contract::BrokerRetained>> answer) override
    {
        topicQuery = query;
        answer(contract::BrokerPage<contract::BrokerRetained>{
            {{QStringLiteral("a/b"), 1, 12, {1'000}, QStringLiteral("p")}}, 1});
        return {};
    }
    base::Result<> clearRetained(Clearing wanted, Answer<contract::BrokerRetainedCount> answer) override
    {
        clearing = wanted;
        if (wanted.expected && *wanted.expected != 2)
            answer(base::Error(base::ErrorCode::Conflict, QStringLiteral("2 messages are retained there now")));
        else
            answer(contract::BrokerRetainedCount{wanted.filter == u"none" ? 0 : 2, 20, !wanted.countOnly});
        return {};
    }
    base::Result<> topics(contract::BrokerTopicQuery query, Answer<contract::BrokerTopicPage> answer) override
    {
        topicQuery = query;
        contract::BrokerTopic topic;
        topic.topic = QStringLiteral("iot/1");
        topic.perSecond = 2.5;
        answer(contract::BrokerTopicPage{{{topic}, 1}, 1, 4, 5, 6});
        return {};
    }
    base::Result<> history(contract::BrokerHistoryQuery query,
                           Answer<std::vector<contract::BrokerEvent>> answer) override
    {
        historyQuery = query;
        contract::BrokerEvent event;
        event.number = 9;
        event.kind = QStringLiteral("disconnected");
        event.text = QStringLiteral("disconnected: keep-alive timeout");
        answer(std::vector<contract::BrokerEvent>{event});
        return {};
    }
    base::Result<> traces(contract::BrokerTopicQuery query,
                          Answer<contract::BrokerPage<contract::BrokerTrace>> answer) override
    {
        topicQuery = query;
        answer(contract::BrokerPage<contract::BrokerTrace>{{oneTrace()}, 1});
        return {};
    }
    base::Result<> trace(qint64 id, Answer<contract::BrokerTrace> answer) override
    {
        if (id == 17)
            answer(oneTrace());
        else
            answer(missing());
        return {};
    }
    base::Result<> tracesOf(qint64 event, QString epoch, Answer<std::vector<contract::BrokerTrace>> answer) override
    {
        done.append(QStringLiteral("traces of %1-%2").arg(epoch).arg(event));
        answer(std::vector<contract::BrokerTrace>{oneTrace()});
        return {};
    }
    base::Result<> traceFilters(Answer<std::vector<contract::BrokerTraceFilter>> answer) override
    {
        answer(std::vector<contract::BrokerTraceFilter>{{QStringLiteral("banco/#"), {}}});
        return {};
    }
    base::Result<> setTraceFilter(QString filter, std::chrono::seconds span, Done answer) override
    {
        done.append(QStringLiteral("trace %1 for %2 s").arg(filter).arg(span.count()));
        answer({});
        return {};
    }

    static contract::BrokerClient oneClient()
    {
        contract::BrokerClient client;
        client.clientId = QStringLiteral("ESP32/001");
        client.protocol = QStringLiteral("MQTT 3.1.1");
        client.connectedSince = base::UtcMs{1'000};
        client.dropped = {{QStringLiteral("expired"), 2}};
        return client;
    }
    static contract::BrokerTrace oneTrace()
    {
        contract::BrokerTrace trace;
        trace.id = 17;
        trace.topic = QStringLiteral("banco/transacciones");
        contract::BrokerTraceDelivery delivery;
        delivery.clientId = QStringLiteral("monitor");
        delivery.step = QStringLiteral("acknowledged");
        delivery.acknowledged = base::UtcMs{2'000};
        trace.list = {delivery};
        return trace;
    }
    static base::Error missing() { return {base::ErrorCode::NotFound, QStringLiteral("there is none")}; }

    contract::BrokerClientQuery clientQuery;
    contract::BrokerSubscriptionQuery subscriptionQuery;
    contract::BrokerTopicQuery topicQuery;
    contract::BrokerHistoryQuery historyQuery;
    Clearing clearing;
    contract::BrokerBan lastBan;
    QStringList done;
};

} // namespace support
