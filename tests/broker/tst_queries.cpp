// SPDX-License-Identifier: GPL-3.0-or-later
// What an administrator asks of a shard: lists, rates, drops by cause, sums over shards.
#include "broker/clientrates.h"
#include "broker/queries.h"
#include "broker/statistics.h"
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QtTest>

using namespace broker;
using namespace std::chrono_literals;
using support::BrokerHost;

namespace {

void say(BrokerHost &host, const QByteArray &name, const QByteArray &line)
{
    if (host.peers[name].id.isNull())
        host.open(name);
    host.write(name, mqtt::encode(*support::packetFrom(line), mqtt::Version::V311).view());
}

void publish(BrokerHost &host, const QByteArray &topic, const QByteArray &body, bool retain,
             mqtt::QoS qos = mqtt::QoS::AtLeastOnce)
{
    host.handle(PublishInternal{base::Bytes::copyOf(topic), base::Bytes::copyOf(body), qos, retain, {}});
}

/// Three clients: "alpha" and "beta" are connected, "gone" has a queue of two.
BrokerHost &populate(BrokerHost &host)
{
    say(host, "alpha", "CONNECT id=alpha user=ana");
    say(host, "beta", "CONNECT id=beta user=otto");
    say(host, "gone", "CONNECT id=gone clean=0");
    say(host, "alpha", "SUBSCRIBE 1 a/#:0");
    say(host, "beta", "SUBSCRIBE 1 a/+:1");
    say(host, "gone", "SUBSCRIBE 1 q/#:1");
    host.lose("gone");
    publish(host, "q/1", "one", false);
    publish(host, "q/2", "two", false);
    say(host, "beta", "PUBLISH a/1 hello");
    return host;
}

QByteArrayList idsOf(const Part<ClientInfo> &part)
{
    QByteArrayList ids;
    for (const ClientInfo &info : part.items)
        ids.append(info.clientId);
    return ids;
}

quint64 dropped(const DropCounts &counts, DropCause cause)
{
    return counts[static_cast<size_t>(cause)];
}

} // namespace

class TestQueries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clients_data()
    {
        QTest::addColumn<ClientQuery>("query");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::addRow("all by id") << ClientQuery{} << QByteArrayList{"alpha", "beta", "gone"};
        QTest::addRow("from the end") << ClientQuery{.descending = true} << QByteArrayList{"gone", "beta", "alpha"};
        QTest::addRow("a part of the id, in any case") << ClientQuery{.text = "LPH"} << QByteArrayList{"alpha"};
        QTest::addRow("a part of the user") << ClientQuery{.text = "ott"} << QByteArrayList{"beta"};
        QTest::addRow("a part of the address")
            << ClientQuery{.text = "192.0.2"} << QByteArrayList{"alpha", "beta", "gone"};
        QTest::addRow("connected ones") << ClientQuery{.state = ClientState::Connected}
                                        << QByteArrayList{"alpha", "beta"};
        QTest::addRow("those that are away")
            << ClientQuery{.state = ClientState::Disconnected} << QByteArrayList{"gone"};
        QTest::addRow("another listener") << ClientQuery{.listener = "ws"} << QByteArrayList{};
        QTest::addRow("the longest queue first")
            << ClientQuery{.sort = ClientSort::Queued, .descending = true} << QByteArrayList{"gone", "beta", "alpha"};
        QTest::addRow("who publishes most") << ClientQuery{.sort = ClientSort::MessagesIn, .descending = true}
                                            << QByteArrayList{"beta", "gone", "alpha"};
        QTest::addRow("a page") << ClientQuery{.offset = 1, .limit = 1} << QByteArrayList{"beta"};
    }
    void clients()
    {
        BrokerHost host;
        QFETCH(ClientQuery, query);
        QTEST(idsOf(populate(host).engine.clients(query, host.now)), "expected");
    }

    void totalsCountWhatMatches()
    {
        BrokerHost host;
        const auto part = populate(host).engine.clients({.state = ClientState::Connected, .limit = 1}, host.now);
        QCOMPARE(part.total, 2);
        QCOMPARE(part.items.size(), size_t(1));
    }

    void oneClient()
    {
        BrokerHost host;
        const auto beta = populate(host).engine.client("beta", host.now);
        QVERIFY(beta);
        QCOMPARE(beta->port, quint16(4000));
        QCOMPARE(beta->payloadBytesReceived, quint64(5));
        QCOMPARE(beta->payloadBytesSent, quint64(5)); // its own message comes back
        QCOMPARE(beta->subscriptions.size(), size_t(1));
        QVERIFY(!host.engine.client("nobody", host.now));
    }

    void ratesOverTenSeconds()
    {
        BrokerHost host;
        say(host, "p", "CONNECT id=p");
        for (int i = 0; i < 300; ++i) {
            say(host, "p", "PUBLISH t x");
            host.pass(100ms);
        }
        QVERIFY(std::abs(host.engine.client("p", host.now)->messagesInPerSecond - 10) < 0.5);
        for (int i = 0; i < 20; ++i) // a host ticks four times a second
            host.pass(250ms);
        QVERIFY(std::abs(host.engine.client("p", host.now)->messagesInPerSecond - 5) < 0.5);
        for (int i = 0; i < 60; ++i)
            host.pass(250ms);
        QCOMPARE(host.engine.client("p", host.now)->messagesInPerSecond, 0.0);
    }

    void aNewSessionDoesNotInheritRates()
    {
        BrokerHost host;
        say(host, "p", "CONNECT id=p");
        for (int i = 0; i < 100; ++i)
            say(host, "p", "PUBLISH t x");
        host.pass(11s);
        host.lose("p");
        host.open("n");
        say(host, "n", "CONNECT id=n"); // in the place of p
        host.pass(11s);
        say(host, "n", "PUBLISH t x");
        QVERIFY(host.engine.client("n", host.now)->messagesInPerSecond <= 0.2);
    }

    void subscriptions()
    {
        BrokerHost host;
        const auto all = populate(host).engine.subscriptions({});
        QCOMPARE(all.total, 3);
        QCOMPARE(all.items[0].subscription.filter, QByteArray("a/#"));
        QCOMPARE(all.items[0].clientId, QByteArray("alpha"));
        QVERIFY(all.items[0].connected);
        QVERIFY(!all.items[2].connected);
        QCOMPARE(host.engine.subscriptions({.clientId = "gone"}).total, 1);
        QCOMPARE(host.engine.subscriptions({.clientId = "nobody"}).total, 0);
        QCOMPARE(host.engine.subscriptions({.text = "/+"}).total, 1);
        QCOMPARE(host.engine.subscriptions({.topic = "a/b/c"}).total, 1);
        QVERIFY(host.engine.hasSubscriptionsUnder("q"));
        QVERIFY(!host.engine.hasSubscriptionsUnder("q/1"));
    }

    void topics()
    {
        BrokerHost host;
        TopicQuery query;
        query.filter = "a/1";
        const auto part = populate(host).engine.topics(query, host.now);
        QCOMPARE(part.total, 1);
        QCOMPARE(part.items[0].publisher, QByteArray("beta"));
        QCOMPARE(part.items[0].subscribers, 2);
        QCOMPARE(host.engine.topicTotals().topics, 3);
    }

    void retainedIsListedCountedAndCleared()
    {
        BrokerHost host;
        publish(host, "a/2", "xx", true);
        publish(host, "a/1", "x", true);
        publish(host, "banco/saldo/1", "x", true);
        publish(host, "$SYS/broker/x", "x", true);
        const auto page = host.engine.retained(RetainedQuery{.filter = "#", .limit = 1});
        QCOMPARE(page.total, 3); // MQTT-4.7.2-1
        QCOMPARE(page.items[0].topic, QByteArray("a/1"));
        const RetainedQuery visible{.filter = "#", .hidden = "banco/"};
        QCOMPARE(host.engine.retainedSize(visible).count, 2);
        QCOMPARE(host.engine.retainedSize(visible).bytes, 9);
        Actions actions;
        QCOMPARE(host.engine.clearRetained(visible, host.now, actions).count, 2);
        QVERIFY(actions.isEmpty()); // nobody is told
        QCOMPARE(host.engine.retainedSize({}).count, 1);
    }

    void dropsNameTheirCause()
    {
        Settings settings;
        settings.limits.maxQueued = 2;
        settings.limits.maxQueuedBytes = 100;
        BrokerHost host(settings);
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 #:1");
        host.lose("s");
        publish(host, "big", QByteArray(200, 'x'), false);
        for (int i = 0; i < 5; ++i)
            publish(host, "t", "x", false);
        publish(host, "t", "x", false, mqtt::QoS::AtMostOnce);
        const DropCounts counts = host.engine.client("s")->dropped;
        QCOMPARE(dropped(counts, DropCause::QueueBytes), quint64(1));
        QCOMPARE(dropped(counts, DropCause::QueueFull), quint64(3));
        QCOMPARE(dropped(counts, DropCause::OfflineQoS0), quint64(1));
        QCOMPARE(host.engine.statistics().droppedInAll(), quint64(5));
        host.notices.clear();
        host.pass(1s);
        QMap<DropCause, QByteArray> topics;
        for (const Notice &notice : host.notices)
            topics[notice.cause] = notice.topic;
        QCOMPARE(topics.value(DropCause::QueueBytes), QByteArray("big"));
        QCOMPARE(topics.value(DropCause::QueueFull), QByteArray("t"));
    }

    void whatWaitedForAnEndedSessionIsTold()
    {
        Settings settings;
        settings.limits.maxInflight = 1;
        BrokerHost host(settings);
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 #:1");
        for (int i = 0; i < 3; ++i)
            publish(host, "t", "x", false);
        host.lose("s");
        const auto told = std::find_if(host.notices.begin(), host.notices.end(), [](const Notice &n) {
            return n.kind == Notice::Kind::MessagesDropped && n.cause == DropCause::SessionEnded;
        });
        QVERIFY(told != host.notices.end());
        QCOMPARE(told->count, quint64(2));
        QCOMPARE(told->clientId, QByteArray("s"));
    }

    void sumsOverShards()
    {
        Statistics a;
        a.messagesReceived = 3;
        a.dropped[0] = 1;
        a.listeners = {{"tcp", 5, 2}};
        Statistics b;
        b.messagesReceived = 4;
        b.dropped[0] = 2;
        b.dropped[1] = 1;
        b.listeners = {{"ws", 1, 1}, {"tcp", 1, 1}};
        a += b;
        QCOMPARE(a.messagesReceived, quint64(7));
        QCOMPARE(a.droppedInAll(), quint64(4));
        QCOMPARE(a.listeners.size(), size_t(2));
        QCOMPARE(a.listeners[0].connections, 3);
    }

    void connectionsByListener()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a");
        host.open("b");
        host.lose("a");
        const auto listeners = host.engine.statistics().listeners;
        QCOMPARE(listeners.size(), size_t(1));
        QCOMPARE(listeners[0].name, QByteArray("test"));
        QCOMPARE(listeners[0].opened, quint64(2));
        QCOMPARE(listeners[0].connections, 1);
    }
};

QTEST_APPLESS_MAIN(TestQueries)
#include "tst_queries.moc"
