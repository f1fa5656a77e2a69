// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArrayView>
#include <QHostAddress>
#include <optional>

namespace net {

/// What a proxy says in front of a connection that it passes on (the PROXY protocol, versions 1 and 2, as HAProxy's
/// doc/proxy-protocol.txt defines it).
struct ProxyHeader
{
    qsizetype size = 0; ///< bytes that it takes; what follows is the client's
    /// Null: the proxy speaks for itself (LOCAL, a health check) or does not know: the connection's own peer stays.
    QHostAddress source;
    quint16 sourcePort = 0;
};

/// Empty: more bytes are needed. Malformed: this is no such header, or a contradictory one: close. What version 2 adds
/// behind the addresses (TLV) is skipped; a header above 4 KiB is TooLarge.
base::Result<std::optional<ProxyHeader>> parseProxyHeader(QByteArrayView bytes);

} // namespace net
