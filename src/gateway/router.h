// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/permission.h"
#include "gateway/exchange.h"

namespace gateway {

/// One route. `pattern`: "/api/v1/bank/accounts/{}", where {} takes one whole non-empty segment.
struct Route
{
    QByteArray method;
    QString pattern;
    std::optional<auth::Permission> needs; ///< none: public
    RouteHandler handler;
};

/// Finds the route of a request. Fixed segments go before {} ones. Few routes: a list is quick enough.
class Router
{
public:
    void add(Route route);

    struct Match
    {
        const Route *route = nullptr; ///< null: 404, or 405 when `allow` is not empty
        QStringList captured;
        QByteArray allow; ///< methods of this path, as the Allow header has them
    };
    /// HEAD finds the GET route.
    Match find(QByteArrayView method, const QStringList &segments) const;

private:
    struct Entry
    {
        Route route;
        QStringList segments;
    };
    static bool matches(const Entry &entry, const QStringList &segments, QStringList &captured);
    std::vector<Entry> m_entries;
};

} // namespace gateway
