// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "sensors/detectorsettings.h"
#include "sensors/episode.h"
#include "sensors/reading.h"
#include "sensors/rules.h"
#include "sensors/surprise.h"
#include "sensors/threshold.h"
#include <QByteArray>

namespace sensors {

/// What a detector makes of one reading.
struct Verdict
{
    double decades = 0;   ///< surprise of the models that learn: 3 is about one in a thousand; 0 while warming up
    bool isNew = false;   ///< more than of late: of a surprise that goes on only the beginning is an alarm
    double score = 0;     ///< 0 usual … 1 never seen; 0 while warming up or when the reading was not looked at
    bool isMuted = false; ///< falls into a muting window: no change is told
    bool isLooked = true; ///< false: late (not after the last one) or of suspect quality, so no model saw it
    std::optional<EpisodeChange> change{};
};

/// Judges the readings of one sensor one by one, with no look-ahead (SPEC 5). Plain value; distinct objects on any
/// threads. Irregular and missing readings are expected.
class Detector
{
public:
    explicit Detector(DetectorSettings settings = {});

    /// Looks at one reading, in time order. InvalidArgument for NaN, infinity and sizes
    /// beyond 1e15, and nothing changes then.
    base::Result<Verdict> observe(const Reading &reading);
    /// Time passes without a reading: opens a gap when `gapMs` is set and over. Cheap; call it every few seconds.
    std::optional<EpisodeChange> tick(base::UtcMs now);
    /// Ends an open episode now: the sensor is removed or its detection switched off.
    std::optional<EpisodeChange> close(base::UtcMs now);

    /// From the next reading on. What was learnt stays.
    void configure(DetectorSettings settings);
    const DetectorSettings &settings() const { return m_settings; }
    const std::optional<Episode> &openEpisode() const { return m_episodes.open(); }
    /// Readings looked at so far.
    qint64 readings() const { return m_readings; }
    bool isWarm() const { return m_readings >= m_settings.warmUpReadings; }

    /// What was learnt and the open episode, without the settings: those are the caller's to keep.
    QByteArray save() const;
    /// Corrupt for bytes that save() did not make (of this version or an older one): begin anew then.
    static base::Result<Detector> restore(QByteArrayView bytes, DetectorSettings settings);

private:
    /// Adds what the models make of it to what the rules did.
    void judge(const Reading &reading, Judgement &judgement, Verdict &verdict);
    const MutingWindow *mutedBy(base::UtcMs at) const;

    DetectorSettings m_settings;
    Rules m_rules;
    SurpriseModel m_models;
    Threshold m_threshold;
    EpisodeTracker m_episodes;
    qint64 m_readings = 0;
    base::UtcMs m_firstAt{};
};

} // namespace sensors
