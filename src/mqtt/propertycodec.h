// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/packet.h"
#include "mqtt/reader.h"

namespace mqtt {

/// Where properties stand: a packet, or the will inside CONNECT (which has a set of its own).
enum class PropertyPlace : quint8 {
    Will = 0,
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Disconnect = 14,
    Auth = 15
};

constexpr PropertyPlace placeOf(PacketType type)
{
    return static_cast<PropertyPlace>(type);
}

/// Length and properties (MQTT 5, 2.2.2); null when there are none. Faults are left in the reader: a property that the
/// place does not allow, one sent twice, a value out of range.
PropertiesRef readProperties(Reader &reader, PropertyPlace place);

} // namespace mqtt
