// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/router.h"

namespace gateway {

/// A file that the hub serves to browsers as it is, out of the program's resources (`:/web/…`). Public.
struct WebFile
{
    QString path;        ///< where it is served
    QString name;        ///< in the resources
    QByteArray type;     ///< Content-Type
    QByteArray policy;   ///< Content-Security-Policy; empty: everything is forbidden, as for answers of the API
    QByteArray language; ///< Content-Language; empty: none
    RouteDoc doc;
};
void addWebFile(Router &router, const WebFile &file);

/// `/websocket_client.html` (S3-38 … S3-42) with its script and its style.
void addWebSocketClient(Router &router);

} // namespace gateway
