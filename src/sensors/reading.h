// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/strongid.h"

namespace sensors {

/// One magnitude of one sensor ("the temperature of boiler 3"): what a detector and a forecast belong to.
using SensorId = base::StrongId<struct SensorTag, qint64>;

/// What is known of a value before any model has seen it.
enum class Quality {
    Good,
    Suspect, ///< the device itself doubts it, or its clock was mended: stored and shown, learnt from by no model
};

/// A decoded value in the sensor's own unit. `value` may be anything a payload can say; models refuse NaN and infinity.
struct Reading
{
    SensorId sensor{};
    base::UtcMs at{}; ///< when it was measured
    double value = 0;
    Quality quality = Quality::Good;
    friend bool operator==(const Reading &, const Reading &) = default;
};

} // namespace sensors
