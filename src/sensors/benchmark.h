// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

namespace sensors {

/// The scoring rules of the Numenta Anomaly Benchmark v1.1 (SPEC 5): in a window of a real anomaly only the earliest
/// detection counts, the earlier the more; each detection elsewhere costs, less so just after a window; a missed window
/// costs. 0 is a detector that never alarms, 100 a perfect one. Pure functions and values.
struct BenchmarkProfile
{
    const char *name;
    double falsePositive; ///< cost of one
    double miss;          ///< cost of one window
};
inline constexpr std::array benchmarkProfiles{BenchmarkProfile{"standard", 0.11, 1.0},
                                              BenchmarkProfile{"low_fp", 0.22, 1.0},
                                              BenchmarkProfile{"low_fn", 0.11, 2.0}};

/// A stretch of readings that holds a real anomaly, by index, both ends included.
struct BenchmarkWindow
{
    size_t first = 0;
    size_t last = 0;
};

/// One file's readings as detected: a score each, and the windows in order.
struct BenchmarkFile
{
    std::vector<double> scores;
    std::vector<BenchmarkWindow> windows;
};

/// How many readings of `count` at a file's beginning are neither reward nor cost: 15 %, 750 at most.
size_t probation(size_t count);

struct BenchmarkScore
{
    double score = 0;
    double threshold = 0; ///< at or above it is a detection; infinity: never alarming is best
};

/// The score at one threshold for all files. Without windows there is nothing to win: 0.
double benchmarkScoreAt(std::span<const BenchmarkFile *const> files, const BenchmarkProfile &profile, double threshold);
/// The best threshold of all, one for all files.
BenchmarkScore benchmarkSweep(std::span<const BenchmarkFile *const> files, const BenchmarkProfile &profile);

} // namespace sensors
