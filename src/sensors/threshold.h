// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"
#include <array>

namespace sensors {

/// Where an alarm begins, in decades of surprise, so that about as many come a week as were asked for (SPEC 5, design
/// 7): the empirical quantile of the sensor's own past surprises; before enough of them are known, the benchmark's
/// threshold. 200 bytes. Plain value.
class Threshold
{
public:
    /// What the corpus of SPEC 5 gave for one alarm a week.
    static constexpr double usual = 3.8;

    /// One surprise that was new (Surprise::isNew); `weeks`: how long the sensor is known, > 0.
    void add(double decades);
    /// Reads as: below it, no alarm. 2.5 to 8.
    double at(double alarmsPerWeek, double weeks) const;

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    static constexpr size_t bins = 100; // of a tenth of a decade
    std::array<quint16, bins> m_counts{};
};

} // namespace sensors
