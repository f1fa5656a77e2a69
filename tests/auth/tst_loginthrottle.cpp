// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loginthrottle.h"
#include <QtTest>

using namespace auth;
using namespace std::chrono_literals;

class TestLoginThrottle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fiveAreFreeThenDelaysDouble();
    void countsPerAddressToo();
    void loopbackStandsForManyAndIsNotCounted();
    void strangersDoNotLockOut();
    void neighboursDoNotLockOut();
    void successForgives();
    void forgetsAfterAnHour();
    void staysBounded();
};

void TestLoginThrottle::fiveAreFreeThenDelaysDouble()
{
    LoginThrottle throttle;
    base::Monotonic now = 1h;
    for (int i = 0; i < LoginThrottle::freeAttempts; ++i) {
        QCOMPARE(throttle.delay(u"ana"_qs, u"1"_qs, now), 0ms);
        throttle.failed(u"ana"_qs, u"1"_qs, now);
    }
    std::chrono::milliseconds expected = 1s;
    for (int i = 0; i < 14; ++i) {
        QCOMPARE(throttle.delay(u"ana"_qs, u"1"_qs, now), expected);
        QCOMPARE(throttle.delay(u"ana"_qs, u"1"_qs, now + expected - 1ms), 1ms);
        now += expected;
        QCOMPARE(throttle.delay(u"ana"_qs, u"1"_qs, now), 0ms); // never a permanent lock
        throttle.failed(u"ana"_qs, u"1"_qs, now);
        expected = std::min<std::chrono::milliseconds>(2 * expected, LoginThrottle::longestDelay);
    }
}

void TestLoginThrottle::countsPerAddressToo()
{
    LoginThrottle throttle;
    const base::Monotonic now = 1h;
    for (int i = 0; i < 6; ++i)
        throttle.failed(u"user%1"_qs.arg(i), u"1"_qs, now);
    QVERIFY(throttle.delay(u"somebody"_qs, u"1"_qs, now) > 0ms);
    QCOMPARE(throttle.delay(u"somebody"_qs, u"2"_qs, now), 0ms);
}

void TestLoginThrottle::loopbackStandsForManyAndIsNotCounted()
{
    LoginThrottle throttle;
    const base::Monotonic now = 1h;
    for (const QString &address : {u"127.0.0.1"_qs, u"::1"_qs, u"::ffff:127.0.0.1"_qs}) {
        for (int i = 0; i < 3 * LoginThrottle::freeAttempts; ++i)
            throttle.failed(u"device%1"_qs.arg(i), address, now);
        QCOMPARE(throttle.delay(u"ana"_qs, address, now), 0ms);
        for (int i = 0; i < LoginThrottle::freeAttempts; ++i)
            throttle.failed(u"luis"_qs + address, address, now);
        QVERIFY(throttle.delay(u"luis"_qs + address, address, now) > 0ms); // names are counted all the same
    }
}

void TestLoginThrottle::strangersDoNotLockOut()
{
    LoginThrottle throttle;
    const base::Monotonic now = 1h;
    throttle.succeeded(u"ana"_qs, u"home"_qs);
    for (int i = 0; i < 40; ++i)
        throttle.failed(u"ana"_qs, u"evil%1"_qs.arg(i), now);
    QVERIFY(throttle.delay(u"ana"_qs, u"elsewhere"_qs, now) > 1min);
    QCOMPARE(throttle.delay(u"ana"_qs, u"home"_qs, now), 0ms);
    for (int i = 0; i < 5; ++i)
        throttle.failed(u"ana"_qs, u"home"_qs, now);
    QCOMPARE(throttle.delay(u"ana"_qs, u"home"_qs, now), 1s); // its own failures count all the same
}

void TestLoginThrottle::successForgives()
{
    LoginThrottle throttle;
    const base::Monotonic now = 1h;
    for (int i = 0; i < 5; ++i)
        throttle.failed(u"ana"_qs, u"1"_qs, now);
    QVERIFY(throttle.delay(u"ana"_qs, u"1"_qs, now) > 0ms);
    throttle.succeeded(u"ana"_qs, u"1"_qs);
    QCOMPARE(throttle.delay(u"ana"_qs, u"1"_qs, now), 0ms);
}

void TestLoginThrottle::forgetsAfterAnHour()
{
    LoginThrottle throttle;
    const base::Monotonic now = 1h;
    for (int i = 0; i < 30; ++i)
        throttle.failed(u"ana"_qs, u"1"_qs, now);
    throttle.failed(u"ana"_qs, u"1"_qs, now + LoginThrottle::memory + 1s);
    QCOMPARE(throttle.delay(u"ana"_qs, u"1"_qs, now + LoginThrottle::memory + 1s), 0ms);
}

void TestLoginThrottle::staysBounded()
{
    LoginThrottle throttle;
    base::Monotonic now = 1h;
    for (int i = 0; i < 5; ++i)
        throttle.failed(u"victim"_qs, u"1"_qs, now);
    for (int i = 0; i < LoginThrottle::maxEntries + 10; ++i) {
        now += 1ns;
        throttle.failed(QString::number(i), u"2"_qs, now);
    }
    QCOMPARE(throttle.delay(u"victim"_qs, u"3"_qs, now), 0ms); // the oldest went
    throttle.failed(u"9"_qs, u"2"_qs, now);
    QVERIFY(throttle.delay(u"x"_qs, u"2"_qs, now) > 0ms);
}

/// Behind one address translation a stranger guesses as much as he likes: who has logged in from there still may.
void TestLoginThrottle::neighboursDoNotLockOut()
{
    LoginThrottle throttle;
    const QString shared = QStringLiteral("198.51.100.7");
    throttle.succeeded(QStringLiteral("ana"), shared);
    for (int i = 0; i < 50; ++i)
        throttle.failed(QStringLiteral("leo"), shared, std::chrono::seconds(1));
    QCOMPARE(throttle.delay(QStringLiteral("ana"), shared, std::chrono::seconds(1)).count(), 0);
    QVERIFY(throttle.delay(QStringLiteral("leo"), shared, std::chrono::seconds(1)).count() > 0);
    QVERIFY(throttle.delay(QStringLiteral("eva"), shared, std::chrono::seconds(1)).count() > 0);
}

QTEST_APPLESS_MAIN(TestLoginThrottle)
#include "tst_loginthrottle.moc"
