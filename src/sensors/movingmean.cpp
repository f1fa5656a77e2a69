// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/movingmean.h"
#include <algorithm>
#include <cmath>

namespace sensors {
namespace {

constexpr double clampSigmas = 4;
constexpr quint32 unclamped = 50; // until then the deviation itself is not known well enough to clamp by it

} // namespace

double MovingMean::deviation(double floor) const
{
    return std::sqrt(m_variance) + floor;
}

void MovingMean::add(double value, double weight, double floor)
{
    double step = m_count == 0 ? 0 : value - m_mean;
    if (m_count == 0)
        m_mean = value;
    const double share = std::max(weight, 1.0 / (double(m_count) + 1.0));
    if (m_count >= unclamped) {
        const double reach = clampSigmas * deviation(floor);
        step = std::clamp(step, -reach, reach);
    }
    m_mean += share * step;
    m_variance = (1 - share) * (m_variance + share * step * step);
    if (m_count < 0xffffffffU)
        ++m_count;
}

void MovingMean::save(StateWriter &out) const
{
    out.real(m_mean);
    out.real(m_variance);
    out.number(m_count);
}

void MovingMean::restore(StateReader &in)
{
    m_mean = in.real();
    m_variance = std::max(in.real(), 0.0);
    m_count = quint32(in.number());
}

} // namespace sensors
