// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/identification.h"
#include "gateway/ports.h"
#include "gateway/router.h"

namespace gateway {

/// POST /auth/login, refresh, logout, password; GET /auth/me; POST /api/v1/stream-tickets (docs/api.md
/// "Authentication"). Lives in the gateway's thread and must outlive its routes; `port`, `callers` and `clock` must
/// outlive it.
class AuthController
{
public:
    AuthController(AuthPort &port, Identification &callers, const base::Clock &clock)
        : m_port(port)
        , m_callers(callers)
        , m_clock(clock)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome login(Exchange &exchange);
    Outcome refresh(Exchange &exchange);
    Outcome logout(Exchange &exchange);
    Outcome password(Exchange &exchange);
    Outcome pin(Exchange &exchange);
    Outcome me(Exchange &exchange) const;

    Outcome ticket(Exchange &exchange);

    AuthPort &m_port;
    Identification &m_callers;
    const base::Clock &m_clock;
};

} // namespace gateway
