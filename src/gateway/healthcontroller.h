// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/topicpolicy.h"
#include "gateway/ports.h"
#include "gateway/router.h"

namespace gateway {

/// GET /health, GET /ready (S2-65) and GET /: public and cheap, for people and load balancers. Lives in the gateway's
/// thread and must outlive its routes.
class HealthController
{
public:
    HealthController(QString version, auth::Profile profile, const base::Clock &clock);
    void addRoutes(Router &router);
    void setFigures(const HubFigures &figures) { m_figures = figures; }
    /// The hub stops: it is not ready any more.
    void setStopping() { m_isStopping = true; }

private:
    web::HttpResponse health() const;
    web::HttpResponse ready() const;
    web::HttpResponse welcome() const;

    QString m_version;
    auth::Profile m_profile;
    const base::Clock &m_clock;
    base::Monotonic m_started;
    HubFigures m_figures;
    bool m_isStopping = false;
};

} // namespace gateway
