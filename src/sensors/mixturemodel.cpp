// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/mixturemodel.h"
#include <algorithm>
#include <cmath>

namespace sensors {
namespace {

constexpr double sameMixture = 30; // 2·window·KL below which two mixtures are the same
constexpr quint32 learnEvery = MixtureModel::window / 4;
constexpr float prior = 0.3F;
constexpr float drift = 0.01F;
constexpr float outside = 0.05F; // of the range of the warm-up: beyond that it is outside

} // namespace

void MixtureModel::push(double value)
{
    const auto bin = std::upper_bound(m_edges.begin(), m_edges.end(), float(value)) - m_edges.begin();
    quint8 &place = m_window[m_seen % window];
    if (m_seen >= quint32(window))
        --m_counts[place];
    place = quint8(bin);
    ++m_counts[place];
    ++m_seen;
}

MixtureModel::Shares MixtureModel::shares() const
{
    Shares shares;
    for (size_t i = 0; i < bins; ++i)
        shares[i] = (float(m_counts[i]) + prior) / (float(window) + prior * float(bins));
    return shares;
}

std::pair<double, size_t> MixtureModel::nearest(const Shares &shares) const
{
    std::array<float, bins> logs;
    for (size_t i = 0; i < bins; ++i)
        logs[i] = std::log(shares[i]);
    std::pair<double, size_t> best{1e9, 0};
    for (size_t k = 0; k < m_known.size(); ++k) {
        float entropy = 0;
        for (size_t i = 0; i < bins; ++i)
            entropy += shares[i] * (logs[i] - m_known[k][i]);
        if (double(entropy) < best.first)
            best = {double(entropy), k};
    }
    return {2 * window * best.first, best.second};
}

void MixtureModel::learn(std::span<const float> warmUp)
{
    std::vector<float> sorted(warmUp.begin(), warmUp.end());
    if (sorted.empty())
        return;
    std::sort(sorted.begin(), sorted.end());
    const float margin = outside * (sorted.back() - sorted.front());
    m_edges.front() = sorted.front() - margin;
    m_edges.back() = sorted.back() + margin;
    for (size_t i = 1; i + 1 < m_edges.size(); ++i)
        m_edges[i] = sorted[sorted.size() * i / (m_edges.size() - 1)];
    m_isWarm = true;
    for (const float value : warmUp)
        (void)observe(double(value));
}

double MixtureModel::observe(double value)
{
    if (!m_isWarm)
        return 0;
    push(value);
    if (m_seen < quint32(window))
        return 0;
    const Shares now = shares();
    const auto [distance, index] = nearest(now);
    if (distance > sameMixture) {
        if (m_seen % learnEvery == 0 && m_known.size() < mostKnown) {
            Shares logs;
            std::transform(now.begin(), now.end(), logs.begin(), [](float share) { return std::log(share); });
            m_known.push_back(logs);
        }
    } else {
        for (size_t i = 0; i < bins; ++i)
            m_known[index][i] += drift * (std::log(now[i]) - m_known[index][i]);
    }
    return m_known.empty() ? 0 : std::min(distance, 1e6);
}

void MixtureModel::save(StateWriter &out) const
{
    out.byte(m_isWarm ? 1 : 0);
    if (!m_isWarm)
        return;
    out.number(m_seen);
    for (const float edge : m_edges)
        out.shortReal(double(edge));
    for (const quint8 bin : m_window)
        out.byte(bin);
    out.byte(quint8(m_known.size()));
    for (const Shares &known : m_known) {
        for (const float share : known)
            out.shortReal(double(share));
    }
}

void MixtureModel::restore(StateReader &in)
{
    m_isWarm = in.byte() != 0;
    if (!m_isWarm)
        return;
    m_seen = quint32(in.number());
    for (float &edge : m_edges)
        edge = float(in.shortReal());
    m_counts = {};
    const size_t filled = std::min<size_t>(m_seen, window);
    for (size_t i = 0; i < m_window.size(); ++i) {
        m_window[i] = quint8(std::min<size_t>(in.byte(), bins - 1));
        if (i < filled)
            ++m_counts[m_window[i]];
    }
    m_known.resize(std::min<size_t>(in.byte(), mostKnown));
    for (Shares &known : m_known) {
        for (float &share : known)
            share = float(in.shortReal());
    }
}

} // namespace sensors
