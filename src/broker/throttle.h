// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/state.h"

namespace broker {

// How fast a client may publish (publishrate.h). Above it nothing is lost silently: QoS 0 is dropped and counted; a
// QoS 1 or 2 message of MQTT 5 is refused with 0x97 and counted, so its publisher knows and may send it again; 3.x has
// no way to hear that, so its message is taken and the connection is not read until the debt has been paid off.

/// Gives a connection that has come online the meter of its credential, else of its listener.
void setMeter(const State &state, Connection &connection, const PublishRate &ofCredential);

/// Whether the message may be taken; if not, all that has to be said has been said. The connection has a meter.
bool isWithinRate(State &state, Connection &connection, const mqtt::Publish &packet);

/// From Tick: lets those go on who have paid.
void endThrottles(State &state);

} // namespace broker
