// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "sensors/forecast.h"
#include "sensors/reading.h"
#include <QByteArray>
#include <memory>

namespace sensors {

/// What a technician may set for the forecasts of one sensor.
struct ForecastSettings
{
    qint64 bucketMs = 300'000; ///< mean of so long is one step: 5 min (288 a day) or 1 h (24 a day); divides a day
    std::optional<double> minimum{}; ///< physical range: forecasts and bands are clipped to it
    std::optional<double> maximum{};
    friend bool operator==(const ForecastSettings &, const ForecastSettings &) = default;

    /// InvalidArgument with a sentence that names the field.
    base::Result<> check() const;
};

/// Learns one sensor on line and says what is to come, with bands that hold as often as they say (SPEC 5, forecast).
/// Movable value; distinct objects on any threads.
class Forecaster
{
public:
    explicit Forecaster(ForecastSettings settings = {});
    ~Forecaster();
    Forecaster(Forecaster &&) noexcept;
    Forecaster &operator=(Forecaster &&) noexcept;

    /// Readings in time order; late ones are left out. InvalidArgument for NaN and infinity.
    base::Result<> observe(const Reading &reading);
    /// From the last full bucket on, one point a bucket, at most a day ahead. Unavailable before the first full bucket.
    base::Result<Forecast> forecast(qint64 horizonMs) const;

    /// Half the width of the band that holds `share` (0 to 1) of what comes `steps` buckets ahead; 0 while unknown.
    double halfWidth(int steps, double share) const;

    const ForecastSettings &settings() const;
    QByteArray save() const;
    /// Corrupt for bytes that save() did not make: begin anew then.
    static base::Result<Forecaster> restore(QByteArrayView bytes, ForecastSettings settings);

private:
    class Learning;
    std::unique_ptr<Learning> m_learning;
};

} // namespace sensors
