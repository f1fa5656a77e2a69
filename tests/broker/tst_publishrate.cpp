// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/publishrate.h"
#include <QtTest>

using namespace broker;
using namespace std::chrono_literals;

class TestPublishRate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messages()
    {
        PublishMeter meter({5, 0}, 0s);
        int passed = 0;
        for (int i = 0; i < 20; ++i)
            passed += meter.take(1'000'000, 0s) ? 1 : 0;
        QCOMPARE(passed, 5); // a second's worth at once
        QVERIFY(!meter.take(1, 100ms));
        QVERIFY(meter.take(1, 200ms));
        for (int i = 0; i < 20; ++i)
            passed += meter.take(1, 100s) ? 1 : 0;
        QCOMPARE(passed, 10); // silence saves up no more than that
    }

    void bytes()
    {
        PublishMeter meter({0, 1000}, 0s);
        QVERIFY(meter.take(600, 0s));
        QVERIFY(!meter.take(600, 0s));
        QVERIFY(meter.take(400, 0s));
        QVERIFY(meter.take(500, 500ms));
    }

    void aMessageAboveAWholeSecondLeavesADebt()
    {
        PublishMeter meter({0, 1000}, 0s);
        QVERIFY(meter.take(5000, 0s));
        QVERIFY(!meter.isReady(3s));
        QVERIFY(!meter.take(1, 3s));
        QVERIFY(meter.isReady(4s));
        QVERIFY(!meter.take(5000, 4s));
        QVERIFY(meter.take(5000, 5s)); // once the bucket is full
    }

    void whatHasToPassIsOwed()
    {
        PublishMeter meter({10, 0}, 0s);
        for (int i = 0; i < 15; ++i)
            meter.takeAnyway(1, 0s);
        QVERIFY(!meter.isReady(400ms));
        QVERIFY(meter.isReady(500ms));
    }

    void off()
    {
        QVERIFY(PublishRate().isOff());
        PublishMeter meter({}, 0s);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(meter.take(1'000'000, 0s));
        QVERIFY(meter.isReady(0s));
    }
};

QTEST_APPLESS_MAIN(TestPublishRate)
#include "tst_publishrate.moc"
