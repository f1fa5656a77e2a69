// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "sensors/reading.h"
#include <QLatin1StringView>
#include <optional>
#include <vector>

namespace sensors {

/// How a forecast was made. The numbers are stored: never renumber.
enum class ForecastModel : quint8 {
    LastValue = 1, ///< naive: what it is now
    SeasonalNaive, ///< what it was a day before
    HoltWinters,   ///< additive, damped trend, daily season
};
/// Stable word: "last_value", "seasonal_naive", "holt_winters".
QLatin1StringView forecastModelName(ForecastModel model);
std::optional<ForecastModel> parseForecastModel(QLatin1StringView name);

/// A mean to come, and the bands it falls into with 80 and 95 of 100 (UX 3.6).
struct ForecastPoint
{
    base::UtcMs at{}; ///< beginning of the bucket
    double value = 0;
    double low80 = 0;
    double high80 = 0;
    double low95 = 0;
    double high95 = 0;
    friend bool operator==(const ForecastPoint &, const ForecastPoint &) = default;
};

/// What S3-20 tells.
struct Forecast
{
    base::UtcMs issuedAt{}; ///< end of the last full bucket
    qint64 bucketMs = 0;
    ForecastModel model = ForecastModel::LastValue;
    std::optional<double> mase{}; ///< error against the better naive one, < 1 is better; empty: too little history
    base::UtcMs trainedFrom{};
    qint64 trainedOn = 0; ///< full buckets
    std::vector<ForecastPoint> points{};
    friend bool operator==(const Forecast &, const Forecast &) = default;
};

/// One forecast point set against what came: a row of the scorecard (UX 3.6).
struct ScoredPoint
{
    SensorId sensor{};
    base::UtcMs issuedAt{};
    ForecastPoint point{};
    std::optional<double> actual{}; ///< mean of the bucket; empty: nothing came yet
    qint64 horizonMs() const { return point.at.value - issuedAt.value; }
    /// actual − value.
    std::optional<double> error() const { return actual ? std::optional(*actual - point.value) : std::nullopt; }
    friend bool operator==(const ScoredPoint &, const ScoredPoint &) = default;
};

} // namespace sensors
