// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/permission.h"
#include "gateway/errorshape.h"
#include "gateway/exchange.h"
#include "gateway/pace.h"
#include "gateway/routedoc.h"

namespace gateway {

/// One route. `pattern`: "/api/v1/bank/accounts/{}", where {} takes one whole non-empty segment. A trailing slash of
/// the request is accepted alike (S1-42…46).
struct Route
{
    QByteArray method;
    QString pattern;
    std::optional<auth::Permission> needs; ///< none: public
    RouteHandler handler;
    RouteDoc doc{};
    Pace pace = Pace::Ordinary;
    bool tagged = false; ///< good answers carry an ETag, and If-None-Match is answered with 304
};

/// A path at which WebSocket is spoken. The handshake's form has been checked when `handler` is called; it answers with
/// switchProtocols() or refuses.
struct UpgradeRoute
{
    QString pattern;
    std::optional<auth::Permission> needs; ///< none: the handler sees to it itself
    RouteHandler handler;
    RouteDoc doc{};
};

/// Finds the route of a request. Fixed segments go before {} ones. Few routes of one length: lists are quick enough.
class Router
{
public:
    void add(Route route);
    void addUpgrade(UpgradeRoute route);
    /// Errors at `prefix` ("/events") and below have this shape, also where there is no route. The longest one counts.
    void setErrorShape(const QByteArray &prefix, ErrorShape shape);

    struct Match
    {
        const Route *route = nullptr; ///< null: 404, or 405 when allowed() tells of other methods
        QStringList captured;
    };
    /// HEAD finds the GET route.
    Match find(QByteArrayView method, const QStringList &segments) const;
    /// The methods of a path, as the Allow header has them; empty when there is none.
    QByteArray allowed(const QStringList &segments) const;
    /// Null: no WebSocket is spoken there.
    const UpgradeRoute *findUpgrade(const QStringList &segments, QStringList &captured) const;
    /// All of them, as they were added: what describes the API.
    std::vector<const Route *> routes() const;
    const std::vector<UpgradeRoute> &upgrades() const { return m_upgrades; }
    /// Gives those without a description the one that `find` knows by method ("UPGRADE" for WebSockets) and pattern.
    void describe(const std::function<RouteDoc(const QByteArray &method, const QString &pattern)> &find);
    /// By the path as sent, without the query.
    ErrorShape errorShape(QByteArrayView path) const;

private:
    struct Entry
    {
        Route route;
        QStringList segments;
    };
    const std::vector<Entry> &entriesLike(const QStringList &segments) const;
    static bool matches(const QStringList &pattern, const QStringList &segments, QStringList &captured);
    std::vector<std::vector<Entry>> m_entries; ///< by their number of segments
    std::vector<UpgradeRoute> m_upgrades;
    std::vector<std::pair<QByteArray, ErrorShape>> m_shapes;
};

} // namespace gateway
