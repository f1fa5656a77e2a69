// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/benchmarkcorpus.h"
#include "app/commandline.h"

namespace app {

/// A corpus as the detector sees it: reading by reading, with the settings a new sensor has.
struct DetectedCorpus
{
    std::vector<sensors::BenchmarkFile> files; ///< in the order of the corpus
    double microsecondsAReading = 0;
};
/// The warm-up is the benchmark's probation; all else is the default.
DetectedCorpus detect(const std::vector<BenchmarkSeries> &corpus, const base::Clock &clock);

/// The table that `score-anomalies` prints: groups, total, two-fold split. `threshold`: instead of the best one.
QString anomalyReport(const std::vector<BenchmarkSeries> &corpus, const DetectedCorpus &detected,
                      std::optional<double> threshold);

/// `score-anomalies FOLDER [--threshold N]`: scores the detector by the benchmark's rules (SPEC 5). Exit code 0; 2 for
/// what cannot be read.
int runScoreAnomalies(const CommandLine &line);

} // namespace app
