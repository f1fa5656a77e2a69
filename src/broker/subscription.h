// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/packet.h"

namespace broker {

/// How a session subscribes to one filter, as granted (MQTT 5, 3.8.3.1; in 3.x the QoS alone).
struct Subscription
{
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool noLocal = false;           ///< not what the session itself publishes (MQTT5-3.8.3-3)
    bool retainAsPublished = false; ///< the retain flag goes through (MQTT5-3.3.1-13)
    quint32 identifier = 0;         ///< 0: none

    friend bool operator==(const Subscription &, const Subscription &) = default;
};

} // namespace broker
