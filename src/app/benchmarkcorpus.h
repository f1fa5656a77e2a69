// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "sensors/benchmark.h"
#include "sensors/reading.h"
#include <QString>
#include <vector>

namespace app {

/// One labelled series of the benchmark.
struct BenchmarkSeries
{
    QString group; ///< "realKnownCause"
    QString name;  ///< "nyc_taxi.csv"
    std::vector<sensors::Reading> readings;
    std::vector<sensors::BenchmarkWindow> windows;
};

/// Reads `folder`/data/GROUP/NAME.csv and the windows, from `folder`/combined_windows.json or, as the benchmark itself
/// has it, from `folder`/labels/combined_windows.json. Series without their file are left out, so that half a corpus is
/// one too. Sorted by group and name. NotFound, Io or Malformed with the file's name.
base::Result<std::vector<BenchmarkSeries>> readBenchmark(const QString &folder);

} // namespace app
