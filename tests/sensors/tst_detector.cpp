// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/detector.h"
#include <QTest>
#include <cmath>
#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using sensors::Cause;
using sensors::Detector;
using sensors::DetectorSettings;
using sensors::EpisodeChange;
using sensors::Reading;
using sensors::Severity;
using sensors::Verdict;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 start = 1'700'000'000'000;

Reading reading(qint64 minutes, double value)
{
    return {sensors::SensorId(7), {start + minutes * minute}, value, sensors::Quality::Good};
}

/// The changes of a row of values, a minute apart.
std::vector<EpisodeChange> changesOf(Detector &detector, const std::vector<double> &values, qint64 from = 0)
{
    std::vector<EpisodeChange> changes;
    for (size_t i = 0; i < values.size(); ++i) {
        const auto verdict = detector.observe(reading(from + qint64(i), values[i]));
        if (verdict && verdict->change)
            changes.push_back(*verdict->change);
    }
    return changes;
}

} // namespace

class TestDetector final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRuleOpensAnEpisode_data();
    void aRuleOpensAnEpisode();
    void anEpisodeIsToldOnceAndResolvedOnce();
    void theGravestCauseIsToldAndTheOthersNoted();
    void silenceIsAGapAndEndsWithReadings();
    void whatIsNoNumberIsRefusedAndChangesNothing();
    void lateAndSuspectReadingsAreNotLookedAt();
    void nothingIsToldWhileMuted();
    void aSavedDetectorGoesOnAsIfNothingHadHappened();
    void bytesOfSomethingElseAreRefused();
    void settingsOutOfRangeAreNamed_data();
    void settingsOutOfRangeAreNamed();
    void aJumpIsFoundAfterTheWarmUpAndNotBefore();
    void stateIsSmallAndSurvivesARestart();
    void whateverComesItStaysSane();
};

void TestDetector::aRuleOpensAnEpisode_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<int>("cause");
    QTest::addColumn<double>("amount");
    QTest::addRow("above the physical range") << QList<double>{20, 21, 61} << int(Cause::Range) << 0.0;
    QTest::addRow("below the physical range") << QList<double>{20, -11} << int(Cause::Range) << 0.0;
    QTest::addRow("faster than the sensor can: 30 a minute") << QList<double>{20, 50} << int(Cause::Rate) << 0.5;
    QTest::addRow("the same value five times") << QList<double>{1, 2, 2, 2, 2, 2} << int(Cause::FlatLine) << 5.0;
}

void TestDetector::aRuleOpensAnEpisode()
{
    QFETCH(QList<double>, values);
    QFETCH(int, cause);
    QFETCH(double, amount);
    DetectorSettings settings;
    settings.minimum = -10;
    settings.maximum = 60;
    settings.maxRatePerSecond = cause == int(Cause::Rate) ? std::optional(0.4) : std::nullopt;
    settings.flatLineCount = 5;
    Detector detector(settings);
    const auto changes = changesOf(detector, {values.begin(), values.end()});
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].kind, EpisodeChange::Kind::Opened);
    QCOMPARE(int(changes[0].episode.why.cause), cause);
    QCOMPARE(changes[0].episode.why.amount, amount);
    QCOMPARE(changes[0].episode.why.value, values.last());
    QCOMPARE(changes[0].episode.openedAt.value, start + (values.size() - 1) * minute);
}

void TestDetector::anEpisodeIsToldOnceAndResolvedOnce()
{
    DetectorSettings settings;
    settings.maximum = 60;
    settings.calmReadings = 3;
    Detector detector(settings);
    const auto changes = changesOf(detector, {50, 61, 62, 50, 50, 61, 50, 50, 50, 50, 50, 61});
    QCOMPARE(changes.size(), size_t(3));
    QCOMPARE(changes[0].kind, EpisodeChange::Kind::Opened);
    QCOMPARE(changes[1].kind, EpisodeChange::Kind::Resolved);
    QCOMPARE(changes[1].episode.number, 1);
    QCOMPARE(changes[1].episode.readings, 3);
    QCOMPARE(changes[1].episode.resolvedAt->value, start + 8 * minute);
    QCOMPARE(changes[2].kind, EpisodeChange::Kind::Opened);
    QCOMPARE(changes[2].episode.number, 2);
}

void TestDetector::theGravestCauseIsToldAndTheOthersNoted()
{
    DetectorSettings settings;
    settings.maximum = 60;
    settings.maxRatePerSecond = 0.1;
    Detector detector(settings);
    const auto changes = changesOf(detector, {50, 58, 70});
    QCOMPARE(changes.size(), size_t(2));
    QCOMPARE(changes[0].episode.why.cause, Cause::Rate);
    QCOMPARE(changes[1].kind, EpisodeChange::Kind::Worsened);
    QCOMPARE(changes[1].episode.severity, Severity::High);
    QCOMPARE(changes[1].episode.why.cause, Cause::Range);
    QCOMPARE(changes[1].episode.why.expected, std::optional(60.0));
    QVERIFY(changes[1].episode.why.also.has(Cause::Rate));
}

void TestDetector::silenceIsAGapAndEndsWithReadings()
{
    DetectorSettings settings;
    settings.gapMs = 5 * minute;
    settings.calmReadings = 2;
    Detector detector(settings);
    QVERIFY(!detector.tick({start}));
    QVERIFY(changesOf(detector, {1, 2}).empty());
    QVERIFY(!detector.tick({start + 6 * minute}));
    const auto gap = detector.tick({start + 6 * minute + 1});
    QVERIFY(gap);
    QCOMPARE(gap->episode.why.cause, Cause::Gap);
    QCOMPARE(gap->episode.why.value, 2.0);
    QVERIFY(!detector.tick({start + 7 * minute})); // told once
    const auto changes = changesOf(detector, {1, 2, 3}, 20);
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].kind, EpisodeChange::Kind::Resolved);
    QCOMPARE(changes[0].episode.why.amount, 19 * 60.0); // as long as it was in the end
}

void TestDetector::whatIsNoNumberIsRefusedAndChangesNothing()
{
    Detector detector;
    QVERIFY(detector.observe(reading(0, 1)));
    const QByteArray before = detector.save();
    for (const double odd :
         {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
        const auto verdict = detector.observe(reading(1, odd));
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code(), base::ErrorCode::InvalidArgument);
    }
    QCOMPARE(detector.save(), before);
}

void TestDetector::lateAndSuspectReadingsAreNotLookedAt()
{
    DetectorSettings settings;
    settings.maximum = 60;
    Detector detector(settings);
    QVERIFY(detector.observe(reading(5, 1)));
    Reading suspect = reading(6, 1000);
    suspect.quality = sensors::Quality::Suspect;
    for (const Reading &other : {reading(4, 1000), reading(5, 1000), suspect}) {
        const auto verdict = detector.observe(other);
        QVERIFY(verdict);
        QVERIFY(!verdict->isLooked);
        QVERIFY(!verdict->change);
    }
    QCOMPARE(detector.readings(), 1);
}

void TestDetector::nothingIsToldWhileMuted()
{
    DetectorSettings settings;
    settings.maximum = 60;
    settings.gapMs = minute;
    settings.muting = {{{start}, {start + 3 * minute}, false}};
    Detector detector(settings);
    const auto muted = detector.observe(reading(0, 100));
    QVERIFY(muted->isMuted);
    QVERIFY(!muted->change);
    QVERIFY(!detector.tick({start + 2 * minute}));
    const auto heard = detector.observe(reading(3, 100));
    QVERIFY(!heard->isMuted);
    QCOMPARE(heard->change->kind, EpisodeChange::Kind::Opened);
}

void TestDetector::aSavedDetectorGoesOnAsIfNothingHadHappened()
{
    DetectorSettings settings;
    settings.maximum = 60;
    settings.flatLineCount = 4;
    Detector first(settings);
    (void)changesOf(first, {50, 61, 50, 50});
    auto second = Detector::restore(first.save(), settings);
    QVERIFY(second);
    QCOMPARE(second->openEpisode(), first.openEpisode());
    const std::vector<double> rest{50, 50, 50, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 70};
    const auto expected = changesOf(first, rest, 4);
    QVERIFY(expected.size() > 1);
    QCOMPARE(changesOf(*second, rest, 4), expected);
    QCOMPARE(second->save(), first.save());
}

void TestDetector::bytesOfSomethingElseAreRefused()
{
    Detector detector;
    (void)changesOf(detector, {1, 2, 3});
    const QByteArray good = detector.save();
    for (qsizetype size = 0; size < good.size(); ++size)
        QVERIFY2(!Detector::restore(good.first(size), {}), qPrintable(u"cut at %1"_s.arg(size)));
    QVERIFY(!Detector::restore(QByteArray(good).append('\0'), {}));
    QVERIFY(!Detector::restore(QByteArray(good.size(), '\xff'), {}));
}

void TestDetector::settingsOutOfRangeAreNamed_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("name");
    QTest::addRow("maximum below minimum") << 0 << u"maximum"_s;
    QTest::addRow("a rate of nothing") << 1 << u"maxRatePerSecond"_s;
    QTest::addRow("a line of one value") << 2 << u"flatLineCount"_s;
    QTest::addRow("no gap at all") << 3 << u"gapMs"_s;
    QTest::addRow("sensitivity that is no number") << 4 << u"alarmsPerWeek"_s;
    QTest::addRow("a window that ends before it begins") << 5 << u"muting"_s;
}

void TestDetector::settingsOutOfRangeAreNamed()
{
    QFETCH(int, which);
    QFETCH(QString, name);
    std::vector<DetectorSettings> wrong(6);
    wrong[0].minimum = 1;
    wrong[0].maximum = 0;
    wrong[1].maxRatePerSecond = 0;
    wrong[2].flatLineCount = 1;
    wrong[3].gapMs = 0;
    wrong[4].alarmsPerWeek = std::nan("");
    wrong[5].muting = {{{2}, {1}, false}};
    QVERIFY(DetectorSettings().check());
    const auto checked = wrong[size_t(which)].check();
    QVERIFY(!checked);
    QCOMPARE(checked.error().code(), base::ErrorCode::InvalidArgument);
    QVERIFY2(checked.error().message().contains(name), qPrintable(checked.error().message()));
}

void TestDetector::aJumpIsFoundAfterTheWarmUpAndNotBefore()
{
    std::mt19937 random(1);
    std::normal_distribution<double> noise(20, 1);
    Detector detector;
    std::vector<double> values;
    for (int i = 0; i < 1500; ++i)
        values.push_back(i == 300 ? 60 : noise(random));
    QVERIFY2(changesOf(detector, values).empty(), "noise is no anomaly, nor is anything in the warm-up");
    std::vector<double> jump{40, 41, 40};
    for (int i = 0; i < 300; ++i)
        jump.push_back(noise(random));
    const auto changes = changesOf(detector, jump, 1500);
    QVERIFY(changes.size() >= 2);
    QCOMPARE(changes.front().kind, EpisodeChange::Kind::Opened);
    QCOMPARE(changes.front().episode.openedAt.value, start + 1500 * minute);
    QCOMPARE(changes.back().kind, EpisodeChange::Kind::Resolved);
    const sensors::Why why = changes.front().episode.why;
    QVERIFY(std::abs(why.sigmas) > 5);
    QCOMPARE(why.value, 40.0);
    QCOMPARE(why.learntSince.value, start);
}

void TestDetector::stateIsSmallAndSurvivesARestart()
{
    std::mt19937 random(2);
    std::normal_distribution<double> noise(20, 1);
    for (const int count : {5, 400, 3000}) {
        Detector first;
        for (int i = 0; i < count; ++i)
            QVERIFY(first.observe(reading(i, noise(random))));
        if (count > 1000)
            QVERIFY2(first.save().size() < 3072, qPrintable(QString::number(first.save().size())));
        auto second = Detector::restore(first.save(), {});
        QVERIFY(second);
        for (int i = count; i < count + 900; ++i) {
            const double value = noise(random);
            QCOMPARE(second->observe(reading(i, value))->decades, first.observe(reading(i, value))->decades);
        }
        QCOMPARE(second->save(), first.save());
    }
}

/// Random values of all sizes at random times, and broken state: never a NaN, never a score out of range.
void TestDetector::whateverComesItStaysSane()
{
    std::mt19937 random(3);
    const std::array<double, 12> odd{0, -0.0, 1e-300, 1e15, -1e15, 1e16, 5e-324, std::nan(""), 1.0, 1e308, 3, -7};
    for (int round = 0; round < 30; ++round) {
        DetectorSettings settings;
        settings.warmUpReadings = 10 + round;
        settings.gapMs = 1000;
        settings.flatLineCount = 3;
        Detector detector(settings);
        qint64 at = 0;
        for (int i = 0; i < 400; ++i) {
            at += qint64(random() % 5) * (random() % 50 == 0 ? 10'000'000'000 : 1000) - 1000;
            const double value = random() % 3 == 0 ? odd[random() % odd.size()] : double(random() % 100);
            const auto verdict = detector.observe({sensors::SensorId(1), {start + at}, value, sensors::Quality::Good});
            QCOMPARE(verdict.ok(), std::abs(value) <= 1e15);
            if (verdict)
                QVERIFY(verdict->score >= 0 && verdict->score <= 1 && std::isfinite(verdict->decades));
        }
        QByteArray state = detector.save();
        QVERIFY(Detector::restore(state, settings));
        for (int i = 0; i < 20; ++i)
            state[qsizetype(random() % uint(state.size()))] = char(random());
        auto broken = Detector::restore(state, settings);
        for (int i = 0; broken && i < 50; ++i)
            (void)broken->observe(reading(1'000'000'000 + i, double(random() % 100)));
    }
}

QTEST_APPLESS_MAIN(TestDetector)
#include "tst_detector.moc"
