// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/forecasterrors.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace sensors {
namespace {

constexpr size_t mostErrors = 500;

}

void ForecastErrors::advance(std::optional<double> actual, double saidNow)
{
    const auto steps = size_t(m_steps);
    m_pending.resize(steps);
    float &place = m_pending[m_said % steps];
    if (m_said >= steps && actual) {
        const float error = float(std::abs(*actual - double(place)));
        if (m_errors.size() < mostErrors)
            m_errors.push_back(error);
        else
            m_errors[m_next] = error;
        m_next = (m_next + 1) % mostErrors;
    }
    place = float(saidNow);
    ++m_said;
}

double ForecastErrors::mean() const
{
    return m_errors.empty() ? 0 : std::accumulate(m_errors.begin(), m_errors.end(), 0.0) / double(m_errors.size());
}

double ForecastErrors::quantile(double share) const
{
    if (m_errors.empty())
        return 0;
    std::vector<float> sorted = m_errors;
    const double rank = std::ceil(share * double(sorted.size() + 1));
    const auto place = sorted.begin() + std::ptrdiff_t(std::clamp(rank - 1, 0.0, double(sorted.size() - 1)));
    std::nth_element(sorted.begin(), place, sorted.end());
    return double(*place);
}

void ForecastErrors::save(StateWriter &out) const
{
    out.number(qint64(m_said));
    for (const float said : m_pending)
        out.shortReal(double(said));
    out.number(qint64(m_next));
    out.number(qint64(m_errors.size()));
    for (const float error : m_errors)
        out.shortReal(double(error));
}

void ForecastErrors::restore(StateReader &in)
{
    m_said = size_t(std::max<qint64>(in.number(), 0));
    m_pending.resize(m_said > 0 ? size_t(m_steps) : 0);
    for (float &said : m_pending)
        said = float(in.shortReal());
    m_next = size_t(std::max<qint64>(in.number(), 0)) % mostErrors;
    m_errors.resize(size_t(std::clamp<qint64>(in.number(), 0, mostErrors)));
    for (float &error : m_errors)
        error = float(in.shortReal());
}

} // namespace sensors
