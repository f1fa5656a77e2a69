// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/detectorsettings.h"
#include "sensors/episode.h"
#include "sensors/reading.h"
#include <optional>

namespace sensors {

/// The rules that need no learning: physical range, rate of change, flat line, gap (SPEC 5, design 1). They hold from
/// the first reading. Plain value.
class Rules
{
public:
    /// The gravest rule this reading breaks, others in `why.also`; no severity when it breaks none.
    Judgement observe(const Reading &reading, const DetectorSettings &settings);
    /// The gap rule alone, when no reading came.
    Judgement tick(base::UtcMs now, const DetectorSettings &settings) const;

    bool hasLast() const { return m_hasLast; }
    base::UtcMs lastAt() const { return m_lastAt; }
    double lastValue() const { return m_lastValue; }
    qint64 equalInARow() const { return m_equal; }
    /// As saved.
    static Rules restored(base::UtcMs lastAt, double lastValue, qint64 equalInARow);

private:
    base::UtcMs m_lastAt;
    double m_lastValue = 0;
    qint64 m_equal = 0;
    bool m_hasLast = false;
};

} // namespace sensors
