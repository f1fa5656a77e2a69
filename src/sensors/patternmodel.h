// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"
#include <array>
#include <optional>

namespace sensors {

/// Whether the last eight readings in this order look like any stretch seen before: the distance to the nearest of
/// sixteen remembered stretches, which drift, and of which the least used gives way to a new one. 700 bytes. Plain
/// value.
class PatternModel
{
public:
    /// Root mean square distance in units of `deviation`; empty while too few readings are known. Learns the stretch.
    std::optional<double> observe(double value, double deviation);

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    static constexpr size_t length = 8;
    static constexpr size_t most = 16;
    using Stretch = std::array<float, length>;

    std::pair<float, size_t> nearest() const;
    void learn(float distance, size_t index);

    Stretch m_last{};
    std::array<Stretch, most> m_known{};
    std::array<float, most> m_use{};
    quint8 m_count = 0;
    quint8 m_seen = 0;
};

} // namespace sensors
