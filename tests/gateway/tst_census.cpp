// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/census.h"
#include <QtTest>

using namespace gateway;
using namespace std::chrono_literals;

class TestCensus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsASessionOnce();
    void requestsCountForAMinute();
    void feedsCountWhileTheyLast();
    void addressesAreDistinct();
};

void TestCensus::countsASessionOnce()
{
    SessionCensus census;
    census.requestSeen("a", u"1"_qs, 0s);
    census.feedOpened("a", u"1"_qs, 0s);
    census.feedOpened("a", u"1"_qs, 0s); // two windows of one login
    QCOMPARE(census.figures(1s).sessions, 1);
}

void TestCensus::requestsCountForAMinute()
{
    SessionCensus census;
    census.requestSeen("a", u"1"_qs, 0s);
    QCOMPARE(census.figures(59s).sessions, 1); // S0-09: active < 60 s
    QCOMPARE(census.figures(60s).sessions, 0);
    QCOMPARE(census.figures(60s).addresses, 0);
}

void TestCensus::feedsCountWhileTheyLast()
{
    SessionCensus census;
    census.feedOpened("a", u"1"_qs, 0s);
    census.feedOpened("a", u"1"_qs, 0s);
    QCOMPARE(census.figures(1h).sessions, 1);
    census.feedClosed("a", u"1"_qs);
    QCOMPARE(census.figures(1h).sessions, 1);
    census.feedClosed("a", u"1"_qs);
    census.feedClosed("a", u"1"_qs); // one too many does no harm
    census.feedClosed("a", u"2"_qs);
    census.feedClosed("unknown", u"1"_qs);
    QCOMPARE(census.figures(1h).sessions, 0);
}

void TestCensus::addressesAreDistinct()
{
    SessionCensus census;
    census.requestSeen("a", u"1"_qs, 0s);
    census.requestSeen("b", u"1"_qs, 0s);
    census.requestSeen("c", u"2"_qs, 0s);
    QCOMPARE(census.figures(1s).sessions, 3);
    QCOMPARE(census.figures(1s).addresses, 2); // S0-23
    census.feedOpened("a", u"3"_qs, 0s);       // one login from two addresses: one session, two addresses
    QCOMPARE(census.figures(1s).sessions, 3);
    QCOMPARE(census.figures(1s).addresses, 3);
    QCOMPARE(census.figures(1h).addresses, 1);
}

QTEST_APPLESS_MAIN(TestCensus)
#include "tst_census.moc"
