// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

/// API values of anomalies and predictions (S3-19, S3-20, UX 3.6). Plain values, no thread.
namespace contract {

enum class AnomalyState { New, Seen, Resolved }; ///< nueva, vista, resuelta
QLatin1StringView word(AnomalyState state);
std::optional<AnomalyState> parseAnomalyState(QStringView text);

/// An episode of unusual readings, with its reason in typed parts; `razon` says them in a Spanish sentence.
struct Anomaly
{
    qint64 id = 0;
    qint64 sensorId = 0; ///< `sensor_id`
    QString unit;        ///< `unidad`, such as "°C"; may be empty
    QString
        cause; ///< `causa`: range, rate, flat_line, gap, level, change, season, distribution, pattern (sensors/why.h)
    QStringList also;                       ///< `tambien`: further causes, same words
    double value = 0;                       ///< `valor` at the peak
    std::optional<double> expected;         ///< `esperado`; of a range the limit
    std::optional<double> spread;           ///< `desviacion`: one σ in the unit
    double sigmas = 0;                      ///< `sigmas`: how far off, signed
    double amount = 0;                      ///< `cantidad`: units a second, equal values, seconds (sensors/why.h)
    QString severity;                       ///< `severidad`: low, medium, high
    double score = 0;                       ///< `puntaje`: 0 to 1
    AnomalyState state = AnomalyState::New; ///< `estado`
    base::UtcMs openedAt{};                 ///< `detectada_utc_ms`
    base::UtcMs peakAt{};                   ///< `pico_utc_ms`
    std::optional<base::UtcMs> resolvedAt;  ///< `resuelta_utc_ms`
    std::optional<base::UtcMs> learntSince; ///< `aprendido_desde_utc_ms`; absent for rules
    qint64 readings = 0;                    ///< `lecturas`: unusual ones
    QString note;                           ///< `nota` of who saw it
    QString seenBy;                         ///< `vista_por`
    std::optional<base::UtcMs> seenAt;      ///< `vista_utc_ms`
    friend bool operator==(const Anomaly &, const Anomaly &) = default;
};

/// Why, as one Spanish sentence without a time of day: "31,8 °C; lo normal a esta hora es 22,4 ± 1,2 °C (7,8 σ)".
QString reasonInSpanish(const Anomaly &anomaly);

/// `{t, value, lo, hi, lo95, hi95}`: lo and hi hold 80 of 100.
struct PredictionPoint
{
    base::UtcMs at{}; ///< `t`, ms UTC: beginning of the bucket
    double value = 0;
    double low80 = 0;
    double high80 = 0;
    double low95 = 0;
    double high95 = 0;
    friend bool operator==(const PredictionPoint &, const PredictionPoint &) = default;
};

/// What S3-20 tells: `{id, sensor_id, emitida_utc_ms, horizon, intervalo_ms, model, mase, trained_on, points}`.
struct Prediction
{
    qint64 id = 0;
    qint64 sensorId = 0;
    base::UtcMs issuedAt{};
    qint64 horizonMs = 0;       ///< `horizon`
    qint64 bucketMs = 0;        ///< `intervalo_ms`
    QString model;              ///< last_value, seasonal_naive, holt_winters
    std::optional<double> mase; ///< < 1 is better than the naive ones
    qint64 trainedOn = 0;       ///< `trained_on`: buckets
    std::vector<PredictionPoint> points;
    friend bool operator==(const Prediction &, const Prediction &) = default;
};

/// A row of the scorecard: what was said against what came.
struct ScoredPrediction
{
    qint64 sensorId = 0;
    base::UtcMs issuedAt{};       ///< `emitida_utc_ms`
    qint64 horizonMs = 0;         ///< `horizon`
    PredictionPoint point;        ///< its fields in the same object
    std::optional<double> actual; ///< `real`; `error` = real − value is derived
    friend bool operator==(const ScoredPrediction &, const ScoredPrediction &) = default;
};

} // namespace contract
