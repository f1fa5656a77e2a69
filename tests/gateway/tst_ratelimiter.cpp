// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ratelimiter.h"
#include <QtTest>

using namespace gateway;
using namespace std::chrono_literals;

class TestRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesUpToTheBurst();
    void tellsWhenToComeAgain();
    void pacesAreApart();
    void zeroIsNoLimit();
    void memoryIsBounded();
    void whoWasSeenLastIsKept();
    void callers_data();
    void callers();
};

namespace {

int granted(RateLimiter &limiter, const QByteArray &who, int asks, base::Monotonic now, Pace pace = Pace::Ordinary)
{
    int count = 0;
    for (int i = 0; i < asks; ++i)
        count += limiter.take(pace, who, now) == 0s ? 1 : 0;
    return count;
}

RateLimits limits()
{
    return {{10, 20}, {1, 3}, {5, 5}, false};
}

} // namespace

void TestRateLimiter::savesUpToTheBurst()
{
    RateLimiter limiter(limits());
    QCOMPARE(granted(limiter, "a", 100, 0s), 20);
    QCOMPARE(granted(limiter, "b", 100, 0s), 20); // another caller has his own
    QCOMPARE(granted(limiter, "a", 100, 1s), 10);
    QCOMPARE(granted(limiter, "a", 100, 1h), 20);
}

void TestRateLimiter::tellsWhenToComeAgain()
{
    RateLimiter limiter({{0.1, 1}, {}, {}, false});
    QCOMPARE(limiter.take(Pace::Ordinary, "a", 0s), 0s);
    QCOMPARE(limiter.take(Pace::Ordinary, "a", 1s), 9s);
    QCOMPARE(limiter.take(Pace::Ordinary, "a", 9s), 1s);
    QCOMPARE(limiter.take(Pace::Ordinary, "a", 10s), 0s);
}

void TestRateLimiter::pacesAreApart()
{
    RateLimiter limiter(limits());
    QCOMPARE(granted(limiter, "a", 100, 0s, Pace::Login), 3);
    QCOMPARE(granted(limiter, "a", 100, 0s, Pace::Money), 5);
    QCOMPARE(granted(limiter, "a", 100, 0s), 20);
}

void TestRateLimiter::zeroIsNoLimit()
{
    RateLimiter limiter({{0, 0}, {}, {}, false});
    QCOMPARE(granted(limiter, "a", 100'000, 0s), 100'000);
    QCOMPARE(limiter.callers(), 0);
}

void TestRateLimiter::memoryIsBounded()
{
    RateLimiter limiter(limits(), 1000);
    for (int i = 0; i < 100'000; ++i)
        limiter.take(Pace::Ordinary, QByteArray::number(i), 0s);
    QVERIFY2(limiter.callers() <= 1000, QByteArray::number(limiter.callers()).constData());
}

void TestRateLimiter::whoWasSeenLastIsKept()
{
    RateLimiter limiter(limits(), 100);
    QCOMPARE(granted(limiter, "busy", 20, 0s), 20);
    for (int i = 0; i < 1000; ++i) {
        limiter.take(Pace::Ordinary, QByteArray::number(i), 0s);
        QCOMPARE(granted(limiter, "busy", 1, 0s), 0); // strangers do not give him his tokens back
    }
}

void TestRateLimiter::callers_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    QTest::addRow("two addresses") << QStringLiteral("10.0.0.1") << QStringLiteral("10.0.0.2") << false;
    QTest::addRow("one /64") << QStringLiteral("2001:db8::1") << QStringLiteral("2001:db8::ffff:1") << true;
    QTest::addRow("two of them") << QStringLiteral("2001:db8::1") << QStringLiteral("2001:db8:0:1::1") << false;
}

void TestRateLimiter::callers()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QTEST(callerOf(one) == callerOf(other), "same");
}

QTEST_APPLESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
