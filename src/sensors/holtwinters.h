// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"
#include <span>
#include <vector>

namespace sensors {

/// How fast each part follows, 0 to 1.
struct HoltWintersRates
{
    double level = 0.2;
    double trend = 0.01;
    double season = 0.15;
};

/// Additive Holt-Winters with a damped trend. Plain value.
class HoltWinters
{
public:
    HoltWinters() = default;
    /// From one full period of values, the first of which is of phase 0.
    HoltWinters(HoltWintersRates rates, std::span<const float> period);

    /// Of the step to come, 1, and those behind it.
    double predict(int steps) const;
    void step(double value);
    /// A step of which nothing is known.
    void skip();

    static constexpr double damping = 0.98;
    void save(StateWriter &out) const;
    void restore(StateReader &in, size_t period);

private:
    HoltWintersRates m_rates;
    double m_level = 0;
    double m_trend = 0;
    size_t m_phase = 0; ///< of the step to come
    std::vector<float> m_season;
};

/// The best of 27 sets of rates by the mean error of one step ahead, run over `history`, of at least two periods.
HoltWinters fitHoltWinters(std::span<const float> history, size_t period);

} // namespace sensors
