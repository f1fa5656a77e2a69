// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"

namespace sensors {

/// Exponentially weighted mean and variance. One odd value moves it by four deviations at most, so that what is unusual
/// does not become the measure at once (SPEC 5, design 2). Plain value.
class MovingMean
{
public:
    /// `weight` 0 to 1 of the new value; while few are known, 1/n of them. `floor`: the least deviation, > 0.
    void add(double value, double weight, double floor);
    double mean() const { return m_mean; }
    /// One σ, at least `floor`.
    double deviation(double floor) const;
    /// (value − mean) / σ.
    double sigmas(double value, double floor) const { return (value - m_mean) / deviation(floor); }
    quint32 count() const { return m_count; }

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    double m_mean = 0;
    double m_variance = 0;
    quint32 m_count = 0;
};

} // namespace sensors
