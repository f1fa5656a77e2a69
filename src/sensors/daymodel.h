// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "sensors/statebytes.h"
#include <array>
#include <optional>

namespace sensors {

/// What is usual at this time of day (UTC), in 48 half hours (SPEC 5, design 3). Silent until two days are known.
/// 480 bytes. Plain value.
class DayModel
{
public:
    struct Usual
    {
        double mean = 0;
        double deviation = 0;
    };
    /// Empty: nothing is known of this half hour yet. `levelDeviation`: σ of the sensor over all hours.
    std::optional<Usual> usualAt(base::UtcMs at, double levelDeviation) const;
    void add(base::UtcMs at, double value, double levelDeviation);

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    struct Slot
    {
        float mean = 0;
        float variance = 0;
        quint16 count = 0;
    };
    static size_t slotOf(base::UtcMs at);
    static double deviationOf(const Slot &slot, double levelDeviation);

    std::array<Slot, 48> m_slots{};
    base::UtcMs m_since{};
};

} // namespace sensors
