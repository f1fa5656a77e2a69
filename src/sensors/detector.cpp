// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/detector.h"
#include "sensors/statebytes.h"
#include <cmath>

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace sensors {
namespace {

constexpr quint8 stateVersion = 2;
constexpr double largestValue = 1e15; // its square still fits a float
constexpr double msAWeek = 604'800'000.0;
constexpr double staysOpen = 0.7;  // hysteresis: of the threshold
constexpr double aStepWorse = 1.0; // decades beyond the threshold that make the next severity

Severity severityOf(double decades, double threshold)
{
    const double beyond = decades - threshold;
    return beyond >= 2 * aStepWorse ? Severity::High : beyond >= aStepWorse ? Severity::Medium : Severity::Low;
}

void writeWhy(StateWriter &out, const Why &why)
{
    out.byte(quint8(why.cause));
    out.number(why.also.bits());
    out.real(why.value);
    out.byte(why.expected ? 1 : 0);
    out.real(why.expected.value_or(0));
    out.byte(why.spread ? 1 : 0);
    out.real(why.spread.value_or(0));
    out.real(why.sigmas);
    out.real(why.amount);
    out.number(why.at);
    out.number(why.learntSince);
}

std::optional<double> readOptional(StateReader &in)
{
    const bool isThere = in.byte() != 0;
    const double value = in.real();
    return isThere ? std::optional(value) : std::nullopt;
}

Why readWhy(StateReader &in)
{
    Why why;
    why.cause = Cause(in.byte());
    why.also = Causes(quint16(in.number()));
    why.value = in.real();
    why.expected = readOptional(in);
    why.spread = readOptional(in);
    why.sigmas = in.real();
    why.amount = in.real();
    why.at = in.time();
    why.learntSince = in.time();
    return why;
}

void writeEpisode(StateWriter &out, const Episode &episode)
{
    out.number(episode.openedAt);
    out.number(episode.peakAt);
    out.byte(quint8(episode.severity));
    out.real(episode.score);
    writeWhy(out, episode.why);
    out.number(episode.readings);
}

Episode readEpisode(StateReader &in, qint64 number)
{
    Episode episode;
    episode.number = number;
    episode.openedAt = in.time();
    episode.peakAt = in.time();
    episode.severity = Severity(in.byte());
    episode.score = in.real();
    episode.why = readWhy(in);
    episode.readings = in.number();
    return episode;
}

bool isKnown(const Episode &episode)
{
    return !severityName(episode.severity).isEmpty() && !causeName(episode.why.cause).isEmpty();
}

} // namespace

Detector::Detector(DetectorSettings settings)
    : m_settings(std::move(settings))
{
}

void Detector::configure(DetectorSettings settings)
{
    m_settings = std::move(settings);
}

const MutingWindow *Detector::mutedBy(base::UtcMs at) const
{
    for (const MutingWindow &window : m_settings.muting) {
        if (window.from <= at && at < window.until)
            return &window;
    }
    return nullptr;
}

void Detector::judge(const Reading &reading, Judgement &judgement, Verdict &verdict)
{
    const Surprise surprise = m_models.observe(reading, m_settings);
    if (m_readings <= m_settings.warmUpReadings)
        return;
    verdict.decades = surprise.decades;
    verdict.isNew = surprise.isNew;
    const double weeks = double(reading.at.value - m_firstAt.value) / msAWeek;
    const double threshold = m_threshold.at(m_settings.alarmsPerWeek, weeks);
    if (surprise.isNew)
        m_threshold.add(surprise.decades);
    judgement.isElevated = surprise.decades >= staysOpen * threshold;
    judgement.score = std::max(judgement.score, 1 - std::pow(10.0, -surprise.decades / 2));
    if (surprise.decades < threshold || !(surprise.isNew || m_episodes.open()))
        return;
    const Severity severity = severityOf(surprise.decades, threshold);
    if (!judgement.severity || severity > *judgement.severity) {
        if (judgement.severity)
            judgement.why.also.add(judgement.why.cause);
        const Causes rules = judgement.why.also;
        judgement.why = surprise.why;
        judgement.why.also = Causes(quint16(rules.bits() | surprise.why.also.bits()));
        judgement.severity = severity;
    } else {
        judgement.why.also.add(surprise.why.cause);
    }
}

base::Result<Verdict> Detector::observe(const Reading &reading)
{
    if (!(std::abs(reading.value) <= largestValue)) // NaN too
        return {ErrorCode::InvalidArgument, u"a reading must be a number of at most 1e15"_s};
    Verdict verdict;
    if (reading.quality != Quality::Good || (m_rules.hasLast() && reading.at <= m_rules.lastAt())) {
        verdict.isLooked = false;
        return verdict;
    }
    if (m_readings++ == 0)
        m_firstAt = reading.at;
    Judgement judgement = m_rules.observe(reading, m_settings);
    const MutingWindow *muted = mutedBy(reading.at);
    verdict.isMuted = muted != nullptr;
    if (m_settings.isStatistical && (!muted || muted->learns))
        judge(reading, judgement, verdict);
    verdict.score = judgement.score;
    if (!verdict.isMuted)
        verdict.change = m_episodes.observe(judgement, reading.at, m_settings.calmReadings);
    return verdict;
}

std::optional<EpisodeChange> Detector::tick(base::UtcMs now)
{
    if (m_episodes.open() || mutedBy(now))
        return std::nullopt; // an open one hears of the gap with the reading that ends it
    const Judgement gap = m_rules.tick(now, m_settings);
    return m_episodes.observe(gap, now, m_settings.calmReadings);
}

std::optional<EpisodeChange> Detector::close(base::UtcMs now)
{
    return m_episodes.close(now);
}

QByteArray Detector::save() const
{
    StateWriter out;
    out.byte(stateVersion);
    out.number(m_readings);
    out.number(m_firstAt);
    m_models.save(out);
    m_threshold.save(out);
    out.byte(m_rules.hasLast() ? 1 : 0);
    out.number(m_rules.lastAt());
    out.real(m_rules.lastValue());
    out.number(m_rules.equalInARow());
    out.number(m_episodes.lastNumber());
    out.number(m_episodes.calm());
    out.byte(m_episodes.open() ? 1 : 0);
    if (m_episodes.open())
        writeEpisode(out, *m_episodes.open());
    return std::move(out).bytes();
}

base::Result<Detector> Detector::restore(QByteArrayView bytes, DetectorSettings settings)
{
    const auto corrupt = [] { return base::Error(ErrorCode::Corrupt, u"these bytes are no state of a detector"_s); };
    StateReader in(bytes);
    if (in.byte() != stateVersion)
        return corrupt();
    Detector detector(std::move(settings));
    detector.m_readings = in.number();
    detector.m_firstAt = in.time();
    detector.m_models.restore(in);
    detector.m_threshold.restore(in);
    const bool hasLast = in.byte() != 0;
    const base::UtcMs lastAt = in.time();
    const double lastValue = in.real();
    const qint64 equal = in.number();
    if (hasLast)
        detector.m_rules = Rules::restored(lastAt, lastValue, equal);
    const qint64 lastNumber = in.number();
    const qint64 calm = in.number();
    std::optional<Episode> open;
    if (in.byte() != 0) {
        open = readEpisode(in, lastNumber);
        if (!isKnown(*open))
            return corrupt();
    }
    if (!in.ok() || !in.atEnd() || detector.m_readings < 0 || calm < 0)
        return corrupt();
    detector.m_episodes = EpisodeTracker::restored(lastNumber, int(calm), std::move(open));
    return detector;
}

} // namespace sensors
