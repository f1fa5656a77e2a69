// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/messagingrelay.h"
#include "gateway/router.h"

namespace gateway {

/// MQTT over REST (S4-23 … S4-33). What a user subscribes to here comes to his Socket.IO sockets as `mqtt:message`.
/// Lives in the gateway's thread; what it refers to outlives it.
class MessagingController
{
public:
    MessagingController(MessagingRelay &relay, const base::Clock &clock)
        : m_relay(relay)
        , m_clock(clock)
    {
    }
    void addRoutes(Router &router);

private:
    web::HttpResponse health() const;
    web::HttpResponse status() const;
    web::HttpResponse stats() const;
    Outcome publish(Exchange &exchange);
    Outcome broadcast(Exchange &exchange);
    Outcome send(const Exchange &exchange, base::Result<MessagingPublication> message);
    Outcome subscribe(Exchange &exchange);
    Outcome unsubscribe(Exchange &exchange);
    Outcome subscriptions(Exchange &exchange);

    MessagingRelay &m_relay;
    const base::Clock &m_clock;
};

} // namespace gateway
