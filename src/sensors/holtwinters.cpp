// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/holtwinters.h"
#include <cmath>
#include <limits>
#include <numeric>

namespace sensors {

HoltWinters::HoltWinters(HoltWintersRates rates, std::span<const float> period)
    : m_rates(rates)
    , m_level(std::accumulate(period.begin(), period.end(), 0.0) / double(period.size()))
    , m_season(period.begin(), period.end())
{
    for (float &season : m_season)
        season -= float(m_level);
}

double HoltWinters::predict(int steps) const
{
    const double damped = damping * (1 - std::pow(damping, steps)) / (1 - damping);
    return m_level + damped * m_trend + double(m_season[(m_phase + size_t(steps) - 1) % m_season.size()]);
}

void HoltWinters::step(double value)
{
    float &season = m_season[m_phase];
    const double before = m_level;
    const double expected = m_level + damping * m_trend;
    m_level = expected + m_rates.level * (value - double(season) - expected);
    m_trend = damping * m_trend + m_rates.trend * (m_level - before - damping * m_trend);
    season += float(m_rates.season * (value - m_level - double(season)));
    m_phase = (m_phase + 1) % m_season.size();
}

void HoltWinters::skip()
{
    m_trend *= damping;
    m_level += m_trend;
    m_phase = (m_phase + 1) % m_season.size();
}

void HoltWinters::save(StateWriter &out) const
{
    for (const double number : {m_rates.level, m_rates.trend, m_rates.season, m_level, m_trend})
        out.real(number);
    out.number(qint64(m_phase));
    for (const float season : m_season)
        out.shortReal(double(season));
}

void HoltWinters::restore(StateReader &in, size_t period)
{
    for (double *number : {&m_rates.level, &m_rates.trend, &m_rates.season, &m_level, &m_trend})
        *number = in.real();
    m_phase = size_t(in.number()) % period;
    m_season.resize(period);
    for (float &season : m_season)
        season = float(in.shortReal());
}

HoltWinters fitHoltWinters(std::span<const float> history, size_t period)
{
    HoltWinters best;
    double least = std::numeric_limits<double>::infinity();
    for (const double level : {0.1, 0.4, 0.8}) {
        for (const double trend : {0.0, 0.01, 0.1}) {
            for (const double season : {0.05, 0.2, 0.5}) {
                HoltWinters model({level, trend, season}, history.first(period));
                double error = 0;
                for (const float value : history.subspan(period)) {
                    error += std::abs(double(value) - model.predict(1));
                    model.step(double(value));
                }
                if (error < least) {
                    least = error;
                    best = model;
                }
            }
        }
    }
    return best;
}

} // namespace sensors
