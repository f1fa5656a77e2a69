// SPDX-License-Identifier: GPL-3.0-or-later
// What outlives the process: the changes that the engine records come to its own state, and a new engine made from them
// goes on where the other one was.
#include "support/chatter.h"
#include "support/journalmirror.h"
#include "support/packettext.h"
#include <QRandomGenerator>
#include <QtTest>

using namespace broker;
using support::BrokerHost;
using support::Chatter;
using support::JournalMirror;
using support::linesOf;
using support::say;

namespace {

Settings journaled()
{
    Settings settings;
    settings.journal = true;
    settings.limits.maxQueued = 5;
    settings.limits.maxInflight = 3;
    return settings;
}

QByteArray hear(BrokerHost &host, const QByteArray &name, mqtt::Version version = mqtt::Version::V311)
{
    const auto packet = host.next(name, version);
    return packet ? support::textOf(*packet) : QByteArray("nothing");
}

SavedState afterAll(const BrokerHost &host, const JournalMirror &before = {})
{
    JournalMirror mirror = before;
    for (const DurableChange &change : host.records)
        mirror.apply(change);
    return mirror.state();
}

/// The next process.
std::unique_ptr<BrokerHost> restarted(const SavedState &saved, const BrokerHost &before,
                                      Settings settings = journaled())
{
    auto host = std::make_unique<BrokerHost>(settings);
    host->now = before.now;
    host->handle(Restore{saved});
    host->handle(Tick{});
    return host;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesComeToTheEnginesState_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::addRow("random talk %u", seed) << seed;
    }
    void changesComeToTheEnginesState()
    {
        QFETCH(const quint32, seed);
        auto host = std::make_unique<BrokerHost>(journaled());
        JournalMirror mirror;
        Chatter chatter(*host, seed);
        for (int i = 0; i < 400; ++i) {
            chatter.step();
            for (const DurableChange &change : std::exchange(host->records, {}))
                mirror.apply(change);
            if (i % 10 == 0) // they are many
                QCOMPARE(linesOf(mirror.state()), linesOf(host->engine.savedState(host->now)));
        }
        QVERIFY(host->calls.size() > 100);
        const SavedState before = mirror.state();
        BrokerHost next(journaled());
        next.now = host->now;
        next.handle(Restore{before});
        QCOMPARE(linesOf(next.engine.savedState(next.now), true), linesOf(before, true));
        QCOMPARE(linesOf(afterAll(next, JournalMirror(before))), linesOf(next.engine.savedState(next.now)));
    }

    void aSessionGoesOnAfterARestart()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:2");
        say(host, "p", "CONNECT id=p");
        say(host, "p", "PUBLISH t one qos=1 id=1");
        say(host, "p", "PUBLISH t two qos=2 id=2");
        host.lose("s");
        say(host, "p", "PUBLISH t three qos=1 id=3");
        const auto next = restarted(afterAll(host), host);
        say(*next, "s", "CONNECT id=s clean=0");
        QCOMPARE(hear(*next, "s"), QByteArray("CONNACK 0 present"));
        QCOMPARE(hear(*next, "s"), QByteArray("PUBLISH t \"one\" qos=1 id=1 dup"));
        QCOMPARE(hear(*next, "s"), QByteArray("PUBLISH t \"two\" qos=2 id=2 dup"));
        QCOMPARE(hear(*next, "s"), QByteArray("PUBLISH t \"three\" qos=1 id=3"));
        QCOMPARE(hear(*next, "s"), QByteArray("nothing"));
        say(*next, "p", "CONNECT id=p");
        say(*next, "p", "PUBLISH t four qos=0");
        QCOMPARE(hear(*next, "s"), QByteArray("PUBLISH t \"four\"")); // the index too
    }

    void qos2LeavesOnlyOnceItIsDurableThatItWasSent()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:2");
        say(host, "p", "CONNECT id=p");
        host.peers["s"].inbox.clear();
        host.peers["p"].inbox.clear();
        host.holdJournal = true;
        say(host, "p", "PUBLISH t once qos=1 id=1");
        QCOMPARE(hear(host, "s"), QByteArray("PUBLISH t \"once\" qos=1 id=1")); // may come twice: at once
        say(host, "p", "PUBLISH t twice qos=2 id=2");
        QCOMPARE(hear(host, "s"), QByteArray("nothing"));
        QCOMPARE(hear(host, "p"), QByteArray("nothing"));
        host.handle(Persisted{host.records.back().number});
        QCOMPARE(hear(host, "s"), QByteArray("PUBLISH t \"twice\" qos=2 id=2"));
        QCOMPARE(hear(host, "p"), QByteArray("PUBACK 1"));
        QCOMPARE(hear(host, "p"), QByteArray("PUBREC 2"));
        say(host, "s", "PUBREC 2");
        QCOMPARE(hear(host, "s"), QByteArray("nothing"));
        host.handle(Persisted{host.records.back().number});
        QCOMPARE(hear(host, "s"), QByteArray("PUBREL 2"));
    }

    void whatNeedsNoWaitDoesNotWait()
    {
        BrokerHost host(journaled());
        say(host, "kept", "CONNECT id=kept clean=0");
        say(host, "kept", "SUBSCRIBE 1 kept:1");
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 t:2");
        say(host, "p", "CONNECT id=p");
        say(host, "q", "CONNECT id=q");
        for (const QByteArray name : {"kept", "s", "p", "q"})
            host.peers[name].inbox.clear();
        host.holdJournal = true;
        say(host, "p", "PUBLISH kept x qos=1 id=1");
        say(host, "q", "PUBLISH t x qos=2 id=1"); // another's wait is not its own
        QCOMPARE(hear(host, "q"), QByteArray("PUBREC 1"));
        QCOMPARE(hear(host, "s"), QByteArray("PUBLISH t \"x\" qos=2 id=1"));
        say(host, "s", "SUBSCRIBE 2 u:1");
        QCOMPARE(hear(host, "s"), QByteArray("SUBACK 2 1"));
        QCOMPARE(hear(host, "kept"), QByteArray("PUBLISH kept \"x\" qos=1 id=1"));
        say(host, "kept", "SUBSCRIBE 2 kept:1"); // nothing new
        QCOMPARE(hear(host, "kept"), QByteArray("SUBACK 2 1"));
        say(host, "kept", "SUBSCRIBE 3 more:1");
        QCOMPARE(hear(host, "kept"), QByteArray("nothing"));
        QCOMPARE(hear(host, "p"), QByteArray("nothing"));
    }

    void aListenerWithoutPersistenceKeepsSessionsInMemory()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:1");
        QCOMPARE(afterAll(host).subscriptions.size(), size_t(1));
        host.isDurable = false;
        say(host, "s", "DISCONNECT");
        say(host, "s", "CONNECT id=s clean=0"); // comes back by another door
        QCOMPARE(linesOf(afterAll(host)), QByteArrayList());
        host.holdJournal = true;
        say(host, "s", "PUBLISH t x qos=1 id=1 retain");
        QVERIFY(!host.records.empty()); // what is retained is kept, whoever says it
        host.peers["s"].inbox.clear();
        say(host, "s", "PUBLISH t x qos=1 id=2 retain");
        QCOMPARE(hear(host, "s"), QByteArray("PUBLISH t \"x\" qos=1 id=2"));
        QCOMPARE(hear(host, "s"), QByteArray("PUBACK 2"));
        host.isDurable = true;
        say(host, "s", "DISCONNECT");
        say(host, "s", "CONNECT id=s clean=0");
        const SavedState saved = afterAll(host);
        QCOMPARE(saved.sessions.size(), size_t(1));
        QCOMPARE(saved.subscriptions.size(), size_t(1));
        QCOMPARE(saved.deliveries.size(), size_t(2)); // all that it has
    }

    void aWillIsPublishedAtTheRestart()
    {
        BrokerHost host(journaled());
        say(host, "w", "CONNECT id=w clean=0 will=gone willpayload=w willqos=1");
        say(host, "left", "CONNECT id=left clean=0 will=gone willpayload=left willqos=1");
        say(host, "left", "DISCONNECT");
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 gone:1");
        const auto next = restarted(afterAll(host), host);
        say(*next, "s", "CONNECT id=s clean=0");
        QCOMPARE(hear(*next, "s"), QByteArray("CONNACK 0 present"));
        QCOMPARE(hear(*next, "s"), QByteArray("PUBLISH gone \"w\" qos=1 id=1"));
        QCOMPARE(hear(*next, "s"), QByteArray("nothing"));
        const auto third = restarted(afterAll(*next, JournalMirror(afterAll(host))), *next); // and only once
        say(*third, "s", "CONNECT id=s clean=0");
        QCOMPARE(hear(*third, "s"), QByteArray("CONNACK 0 present"));
        QCOMPARE(hear(*third, "s"), QByteArray("PUBLISH gone \"w\" qos=1 id=1 dup"));
        QCOMPARE(hear(*third, "s"), QByteArray("nothing"));
    }

    void timeGoesOnWhileTheProcessIsAway()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT level=5 id=s clean=0 session=60", mqtt::Version::V5);
        say(host, "k", "CONNECT level=5 id=k clean=0 session=60", mqtt::Version::V5);
        host.lose("s");
        BrokerHost next(journaled());
        next.now = host.now;
        next.now.utc.value += 61'000; // the monotonic clock begins anew
        next.now.monotonic = std::chrono::seconds(3);
        next.handle(Restore{afterAll(host)});
        next.handle(Tick{});
        const auto clients = next.engine.clients();
        QCOMPARE(clients.size(), size_t(1)); // `k` was connected: its time runs from now on
        QCOMPARE(clients[0].clientId, QByteArray("k"));
        next.pass(std::chrono::seconds(61));
        QCOMPARE(next.engine.clients().size(), size_t(0));
        QCOMPARE(linesOf(afterAll(next, JournalMirror(afterAll(host)))), QByteArrayList());
    }

    void whatAnEventCausedAndItsPositionBelongTogether()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 #:1");
        host.lose("s");
        const size_t before = host.calls.size();
        const auto message = [](const char *topic) {
            return PublishInternal{
                base::Bytes::fromStatic(topic), base::Bytes::fromStatic("x"), mqtt::QoS::AtLeastOnce, true, {}};
        };
        host.handle(PublishLogged{{message("a"), message("b")}, {"mqtt", "epoch", 7}});
        QCOMPARE(host.calls.size(), before + 1);
        const SavedState saved = afterAll(host);
        QCOMPARE(saved.cursors.size(), size_t(1));
        QCOMPARE(saved.cursors[0].sequence, qint64(7));
        QCOMPARE(saved.deliveries.size(), size_t(2));
        PublishInternal same = message("a");
        same.onlyIfChanged = true;
        host.handle(same);
        QCOMPARE(host.calls.size(), before + 1);
    }

    void systemTopicsAreNotKept()
    {
        BrokerHost host(journaled());
        host.handle(PublishInternal{base::Bytes::fromStatic("$SYS/x"), base::Bytes::fromStatic("1"), {}, true, {}});
        QVERIFY(host.records.empty());
    }

    void publishersAreNotReadWhileTheJournalIsFarBehind()
    {
        Settings settings = journaled();
        settings.limits.maxUnpersisted = 10;
        settings.limits.maxQueued = 1'000;
        BrokerHost host(settings);
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:1");
        host.lose("s");
        say(host, "p", "CONNECT id=p keepalive=10");
        host.holdJournal = true;
        for (int i = 1; i <= 30; ++i)
            say(host, "p", "PUBLISH t x qos=1 id=" + QByteArray::number(i));
        QVERIFY(host.engine.isHeld(host.peers["p"].id));
        QVERIFY(host.records.size() < 20);
        host.pass(std::chrono::minutes(1)); // its silence is ours
        QVERIFY(!host.peers["p"].closed);
        host.holdJournal = false;
        host.handle(Persisted{host.records.back().number}); // resumes, and all of it follows
        QVERIFY(!host.engine.isHeld(host.peers["p"].id));
        QCOMPARE(host.engine.client("s")->queued, qint64(30));
    }
};

QTEST_APPLESS_MAIN(TestJournal)
#include "tst_journal.moc"
