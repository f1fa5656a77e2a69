// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <optional>
#include <vector>

namespace sensors {

/// A stretch in which nothing is told (maintenance). Models go on learning only if `learns`.
struct MutingWindow
{
    base::UtcMs from{};
    base::UtcMs until{}; ///< not included
    bool learns = false;
    friend bool operator==(const MutingWindow &, const MutingWindow &) = default;
};

/// What a technician may set for one sensor. Absent: that rule is off.
struct DetectorSettings
{
    std::optional<double> minimum{};          ///< physical range, in the sensor's unit
    std::optional<double> maximum{};          ///< not below minimum
    std::optional<double> maxRatePerSecond{}; ///< > 0, in units a second
    std::optional<int> flatLineCount{};       ///< equal values in a row that are a dead sensor, ≥ 2
    std::optional<qint64> gapMs{};            ///< silence that is a gap, ≥ 1
    bool isStatistical = true;                ///< the models that learn what is usual
    bool isSeasonal = true;                   ///< one of them: what is usual at this time of day
    double alarmsPerWeek = 1.0;         ///< sensitivity: how many statistical episodes a week are wanted, 0.01 to 100
    int warmUpReadings = 750;           ///< no statistical alarm before so many, ≥ 10
    int calmReadings = 10;              ///< usual readings in a row that end an episode, ≥ 1
    std::vector<MutingWindow> muting{}; ///< in any order
    friend bool operator==(const DetectorSettings &, const DetectorSettings &) = default;

    /// InvalidArgument with a sentence that names the field.
    base::Result<> check() const;
};

} // namespace sensors
