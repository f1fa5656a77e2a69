// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accessport.h"
#include "gateway/router.h"

namespace gateway {

/// The routes of AccessApi, for administrators (docs/api.md "Access"). Lives in the gateway's thread and must outlive
/// its routes; `port` must outlive it.
class AccessController
{
public:
    explicit AccessController(AccessPort &port)
        : m_port(port)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome call(Exchange &exchange);

    AccessPort &m_port;
};

} // namespace gateway
