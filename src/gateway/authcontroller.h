// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/ports.h"
#include "gateway/router.h"

namespace gateway {

/// POST /auth/login, refresh, logout, password; GET /auth/me (docs/api.md "Authentication"). Lives in the gateway's
/// thread and must outlive its routes; `port` must outlive it.
class AuthController
{
public:
    explicit AuthController(AuthPort &port)
        : m_port(port)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome login(Exchange &exchange);
    Outcome refresh(Exchange &exchange);
    Outcome logout(Exchange &exchange);
    Outcome password(Exchange &exchange);
    Outcome me(Exchange &exchange) const;

    AuthPort &m_port;
};

} // namespace gateway
