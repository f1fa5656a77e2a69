// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "contract/brokervalues.h"
#include <chrono>
#include <functional>

namespace gateway {

/// Port: the embedded broker, seen and steered. Filled by hub/adapters. All calls return at once; the answer comes
/// later, exactly once, on a thread of the implementation's choosing. A returned Error (Busy, Unavailable) means that
/// the callback will not be called.
class BrokerAdmin
{
public:
    template <typename T>
    using Answer = std::function<void(base::Result<T>)>;
    using Done = std::function<void(base::Result<>)>;

    virtual ~BrokerAdmin() = default;

    virtual base::Result<> figures(Answer<contract::BrokerFigures> answer) = 0;
    /// `sort`: client_id, connected_since, last_message, queued, dropped, messages_in, messages_out, rate.
    virtual base::Result<> clients(contract::BrokerClientQuery query,
                                   Answer<contract::BrokerPage<contract::BrokerClient>> answer) = 0;
    /// NotFound for an unknown client.
    virtual base::Result<> client(QString clientId, Answer<contract::BrokerClient> answer) = 0;
    /// Ends its connection and, if wished, its session. NotFound when there is neither. `who`: for the history.
    virtual base::Result<> kick(QString clientId, bool endSession, QString who, Done answer) = 0;

    /// In force, the newest first.
    virtual base::Result<> bans(Answer<std::vector<contract::BrokerBan>> answer) = 0;
    /// Keeps a client, user or address out until `ban.until` (none: until it is lifted) and ends what it has open.
    /// InvalidArgument for an unknown kind, an empty value or a time that has passed.
    virtual base::Result<> ban(contract::BrokerBan ban, Done answer) = 0;
    /// NotFound when there is none.
    virtual base::Result<> liftBan(QString kind, QString what, Done answer) = 0;

    virtual base::Result<> subscriptions(contract::BrokerSubscriptionQuery query,
                                         Answer<contract::BrokerPage<contract::BrokerSubscription>> answer) = 0;
    virtual base::Result<> retained(contract::BrokerTopicQuery query,
                                    Answer<contract::BrokerPage<contract::BrokerRetained>> answer) = 0;
    /// What `filter` (a topic's name is one too) covers: counted, or deleted too. Subscribers are told nothing. With
    /// `expected`: Conflict when another number is there now than was previewed.
    struct Clearing
    {
        QString filter;
        bool withoutBank = true;
        bool countOnly = true;
        std::optional<qint64> expected;
    };
    virtual base::Result<> clearRetained(Clearing clearing, Answer<contract::BrokerRetainedCount> answer) = 0;
    /// `sort`: topic, messages, rate, bytes, last.
    virtual base::Result<> topics(contract::BrokerTopicQuery query, Answer<contract::BrokerTopicPage> answer) = 0;

    /// Newest first.
    virtual base::Result<> history(contract::BrokerHistoryQuery query,
                                   Answer<std::vector<contract::BrokerEvent>> answer) = 0;

    virtual base::Result<> traces(contract::BrokerTopicQuery query,
                                  Answer<contract::BrokerPage<contract::BrokerTrace>> answer) = 0;
    virtual base::Result<> trace(qint64 id, Answer<contract::BrokerTrace> answer) = 0;
    /// With lists, the earliest first: what one event of the hub's log has caused.
    virtual base::Result<> tracesOf(qint64 event, QString epoch, Answer<std::vector<contract::BrokerTrace>> answer) = 0;
    virtual base::Result<> traceFilters(Answer<std::vector<contract::BrokerTraceFilter>> answer) = 0;
    /// For a while; zero ends it. The filters of the settings stay. LimitExceeded beyond a hundred.
    virtual base::Result<> setTraceFilter(QString filter, std::chrono::seconds span, Done answer) = 0;
};

} // namespace gateway
