// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QSharedData>
#include <vector>

namespace broker {

/// What a delivery brings beside the message and its QoS. Made once a route, shared by every message that takes it;
/// most deliveries have none. Immutable.
struct DeliveryExtras : QSharedData
{
    std::vector<quint32> identifiers; ///< of the subscriptions that matched (MQTT5-3.3.4-3)
    QByteArray share;                 ///< `$share/group/filter` that chose the session; empty: its own subscription
};
using ExtrasRef = QExplicitlySharedDataPointer<const DeliveryExtras>;

} // namespace broker
