// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/brokeradmin.h"
#include "gateway/ports.h"
#include "gateway/router.h"

namespace gateway {

/// `GET /api/v1/bank/transactions/{id}/deliveries`: a transaction of the ledger, and what the broker has done with the
/// messages that it has caused (UX 4.1). Lives in the gateway's thread; the ports outlive it.
class DeliveryController
{
public:
    /// `broker`: null while there is none.
    DeliveryController(ReaderPort &reader, BrokerAdmin *broker)
        : m_reader(reader)
        , m_broker(broker)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome deliveries(Exchange &exchange);

    ReaderPort &m_reader;
    BrokerAdmin *m_broker;
};

} // namespace gateway
