// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "mqtt/packet.h"
#include <memory>
#include <vector>

namespace broker {

struct Session;

/// A network connection from Opened to Closed. Owned by ConnectionTable.
struct Connection
{
    enum class Stage : quint8 {
        AwaitingConnect,
        Authenticating, ///< the host checks the password
        Online,         ///< CONNACK 0 has been sent
        Ended,          ///< Close was asked for; whatever still comes is ignored
    };
    /// Of a connection whose password is being checked.
    struct Pending
    {
        mqtt::Connect connect;
        struct Held
        {
            mqtt::Packet packet;
            qsizetype size;
        };
        std::vector<Held> packets; ///< that came meanwhile
        qint64 bytes = 0;
    };

    ConnectionId id;
    Stage stage = Stage::AwaitingConnect;
    mqtt::Version version = mqtt::Version::V311;
    quint16 keepAlive = 0;      ///< seconds; 0: off
    quint16 holds = 0;          ///< sessions whose queues it fills: not read until 0
    Session *session = nullptr; ///< of Stage::Online
    base::Monotonic deadline{}; ///< until Online
    base::Monotonic lastReceived{};
    quint16 port = 0;
    QByteArray address;
    QByteArray listener;
    std::unique_ptr<Pending> pending; ///< of Stage::Authenticating
};

} // namespace broker
