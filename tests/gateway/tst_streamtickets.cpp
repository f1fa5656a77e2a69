// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/streamtickets.h"
#include "support/verify.h"
#include <QtTest>

using namespace gateway;
using namespace std::chrono_literals;

namespace {

StreamTickets::Holder holderOf(const QByteArray &session)
{
    auth::Principal who;
    who.family = session;
    return {who, AuthType::ApiKey};
}

} // namespace

class TestStreamTickets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isGoodOnce();
    void isGoodForThirtySeconds_data();
    void isGoodForThirtySeconds();
    void oneSessionCannotTakeAllPlaces();
    void expiredOnesMakeRoom();
    void unknownOnesAreNobodys();
};

void TestStreamTickets::isGoodOnce() // S2-35
{
    StreamTickets tickets;
    const auto ticket = tickets.issue(holderOf("a"), 1s);
    QVERIFY_OK(ticket);
    const auto first = tickets.take(*ticket, 2s);
    QVERIFY(first);
    QCOMPARE(first->principal.family, QByteArray("a"));
    QCOMPARE(word(first->type), QLatin1StringView("apikey"));
    QVERIFY(!tickets.take(*ticket, 2s));
    QCOMPARE(tickets.waiting(), 0);
}

void TestStreamTickets::isGoodForThirtySeconds_data()
{
    QTest::addColumn<std::chrono::milliseconds>("after");
    QTest::addColumn<bool>("good");
    QTest::addRow("a moment before") << std::chrono::milliseconds(29'999) << true;
    QTest::addRow("at the end") << std::chrono::milliseconds(30'000) << false;
}

void TestStreamTickets::isGoodForThirtySeconds()
{
    QFETCH(std::chrono::milliseconds, after);
    StreamTickets tickets;
    const auto ticket = tickets.issue(holderOf("a"), 5s);
    QTEST(tickets.take(*ticket, 5s + after).has_value(), "good");
    QVERIFY(!tickets.take(*ticket, 5s)); // used up either way
}

void TestStreamTickets::oneSessionCannotTakeAllPlaces()
{
    StreamTickets tickets;
    for (int i = 0; i < StreamTickets::maxPerSession; ++i)
        QVERIFY_OK(tickets.issue(holderOf("greedy"), 1s));
    const auto refused = tickets.issue(holderOf("greedy"), 1s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code(), base::ErrorCode::LimitExceeded);
    QVERIFY_OK(tickets.issue(holderOf("other"), 1s));
}

void TestStreamTickets::expiredOnesMakeRoom()
{
    StreamTickets tickets;
    for (int i = 0; i < StreamTickets::maxPerSession; ++i)
        QVERIFY_OK(tickets.issue(holderOf("a"), 1s));
    QVERIFY_OK(tickets.issue(holderOf("a"), 31s));
    QCOMPARE(tickets.waiting(), 1);
}

void TestStreamTickets::unknownOnesAreNobodys()
{
    StreamTickets tickets;
    QVERIFY(!tickets.take("", 1s));
    QVERIFY(!tickets.take(QByteArray(43, 'A'), 1s));
}

QTEST_APPLESS_MAIN(TestStreamTickets)
#include "tst_streamtickets.moc"
