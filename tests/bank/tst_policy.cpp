// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/policy.h"
#include "support/verify.h"

class PolicyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDayIsTheBranchs_data();
    void theDayIsTheBranchs();
    void beginsWithTheSpecsDefaults();
};

void PolicyTest::theDayIsTheBranchs_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDate>("day");
    QTest::addRow("afternoon in Guayaquil")
        << qint64{1'705'347'000'000} << QByteArray("America/Guayaquil") << QDate(2024, 1, 15);
    QTest::addRow("one minute before the branch's midnight")
        << qint64{1'705'381'140'000} << QByteArray("America/Guayaquil") << QDate(2024, 1, 15);
    QTest::addRow("the branch's midnight, five hours after UTC's")
        << qint64{1'705'381'200'000} << QByteArray("America/Guayaquil") << QDate(2024, 1, 16);
    QTest::addRow("the same instant in UTC") << qint64{1'705'381'140'000} << QByteArray("UTC") << QDate(2024, 1, 16);
}

void PolicyTest::theDayIsTheBranchs()
{
    QFETCH(qint64, ms);
    QFETCH(QByteArray, zone);
    QFETCH(QDate, day);
    QCOMPARE(bank::businessDay({ms}, QTimeZone(zone)), day);
}

void PolicyTest::beginsWithTheSpecsDefaults()
{
    const bank::Policy policy;
    QCOMPARE(policy.zone.id(), QByteArray("America/Guayaquil")); // S0-27
    QCOMPARE(policy.lowBalanceMinor, 10'000);                    // S0-26
    QVERIFY(policy.currency == base::Currency::usd());
}

QTEST_APPLESS_MAIN(PolicyTest)
#include "tst_policy.moc"
