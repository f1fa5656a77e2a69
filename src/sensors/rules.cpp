// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/rules.h"
#include <cmath>

namespace sensors {
namespace {

constexpr double msPerSecond = 1000.0;
constexpr double certain = 1.0; // a rule is broken or it is not

/// Keeps the gravest cause, the first of equals, and notes the others.
void add(Judgement &judgement, Severity severity, const Why &why)
{
    Causes also = judgement.why.also;
    if (!judgement.severity || severity > *judgement.severity) {
        if (judgement.severity)
            also.add(judgement.why.cause);
        judgement.score = certain;
        judgement.severity = severity;
        judgement.why = why;
    } else {
        also.add(why.cause);
    }
    judgement.why.also = also;
}

void judgeRange(const Reading &reading, const DetectorSettings &settings, Judgement &judgement)
{
    std::optional<double> limit;
    if (settings.minimum && reading.value < *settings.minimum)
        limit = settings.minimum;
    else if (settings.maximum && reading.value > *settings.maximum)
        limit = settings.maximum;
    if (limit) {
        add(judgement, Severity::High,
            {.cause = Cause::Range, .value = reading.value, .expected = limit, .at = reading.at});
    }
}

} // namespace

Judgement Rules::observe(const Reading &reading, const DetectorSettings &settings)
{
    Judgement judgement;
    judgeRange(reading, settings, judgement);
    if (m_hasLast) {
        const double seconds = double(reading.at.value - m_lastAt.value) / msPerSecond;
        const double rate = seconds > 0 ? (reading.value - m_lastValue) / seconds : 0;
        if (settings.maxRatePerSecond && std::abs(rate) > *settings.maxRatePerSecond) {
            add(judgement, Severity::Medium,
                {.cause = Cause::Rate,
                 .value = reading.value,
                 .expected = m_lastValue,
                 .amount = rate,
                 .at = reading.at});
        }
        m_equal = reading.value == m_lastValue ? m_equal + 1 : 1;
    } else {
        m_equal = 1;
    }
    if (settings.flatLineCount && m_equal >= *settings.flatLineCount) {
        add(judgement, Severity::Medium,
            {.cause = Cause::FlatLine, .value = reading.value, .amount = double(m_equal), .at = reading.at});
    }
    if (const Judgement gap = tick(reading.at, settings); gap.severity)
        add(judgement, *gap.severity, gap.why);
    m_hasLast = true;
    m_lastAt = reading.at;
    m_lastValue = reading.value;
    return judgement;
}

Judgement Rules::tick(base::UtcMs now, const DetectorSettings &settings) const
{
    Judgement judgement;
    const qint64 silent = now.value - m_lastAt.value;
    if (m_hasLast && settings.gapMs && silent > *settings.gapMs) {
        add(judgement, Severity::Low,
            {.cause = Cause::Gap, .value = m_lastValue, .amount = double(silent) / msPerSecond, .at = now});
    }
    return judgement;
}

Rules Rules::restored(base::UtcMs lastAt, double lastValue, qint64 equalInARow)
{
    Rules rules;
    rules.m_lastAt = lastAt;
    rules.m_lastValue = lastValue;
    rules.m_equal = equalInARow;
    rules.m_hasLast = true;
    return rules;
}

} // namespace sensors
