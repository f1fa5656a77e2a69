// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "mqttserver/settings.h"
#include "net/loop.h"
#include <functional>
#include <memory>
#include <vector>

namespace web {
struct UpgradeRequest;
}

namespace mqttserver {

/// Receives the WebSocket handshake at listeners that speak nothing else, and hands on streams that then speak MQTT.
/// In the server's thread.
class WebSocketDoor
{
public:
    using Opened = std::function<void(std::unique_ptr<net::ByteStream> stream, const QByteArray &listener)>;

    /// A stream that broke before its handshake was done, and knows why.
    using Failed = std::function<void(const net::ByteStream &stream)>;

    WebSocketDoor(net::Loop &loop, const Settings &settings, Opened opened, Failed failed = {});
    ~WebSocketDoor();

    /// A fresh connection at `listener`, which must outlive it.
    void accept(const ListenerSettings &listener, std::unique_ptr<net::ByteStream> stream, base::Monotonic now);
    /// Cuts off those whose handshake takes too long.
    void tick(base::Monotonic now);
    void abortAll();

    /// The listener's answer to a request: the subprotocol, or why not (NotFound: another path; PermissionDenied: a
    /// foreign web page; Malformed and Unsupported: as web::checkUpgrade, or no subprotocol of MQTT).
    static base::Result<QByteArray> check(const web::UpgradeRequest &request, const ListenerSettings &listener);

private:
    class Handshake;
    void finished(const Handshake *handshake);

    net::Loop &m_loop;
    const Settings &m_settings;
    Opened m_opened;
    Failed m_failed;
    std::vector<std::unique_ptr<Handshake>> m_handshakes;
};

} // namespace mqttserver
