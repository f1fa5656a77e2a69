// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QLatin1StringView>
#include <optional>

namespace sensors {

/// Which rule or model finds a reading unusual (SPEC 5, design 1 to 4). The numbers are stored: never renumber.
enum class Cause : quint8 {
    Range = 1,    ///< outside the physical limits of the sensor
    Rate,         ///< changed faster than the sensor can
    FlatLine,     ///< the same value too many times in a row
    Gap,          ///< no reading for too long
    Level,        ///< far from the usual level
    Change,       ///< an unusual step from one reading to the next
    Season,       ///< unusual for this time of day
    Distribution, ///< single values are possible, their mixture of late is not
    Pattern,      ///< the last few readings in this order were never seen
};

/// Stable word: "range", "rate", "flat_line", "gap", "level", "change", "season", "distribution", "pattern".
QLatin1StringView causeName(Cause cause);
std::optional<Cause> parseCause(QLatin1StringView name);

/// Causes as a set of bits, for "also seen by".
class Causes
{
public:
    constexpr Causes() = default;
    explicit constexpr Causes(quint16 bits)
        : m_bits(bits)
    {
    }
    constexpr void add(Cause cause) { m_bits = quint16(m_bits | (1U << unsigned(cause))); }
    constexpr bool has(Cause cause) const { return (m_bits & (1U << unsigned(cause))) != 0; }
    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr quint16 bits() const { return m_bits; }
    friend bool operator==(const Causes &, const Causes &) = default;

private:
    quint16 m_bits = 0;
};

/// Why a reading is unusual, in parts that a console puts into words ("31.8 °C; usual at this hour 22.4 ± 1.2 (7.8 σ)
/// by the last 14 days"). No words here.
struct Why
{
    Cause cause = Cause::Level;
    Causes also{};                    ///< further causes that speak of the same reading
    double value = 0;                 ///< the reading's (Gap: the last one before it)
    std::optional<double> expected{}; ///< the centre of what is usual; of a range: the limit that was passed
    std::optional<double> spread{};   ///< one σ of what is usual, in the sensor's unit
    double sigmas = 0; ///< deviation in σ, signed; of a model without one the equivalent by its tail probability
    double amount = 0; ///< Rate: units a second; FlatLine: equal values in a row; Gap: seconds; else 0
    base::UtcMs at{};  ///< of the reading
    base::UtcMs learntSince{}; ///< the model's first reading; 0 for rules
    friend bool operator==(const Why &, const Why &) = default;
};

} // namespace sensors
