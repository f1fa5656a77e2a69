// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/brokeradmin.h"
#include "gateway/router.h"

namespace gateway {

/// The broker's topics (docs/api.md "Broker"): subscriptions, retained messages, statistics, traces. As
/// BrokerController.
class TopicController
{
public:
    /// Null: every route answers 503.
    explicit TopicController(BrokerAdmin *broker)
        : m_broker(broker)
    {
    }
    void addRoutes(Router &router);

private:
    using Handler = Outcome (TopicController::*)(Exchange &);
    void add(Router &router, const QByteArray &method, const QString &path, auth::Permission needs, Handler handler);

    Outcome subscriptions(Exchange &exchange);
    Outcome retained(Exchange &exchange);
    Outcome deleteRetained(Exchange &exchange);
    Outcome clearRetained(Exchange &exchange);
    Outcome topics(Exchange &exchange);
    Outcome traces(Exchange &exchange);
    Outcome trace(Exchange &exchange);
    Outcome traceFilters(Exchange &exchange);
    Outcome setTraceFilter(Exchange &exchange);

    BrokerAdmin *m_broker;
};

} // namespace gateway
