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

/// A path at which WebSocket is spoken. The handshake's form has been checked when `handler` is called; it answers with
/// switchProtocols() or refuses.
struct UpgradeRoute
{
    QString pattern;
    std::optional<auth::Permission> needs; ///< none: the handler sees to it itself
    RouteHandler handler;
};

/// Finds the route of a request. Fixed segments go before {} ones. Few routes: a list is quick enough.
class Router
{
public:
    void add(Route route);
    void addUpgrade(UpgradeRoute route);

    struct Match
    {
        const Route *route = nullptr; ///< null: 404, or 405 when `allow` is not empty
        QStringList captured;
        QByteArray allow; ///< methods of this path, as the Allow header has them
    };
    /// HEAD finds the GET route.
    Match find(QByteArrayView method, const QStringList &segments) const;
    /// Null: no WebSocket is spoken there.
    const UpgradeRoute *findUpgrade(const QStringList &segments, QStringList &captured) const;
    /// All of them, as they were added: what describes the API.
    std::vector<const Route *> routes() const;

private:
    struct Entry
    {
        Route route;
        QStringList segments;
    };
    static bool matches(const QStringList &pattern, const QStringList &segments, QStringList &captured);
    std::vector<Entry> m_entries;
    std::vector<UpgradeRoute> m_upgrades;
};

} // namespace gateway
