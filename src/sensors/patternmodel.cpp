// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/patternmodel.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace sensors {
namespace {

constexpr quint8 quiet = 20;     // readings before the first stretch is taken
constexpr float apart = 0.3F;    // in σ: a stretch of its own while there is room
constexpr float farApart = 1.0F; // in σ: worth another's place
constexpr float leastDrift = 0.02F;
constexpr float forgetting = 0.9997F;

} // namespace

std::pair<float, size_t> PatternModel::nearest() const
{
    std::pair<float, size_t> best{std::numeric_limits<float>::max(), 0};
    for (size_t k = 0; k < m_count; ++k) {
        float sum = 0;
        for (size_t i = 0; i < length; ++i) {
            const float step = m_known[k][i] - m_last[i];
            sum += step * step;
        }
        if (sum < best.first)
            best = {sum, k};
    }
    return {std::sqrt(best.first / float(length)), best.second};
}

void PatternModel::learn(float distance, size_t index)
{
    if (m_count == 0 || (m_count < most && distance > apart)) {
        m_known[m_count] = m_last;
        m_use[m_count++] = 1;
    } else if (distance > farApart) {
        const auto least = std::min_element(m_use.begin(), m_use.begin() + m_count) - m_use.begin();
        m_known[size_t(least)] = m_last;
        m_use[size_t(least)] = 1;
    } else {
        m_use[index] += 1;
        const float share = std::max(leastDrift, 1 / (m_use[index] + 1));
        for (size_t i = 0; i < length; ++i)
            m_known[index][i] += share * (m_last[i] - m_known[index][i]);
    }
    for (float &use : m_use)
        use *= forgetting;
}

std::optional<double> PatternModel::observe(double value, double deviation)
{
    std::copy(m_last.begin() + 1, m_last.end(), m_last.begin());
    m_last.back() = float(value);
    if (m_seen <= quiet) {
        ++m_seen;
        return std::nullopt;
    }
    const auto [distance, index] = nearest();
    const auto inSigmas = float(std::min(double(distance) / deviation, 1e6));
    const bool isFirst = m_count == 0;
    learn(inSigmas, index);
    return isFirst ? std::nullopt : std::optional(double(inSigmas));
}

void PatternModel::save(StateWriter &out) const
{
    out.byte(m_count);
    out.byte(m_seen);
    for (const float value : m_last)
        out.shortReal(double(value));
    for (size_t k = 0; k < m_count; ++k) {
        out.shortReal(double(m_use[k]));
        for (const float value : m_known[k])
            out.shortReal(double(value));
    }
}

void PatternModel::restore(StateReader &in)
{
    m_count = quint8(std::min<size_t>(in.byte(), most));
    m_seen = in.byte();
    for (float &value : m_last)
        value = float(in.shortReal());
    for (size_t k = 0; k < m_count; ++k) {
        m_use[k] = float(in.shortReal());
        for (float &value : m_known[k])
            value = float(in.shortReal());
    }
}

} // namespace sensors
