// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/metricscontroller.h"

namespace gateway {
namespace {

web::HttpResponse textResponse(const contract::MetricsPage &page)
{
    web::HttpResponse response;
    response.set("Content-Type", contract::MetricsPage::contentType);
    response.body = page.text();
    return response;
}

} // namespace

void MetricsController::addRoutes(Router &router)
{
    const bool isOpen = m_profile == auth::Profile::Lab;
    const auto needs = isOpen ? std::nullopt : std::optional(auth::Permission::Metrics);
    router.add({"GET",
                u"/metrics"_qs,
                needs,
                [this](Exchange &exchange) { return metrics(exchange); },
                {"Operations",
                 "What the hub has counted, in Prometheus' text format",
                 {},
                 {},
                 {"200 text/plain; version=0.0.4"}}});
}

Outcome MetricsController::metrics(Exchange &exchange)
{
    contract::MetricsPage page;
    m_own(page);
    if (!m_port)
        return textResponse(page);
    m_port->collect(std::move(page), [responder = exchange.responder](const contract::MetricsPage &whole) {
        responder.send(textResponse(whole));
    });
    return {};
}

} // namespace gateway
