// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/feedjoin.h"
#include <QtTest>

using namespace console;

namespace {
client::FeedEvent eventAt(qint64 seq)
{
    contract::Alert alert;
    alert.seq = seq;
    return {seq, alert};
}
QString seqs(const std::optional<std::vector<client::FeedEvent>> &events)
{
    if (!events)
        return u"reload"_qs;
    QStringList all;
    for (const client::FeedEvent &e : *events)
        all << QString::number(e.seq);
    return all.join(u' ');
}
} // namespace

class FeedJoinTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsForThePage();
    void skipsWhatThePageHad();
    void appliesOnceJoined();
    void replaysOverALaterPage();
    void reloadsBelowWhatItRemembers();
    void forgetsAfterAResync();
};

void FeedJoinTest::waitsForThePage()
{
    FeedJoin join;
    join.beginLoad();
    QVERIFY(!join.offer(eventAt(11)));
    QVERIFY(!join.offer(eventAt(12)));
    QCOMPARE(seqs(join.loaded(10)), u"11 12"_qs);
    QVERIFY(!join.offer(eventAt(12))); // a repeat
    QVERIFY(join.offer(eventAt(13)));
}

void FeedJoinTest::skipsWhatThePageHad()
{
    FeedJoin join;
    join.offer(eventAt(11));
    join.offer(eventAt(12));
    QCOMPARE(seqs(join.loaded(11)), u"12"_qs);
    QVERIFY(!join.isLoading());
}

void FeedJoinTest::appliesOnceJoined()
{
    FeedJoin join;
    QCOMPARE(seqs(join.loaded(20)), QString());
    QVERIFY(!join.offer(eventAt(19))); // read already, the feed is behind the page
    QVERIFY(!join.offer(eventAt(20)));
    QVERIFY(join.offer(eventAt(21)));
    join.beginLoad(); // F5
    QVERIFY(!join.offer(eventAt(22)));
    QCOMPARE(seqs(join.loaded(21)), u"22"_qs);
}

void FeedJoinTest::replaysOverALaterPage()
{
    FeedJoin join;
    (void)join.loaded(10);
    for (qint64 seq = 11; seq <= 15; ++seq)
        QVERIFY(join.offer(eventAt(seq)));
    QCOMPARE(seqs(join.since(13)), u"14 15"_qs);
    QCOMPARE(seqs(join.since(15)), QString());
}

void FeedJoinTest::reloadsBelowWhatItRemembers()
{
    FeedJoin join;
    for (qint64 seq = 1; seq <= qint64(FeedJoin::remembered) + 5; ++seq)
        join.offer(eventAt(seq));
    QCOMPARE(seqs(join.loaded(4)), u"reload"_qs);
    QVERIFY(join.isLoading());
    QVERIFY(join.loaded(5).has_value());
}

void FeedJoinTest::forgetsAfterAResync()
{
    FeedJoin join;
    (void)join.loaded(10);
    join.offer(eventAt(11));
    join.forget();
    QVERIFY(!join.offer(eventAt(3))); // a new epoch counts anew
    QCOMPARE(seqs(join.loaded(2)), u"3"_qs);
}

QTEST_APPLESS_MAIN(FeedJoinTest)
#include "tst_feedjoin.moc"
