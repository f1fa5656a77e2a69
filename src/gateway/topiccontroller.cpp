// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/topiccontroller.h"
#include "gateway/brokeranswer.h"
#include "gateway/brokerquery.h"
#include "gateway/jsonbody.h"
#include "mqtt/topic.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using auth::Permission;
using base::Error;
using base::ErrorCode;

constexpr qint64 longestTraceMinutes = 24 * 60;

bool maySeeOnlyOthers(const Exchange &exchange, Permission permission)
{
    return !auth::mayDo(*exchange.principal, permission);
}

} // namespace

void TopicController::add(Router &router, const QByteArray &method, const QString &path, auth::Permission needs,
                          Handler handler)
{
    addBrokerRoute(router, {method, path, needs, {}}, this, m_broker, handler);
}

void TopicController::addRoutes(Router &router)
{
    using Self = TopicController;
    add(router, "GET", u"/subscriptions"_s, Permission::BrokerRead, &Self::subscriptions);
    add(router, "GET", u"/retained"_s, Permission::BrokerRead, &Self::retained);
    add(router, "DELETE", u"/retained"_s, Permission::BrokerRetained, &Self::deleteRetained);
    add(router, "POST", u"/retained/clear"_s, Permission::BrokerRetained, &Self::clearRetained);
    add(router, "GET", u"/topics"_s, Permission::BrokerRead, &Self::topics);
    add(router, "GET", u"/traces"_s, Permission::BrokerRead, &Self::traces);
    add(router, "GET", u"/traces/{}"_s, Permission::BrokerRead, &Self::trace);
    add(router, "GET", u"/trace-filters"_s, Permission::BrokerRead, &Self::traceFilters);
    add(router, "POST", u"/trace-filters"_s, Permission::BrokerAct, &Self::setTraceFilter);
}

Outcome TopicController::subscriptions(Exchange &exchange)
{
    auto query = brokerSubscriptionQuery(exchange.target);
    if (!query)
        return refused(query.error(), exchange);
    auto answer = pageOf<contract::BrokerPage<contract::BrokerSubscription>>(exchange, *query);
    return asked(m_broker->subscriptions(std::move(*query), std::move(answer)), exchange);
}

Outcome TopicController::retained(Exchange &exchange)
{
    auto query = brokerTopicQuery(exchange, {u"topic"_s});
    if (!query)
        return refused(query.error(), exchange);
    auto answer = pageOf<contract::BrokerPage<contract::BrokerRetained>>(exchange, *query);
    return asked(m_broker->retained(std::move(*query), std::move(answer)), exchange);
}

/// `?topic=`: one message; 404 when there is none.
Outcome TopicController::deleteRetained(Exchange &exchange)
{
    BrokerAdmin::Clearing clearing;
    clearing.filter = exchange.target.queryValue(u"topic");
    if (!mqtt::isValidTopicName(clearing.filter.toUtf8()))
        return refused({ErrorCode::InvalidArgument, u"topic: the name of a topic is needed"_s}, exchange);
    clearing.withoutBank = maySeeOnlyOthers(exchange, Permission::BrokerRetainedBank);
    clearing.countOnly = false;
    const auto answer = [responder = exchange.responder](base::Result<contract::BrokerRetainedCount> result) {
        if (result && result->count == 0)
            responder.fail({ErrorCode::NotFound, u"no message is retained there"_s});
        else if (result)
            responder.send(jsonResponse(200, contract::toJson(*result)));
        else
            responder.fail(result.error());
    };
    return asked(m_broker->clearRetained(std::move(clearing), answer), exchange);
}

/// `{filter, preview, expected}`: counts first, deletes when asked to.
Outcome TopicController::clearRetained(Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error(), exchange);
    contract::JsonFields fields(*json);
    BrokerAdmin::Clearing clearing;
    clearing.filter = fields.text("filter"_L1);
    clearing.countOnly = fields.booleanOr("preview"_L1, true);
    if (!fields.isAbsent("expected"_L1))
        clearing.expected = fields.integer("expected"_L1);
    if (auto ok = fields.result(); !ok)
        return refused(ok.error(), exchange);
    if (const auto filter = checkedFilter(clearing.filter); !filter)
        return refused(filter.error(), exchange);
    clearing.withoutBank = maySeeOnlyOthers(exchange, Permission::BrokerRetainedBank);
    return asked(m_broker->clearRetained(std::move(clearing), answerOf<contract::BrokerRetainedCount>(exchange)),
                 exchange);
}

Outcome TopicController::topics(Exchange &exchange)
{
    auto query = brokerTopicQuery(exchange, {u"topic"_s, u"messages"_s, u"rate"_s, u"bytes"_s, u"last"_s});
    if (!query)
        return refused(query.error(), exchange);
    auto answer = pageOf<contract::BrokerTopicPage>(exchange, *query);
    return asked(m_broker->topics(std::move(*query), std::move(answer)), exchange);
}

Outcome TopicController::traces(Exchange &exchange)
{
    auto query = brokerTopicQuery(exchange, {u"newest"_s});
    if (!query)
        return refused(query.error(), exchange);
    auto answer = pageOf<contract::BrokerPage<contract::BrokerTrace>>(exchange, *query);
    return asked(m_broker->traces(std::move(*query), std::move(answer)), exchange);
}

Outcome TopicController::trace(Exchange &exchange)
{
    bool isNumber = false;
    const qint64 id = exchange.captured.at(0).toLongLong(&isNumber);
    if (!isNumber)
        return refused({ErrorCode::NotFound, u"there is no such trace"_s}, exchange);
    const bool withoutBank = maySeeOnlyOthers(exchange, Permission::BankRead);
    const auto answer = [responder = exchange.responder, withoutBank](base::Result<contract::BrokerTrace> result) {
        if (result && withoutBank && result->topic.startsWith(u"banco/"_s))
            responder.fail({ErrorCode::NotFound, u"there is no such trace"_s});
        else if (result)
            responder.send(jsonResponse(200, contract::toJson(*result)));
        else
            responder.fail(result.error());
    };
    return asked(m_broker->trace(id, answer), exchange);
}

Outcome TopicController::traceFilters(Exchange &exchange)
{
    return asked(m_broker->traceFilters(answerOf<std::vector<contract::BrokerTraceFilter>>(exchange)), exchange);
}

/// `{filter, minutes}`: 0 ends it.
Outcome TopicController::setTraceFilter(Exchange &exchange)
{
    const auto json = jsonBody(exchange.request);
    if (!json)
        return refused(json.error(), exchange);
    contract::JsonFields fields(*json);
    const QString text = fields.text("filter"_L1);
    const qint64 minutes = fields.integer("minutes"_L1);
    if (minutes < 0 || minutes > longestTraceMinutes)
        fields.fail(u"minutes: a number from 0 to %1 is needed"_s.arg(longestTraceMinutes));
    if (auto ok = fields.result(); !ok)
        return refused(ok.error(), exchange);
    auto filter = checkedFilter(text);
    if (!filter)
        return refused(filter.error(), exchange);
    return asked(m_broker->setTraceFilter(std::move(*filter), std::chrono::minutes(minutes), doneOf(exchange)),
                 exchange);
}

} // namespace gateway
