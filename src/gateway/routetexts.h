// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/routedoc.h"
#include <QHash>
#include <QMap>

namespace gateway {

/// What resources/api/routes.txt says: descriptions of routes ("GET /health") and schemas by name. Lines:
/// `# Group`, `schema Name = …`, `GET /path/{name}: summary`, and under a route, indented, `query …`, `path …`,
/// `header …` (a parameter), `body …` and answers that begin with their status.
struct RouteTexts
{
    QMap<QByteArray, QByteArray> schemas;
    QHash<QByteArray, RouteDoc> routes; ///< by "GET /path/{}"
};
RouteTexts parseRouteTexts(QByteArrayView text);

/// The program's own.
const RouteTexts &routeTexts();

} // namespace gateway
