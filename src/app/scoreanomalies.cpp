// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scoreanomalies.h"
#include "app/headless.h"
#include "sensors/detector.h"
#include <QCoreApplication>
#include <map>

using namespace Qt::StringLiterals;
using sensors::BenchmarkFile;

namespace app {
namespace {

using Files = std::vector<const BenchmarkFile *>;

QString cell(double number, int decimals = 1)
{
    return u"%1"_s.arg(number, 9, 'f', decimals);
}

QString tableRow(const QString &name, size_t files, size_t windows, const std::array<double, 3> &scores)
{
    QString text = u"%1 %2 %3"_s.arg(name, -24).arg(files, 6).arg(windows, 8);
    for (const double score : scores)
        text += cell(score);
    return text + u'\n';
}

size_t windowsOf(const Files &files)
{
    size_t windows = 0;
    for (const BenchmarkFile *file : files)
        windows += file->windows.size();
    return windows;
}

std::array<double, 3> scoresAt(const Files &files, const std::array<double, 3> &thresholds)
{
    std::array<double, 3> scores{};
    for (size_t i = 0; i < scores.size(); ++i)
        scores[i] = sensors::benchmarkScoreAt(files, sensors::benchmarkProfiles[i], thresholds[i]);
    return scores;
}

std::array<double, 3> bestThresholds(const Files &files)
{
    std::array<double, 3> thresholds{};
    for (size_t i = 0; i < thresholds.size(); ++i)
        thresholds[i] = sensors::benchmarkSweep(files, sensors::benchmarkProfiles[i]).threshold;
    return thresholds;
}

QString header()
{
    return u"%1 %2 %3 %4 %5 %6\n"_s.arg(QCoreApplication::translate("app", "group"), -24)
        .arg(QCoreApplication::translate("app", "files"), 6)
        .arg(QCoreApplication::translate("app", "windows"), 8)
        .arg(QCoreApplication::translate("app", "standard"), 8)
        .arg(QCoreApplication::translate("app", "low FP"), 8)
        .arg(QCoreApplication::translate("app", "low FN"), 8);
}

/// Every second file: a threshold chosen on one half and used on the other.
QString split(const Files &all)
{
    std::array<Files, 2> halves;
    for (size_t i = 0; i < all.size(); ++i)
        halves[i % 2].push_back(all[i]);
    QString text;
    for (size_t half = 0; half < halves.size(); ++half) {
        const Files &files = halves[half];
        text += tableRow(QCoreApplication::translate("app", "half %1, its own best").arg(half + 1), files.size(),
                         windowsOf(files), scoresAt(files, bestThresholds(files)));
        text += tableRow(QCoreApplication::translate("app", "half %1, the other's").arg(half + 1), files.size(),
                         windowsOf(files), scoresAt(files, bestThresholds(halves[1 - half])));
    }
    return text;
}

std::optional<double> thresholdOf(const CommandLine &line, bool &isGood)
{
    isGood = true;
    if (line.threshold.isEmpty())
        return std::nullopt;
    const double threshold = line.threshold.toDouble(&isGood);
    isGood = isGood && threshold > 0;
    return threshold;
}

} // namespace

DetectedCorpus detect(const std::vector<BenchmarkSeries> &corpus, const base::Clock &clock)
{
    DetectedCorpus detected;
    size_t readings = 0;
    const base::Monotonic before = clock.monotonicNow();
    for (const BenchmarkSeries &series : corpus) {
        sensors::DetectorSettings settings;
        settings.warmUpReadings = std::max(10, int(sensors::probation(series.readings.size())));
        sensors::Detector detector(settings);
        BenchmarkFile file{{}, series.windows};
        file.scores.reserve(series.readings.size());
        for (const sensors::Reading &reading : series.readings) {
            const auto verdict = detector.observe(reading);
            file.scores.push_back(verdict && verdict->isNew ? verdict->decades : 0.0);
        }
        readings += series.readings.size();
        detected.files.push_back(std::move(file));
    }
    const std::chrono::duration<double, std::micro> taken = clock.monotonicNow() - before;
    detected.microsecondsAReading = readings > 0 ? taken.count() / double(readings) : 0;
    return detected;
}

QString anomalyReport(const std::vector<BenchmarkSeries> &corpus, const DetectedCorpus &detected,
                      std::optional<double> threshold)
{
    Files all;
    std::map<QString, Files> groups;
    for (size_t i = 0; i < corpus.size(); ++i) {
        all.push_back(&detected.files[i]);
        groups[corpus[i].group].push_back(&detected.files[i]);
    }
    std::array<double, 3> thresholds{};
    if (threshold)
        thresholds.fill(*threshold);
    else
        thresholds = bestThresholds(all);
    QString text = header();
    for (const auto &[name, files] : groups)
        text += tableRow(name, files.size(), windowsOf(files), scoresAt(files, thresholds));
    text += tableRow(QCoreApplication::translate("app", "all"), all.size(), windowsOf(all), scoresAt(all, thresholds));
    text += u"%1 %2 %3"_s.arg(QCoreApplication::translate("app", "threshold"), -24).arg(QString(), 6).arg(QString(), 8);
    for (const double each : thresholds)
        text += cell(each, 3);
    text += u"\n\n"_s + split(all) + u'\n';
    return text + QCoreApplication::translate("app", "%1 µs a reading").arg(detected.microsecondsAReading, 0, 'f', 2) +
           u'\n';
}

int runScoreAnomalies(const CommandLine &line)
{
    bool isGood = false;
    const auto threshold = thresholdOf(line, isGood);
    if (line.words.size() != 1 || !isGood) {
        printError(QCoreApplication::translate("app", "score-anomalies wants: FOLDER [--threshold NUMBER]"));
        return 2;
    }
    const auto corpus = readBenchmark(line.words.first());
    if (!corpus) {
        printError(corpus.error().toString());
        return 2;
    }
    printOut(anomalyReport(*corpus, detect(*corpus, base::SystemClock()), threshold));
    return 0;
}

} // namespace app
