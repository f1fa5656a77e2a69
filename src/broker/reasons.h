// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/notices.h"
#include "mqtt/packet.h"

namespace broker {

/// How MQTT 5 tells why the server closes a connection (3.14.2.1); empty: the client went by itself, nothing is sent.
std::optional<mqtt::ReasonCode> reasonOf(CloseReason reason);

/// What CONNACK of MQTT 3.x says in place of a reason code of 0x80 and above (MQTT-3.2.2.3). A bad password is "not
/// authorized" (S1-84).
mqtt::ConnectReturnCode returnCodeOf(mqtt::ReasonCode reason);

/// 0x80 and above: refused, or gone wrong.
inline bool isFailure(mqtt::ReasonCode reason)
{
    return static_cast<quint8>(reason) >= 0x80;
}

} // namespace broker
