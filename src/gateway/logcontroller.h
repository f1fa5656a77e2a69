// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/logport.h"
#include "gateway/router.h"

namespace gateway {

/// GET and PUT /api/v1/admin/log-levels, GET /api/v1/admin/logs (S1-64, S1-65; docs/api.md "Log"). Lives in the
/// gateway's thread and must outlive its routes; `port` too.
class LogController
{
public:
    explicit LogController(LogPort &port)
        : m_port(port)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome levels() const;
    Outcome setLevels(Exchange &exchange);
    Outcome lines(Exchange &exchange) const;

    LogPort &m_port;
};

} // namespace gateway
