// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/forecaster.h"
#include <QTest>
#include <cmath>
#include <random>

using sensors::Forecaster;
using sensors::ForecastModel;
using sensors::ForecastSettings;

namespace {

constexpr qint64 hour = 3'600'000;
constexpr qint64 day = 24 * hour;
constexpr qint64 start = 1'699'920'000'000; // midnight

sensors::Reading reading(qint64 at, double value)
{
    return {sensors::SensorId(7), {start + at}, value, sensors::Quality::Good};
}

ForecastSettings hourly()
{
    ForecastSettings settings;
    settings.bucketMs = hour;
    return settings;
}

/// A day's wave of 10 around 20, with noise of one σ.
double wave(qint64 hours, std::mt19937 &random, double sigma)
{
    return 20 + 10 * std::sin(2 * 3.14159265358979 * double(hours % 24) / 24) +
           std::normal_distribution<double>(0, sigma)(random);
}

} // namespace

class TestForecaster final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsForecastBeforeTheFirstFullBucket();
    void withLittleHistoryItIsFlatWithAWideningBand();
    void aDailyWaveIsFollowedBetterThanByTheNaiveOnes();
    void aBandOf80HoldsEightOfTen();
    void valuesAndBandsStayInThePhysicalRange();
    void silencesAndOddReadingsDoNoHarm();
    void aSavedForecasterGoesOnAsIfNothingHadHappened();
    void bytesOfSomethingElseAreRefused();
};

void TestForecaster::nothingIsForecastBeforeTheFirstFullBucket()
{
    Forecaster forecaster(hourly());
    QCOMPARE(forecaster.forecast(day).error().code(), base::ErrorCode::Unavailable);
    QVERIFY(forecaster.observe(reading(0, 1)));
    QVERIFY(!forecaster.forecast(day));
    QVERIFY(forecaster.observe(reading(hour, 1)));
    QVERIFY(forecaster.forecast(day));
    QCOMPARE(forecaster.forecast(2 * day).error().code(), base::ErrorCode::InvalidArgument);
}

void TestForecaster::withLittleHistoryItIsFlatWithAWideningBand()
{
    Forecaster forecaster(hourly());
    for (qint64 i = 0; i < 20; ++i)
        QVERIFY(forecaster.observe(reading(i * hour, double(i % 3))));
    const auto forecast = forecaster.forecast(day);
    QCOMPARE(forecast->model, ForecastModel::LastValue);
    QVERIFY(!forecast->mase);
    QCOMPARE(forecast->points.size(), size_t(24));
    QCOMPARE(forecast->points.front().at.value, start + 19 * hour);
    QCOMPARE(forecast->points.front().value, 0.0); // 18 % 3
    QCOMPARE(forecast->points.back().value, 0.0);
    QVERIFY(forecast->points.front().high95 > 0);
    QVERIFY(forecast->points.back().high95 > 4 * forecast->points.front().high95);
}

void TestForecaster::aDailyWaveIsFollowedBetterThanByTheNaiveOnes()
{
    std::mt19937 random(1);
    Forecaster forecaster(hourly());
    for (qint64 i = 0; i < 14 * 24; ++i)
        QVERIFY(forecaster.observe(reading(i * hour, wave(i, random, 1))));
    const auto forecast = forecaster.forecast(day);
    QCOMPARE(forecast->model, ForecastModel::HoltWinters);
    QVERIFY2(*forecast->mase < 0.95, qPrintable(QString::number(*forecast->mase)));
    QCOMPARE(forecast->trainedOn, 14 * 24 - 1);
    std::mt19937 quiet(2);
    for (size_t step = 0; step < forecast->points.size(); ++step) {
        const double truth = wave(14 * 24 - 1 + qint64(step), quiet, 0);
        QVERIFY2(std::abs(forecast->points[step].value - truth) < 2, qPrintable(QString::number(step)));
    }
}

void TestForecaster::aBandOf80HoldsEightOfTen()
{
    std::mt19937 random(3);
    Forecaster forecaster(hourly());
    int inside = 0;
    int all = 0;
    std::optional<sensors::ForecastPoint> said;
    for (qint64 i = 0; i < 60 * 24; ++i) {
        const double value = wave(i, random, 1);
        if (said && i > 10 * 24) {
            ++all;
            inside += value >= said->low80 && value <= said->high80 ? 1 : 0;
        }
        QVERIFY(forecaster.observe(reading(i * hour, value)));
        const auto forecast = forecaster.forecast(2 * hour);
        said = forecast ? std::optional(forecast->points[1]) : std::nullopt; // the bucket after the open one
    }
    const double share = double(inside) / double(all);
    QVERIFY2(share > 0.76 && share < 0.84, qPrintable(QString::number(share)));
}

void TestForecaster::valuesAndBandsStayInThePhysicalRange()
{
    ForecastSettings settings = hourly();
    settings.minimum = 11;
    settings.maximum = 30;
    std::mt19937 random(4);
    Forecaster forecaster(settings);
    for (qint64 i = 0; i < 5 * 24; ++i)
        QVERIFY(forecaster.observe(reading(i * hour, wave(i, random, 3))));
    const auto forecast = forecaster.forecast(day);
    for (const sensors::ForecastPoint &point : forecast->points) {
        QVERIFY(point.low95 >= 11 && point.high95 <= 30);
        QVERIFY(point.low95 <= point.low80 && point.low80 <= point.value);
        QVERIFY(point.value <= point.high80 && point.high80 <= point.high95);
    }
}

void TestForecaster::silencesAndOddReadingsDoNoHarm()
{
    std::mt19937 random(5);
    Forecaster forecaster(hourly());
    for (qint64 i = 0; i < 20 * 24; ++i) {
        if (i > 200 && i < 260)
            continue; // two days and a half of silence
        QVERIFY(forecaster.observe(reading(i * hour, wave(i, random, 1))));
        QVERIFY(forecaster.observe(reading(i * hour - 5 * hour, 1e6))); // late
    }
    QVERIFY(!forecaster.observe(reading(20 * day, std::nan(""))));
    const auto forecast = forecaster.forecast(day);
    for (const sensors::ForecastPoint &point : forecast->points)
        QVERIFY2(point.value > 5 && point.value < 35, qPrintable(QString::number(point.value)));
}

void TestForecaster::aSavedForecasterGoesOnAsIfNothingHadHappened()
{
    for (const qint64 hours : {0, 1, 30, 100, 16 * 24}) {
        std::mt19937 random(6);
        Forecaster first(hourly());
        for (qint64 i = 0; i < hours; ++i)
            QVERIFY(first.observe(reading(i * hour, wave(i, random, 1))));
        auto second = Forecaster::restore(first.save(), hourly());
        QVERIFY(second);
        for (qint64 i = hours; i < hours + 60; ++i) {
            const double value = wave(i, random, 1);
            QVERIFY(first.observe(reading(i * hour, value)));
            QVERIFY(second->observe(reading(i * hour, value)));
        }
        QCOMPARE(second->save(), first.save());
        const auto one = first.forecast(day);
        const auto other = second->forecast(day);
        QCOMPARE(other->points, one->points);
    }
}

void TestForecaster::bytesOfSomethingElseAreRefused()
{
    Forecaster forecaster(hourly());
    for (qint64 i = 0; i < 60; ++i)
        QVERIFY(forecaster.observe(reading(i * hour, double(i))));
    const QByteArray good = forecaster.save();
    QVERIFY(Forecaster::restore(good, hourly()));
    QVERIFY(!Forecaster::restore(good, {})); // of other intervals
    QVERIFY(!Forecaster::restore(good.first(good.size() - 1), hourly()));
    QVERIFY(!Forecaster::restore({}, hourly()));
}

QTEST_APPLESS_MAIN(TestForecaster)
#include "tst_forecaster.moc"
