// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sensors/daymodel.h"
#include "sensors/detectorsettings.h"
#include "sensors/mixturemodel.h"
#include "sensors/movingmean.h"
#include "sensors/patternmodel.h"
#include "sensors/raretail.h"
#include "sensors/reading.h"
#include "sensors/why.h"
#include <vector>

namespace sensors {

/// How surprising a reading is to all that learns, in decades: 3 is about one in a thousand.
struct Surprise
{
    double decades = 0;
    bool isNew = false; ///< more than any of the last 60 readings: worth an alarm; else the same story goes on
    Why why{};
};

/// The models that learn one sensor, and their fusion: each feature is turned into the rarity of its value among all
/// its own past values (RareTail), and the rarities are added by their fourth powers, so that the rarest speaks loudest
/// and agreement counts (decision 0026). Some 2.5 KB. Plain value.
class SurpriseModel
{
public:
    /// Judges by what was learnt before, then learns. No look-ahead.
    Surprise observe(const Reading &reading, const DetectorSettings &settings);

    void save(StateWriter &out) const;
    void restore(StateReader &in);

private:
    enum Feature : size_t { Level, Step, Shift, Mixture, TimeOfDay, Pattern };
    static constexpr size_t features = 6;
    static constexpr size_t memory = 60;
    struct Seen
    {
        std::array<std::optional<double>, features> sizes; ///< how large each feature is; empty: unknown yet
        std::array<Why, features> whys;
    };

    double shareOf(const Reading &reading, double readings) const;
    Seen measure(const Reading &reading, const DetectorSettings &settings);
    void learn(const Reading &reading, const DetectorSettings &settings);
    void warm(const Reading &reading, const DetectorSettings &settings);
    Surprise fuse(const Seen &seen);
    void remember(Surprise &surprise);

    MovingMean m_level;
    MovingMean m_step;
    MovingMean m_shift;
    MixtureModel m_mixture;
    DayModel m_day;
    PatternModel m_pattern;
    std::array<RareTail, features> m_tails;
    std::array<float, memory> m_recent{};
    std::vector<float> m_warmUp; ///< empty once warm
    double m_shortMean = 0;
    double m_lastValue = 0;
    base::UtcMs m_firstAt{};
    base::UtcMs m_lastAt{};
    double m_intervalMs = 0; ///< usual time between two readings
    quint32 m_count = 0;
};

} // namespace sensors
