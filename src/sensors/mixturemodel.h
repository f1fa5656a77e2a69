// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/statebytes.h"
#include <array>
#include <span>
#include <vector>

namespace sensors {

/// Whether the mixture of values of late was seen before: the last 52 readings as shares of seven bins (quintiles
/// learnt in the warm-up, and both outsides), against up to twelve known mixtures by relative entropy (SPEC 5, design
/// 4; the idea of Wang et al. 2011). Plain value.
class MixtureModel
{
public:
    static constexpr int window = 52;

    /// The values of the warm-up, in the order they came; afterwards the model is warm.
    void learn(std::span<const float> warmUp);
    bool isWarm() const { return m_isWarm; }
    /// 2·window·min KL: near 0 for a known mixture; learns the new one. 0 while cold.
    double observe(double value);

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    static constexpr size_t bins = 7;
    static constexpr size_t mostKnown = 12;
    using Shares = std::array<float, bins>;

    void push(double value);
    Shares shares() const;
    std::pair<double, size_t> nearest(const Shares &shares) const;

    std::array<float, bins - 1> m_edges{};
    std::array<quint8, window> m_window{};
    std::array<quint8, bins> m_counts{};
    std::vector<Shares> m_known;
    quint32 m_seen = 0;
    bool m_isWarm = false;
};

} // namespace sensors
