// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/benchmark.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace sensors {
namespace {

constexpr size_t noWindow = std::numeric_limits<size_t>::max();

/// What a detection here is worth before its profile's weight.
struct Point
{
    double score = 0;
    double worth = 0;
    size_t window = noWindow; ///< counted over all files
};

/// 1 far before the right edge of a window (relative < 0), 0 at it, −1 far behind.
double steepness(double relative)
{
    return relative > 3 ? -1.0 : 2 / (1 + std::exp(5 * relative)) - 1;
}

double worthInside(const BenchmarkWindow &window, size_t index)
{
    const auto width = double(window.last - window.first + 1);
    return steepness(-double(window.last - index + 1) / width) / steepness(-1);
}

double worthAfter(const BenchmarkWindow *before, size_t index)
{
    if (!before || before->last == before->first)
        return -1;
    return steepness(double(index - before->last) / double(before->last - before->first));
}

void addPoints(const BenchmarkFile &file, size_t firstWindow, std::vector<Point> &points)
{
    size_t next = 0;
    for (size_t i = 0; i < file.scores.size(); ++i) {
        while (next < file.windows.size() && i > file.windows[next].last)
            ++next;
        if (i < probation(file.scores.size()) || !(file.scores[i] > 0))
            continue;
        if (next < file.windows.size() && i >= file.windows[next].first)
            points.push_back({file.scores[i], worthInside(file.windows[next], i), firstWindow + next});
        else
            points.push_back({file.scores[i], worthAfter(next > 0 ? &file.windows[next - 1] : nullptr, i), noWindow});
    }
}

struct Corpus
{
    std::vector<Point> points; ///< by score, falling
    size_t windows = 0;
};

Corpus corpusOf(std::span<const BenchmarkFile *const> files)
{
    Corpus corpus;
    for (const BenchmarkFile *file : files) {
        addPoints(*file, corpus.windows, corpus.points);
        corpus.windows += file->windows.size();
    }
    std::stable_sort(corpus.points.begin(), corpus.points.end(),
                     [](const Point &a, const Point &b) { return a.score > b.score; });
    return corpus;
}

/// Raw score as detections are added one by one.
class Tally
{
public:
    Tally(size_t windows, const BenchmarkProfile &profile)
        : m_profile(profile)
        , m_best(windows, -profile.miss)
        , m_raw(-profile.miss * double(windows))
    {
    }
    void add(const Point &point)
    {
        if (point.window == noWindow) {
            m_raw += point.worth * m_profile.falsePositive;
        } else if (point.worth > m_best[point.window]) {
            m_raw += point.worth - m_best[point.window];
            m_best[point.window] = point.worth;
        }
    }
    double normalised() const
    {
        if (m_best.empty())
            return 0;
        const double null = -m_profile.miss * double(m_best.size());
        return 100 * (m_raw - null) / (double(m_best.size()) - null);
    }

private:
    const BenchmarkProfile &m_profile;
    std::vector<double> m_best;
    double m_raw;
};

} // namespace

size_t probation(size_t count)
{
    return std::min<size_t>(count * 15 / 100, 750);
}

double benchmarkScoreAt(std::span<const BenchmarkFile *const> files, const BenchmarkProfile &profile, double threshold)
{
    const Corpus corpus = corpusOf(files);
    Tally tally(corpus.windows, profile);
    for (const Point &point : corpus.points) {
        if (point.score >= threshold)
            tally.add(point);
    }
    return tally.normalised();
}

BenchmarkScore benchmarkSweep(std::span<const BenchmarkFile *const> files, const BenchmarkProfile &profile)
{
    const Corpus corpus = corpusOf(files);
    Tally tally(corpus.windows, profile);
    BenchmarkScore best{0, std::numeric_limits<double>::infinity()};
    for (size_t i = 0; i < corpus.points.size(); ++i) {
        tally.add(corpus.points[i]);
        const bool isLastOfEquals =
            i + 1 == corpus.points.size() || corpus.points[i + 1].score != corpus.points[i].score;
        if (isLastOfEquals && tally.normalised() > best.score)
            best = {tally.normalised(), corpus.points[i].score};
    }
    return best;
}

} // namespace sensors
