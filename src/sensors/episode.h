// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "sensors/why.h"
#include <optional>

namespace sensors {

/// How bad an episode is at its peak. The numbers are stored: never renumber.
enum class Severity : quint8 { Low = 1, Medium, High };
/// Stable word: "low", "medium", "high".
QLatin1StringView severityName(Severity severity);
std::optional<Severity> parseSeverity(QLatin1StringView name);

/// A stretch of unusual readings of one sensor, told once and resolved once (S3-19, S3-33).
struct Episode
{
    qint64 number = 0; ///< 1, 2, … of this sensor; survives save and restore
    base::UtcMs openedAt{};
    base::UtcMs peakAt{};
    std::optional<base::UtcMs> resolvedAt{};
    Severity severity = Severity::Low; ///< the worst so far
    double score = 0;                  ///< the worst so far, 0 to 1
    Why why{};                         ///< of the peak
    qint64 readings = 0;               ///< unusual readings in it so far
    friend bool operator==(const Episode &, const Episode &) = default;
};

/// What a reading changed. Opened: tell `anomaly_detected`. Worsened: a worse severity than told before. Resolved: tell
/// `updated`.
struct EpisodeChange
{
    enum class Kind { Opened, Worsened, Resolved };
    Kind kind = Kind::Opened;
    Episode episode{};
    friend bool operator==(const EpisodeChange &, const EpisodeChange &) = default;
};

/// A reading as its judges saw it: `score` 0 to 1, `severity` empty when it is usual.
struct Judgement
{
    double score = 0;
    std::optional<Severity> severity{};
    bool isElevated = false; ///< not enough to open an episode, enough to keep one open (hysteresis)
    Why why{};               ///< of meaning when severity is there
};

/// open → (peak) → resolved after `calmReadings` usual readings in a row. Plain value, any thread.
class EpisodeTracker
{
public:
    /// The change this reading makes, if any. Readings come in time order.
    std::optional<EpisodeChange> observe(const Judgement &judgement, base::UtcMs at, int calmReadings);
    /// Ends an open episode now: its sensor was removed or its detection switched off.
    std::optional<EpisodeChange> close(base::UtcMs at);

    const std::optional<Episode> &open() const { return m_open; }
    qint64 lastNumber() const { return m_lastNumber; }
    int calm() const { return m_calm; }
    /// As saved.
    static EpisodeTracker restored(qint64 lastNumber, int calm, std::optional<Episode> open);

private:
    std::optional<EpisodeChange> begin(const Judgement &judgement, base::UtcMs at);

    std::optional<Episode> m_open{};
    qint64 m_lastNumber = 0;
    int m_calm = 0;
};

} // namespace sensors
