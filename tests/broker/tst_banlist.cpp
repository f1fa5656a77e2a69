// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/banlist.h"
#include "broker/flapping.h"
#include "support/verify.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using broker::Ban;
using broker::BanKind;
using broker::BanList;

class BanListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bansEndByThemselves();
    void bansAreOfOneKind();
    void liftAndReplace();
    void refusesWhatMakesNoSense();
    void flappingSlides();
    void flappingIsOffByDefault();
    void inventedNamesDoNotGrow();
};

void BanListTest::bansEndByThemselves()
{
    BanList bans;
    QVERIFY_OK(bans.add({BanKind::ClientId, "pump", {1'000}, {61'000}, u"noisy"_s, "ana"}, {1'000}));
    QVERIFY_OK(bans.add({BanKind::User, "eve", {2'000}, {0}, {}, "ana"}, {2'000})); // until lifted
    QVERIFY(bans.find(BanKind::ClientId, "pump", {60'999}));
    QVERIFY(!bans.find(BanKind::ClientId, "pump", {61'000}));
    QVERIFY(bans.find(BanKind::User, "eve", {99'000'000}));
    QCOMPARE(bans.list({3'000}).size(), size_t(2));
    QCOMPARE(bans.list({3'000}).front().value, QByteArray("eve")); // the newest first
    bans.expire({61'000});
    QCOMPARE(bans.list({3'000}).size(), size_t(1));
}

void BanListTest::bansAreOfOneKind()
{
    BanList bans;
    QVERIFY(bans.isEmpty());
    QVERIFY_OK(bans.add({BanKind::User, "x", {0}, {0}, {}, {}}, {0}));
    QVERIFY(!bans.find(BanKind::ClientId, "x", {1}));
    QVERIFY(!bans.find(BanKind::Address, "x", {1}));
    QCOMPARE(QString(broker::banKindName(BanKind::ClientId)), u"client_id"_s);
}

void BanListTest::liftAndReplace()
{
    BanList bans;
    QVERIFY_OK(bans.add({BanKind::ClientId, "a", {0}, {10}, {}, {}}, {0}));
    QVERIFY_OK(bans.add({BanKind::ClientId, "a", {0}, {20}, {}, {}}, {0}));
    QVERIFY(bans.find(BanKind::ClientId, "a", {15}));
    QVERIFY(bans.lift(BanKind::ClientId, "a"));
    QVERIFY(!bans.lift(BanKind::ClientId, "a"));
    QVERIFY(bans.isEmpty());
}

void BanListTest::refusesWhatMakesNoSense()
{
    BanList bans;
    QVERIFY(!bans.add({BanKind::ClientId, {}, {0}, {10}, {}, {}}, {0}));
    QVERIFY(!bans.add({BanKind::ClientId, "a", {0}, {10}, {}, {}}, {10}));
}

void BanListTest::flappingSlides()
{
    broker::FlappingCounter counter;
    for (int i = 0; i < 4; ++i)
        QVERIFY(!counter.note("a", 5, 60s, i * 10s));
    QVERIFY(!counter.note("b", 5, 60s, 40s)); // another one
    QVERIFY(!counter.note("a", 5, 60s, 65s)); // the one at 0 s is out of the window
    QVERIFY(counter.note("a", 5, 60s, 66s));  // 10, 20, 30, 65, 66
    QVERIFY(!counter.note("a", 5, 60s, 67s)); // begins anew
}

void BanListTest::flappingIsOffByDefault()
{
    broker::FlappingCounter counter;
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(!counter.note("a", broker::FlappingLimits().perClient, 60s, 1s));
    QCOMPARE(counter.size(), 0);
}

void BanListTest::inventedNamesDoNotGrow()
{
    broker::FlappingCounter counter;
    for (qsizetype i = 0; i < broker::FlappingCounter::maxNames + 10; ++i)
        QVERIFY(!counter.note(QByteArray::number(i), 5, 60s, 1s));
    QCOMPARE(counter.size(), broker::FlappingCounter::maxNames);
    counter.note("late", 5, 60s, 100s); // the others have been quiet for a window
    QCOMPARE(counter.size(), 1);
}

QTEST_APPLESS_MAIN(BanListTest)
#include "tst_banlist.moc"
