// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/broker.h"
#include "broker/flapping.h"
#include "net/listener.h"
#include "web/websocket.h"
#include <chrono>
#include <optional>

namespace mqttserver {

/// How MQTT comes in at a listener.
enum class Framing {
    Plain,     ///< MQTT on TCP
    WebSocket, ///< paths `/` and `/mqtt`, subprotocols `mqtt` and `mqttv3.1` (MQTT-6.0.0-3, S0-43)
};

struct ListenerSettings
{
    QByteArray name; ///< "tcp", "ws": what authorizer, statistics and tests call it; unique
    Framing framing = Framing::Plain;
    net::ListenOptions listen;
    /// Web pages that may connect (header Origin), "*" for all. A request without Origin (no browser) and pages of this
    /// machine (host localhost, 127.0.0.1 or ::1) always may. WebSocket alone.
    QByteArrayList allowedOrigins;
    std::optional<broker::ListenerLimits> limits = {}; ///< empty: the engine's
    /// Mutual TLS: the client identifier must be the CN of the certificate that the client showed.
    bool bindsClientId = false;
    /// As in Settings, for this listener's clients; 0: as there.
    qsizetype softOutputLimit = 0;
    qsizetype hardOutputLimit = 0;
    /// With a journal: sessions that come in here outlive the process, and acknowledgements wait for the disk.
    bool persistence = true;
};

struct Settings
{
    broker::Settings engine;
    std::vector<ListenerSettings> listeners;
    broker::FlappingLimits flapping;
    web::WebSocketLimits webSocket;
    std::chrono::milliseconds handshakeDeadline{10'000}; ///< for the WebSocket upgrade request
    /// Unsent bytes of one client: from here on its QoS 0 messages are dropped and counted (retained ones from half of
    /// the hard limit on)…
    qsizetype softOutputLimit = 1024 * 1024;
    /// …and from here on it is disconnected. Must exceed the soft limit by more than what `maxInflight` packets may
    /// need.
    qsizetype hardOutputLimit = 32 * 1024 * 1024;
    std::chrono::milliseconds sysInterval{10'000}; ///< between two rounds of $SYS topics; 0: none
    std::chrono::milliseconds stopLimit{2'000};    ///< for flushing at stop; then what is left is cut off
    size_t publishQueue = 100'000;                 ///< messages from other threads that wait for us
};

} // namespace mqttserver
