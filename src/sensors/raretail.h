// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"
#include <array>

namespace sensors {

/// How rare a value of one feature is against all its past values: a histogram over half octaves, no assumption about
/// the shape, and beyond the largest value ever seen a tail that falls with the third power. 88 bytes. Plain value.
class RareTail
{
public:
    /// −log10 of the share of past values that were as large, ≥ 0; 0 while fewer than 20 are known. `value` ≥ 0.
    double rarity(double value) const;
    void add(double value);

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    static constexpr int bins = 40;
    static int binOf(double value);

    std::array<quint16, bins> m_counts{};
    quint32 m_total = 0;
    float m_largest = 0;
};

} // namespace sensors
