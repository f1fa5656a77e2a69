// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/anomalyvalues.h"
#include "contract/json.h"

/// Anomalies and predictions as docs/api.md has them, both ways. Readers ignore members that they do not know;
/// InvalidArgument names what is wrong.
namespace contract {

void write(JsonWriter &out, const Anomaly &value);
void write(JsonWriter &out, const PredictionPoint &point);
void write(JsonWriter &out, const Prediction &value);
void write(JsonWriter &out, const ScoredPrediction &value);

base::Result<Anomaly> readAnomaly(const JsonValue &json);
base::Result<Prediction> readPrediction(const JsonValue &json);
base::Result<ScoredPrediction> readScoredPrediction(const JsonValue &json);

} // namespace contract
