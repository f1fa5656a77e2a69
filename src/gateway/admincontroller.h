// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/adminport.h"
#include "gateway/router.h"

namespace gateway {

/// The routes of UserApi and KeyApi, for administrators (docs/api.md "Users", "API keys"). Lives in the gateway's
/// thread and must outlive its routes; `port` must outlive it.
class AdminController
{
public:
    explicit AdminController(AdminPort &port)
        : m_port(port)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome call(Exchange &exchange);

    AdminPort &m_port;
};

} // namespace gateway
