// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/exchange.h"
#include "web/upgrade.h"

namespace gateway {

/// The handshake's parts of a request; several fields of one name joined.
web::UpgradeRequest upgradeRequest(const web::HttpRequest &request);

/// Accepts a WebSocket handshake: the 101 goes out, `take` gets the stream, on which frames follow.
/// `subprotocol` and `extensions` empty: none is named.
Takeover switchProtocols(const Exchange &exchange, const QByteArray &subprotocol,
                         std::function<void(std::unique_ptr<net::ByteStream>)> take, const QByteArray &extensions = {});

} // namespace gateway
