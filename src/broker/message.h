// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "base/clock.h"
#include "broker/ids.h"
#include "mqtt/packet.h"
#include <memory>

namespace broker {

/// A published message as it is kept: shared by every queue, window and the retained store. Immutable; may be handed
/// to other threads.
struct Message
{
    base::Bytes topic;
    base::Bytes payload;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false;    ///< as published
    SessionId publisher{};  ///< 0: the hub itself
    QByteArray publisherId; ///< its client id; empty: the hub itself
    base::UtcMs received;
    mqtt::PropertiesRef properties;

    qint64 bytes() const { return topic.size() + payload.size(); }
};
using MessageRef = std::shared_ptr<const Message>;

} // namespace broker
