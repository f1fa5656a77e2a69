// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/banlist.h"
#include "broker/clienthistory.h"
#include "broker/queries.h"
#include "broker/trace.h"
#include "contract/brokervalues.h"

/// The broker's own values as the API's, and the API's questions as the broker's: the rooms `broker` and `contract` do
/// not know each other.
namespace hub {

contract::BrokerFigures figuresForm(const broker::Statistics &statistics);
contract::BrokerClient clientForm(const broker::ClientInfo &info);
contract::BrokerSubscription subscriptionForm(const broker::SubscriptionEntry &entry);
contract::BrokerRetained retainedForm(const broker::RetainedInfo &info);
contract::BrokerTopic topicForm(const broker::TopicInfo &info);
contract::BrokerEvent eventForm(const broker::HistoryEvent &event);
/// `withList`: each delivery, or their numbers alone.
contract::BrokerTrace traceForm(const broker::Trace &trace, bool withList);
contract::BrokerTraceFilter traceFilterForm(const broker::TraceFilter &filter);
contract::BrokerBan banForm(const broker::Ban &ban);
/// Empty for an unknown word.
std::optional<broker::BanKind> banKindOf(const QString &word);

broker::ClientQuery queryOf(const contract::BrokerClientQuery &query);
broker::SubscriptionQuery queryOf(const contract::BrokerSubscriptionQuery &query);
broker::TopicQuery topicQueryOf(const contract::BrokerTopicQuery &query);
broker::RetainedQuery retainedQueryOf(const contract::BrokerTopicQuery &query);
broker::TraceQuery traceQueryOf(const contract::BrokerTopicQuery &query);

template <typename T, typename Form>
auto pageForm(const broker::Part<T> &part, Form form)
{
    contract::BrokerPage<decltype(form(part.items.front()))> page;
    page.total = part.total;
    for (const T &item : part.items)
        page.items.push_back(form(item));
    return page;
}

} // namespace hub
