// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/identification.h"
#include "gateway/router.h"
#include "gateway/ssehub.h"

namespace gateway {

/// The HTTP side of the event stream: `/events/stream` and `/events/stats`, the same below `/api` (S2-03 … S2-09, S2-36
/// … S2-42, S2-51 … S2-53). Lives in the gateway's thread.
class EventController
{
public:
    /// Both outlive it.
    EventController(Identification &callers, SseHub &streams);
    void addRoutes(Router &router);

private:
    Outcome open(Exchange &exchange);
    Outcome statistics(Exchange &exchange);
    Outcome refuse(const Exchange &exchange, const base::Error &why);

    Identification &m_callers;
    SseHub &m_streams;
};

} // namespace gateway
