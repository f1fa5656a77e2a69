// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/adminport.h"
#include "gateway/router.h"

namespace gateway {

/// GET /api/v1/admin/audit and …/audit/export (docs/api.md "Audit"). Lives in the gateway's thread and must outlive its
/// routes; `port` must outlive it.
class AuditController
{
public:
    explicit AuditController(AuditReadPort &port)
        : m_port(port)
    {
    }
    void addRoutes(Router &router);

private:
    Outcome list(Exchange &exchange);
    Outcome exportLines(Exchange &exchange);

    AuditReadPort &m_port;
};

} // namespace gateway
