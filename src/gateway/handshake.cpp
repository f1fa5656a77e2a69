// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/handshake.h"

namespace gateway {

web::UpgradeRequest upgradeRequest(const web::HttpRequest &request)
{
    const auto joined = [&request](QByteArrayView name) {
        QByteArrayList values;
        for (const web::HttpHeader &field : request.headers) {
            if (web::equalsIgnoringCase(field.name, name))
                values.append(field.value);
        }
        return values.join(", ");
    };
    web::UpgradeRequest upgrade;
    upgrade.method = request.method;
    upgrade.target = request.target;
    upgrade.minorVersion = request.minorVersion;
    upgrade.host = joined("Host");
    upgrade.upgrade = joined("Upgrade");
    upgrade.connection = joined("Connection");
    upgrade.key = joined("Sec-WebSocket-Key");
    upgrade.version = joined("Sec-WebSocket-Version");
    upgrade.protocols = joined("Sec-WebSocket-Protocol");
    upgrade.extensions = joined("Sec-WebSocket-Extensions");
    upgrade.origin = joined("Origin");
    return upgrade;
}

Takeover switchProtocols(const Exchange &exchange, const QByteArray &subprotocol,
                         std::function<void(std::unique_ptr<net::ByteStream>)> take, const QByteArray &extensions)
{
    return {101, web::switchingProtocols(exchange.request.header("Sec-WebSocket-Key"), subprotocol, extensions),
            std::move(take)};
}

} // namespace gateway
