// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <optional>
#include <span>

namespace web {

/// What a WebSocket handshake consists of (RFC 6455, 4.2.1). Header values as received; several headers of one name
/// joined by ", ". The gateway fills it from its HTTP parser, parseUpgrade() from bytes.
struct UpgradeRequest
{
    QByteArray method;
    QByteArray target;    ///< "/mqtt?x=1", not decoded
    int minorVersion = 1; ///< of HTTP/1.x
    QByteArray host;
    QByteArray upgrade;
    QByteArray connection;
    QByteArray key;
    QByteArray version;
    QByteArray protocols;
    QByteArray extensions; ///< not filled by parseUpgrade()
    QByteArray origin;
    qsizetype size = 0; ///< bytes of the request in the input; what follows are frames

    /// The target without its query.
    QByteArrayView path() const;
};

/// Reads one upgrade request, strictly: CRLF line ends, no folding, no body, each handshake header at most once (but
/// Connection, Upgrade and Sec-WebSocket-Protocol, which are lists). Empty: more bytes needed. Malformed, or TooLarge
/// beyond `maxSize`. For listeners that speak nothing but WebSocket; the gateway has a whole HTTP parser.
base::Result<std::optional<UpgradeRequest>> parseUpgrade(QByteArrayView bytes, qsizetype maxSize = 8192);

/// Whether it is a handshake that we can answer with 101: else Malformed (answer 400), or Unsupported for another
/// Sec-WebSocket-Version (answer 426 with ours) or for a request that asks for no WebSocket (426).
base::Result<> checkUpgrade(const UpgradeRequest &request);

/// The first of the client's subprotocols that is in `supported`; empty if none is.
QByteArray chooseSubprotocol(QByteArrayView offered, std::span<const QByteArrayView> supported);

/// Sec-WebSocket-Accept for a Sec-WebSocket-Key.
QByteArray webSocketAccept(QByteArrayView key);
/// The whole 101 response; without a Sec-WebSocket-Protocol header when `subprotocol` is empty, and without
/// Sec-WebSocket-Extensions when `extensions` is.
QByteArray switchingProtocols(QByteArrayView key, QByteArrayView subprotocol, QByteArrayView extensions = {});
/// A whole refusal with Connection: close and a text body, "400 Bad Request" and the like.
QByteArray refuseUpgrade(const base::Error &error);

} // namespace web
