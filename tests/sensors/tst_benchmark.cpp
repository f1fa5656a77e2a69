// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/benchmark.h"
#include <QTest>
#include <cmath>

using sensors::BenchmarkFile;
using sensors::benchmarkProfiles;
using sensors::benchmarkScoreAt;
using sensors::benchmarkSweep;

namespace {

/// 1000 readings (probation 150) with a window of 100, and detections at some of them.
BenchmarkFile fileWith(std::initializer_list<size_t> detections, double score = 1)
{
    BenchmarkFile file{std::vector<double>(1000, 0.0), {{400, 499}}};
    for (const size_t at : detections)
        file.scores[at] = score;
    return file;
}

double scoreOf(const BenchmarkFile &file, size_t profile = 0)
{
    const std::array<const BenchmarkFile *, 1> files{&file};
    return benchmarkScoreAt(files, benchmarkProfiles[profile], 1);
}

} // namespace

class TestBenchmark final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theProbationIsFifteenPercentAndAtMost750();
    void scoresAreThoseWorkedByHand_data();
    void scoresAreThoseWorkedByHand();
    void theSweepTakesTheThresholdThatPaysMost();
    void aCorpusWithoutWindowsScoresNothing();
};

void TestBenchmark::theProbationIsFifteenPercentAndAtMost750()
{
    QCOMPARE(sensors::probation(1000), size_t(150));
    QCOMPARE(sensors::probation(5000), size_t(750));
    QCOMPARE(sensors::probation(22'695), size_t(750));
    QCOMPARE(sensors::probation(0), size_t(0));
}

void TestBenchmark::scoresAreThoseWorkedByHand_data()
{
    QTest::addColumn<QList<int>>("detections");
    QTest::addColumn<int>("profile");
    QTest::addColumn<double>("score");
    const double best = 2 / (1 + std::exp(-5.0)) - 1; // worth at the left edge before it is scaled to 1
    const double middle = (2 / (1 + std::exp(-2.5)) - 1) / best;
    const double justAfter = 2 / (1 + std::exp(5.0 * 9 / 99)) - 1;
    QTest::addRow("never an alarm is 0") << QList<int>{} << 0 << 0.0;
    QTest::addRow("the first reading of the window is 100") << QList<int>{400} << 0 << 100.0;
    QTest::addRow("of several in the window the earliest counts") << QList<int>{400, 450, 499} << 0 << 100.0;
    QTest::addRow("the middle of the window") << QList<int>{450} << 0 << 100 * (1 + middle) / 2;
    QTest::addRow("the same to low FN, where the miss would cost two")
        << QList<int>{450} << 2 << 100 * (2 + middle) / 3;
    QTest::addRow("a false alarm before any window costs 0.11") << QList<int>{200, 400} << 0 << 100 - 100 * 0.11 / 2;
    QTest::addRow("the same to low FP costs 0.22") << QList<int>{200, 400} << 1 << 100 - 100 * 0.22 / 2;
    QTest::addRow("one just after the window costs less")
        << QList<int>{400, 508} << 0 << 100 + 100 * 0.11 * justAfter / 2;
    QTest::addRow("one far behind costs all") << QList<int>{400, 999} << 0 << 100 - 100 * 0.11 / 2;
    QTest::addRow("alarms in the probation are not seen") << QList<int>{0, 149, 400} << 0 << 100.0;
    QTest::addRow("false alarms alone are worse than none") << QList<int>{200, 201} << 0 << -11.0;
}

void TestBenchmark::scoresAreThoseWorkedByHand()
{
    QFETCH(QList<int>, detections);
    QFETCH(int, profile);
    QFETCH(double, score);
    BenchmarkFile file = fileWith({});
    for (const int at : detections)
        file.scores[size_t(at)] = 1;
    QVERIFY2(std::abs(scoreOf(file, size_t(profile)) - score) < 1e-9,
             qPrintable(QString::number(scoreOf(file, size_t(profile)))));
}

void TestBenchmark::theSweepTakesTheThresholdThatPaysMost()
{
    BenchmarkFile loud = fileWith({450}, 5);
    for (size_t i = 600; i < 620; ++i)
        loud.scores[i] = 3; // twenty false alarms that a lower threshold would bring
    const BenchmarkFile still = fileWith({400}, 4);
    const std::array<const BenchmarkFile *, 2> files{&loud, &still};
    const auto best = benchmarkSweep(files, benchmarkProfiles[0]);
    QCOMPARE(best.threshold, 4.0);
    QCOMPARE(best.score, benchmarkScoreAt(files, benchmarkProfiles[0], 4));
    QVERIFY(best.score > benchmarkScoreAt(files, benchmarkProfiles[0], 3));
    QVERIFY(best.score > benchmarkScoreAt(files, benchmarkProfiles[0], 5));
}

void TestBenchmark::aCorpusWithoutWindowsScoresNothing()
{
    BenchmarkFile file = fileWith({400});
    file.windows.clear();
    QCOMPARE(scoreOf(file), 0.0);
}

QTEST_APPLESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"
