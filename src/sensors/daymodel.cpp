// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/daymodel.h"
#include <algorithm>
#include <cmath>

namespace sensors {
namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr quint16 fewestInASlot = 4;
constexpr quint16 clampFrom = 9;
constexpr quint16 mostCounted = 0xffff;
constexpr double weight = 0.025;
constexpr double shareOfLevel = 0.25; // a half hour that never varied may still be off by a little
constexpr double clampSigmas = 4;

} // namespace

size_t DayModel::slotOf(base::UtcMs at)
{
    const qint64 inDay = ((at.value % dayMs) + dayMs) % dayMs;
    return size_t(inDay / (dayMs / 48));
}

double DayModel::deviationOf(const Slot &slot, double levelDeviation)
{
    return std::sqrt(double(slot.variance)) + shareOfLevel * levelDeviation;
}

std::optional<DayModel::Usual> DayModel::usualAt(base::UtcMs at, double levelDeviation) const
{
    const Slot &slot = m_slots[slotOf(at)];
    if (slot.count < fewestInASlot || at.value - m_since.value < 2 * dayMs)
        return std::nullopt;
    return Usual{double(slot.mean), deviationOf(slot, levelDeviation)};
}

void DayModel::add(base::UtcMs at, double value, double levelDeviation)
{
    if (m_since.value == 0)
        m_since = at;
    Slot &slot = m_slots[slotOf(at)];
    slot.count = quint16(std::min<int>(slot.count + 1, mostCounted));
    const double share = std::max(weight, 1.0 / double(slot.count));
    double step = value - double(slot.mean);
    if (slot.count >= clampFrom) {
        const double reach = clampSigmas * deviationOf(slot, levelDeviation);
        step = std::clamp(step, -reach, reach);
    }
    slot.variance = slot.count == 1 ? 0.0F : float((1 - share) * (double(slot.variance) + share * step * step));
    slot.mean = float(double(slot.mean) + share * step);
}

void DayModel::save(StateWriter &out) const
{
    out.number(m_since);
    for (const Slot &slot : m_slots) {
        out.shortReal(double(slot.mean));
        out.shortReal(double(slot.variance));
        out.word(slot.count);
    }
}

void DayModel::restore(StateReader &in)
{
    m_since = in.time();
    for (Slot &slot : m_slots) {
        slot.mean = float(in.shortReal());
        slot.variance = std::max(float(in.shortReal()), 0.0F);
        slot.count = in.word();
    }
}

} // namespace sensors
