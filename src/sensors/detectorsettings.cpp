// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/detectorsettings.h"
#include <cmath>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;

namespace sensors {
namespace {

bool isOdd(const std::optional<double> &value)
{
    return value && !std::isfinite(*value);
}

Error refusal(const QString &sentence)
{
    return Error(ErrorCode::InvalidArgument, sentence);
}

} // namespace

base::Result<> DetectorSettings::check() const
{
    if (isOdd(minimum) || isOdd(maximum) || (minimum && maximum && *maximum < *minimum))
        return refusal(u"minimum and maximum must be numbers, maximum not below minimum"_s);
    if (maxRatePerSecond && (!std::isfinite(*maxRatePerSecond) || *maxRatePerSecond <= 0))
        return refusal(u"maxRatePerSecond must be above 0"_s);
    if (flatLineCount && *flatLineCount < 2)
        return refusal(u"flatLineCount must be 2 or more"_s);
    if (gapMs && *gapMs < 1)
        return refusal(u"gapMs must be 1 or more"_s);
    if (!(alarmsPerWeek >= 0.01 && alarmsPerWeek <= 100))
        return refusal(u"alarmsPerWeek must be 0.01 to 100"_s);
    if (warmUpReadings < 10)
        return refusal(u"warmUpReadings must be 10 or more"_s);
    if (calmReadings < 1)
        return refusal(u"calmReadings must be 1 or more"_s);
    for (const MutingWindow &window : muting) {
        if (window.until <= window.from)
            return refusal(u"a muting window must end after it begins"_s);
    }
    return {};
}

} // namespace sensors
