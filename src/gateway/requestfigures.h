// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/metrics.h"
#include "gateway/connection.h"
#include <array>
#include <unordered_map>

namespace gateway {

/// Counts requests by route and status class, and how long their answers took. Plain numbers of the gateway's thread:
/// one look-up in a table a request, no lock, no memory after a route's first one.
class RequestFigures
{
public:
    /// An answer, or a connection that was handed over (status 101; an event stream's 200), goes out.
    void answered(const ReplyContext &context, int status, base::Monotonic now);
    void report(contract::MetricsPage &page) const;

private:
    struct OfRoute
    {
        QString method;
        QString pattern;
        std::array<quint64, 6> byClass{}; ///< [2] is 2xx
        contract::LatencyHistogram took;
    };
    std::unordered_map<const void *, OfRoute> m_routes; ///< by route; null: no route was found
};

} // namespace gateway
