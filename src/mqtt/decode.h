// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/codec.h"
#include "mqtt/reader.h"

namespace mqtt {

/// The parts of decode(), one a packet or a group of like ones. `reader` stands behind the fixed header of a packet
/// that is wholly there; faults are left in it.
Connect decodeConnect(Reader &reader);
/// In place: this one is worth it.
void decodePublish(Reader &reader, quint8 flags, Version version, Publish &packet);
Subscribe decodeSubscribe(Reader &reader, Version version);
Unsubscribe decodeUnsubscribe(Reader &reader, Version version);

} // namespace mqtt
