// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/anomalyjson.h"
#include "contract/jsonlists.h"

namespace contract {
namespace {

using namespace Qt::StringLiterals;

void writeReal(JsonWriter &out, QLatin1StringView name, std::optional<double> value)
{
    out.key(name);
    if (value)
        out.real(*value);
    else
        out.null();
}

void writeTime(JsonWriter &out, QLatin1StringView name, const std::optional<base::UtcMs> &at)
{
    out.key(name);
    if (at)
        out.value(at->value);
    else
        out.null();
}

std::optional<double> readReal(JsonFields &fields, QLatin1StringView name)
{
    return fields.isAbsent(name) ? std::nullopt : std::optional(fields.number(name));
}

std::optional<base::UtcMs> readTime(JsonFields &fields, QLatin1StringView name)
{
    return fields.isAbsent(name) ? std::nullopt : std::optional(base::UtcMs{fields.integer(name)});
}

void writePoint(JsonWriter &out, const PredictionPoint &point)
{
    out.member("t"_L1, point.at.value);
    writeReal(out, "value"_L1, point.value);
    writeReal(out, "lo"_L1, point.low80);
    writeReal(out, "hi"_L1, point.high80);
    writeReal(out, "lo95"_L1, point.low95);
    writeReal(out, "hi95"_L1, point.high95);
}

PredictionPoint readPoint(JsonFields &fields)
{
    PredictionPoint point;
    point.at = {fields.integer("t"_L1)};
    point.value = fields.number("value"_L1);
    point.low80 = fields.number("lo"_L1);
    point.high80 = fields.number("hi"_L1);
    point.low95 = fields.number("lo95"_L1);
    point.high95 = fields.number("hi95"_L1);
    return point;
}

base::Result<PredictionPoint> readPredictionPoint(const JsonValue &json)
{
    JsonFields fields(json);
    return finish(fields, readPoint(fields));
}

void writeReason(JsonWriter &out, const Anomaly &value)
{
    out.member("causa"_L1, value.cause);
    out.key("tambien"_L1).beginArray();
    for (const QString &cause : value.also)
        out.value(cause);
    out.endArray();
    writeReal(out, "valor"_L1, value.value);
    writeReal(out, "esperado"_L1, value.expected);
    writeReal(out, "desviacion"_L1, value.spread);
    writeReal(out, "sigmas"_L1, value.sigmas);
    writeReal(out, "cantidad"_L1, value.amount);
    writeTime(out, "aprendido_desde_utc_ms"_L1, value.learntSince);
    out.member("razon"_L1, reasonInSpanish(value));
}

void readReason(JsonFields &fields, Anomaly &value)
{
    value.cause = fields.text("causa"_L1);
    for (const JsonValue &cause : fields.value("tambien"_L1).items())
        value.also << cause.toString();
    value.value = fields.number("valor"_L1);
    value.expected = readReal(fields, "esperado"_L1);
    value.spread = readReal(fields, "desviacion"_L1);
    value.sigmas = fields.numberOr("sigmas"_L1, 0);
    value.amount = fields.numberOr("cantidad"_L1, 0);
    value.learntSince = readTime(fields, "aprendido_desde_utc_ms"_L1);
}

} // namespace

void write(JsonWriter &out, const PredictionPoint &point)
{
    out.beginObject();
    writePoint(out, point);
    out.endObject();
}

void write(JsonWriter &out, const Anomaly &value)
{
    out.beginObject();
    out.member("id"_L1, value.id).member("sensor_id"_L1, value.sensorId).member("unidad"_L1, value.unit);
    writeReason(out, value);
    out.member("severidad"_L1, value.severity);
    writeReal(out, "puntaje"_L1, value.score);
    out.member("estado"_L1, word(value.state));
    out.member("detectada_utc_ms"_L1, value.openedAt.value).member("pico_utc_ms"_L1, value.peakAt.value);
    writeTime(out, "resuelta_utc_ms"_L1, value.resolvedAt);
    out.member("lecturas"_L1, value.readings);
    out.member("nota"_L1, value.note).member("vista_por"_L1, value.seenBy);
    writeTime(out, "vista_utc_ms"_L1, value.seenAt);
    out.endObject();
}

base::Result<Anomaly> readAnomaly(const JsonValue &json)
{
    JsonFields fields(json);
    Anomaly value;
    value.id = fields.integer("id"_L1);
    value.sensorId = fields.integer("sensor_id"_L1);
    value.unit = fields.textOr("unidad"_L1, {});
    readReason(fields, value);
    value.severity = fields.text("severidad"_L1);
    value.score = fields.numberOr("puntaje"_L1, 0);
    value.state = readWord(fields, "estado"_L1, parseAnomalyState);
    value.openedAt = {fields.integer("detectada_utc_ms"_L1)};
    value.peakAt = {fields.integer("pico_utc_ms"_L1)};
    value.resolvedAt = readTime(fields, "resuelta_utc_ms"_L1);
    value.readings = fields.integerOr("lecturas"_L1, 0);
    value.note = fields.textOr("nota"_L1, {});
    value.seenBy = fields.textOr("vista_por"_L1, {});
    value.seenAt = readTime(fields, "vista_utc_ms"_L1);
    return finish(fields, std::move(value));
}

void write(JsonWriter &out, const Prediction &value)
{
    out.beginObject();
    out.member("id"_L1, value.id).member("sensor_id"_L1, value.sensorId);
    out.member("emitida_utc_ms"_L1, value.issuedAt.value).member("horizon"_L1, value.horizonMs);
    out.member("intervalo_ms"_L1, value.bucketMs).member("model"_L1, value.model);
    writeReal(out, "mase"_L1, value.mase);
    out.member("trained_on"_L1, value.trainedOn);
    writeAll(out, "points"_L1, value.points);
    out.endObject();
}

base::Result<Prediction> readPrediction(const JsonValue &json)
{
    JsonFields fields(json);
    Prediction value;
    value.id = fields.integer("id"_L1);
    value.sensorId = fields.integer("sensor_id"_L1);
    value.issuedAt = {fields.integer("emitida_utc_ms"_L1)};
    value.horizonMs = fields.integer("horizon"_L1);
    value.bucketMs = fields.integer("intervalo_ms"_L1);
    value.model = fields.text("model"_L1);
    value.mase = readReal(fields, "mase"_L1);
    value.trainedOn = fields.integer("trained_on"_L1);
    value.points = readAll(fields, "points"_L1, readPredictionPoint);
    return finish(fields, std::move(value));
}

void write(JsonWriter &out, const ScoredPrediction &value)
{
    out.beginObject();
    out.member("sensor_id"_L1, value.sensorId).member("emitida_utc_ms"_L1, value.issuedAt.value);
    out.member("horizon"_L1, value.horizonMs);
    writePoint(out, value.point);
    writeReal(out, "real"_L1, value.actual);
    writeReal(out, "error"_L1, value.actual ? std::optional(*value.actual - value.point.value) : std::nullopt);
    out.endObject();
}

base::Result<ScoredPrediction> readScoredPrediction(const JsonValue &json)
{
    JsonFields fields(json);
    ScoredPrediction value;
    value.sensorId = fields.integer("sensor_id"_L1);
    value.issuedAt = {fields.integer("emitida_utc_ms"_L1)};
    value.horizonMs = fields.integer("horizon"_L1);
    value.point = readPoint(fields);
    value.actual = readReal(fields, "real"_L1);
    return finish(fields, std::move(value));
}

} // namespace contract
