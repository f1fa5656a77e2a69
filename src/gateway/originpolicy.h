// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

namespace gateway {

/// Whether a Host header (with or without port) names this machine by a loopback name or address: anything else on a
/// loopback listener is a page that rebound its DNS name (SPEC 3).
bool isLoopbackHost(QByteArrayView host);

/// Whether a browser page of `origin` may use a server that it reached as `host`: the same host and port, or any page
/// served from this machine's loopback. "null" and everything else: no. Browsers do not apply CORS to WebSocket, so
/// this is asked for every request that carries an Origin.
bool isAllowedOrigin(QByteArrayView origin, QByteArrayView host);

} // namespace gateway
