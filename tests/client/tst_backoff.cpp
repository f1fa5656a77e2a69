// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/backoff.h"
#include <QtTest>

class BackoffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waits_data()
    {
        QTest::addColumn<int>("attempt");
        QTest::addColumn<double>("random");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("the first try comes after a second") << 1 << 0.5 << qint64{1000};
        QTest::newRow("the second after two") << 2 << 0.5 << qint64{2000};
        QTest::newRow("the fifth after sixteen") << 5 << 0.5 << qint64{16000};
        QTest::newRow("the sixth after thirty, not thirty-two") << 6 << 0.5 << qint64{30000};
        QTest::newRow("the thousandth after thirty too") << 1000 << 0.5 << qint64{30000};
        QTest::newRow("chance shortens by a fifth") << 1 << 0.0 << qint64{800};
        QTest::newRow("chance lengthens by a fifth") << 2 << 1.0 << qint64{2400};
        QTest::newRow("but never beyond the most") << 9 << 1.0 << qint64{30000};
        QTest::newRow("attempt 0 is as the first") << 0 << 0.5 << qint64{1000};
    }
    void waits()
    {
        QFETCH(const int, attempt);
        QFETCH(const double, random);
        QFETCH(const qint64, ms);
        QCOMPARE(qint64(client::Backoff().delay(attempt, random).count()), ms);
    }
};

QTEST_APPLESS_MAIN(BackoffTest)
#include "tst_backoff.moc"
