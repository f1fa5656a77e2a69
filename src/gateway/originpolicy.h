// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/door.h"
#include <QByteArrayList>

namespace gateway {

/// Whether a Host header (with or without port) names this machine by a loopback name or address: anything else on a
/// loopback listener is a page that rebound its DNS name (SPEC 3).
bool isLoopbackHost(QByteArrayView host);

/// Which names the hub answers to, and pages of which origins may use it. Browsers do not apply CORS to WebSocket, so
/// this is asked for every request that carries an Origin: REST, SSE, WebSocket, Socket.IO alike. A value.
class OriginPolicy
{
public:
    struct Settings
    {
        /// Exact origins ("https://app.example:8443"); "localhost": every port of this machine's loopback names.
        QByteArrayList origins{"localhost"};
        /// Names, without port, that the hub has: needed on loopback listeners behind a reverse proxy; on others the
        /// only ones answered to when there are any.
        QByteArrayList hosts;
    };
    explicit OriginPolicy(Settings settings);

    /// Loopback names, and those of the settings. On the network besides: every IP address (no page can rebind one),
    /// and when the settings name none, every name.
    bool allowsHost(QByteArrayView host, Door door) const;
    /// The same host and port as it was reached by, or one of the settings. "null" only when the settings say so.
    bool allowsOrigin(QByteArrayView origin, QByteArrayView host) const;

private:
    Settings m_settings;
};

} // namespace gateway
