// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/threshold.h"
#include <algorithm>
#include <cmath>

namespace sensors {
namespace {

constexpr double binsADecade = 10;
constexpr double least = 2.5;
constexpr double most = 8;
constexpr double enoughAlarms = 4; // so many must have been due for a quantile to mean something

} // namespace

void Threshold::add(double decades)
{
    const double bin = std::clamp(decades * binsADecade, 0.0, double(bins - 1));
    quint16 &count = m_counts[size_t(bin)];
    count = quint16(std::min(int(count) + 1, 0xffff));
}

double Threshold::at(double alarmsPerWeek, double weeks) const
{
    const double due = alarmsPerWeek * weeks;
    if (due < enoughAlarms) // ten times the alarms: half a decade lower
        return std::clamp(usual - 0.5 * std::log10(alarmsPerWeek), least, most);
    double larger = 0;
    for (size_t i = bins; i-- > 0;) {
        larger += m_counts[i];
        if (larger > due)
            return std::clamp(double(i + 1) / binsADecade, least, most);
    }
    return least;
}

void Threshold::save(StateWriter &out) const
{
    for (const quint16 count : m_counts)
        out.word(count);
}

void Threshold::restore(StateReader &in)
{
    for (quint16 &count : m_counts)
        count = in.word();
}

} // namespace sensors
