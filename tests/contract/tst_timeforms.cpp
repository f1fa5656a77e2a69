// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/timeforms.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

class TimeFormsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesEachForm_data();
    void writesEachForm();
    void followsDaylightSaving();
    void knowsZones();
};

void TimeFormsTest::writesEachForm_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("millis");
    QTest::addColumn<QString>("seconds");
    QTest::addColumn<qint64>("unixTime");
    QTest::addRow("S0-27 the seed's instant")
        << qint64{1'705'347'000'000} << u"2024-01-15T14:30:00"_s << u"2024-01-15T19:30:00.000Z"_s
        << u"2024-01-15T19:30:00Z"_s << qint64{1'705'347'000};
    QTest::addRow("milliseconds are cut, not rounded")
        << qint64{1'705'347'000'999} << u"2024-01-15T14:30:00"_s << u"2024-01-15T19:30:00.999Z"_s
        << u"2024-01-15T19:30:00Z"_s << qint64{1'705'347'000};
    QTest::addRow("before 1970 seconds still go down")
        << qint64{-1} << u"1969-12-31T18:59:59"_s << u"1969-12-31T23:59:59.999Z"_s << u"1969-12-31T23:59:59Z"_s
        << qint64{-1};
}

void TimeFormsTest::writesEachForm()
{
    QFETCH(qint64, ms);
    QFETCH(QString, local);
    QFETCH(QString, millis);
    QFETCH(QString, seconds);
    QFETCH(qint64, unixTime);
    QCOMPARE(contract::localSeconds({ms}, QTimeZone("America/Guayaquil")), local);
    QCOMPARE(contract::isoMilliseconds({ms}), millis);
    QCOMPARE(contract::isoSeconds({ms}), seconds);
    QCOMPARE(contract::unixSeconds({ms}), unixTime);
}

void TimeFormsTest::followsDaylightSaving()
{
    const QTimeZone newYork("America/New_York");
    QCOMPARE(contract::localSeconds({1'705'347'000'000}, newYork), u"2024-01-15T14:30:00"_s);
    QCOMPARE(contract::localSeconds({1'721'071'800'000}, newYork), u"2024-07-15T15:30:00"_s);
}

void TimeFormsTest::knowsZones()
{
    QVERIFY_OK(contract::parseZone(u"America/Guayaquil"_s));
    const auto unknown = contract::parseZone(u"America/Macondo"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code(), base::ErrorCode::InvalidArgument);
}

QTEST_APPLESS_MAIN(TimeFormsTest)
#include "tst_timeforms.moc"
