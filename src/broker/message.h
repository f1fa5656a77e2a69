// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "base/clock.h"
#include "broker/ids.h"
#include "mqtt/packet.h"
#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace broker {

/// A published message as it is kept: shared by every queue, window and the retained store. Immutable; may be handed
/// to other threads.
struct Message
{
    base::Bytes topic;
    base::Bytes payload;
    quint64 trace = 0; ///< of one that is followed (trace.h); 0: it is not
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false;    ///< as published
    SessionId publisher{};  ///< 0: the hub itself
    QByteArray publisherId; ///< its client id; empty: the hub itself
    quint64 number = 0;     ///< in the journal (savedstate.h); 0: there is none
    base::UtcMs received;
    base::Monotonic expires{};  ///< 0: never; else `received` and the interval later
    quint32 expiryInterval = 0; ///< seconds, as published; of one that expires
    QByteArray properties;      ///< MQTT 5: those that go on with it, from mqtt::encodeMessageProperties()

    qint64 bytes() const { return topic.size() + payload.size() + properties.size(); }
    bool isExpired(base::Monotonic now) const { return expires.count() != 0 && now >= expires; }
    /// What is left of the expiry interval, in seconds; empty: it does not expire (MQTT5-3.3.2-6).
    std::optional<quint32> remainingExpiry(base::Monotonic now) const;
};

inline std::optional<quint32> Message::remainingExpiry(base::Monotonic now) const
{
    if (expires.count() == 0)
        return std::nullopt;
    using Seconds = std::chrono::seconds;
    const auto left = std::chrono::ceil<Seconds>(expires - now).count();
    return static_cast<quint32>(std::max<Seconds::rep>(left, 0));
}

using MessageRef = std::shared_ptr<const Message>;

} // namespace broker
