// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/surprise.h"
#include <algorithm>
#include <cmath>

namespace sensors {
namespace {

constexpr double slowReadings = 330; ///< memory of the level, in usual intervals
constexpr double shortReadings = 10; ///< memory of the short mean
constexpr double longestGap = 10;    ///< in usual intervals: a longer silence is not forgotten over
constexpr quint32 quiet = 6;         ///< readings before anything is compared
constexpr std::array weights{1.0, 1.0, 1.0, 1.0, 0.75, 1.0};
constexpr double floorShare = 1e-6; ///< of the level: a deviation below is rounding

/// σ of a normal distribution whose tail is so rare: for models that have no σ of their own.
double sigmasOf(double decades)
{
    return std::sqrt(2 * std::log(10.0) * decades);
}

} // namespace

/// Weight of this reading for a memory of so many usual intervals: 1 − exp(−Δt/τ).
double SurpriseModel::shareOf(const Reading &reading, double readings) const
{
    double intervals = 1;
    if (m_intervalMs > 0)
        intervals = std::min(double(reading.at.value - m_lastAt.value) / m_intervalMs, longestGap);
    return 1 - std::exp(-intervals / readings);
}

SurpriseModel::Seen SurpriseModel::measure(const Reading &reading, const DetectorSettings &settings)
{
    Seen seen;
    const double x = reading.value;
    const double floor = floorShare * (std::abs(m_level.mean()) + floorShare);
    const auto note = [&](Feature feature, Cause cause, double expected, double deviation) {
        const double sigmas = ((feature == Shift ? m_shortMean : x) - expected) / deviation;
        seen.sizes[feature] = std::abs(sigmas);
        seen.whys[feature] = {.cause = cause, .expected = expected, .spread = deviation, .sigmas = sigmas};
    };
    m_shortMean += std::max(shareOf(reading, shortReadings), 1.0 / double(m_count + 1)) * (x - m_shortMean);
    note(Level, Cause::Level, m_level.mean(), m_level.deviation(floor));
    note(Step, Cause::Change, m_lastValue, m_step.deviation(floor));
    note(Shift, Cause::Level, m_level.mean(), m_shift.deviation(floor));
    if (settings.isSeasonal) {
        const double deviation = m_level.deviation(floor);
        if (const auto usual = m_day.usualAt(reading.at, deviation))
            note(TimeOfDay, Cause::Season, usual->mean, usual->deviation + floor);
    }
    if (m_mixture.isWarm()) {
        seen.sizes[Mixture] = m_mixture.observe(x);
        seen.whys[Mixture] = {.cause = Cause::Distribution, .expected = m_level.mean()};
    }
    if (const auto distance = m_pattern.observe(x, m_level.deviation(floor))) {
        seen.sizes[Pattern] = distance;
        seen.whys[Pattern] = {.cause = Cause::Pattern, .expected = m_level.mean()};
    }
    return seen;
}

void SurpriseModel::learn(const Reading &reading, const DetectorSettings &settings)
{
    const double floor = floorShare * (std::abs(m_level.mean()) + floorShare);
    const double share = shareOf(reading, slowReadings);
    m_shift.add(m_shortMean - m_level.mean(), share, floor);
    m_step.add(reading.value - m_lastValue, share, floor);
    if (settings.isSeasonal)
        m_day.add(reading.at, reading.value, m_level.deviation(floor));
    m_level.add(reading.value, share, floor);
    if (m_count > 0) {
        const double interval = double(reading.at.value - m_lastAt.value);
        const double weight = std::max(0.01, 1.0 / double(m_count));
        m_intervalMs +=
            weight * (std::min(interval, m_count > 20 ? longestGap * m_intervalMs : interval) - m_intervalMs);
    }
    m_lastValue = reading.value;
    m_lastAt = reading.at;
    ++m_count;
}

void SurpriseModel::warm(const Reading &reading, const DetectorSettings &settings)
{
    if (m_mixture.isWarm())
        return;
    m_warmUp.push_back(float(reading.value));
    if (m_warmUp.size() < size_t(settings.warmUpReadings))
        return;
    m_mixture.learn(m_warmUp);
    m_warmUp = {};
}

Surprise SurpriseModel::fuse(const Seen &seen)
{
    Surprise surprise;
    double sum = 0;
    double loudest = 0;
    for (size_t i = 0; i < features; ++i) {
        if (!seen.sizes[i])
            continue;
        const double decades = weights[i] * m_tails[i].rarity(*seen.sizes[i]);
        m_tails[i].add(*seen.sizes[i]);
        sum += decades * decades * decades * decades;
        if (decades > loudest) {
            loudest = decades;
            surprise.why = seen.whys[i];
            if (surprise.why.sigmas == 0)
                surprise.why.sigmas = sigmasOf(decades);
        }
        if (decades >= 3)
            surprise.why.also.add(seen.whys[i].cause);
    }
    surprise.decades = std::sqrt(std::sqrt(sum));
    return surprise;
}

void SurpriseModel::remember(Surprise &surprise)
{
    const auto decades = float(surprise.decades);
    surprise.isNew = decades > *std::max_element(m_recent.begin(), m_recent.end());
    m_recent[m_count % memory] = decades;
}

Surprise SurpriseModel::observe(const Reading &reading, const DetectorSettings &settings)
{
    if (m_count == 0) {
        m_firstAt = reading.at;
        m_shortMean = reading.value;
        m_lastValue = reading.value;
    }
    const Seen seen = measure(reading, settings);
    Surprise surprise;
    if (m_count >= quiet) {
        surprise = fuse(seen);
        surprise.why.value = reading.value;
        surprise.why.at = reading.at;
        surprise.why.learntSince = m_firstAt;
    }
    remember(surprise);
    learn(reading, settings);
    warm(reading, settings);
    return surprise;
}

void SurpriseModel::save(StateWriter &out) const
{
    out.number(m_count);
    out.number(m_firstAt);
    out.number(m_lastAt);
    out.real(m_intervalMs);
    out.real(m_lastValue);
    out.real(m_shortMean);
    for (const MovingMean *mean : {&m_level, &m_step, &m_shift})
        mean->save(out);
    m_mixture.save(out);
    m_day.save(out);
    m_pattern.save(out);
    for (const RareTail &tail : m_tails)
        tail.save(out);
    for (const float recent : m_recent)
        out.shortReal(double(recent));
    out.number(qint64(m_warmUp.size()));
    for (const float value : m_warmUp)
        out.shortReal(double(value));
}

void SurpriseModel::restore(StateReader &in)
{
    m_count = quint32(in.number());
    m_firstAt = in.time();
    m_lastAt = in.time();
    m_intervalMs = in.real();
    m_lastValue = in.real();
    m_shortMean = in.real();
    for (MovingMean *mean : {&m_level, &m_step, &m_shift})
        mean->restore(in);
    m_mixture.restore(in);
    m_day.restore(in);
    m_pattern.restore(in);
    for (RareTail &tail : m_tails)
        tail.restore(in);
    for (float &recent : m_recent)
        recent = float(in.shortReal());
    const qint64 size = in.number();
    for (qint64 i = 0; i < size && in.ok(); ++i)
        m_warmUp.push_back(float(in.shortReal()));
}

} // namespace sensors
