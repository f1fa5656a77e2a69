// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/requestfigures.h"
#include "gateway/router.h"

namespace gateway {

using namespace Qt::StringLiterals;

void RequestFigures::answered(const ReplyContext &context, int status, base::Monotonic now)
{
    const void *key = context.route ? static_cast<const void *>(context.route) : context.upgrade;
    OfRoute &route = m_routes[key];
    if (route.pattern.isEmpty()) {
        route.method = context.route ? QString::fromLatin1(context.route->method) : key ? u"GET"_s : u"any"_s;
        route.pattern = context.route ? context.route->pattern : key ? context.upgrade->pattern : u"none"_s;
    }
    ++route.byClass[static_cast<size_t>(std::clamp(status / 100, 0, 5))];
    route.took.add(now - context.started);
}

void RequestFigures::report(contract::MetricsPage &page) const
{
    std::vector<const OfRoute *> sorted;
    for (const auto &[key, route] : m_routes)
        sorted.push_back(&route);
    std::sort(sorted.begin(), sorted.end(), [](const OfRoute *a, const OfRoute *b) {
        return std::tie(a->pattern, a->method) < std::tie(b->pattern, b->method);
    });
    for (const OfRoute *route : sorted) {
        for (size_t i = 0; i < route->byClass.size(); ++i) {
            if (route->byClass[i] == 0)
                continue;
            page.counter("ventanilla_http_requests_total"_L1,
                         "Answered HTTP requests; route none: of paths that there are not, and broken ones."_L1,
                         static_cast<double>(route->byClass[i]),
                         {{"method"_L1, route->method}, {"route"_L1, route->pattern}, {"status"_L1, u"%1xx"_s.arg(i)}});
        }
    }
    for (const OfRoute *route : sorted)
        page.histogram("ventanilla_http_request_duration_seconds"_L1,
                       "From a request's last byte to its answer; of streams to their beginning."_L1, route->took,
                       {{"method"_L1, route->method}, {"route"_L1, route->pattern}});
}

} // namespace gateway
