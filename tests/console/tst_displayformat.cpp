// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/displayformat.h"
#include "support/fakeclock.h"
#include <QtTest>

using namespace console;

class DisplayFormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void money_data();
    void money();
    void signs();
    void currencyIsAlwaysSaid();
    void wallTimes_data();
    void wallTimes();
    void fullTimeHasMillisecondsAndZone();
    void theBranchHasItsOwnToday();
};

void DisplayFormatTest::money_data()
{
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<QString>("spanish");
    QTest::addColumn<QString>("english");
    QTest::newRow("zero") << qint64(0) << u"0,00"_qs << u"0.00"_qs;
    QTest::newRow("a cent") << qint64(1) << u"0,01"_qs << u"0.01"_qs;
    QTest::newRow("ten cents keep their zero") << qint64(10) << u"0,10"_qs << u"0.10"_qs;
    QTest::newRow("thousands are grouped") << qint64(115'000) << u"1.150,00"_qs << u"1,150.00"_qs;
    QTest::newRow("millions are grouped twice") << qint64(231'045'520) << u"2.310.455,20"_qs << u"2,310,455.20"_qs;
    QTest::newRow("below zero by less than one") << qint64(-5) << u"\u22120,05"_qs << u"\u22120.05"_qs;
    QTest::newRow("exact where a double is not")
        << qint64(9'007'199'254'740'993) << u"90.071.992.547.409,93"_qs << u"90,071,992,547,409.93"_qs;
}

void DisplayFormatTest::money()
{
    QFETCH(qint64, cents);
    QFETCH(QString, spanish);
    QFETCH(QString, english);
    Language language;
    support::FakeClock clock;
    const DisplayFormat format(language, clock);
    const base::Money value = *base::Money::fromMinor(cents, base::Currency::usd());
    language.set(Language::Code::Spanish);
    QCOMPARE(format.amount(value), spanish);
    language.set(Language::Code::English); // M23 the same object follows
    QCOMPARE(format.amount(value), english);
}

void DisplayFormatTest::signs()
{
    Language language;
    support::FakeClock clock;
    const DisplayFormat format(language, clock);
    const auto usd = [](qint64 cents) { return *base::Money::fromMinor(cents, base::Currency::usd()); };
    QCOMPARE(format.signedMoney(usd(100)), u"+1.00\u00a0USD"_qs);
    QCOMPARE(format.signedMoney(usd(-100)), u"\u22121.00\u00a0USD"_qs);
    QCOMPARE(format.signedMoney(usd(0)), u"0.00\u00a0USD"_qs);
}

void DisplayFormatTest::currencyIsAlwaysSaid()
{
    Language language;
    support::FakeClock clock;
    const DisplayFormat format(language, clock);
    QCOMPARE(format.money(base::Money(base::Currency::bob())), u"0.00\u00a0BOB"_qs); // M17
}

void DisplayFormatTest::wallTimes_data()
{
    QTest::addColumn<QString>("iso");
    QTest::addColumn<QString>("spanish");
    QTest::addColumn<QString>("english");
    QTest::newRow("today: the time alone") << u"%1T09:05:07"_qs << u"09:05:07"_qs << u"09:05:07"_qs;
    QTest::newRow("another day: with its date")
        << u"2023-12-31T23:59:59"_qs << u"31/12/23 23:59:59"_qs << u"12/31/23 23:59:59"_qs;
    QTest::newRow("what is no time is shown as it came") << u"noon"_qs << u"noon"_qs << u"noon"_qs;
}

void DisplayFormatTest::wallTimes()
{
    QFETCH(QString, iso);
    QFETCH(QString, spanish);
    QFETCH(QString, english);
    Language language;
    support::FakeClock clock;
    const DisplayFormat format(language, clock);
    if (iso.contains(u'%'))
        iso = iso.arg(format.today().toString(Qt::ISODate));
    const base::UtcMs at{QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch()};
    language.set(Language::Code::Spanish);
    QCOMPARE(format.wallTime(iso, at), spanish);
    language.set(Language::Code::English);
    QCOMPARE(format.wallTime(iso, at), english);
}

void DisplayFormatTest::fullTimeHasMillisecondsAndZone()
{
    const QString text = DisplayFormat::fullTime({1'705'347'000'123});
    const QDateTime read = QDateTime::fromString(text, Qt::ISODateWithMs);
    QCOMPARE(read.toMSecsSinceEpoch(), 1'705'347'000'123);
    QVERIFY(text.contains(u".123"_qs));
    QVERIFY2(text.endsWith(u'Z') || text.contains(QRegularExpression(u"[+-]\\d\\d:\\d\\d$"_qs)), qPrintable(text));
}

void DisplayFormatTest::theBranchHasItsOwnToday()
{
    // 2024-01-16T01:30Z is still the evening of the 15th in Guayaquil, whatever zone this computer is in.
    support::FakeClock clock(1'705'368'600'000);
    Language language;
    language.set(Language::Code::English);
    const DisplayFormat format(language, clock);
    const base::UtcMs at{1'705'368'000'500}; // ten minutes before
    QCOMPARE(format.branchToday(u"2024-01-15T20:20:00"_qs, at), QDate(2024, 1, 15));
    QCOMPARE(format.wallTime(u"2024-01-15T20:20:00"_qs, at), u"20:20:00"_qs);
    QVERIFY(format.isDaysAgo(u"2024-01-15T20:20:00"_qs, at, 0));
    QVERIFY(format.isDaysAgo(u"2024-01-14T20:20:00"_qs, {at.value - 86'400'000}, 1));
    QCOMPARE(format.branchToday(u"2024-01-16T07:05:00"_qs, at), QDate(2024, 1, 16)); // Kathmandu, +05:45
}

QTEST_GUILESS_MAIN(DisplayFormatTest)
#include "tst_displayformat.moc"
