// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/topicpolicy.h"
#include "gateway/ports.h"
#include "gateway/router.h"

namespace gateway {

/// GET /metrics in Prometheus' text format (docs/operations.md). Needs the permission Metrics; open in profile lab,
/// which listens on loopback alone. Lives in the gateway's thread and must outlive its routes; `port` too.
class MetricsController
{
public:
    /// `own`: writes what the gateway itself has counted. `port` may be null.
    MetricsController(auth::Profile profile, MetricsPort *port, std::function<void(contract::MetricsPage &)> own)
        : m_profile(profile)
        , m_port(port)
        , m_own(std::move(own))
    {
    }
    void addRoutes(Router &router);

private:
    Outcome metrics(Exchange &exchange);

    const auth::Profile m_profile;
    MetricsPort *m_port;
    std::function<void(contract::MetricsPage &)> m_own;
};

} // namespace gateway
