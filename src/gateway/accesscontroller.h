// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accessapi.h"
#include "gateway/accessport.h"
#include "gateway/router.h"

namespace gateway {

/// A request as AccessApi and its like take it: of one without a body the query.
base::Result<AccessCall> accessCall(const Exchange &exchange);
web::HttpResponse accessResponse(const AccessReply &reply);

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
