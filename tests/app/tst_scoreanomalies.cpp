// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scoreanomalies.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestScoreAnomalies final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDetectorFindsWhatIsLabelled();
    void bothLayoutsAreRead();
    void whatIsMissingOrOddIsNamed();
};

void TestScoreAnomalies::theDetectorFindsWhatIsLabelled()
{
    const auto corpus = app::readBenchmark(QLatin1StringView(NAB_SAMPLE));
    QVERIFY2(corpus, qPrintable(corpus ? QString() : corpus.error().toString()));
    QCOMPARE(corpus->size(), size_t(3));
    QCOMPARE(corpus->at(1).name, u"nyc_taxi.csv"_s);
    QCOMPARE(corpus->at(1).readings.size(), size_t(10'320));
    QCOMPARE(corpus->at(1).windows.size(), size_t(5));
    const auto detected = app::detect(*corpus, base::SystemClock());
    std::vector<const sensors::BenchmarkFile *> files;
    for (const auto &file : detected.files)
        files.push_back(&file);
    const auto best = sensors::benchmarkSweep(files, sensors::benchmarkProfiles[0]);
    QVERIFY2(best.score >= 50, qPrintable(QString::number(best.score)));
    const QString report = app::anomalyReport(*corpus, detected, std::nullopt);
    QVERIFY(report.contains(u"realTraffic"_s));
    QVERIFY(report.contains(QString::number(best.score, 'f', 1)));
    QVERIFY(app::anomalyReport(*corpus, detected, 1e9).contains(u"0.0"_s));
}

void TestScoreAnomalies::bothLayoutsAreRead()
{
    QTemporaryDir folder;
    const QDir dir(folder.path());
    QVERIFY(dir.mkpath(u"labels"_s));
    QVERIFY(dir.mkpath(u"data/realTraffic"_s));
    QVERIFY(QFile::copy(QLatin1StringView(NAB_SAMPLE "/combined_windows.json"),
                        dir.filePath(u"labels/combined_windows.json"_s)));
    QVERIFY(QFile::copy(QLatin1StringView(NAB_SAMPLE "/data/realTraffic/speed_7578.csv"),
                        dir.filePath(u"data/realTraffic/speed_7578.csv"_s)));
    const auto corpus = app::readBenchmark(folder.path());
    QVERIFY(corpus);
    QCOMPARE(corpus->size(), size_t(1)); // labelled files that are not there are left out
    QCOMPARE(corpus->front().group, u"realTraffic"_s);
}

void TestScoreAnomalies::whatIsMissingOrOddIsNamed()
{
    QTemporaryDir folder;
    QCOMPARE(app::readBenchmark(folder.path()).error().code(), base::ErrorCode::NotFound);
    QVERIFY(QDir(folder.path()).mkpath(u"data/g"_s));
    QFile labels(folder.filePath(u"combined_windows.json"_s));
    QVERIFY(labels.open(QIODevice::WriteOnly));
    labels.write(R"({"g/a.csv": []})");
    labels.close();
    QCOMPARE(app::readBenchmark(folder.path()).error().code(), base::ErrorCode::NotFound);
    QFile file(folder.filePath(u"data/g/a.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("timestamp,value\n2014-01-01 00:00:00,1\n2014-01-01 00:05:00,warm\n");
    file.close();
    const auto corpus = app::readBenchmark(folder.path());
    QVERIFY(!corpus);
    QVERIFY2(corpus.error().message().contains(u"a.csv, line 3"_s), qPrintable(corpus.error().message()));
}

QTEST_GUILESS_MAIN(TestScoreAnomalies)
#include "tst_scoreanomalies.moc"
