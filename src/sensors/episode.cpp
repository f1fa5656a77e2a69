// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/episode.h"
#include <cmath>

using namespace Qt::StringLiterals;

namespace sensors {

namespace {

/// Of two of one severity: the rarer, and of two certain ones (rules) the one that goes further.
bool isFurther(const Judgement &judgement, const Episode &peak)
{
    if (judgement.score != peak.score)
        return judgement.score > peak.score;
    return judgement.why.cause == peak.why.cause && std::abs(judgement.why.amount) > std::abs(peak.why.amount);
}

} // namespace

QLatin1StringView severityName(Severity severity)
{
    switch (severity) {
    case Severity::Low:
        return "low"_L1;
    case Severity::Medium:
        return "medium"_L1;
    case Severity::High:
        return "high"_L1;
    }
    return {};
}

std::optional<Severity> parseSeverity(QLatin1StringView name)
{
    for (const Severity severity : {Severity::Low, Severity::Medium, Severity::High}) {
        if (severityName(severity) == name)
            return severity;
    }
    return std::nullopt;
}

std::optional<EpisodeChange> EpisodeTracker::begin(const Judgement &judgement, base::UtcMs at)
{
    m_calm = 0;
    m_open = Episode{.number = ++m_lastNumber,
                     .openedAt = at,
                     .peakAt = at,
                     .resolvedAt = std::nullopt,
                     .severity = *judgement.severity,
                     .score = judgement.score,
                     .why = judgement.why,
                     .readings = 1};
    return EpisodeChange{EpisodeChange::Kind::Opened, *m_open};
}

std::optional<EpisodeChange> EpisodeTracker::observe(const Judgement &judgement, base::UtcMs at, int calmReadings)
{
    if (!m_open)
        return judgement.severity ? begin(judgement, at) : std::nullopt;
    if (!judgement.severity && judgement.isElevated) {
        m_calm = 0;
        return std::nullopt;
    }
    if (!judgement.severity)
        return ++m_calm >= calmReadings ? close(at) : std::nullopt;
    m_calm = 0;
    m_open->readings += 1;
    const bool isWorse = *judgement.severity > m_open->severity;
    if (isWorse || (*judgement.severity == m_open->severity && isFurther(judgement, *m_open))) {
        m_open->severity = *judgement.severity;
        m_open->score = judgement.score;
        m_open->why = judgement.why;
        m_open->peakAt = at;
    }
    return isWorse ? std::optional(EpisodeChange{EpisodeChange::Kind::Worsened, *m_open}) : std::nullopt;
}

std::optional<EpisodeChange> EpisodeTracker::close(base::UtcMs at)
{
    if (!m_open)
        return std::nullopt;
    EpisodeChange change{EpisodeChange::Kind::Resolved, *m_open};
    change.episode.resolvedAt = at;
    m_open.reset();
    m_calm = 0;
    return change;
}

EpisodeTracker EpisodeTracker::restored(qint64 lastNumber, int calm, std::optional<Episode> open)
{
    EpisodeTracker tracker;
    tracker.m_lastNumber = lastNumber;
    tracker.m_calm = calm;
    tracker.m_open = std::move(open);
    return tracker;
}

} // namespace sensors
