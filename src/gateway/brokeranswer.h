// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/bankjson.h"
#include "contract/brokerjson.h"
#include "gateway/brokeradmin.h"
#include "gateway/exchange.h"
#include "gateway/problemresponse.h"

/// How the broker's answers become responses; for its controllers.
namespace gateway {

/// 200 with the value as JSON, or the problem.
template <typename T>
BrokerAdmin::Answer<T> answerOf(const Exchange &exchange)
{
    return [responder = exchange.responder](base::Result<T> result) {
        if (result)
            responder.send(jsonResponse(200, contract::toJson(*result)));
        else
            responder.fail(result.error());
    };
}

/// Where the next page of a list begins, when there is more of it.
template <typename T>
void setNext(contract::BrokerPage<T> &page, const contract::BrokerListQuery &query)
{
    const qint64 end = query.offset + static_cast<qint64>(page.items.size());
    if (!page.items.empty() && end < page.total)
        page.next = end;
}
inline void setNext(contract::BrokerTopicPage &page, const contract::BrokerListQuery &query)
{
    setNext(page.page, query);
}

/// 200 with one page of a list as JSON, or the problem.
template <typename Page>
BrokerAdmin::Answer<Page> pageOf(const Exchange &exchange, const contract::BrokerListQuery &query)
{
    return [responder = exchange.responder, query](base::Result<Page> result) {
        if (!result) {
            responder.fail(result.error());
            return;
        }
        setNext(*result, query);
        responder.send(jsonResponse(200, contract::toJson(*result)));
    };
}

/// 204, or the problem.
inline BrokerAdmin::Done doneOf(const Exchange &exchange)
{
    return [responder = exchange.responder](base::Result<> result) {
        if (!result) {
            responder.fail(result.error());
            return;
        }
        web::HttpResponse response;
        response.status = 204;
        responder.send(std::move(response));
    };
}

inline Outcome refused(const base::Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

/// Nothing when the answer will come.
inline Outcome asked(const base::Result<> &taken, const Exchange &exchange)
{
    return taken ? Outcome() : refused(taken.error(), exchange);
}

/// A route about the broker, answered by a member of `self`; 503 while `broker` is null.
template <typename Controller>
void addBrokerRoute(Router &router, Route route, Controller *self, const BrokerAdmin *broker,
                    Outcome (Controller::*handler)(Exchange &))
{
    route.pattern.prepend(QLatin1StringView("/api/v1/broker"));
    route.handler = [self, broker, handler](Exchange &exchange) -> Outcome {
        if (broker)
            return (self->*handler)(exchange);
        return refused({base::ErrorCode::Unavailable, QStringLiteral("the broker does not run")}, exchange);
    };
    router.add(std::move(route));
}

} // namespace gateway
