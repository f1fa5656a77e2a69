// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/verifiedcache.h"
#include "support/fakeclock.h"
#include <QtTest>

using hub::VerifiedCache;
using namespace std::chrono_literals;

class TestVerifiedCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsForFiveMinutes();
    void mixesNothingUp();
    void forgetsAll();
    void staysBounded();
};

void TestVerifiedCache::knowsForFiveMinutes()
{
    support::FakeClock clock;
    VerifiedCache cache(clock);
    QVERIFY(!cache.knows("ana", "secret"));
    cache.remember("ana", "secret");
    clock.advance(5min - 1ms);
    QVERIFY(cache.knows("ana", "secret"));
    clock.advance(1ms);
    QVERIFY(!cache.knows("ana", "secret"));
}

void TestVerifiedCache::mixesNothingUp()
{
    support::FakeClock clock;
    VerifiedCache cache(clock);
    cache.remember("ab", "c");
    QVERIFY(!cache.knows("a", "bc"));
    QVERIFY(!cache.knows("ab", "C"));
    QVERIFY(!cache.knows("abc", ""));
}

void TestVerifiedCache::forgetsAll()
{
    support::FakeClock clock;
    VerifiedCache cache(clock);
    cache.remember("ana", "secret");
    cache.clear();
    QVERIFY(!cache.knows("ana", "secret"));
}

void TestVerifiedCache::staysBounded()
{
    support::FakeClock clock;
    VerifiedCache cache(clock);
    cache.remember("first", "secret");
    for (int i = 0; i < VerifiedCache::maxEntries; ++i)
        cache.remember(QByteArray::number(i), "secret");
    QVERIFY(!cache.knows("first", "secret"));
    QVERIFY(cache.knows(QByteArray::number(VerifiedCache::maxEntries - 1), "secret"));
}

QTEST_APPLESS_MAIN(TestVerifiedCache)
#include "tst_verifiedcache.moc"
