// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/raretail.h"
#include <algorithm>
#include <cmath>

namespace sensors {
namespace {

constexpr double binsAnOctave = 2;
constexpr double octavesBelowOne = 10;
constexpr double tailPower = 3;
constexpr quint32 fewest = 20;
constexpr quint16 full = 0xffff;

} // namespace

int RareTail::binOf(double value)
{
    if (!(value > 1e-3))
        return 0;
    const double bin = (std::log2(value) + octavesBelowOne) * binsAnOctave;
    return std::clamp(int(std::min(bin, double(bins))), 0, bins - 1);
}

double RareTail::rarity(double value) const
{
    if (m_total < fewest)
        return 0;
    const int bin = binOf(value);
    double larger = 0.5 * m_counts[size_t(bin)];
    for (size_t i = size_t(bin) + 1; i < m_counts.size(); ++i)
        larger += m_counts[i];
    double rarity = -std::log10((larger + 0.5) / (double(m_total) + 1));
    if (value > double(m_largest))
        rarity += tailPower * std::log10(value / std::max(double(m_largest), 1e-9));
    return std::max(rarity, 0.0);
}

void RareTail::add(double value)
{
    quint16 &count = m_counts[size_t(binOf(value))];
    if (count == full) { // old values weigh half from now on
        m_total = 0;
        for (quint16 &each : m_counts) {
            each = quint16(each / 2);
            m_total += each;
        }
    }
    ++count;
    ++m_total;
    m_largest = std::max(m_largest, float(value));
}

void RareTail::save(StateWriter &out) const
{
    for (const quint16 count : m_counts)
        out.word(count);
    out.shortReal(double(m_largest));
}

void RareTail::restore(StateReader &in)
{
    m_total = 0;
    for (quint16 &count : m_counts) {
        count = in.word();
        m_total += count;
    }
    m_largest = float(in.shortReal());
}

} // namespace sensors
