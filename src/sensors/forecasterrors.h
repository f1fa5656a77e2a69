// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"
#include <optional>
#include <vector>

namespace sensors {

/// How far off one model was, one horizon ahead: the last 500 absolute errors. Plain value.
class ForecastErrors
{
public:
    explicit ForecastErrors(int steps = 1)
        : m_steps(steps)
    {
    }
    int steps() const { return m_steps; }
    /// Once a bucket: sets what was said `steps` ago against `actual`, then notes what is said now. Empty: unknown.
    void advance(std::optional<double> actual, double saidNow);
    size_t count() const { return m_errors.size(); }
    double mean() const;
    /// The width that held `share` of the errors, with the correction for their number (split conformal).
    double quantile(double share) const;

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    int m_steps;
    std::vector<float> m_pending; ///< ring of what was said, by the bucket it was said in
    size_t m_said = 0;
    std::vector<float> m_errors; ///< ring
    size_t m_next = 0;
};

} // namespace sensors
