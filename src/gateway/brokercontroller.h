// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/brokeradmin.h"
#include "gateway/router.h"

namespace gateway {

/// The broker's clients (docs/api.md "Broker"): figures, lists, one client, its history, ending and banning. Lives in
/// the gateway's thread and must outlive its routes; the port must outlive it. Answers are encoded on the port's
/// thread.
class BrokerController
{
public:
    /// Null: every route answers 503.
    explicit BrokerController(BrokerAdmin *broker)
        : m_broker(broker)
    {
    }
    void addRoutes(Router &router);

private:
    using Handler = Outcome (BrokerController::*)(Exchange &);
    void add(Router &router, const QByteArray &method, const QString &path, auth::Permission needs, Handler handler);

    Outcome figures(Exchange &exchange);
    Outcome clients(Exchange &exchange);
    Outcome client(Exchange &exchange);
    Outcome kick(Exchange &exchange);
    Outcome clientHistory(Exchange &exchange);
    Outcome history(Exchange &exchange);
    Outcome askHistory(Exchange &exchange, const QString &clientId);
    Outcome bans(Exchange &exchange);
    Outcome ban(Exchange &exchange);
    Outcome liftBan(Exchange &exchange);

    BrokerAdmin *m_broker;
};

} // namespace gateway
