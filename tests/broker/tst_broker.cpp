// SPDX-License-Identifier: GPL-3.0-or-later
// What a dialogue cannot show: actions, notices, snapshots, the journal, several brokers.
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QtTest>

using namespace broker;
using support::BrokerHost;

namespace {

void say(BrokerHost &host, const QByteArray &name, const QByteArray &line)
{
    if (host.peers[name].id.isNull())
        host.open(name);
    host.write(name, mqtt::encode(*support::packetFrom(line), mqtt::Version::V311).view());
}

QByteArray hear(BrokerHost &host, const QByteArray &name)
{
    const auto packet = host.next(name);
    return packet ? support::textOf(*packet) : QByteArray("nothing");
}

/// Denies everything, once it is in force.
class DenyAll final : public Authorizer
{
public:
    bool canPublish(const Identity &, QByteArrayView, mqtt::QoS, bool) const override { return false; }
    bool canSubscribe(const Identity &, QByteArrayView, mqtt::QoS) const override { return false; }
    bool canReceive(const Identity &, QByteArrayView) const override { return false; }
};

class CountingRules final : public Authorizer
{
public:
    bool canPublish(const Identity &, QByteArrayView, mqtt::QoS, bool) const override { return ++asked > 0; }
    bool canSubscribe(const Identity &, QByteArrayView, mqtt::QoS) const override { return true; }
    bool canReceive(const Identity &, QByteArrayView) const override { return ++asked > 0; }
    mutable int asked = 0;
};

Settings journaled()
{
    Settings settings;
    settings.journal = true;
    return settings;
}

} // namespace

class TestBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fanOutSharesHeadAndBody()
    {
        if (support::testShards() > 1)
            QSKIP("of a shard alone");
        BrokerHost host;
        for (int i = 0; i < 500; ++i) {
            const QByteArray name = "s" + QByteArray::number(i);
            say(host, name, "CONNECT id=" + name);
            say(host, name, "SUBSCRIBE 1 t:0");
        }
        Actions actions;
        host.engine.handle(PublishInternal{base::Bytes::copyOf("t"), base::Bytes::copyOf("body"), {}, false, {}},
                           host.now, actions);
        QCOMPARE(actions.items().size(), size_t(500));
        const Action &first = actions.items().front();
        for (const Action &action : actions.items()) {
            QCOMPARE(action.headOffset, first.headOffset);
            QCOMPARE(action.index, first.index);
        }
        QCOMPARE(actions.body(first).view(), QByteArrayView("body"));
    }

    void keptMessagesDoNotPinTheReadBlock()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a clean=0");
        say(host, "a", "SUBSCRIBE 1 t:1");
        host.lose("a");
        base::Block::Ref block = base::Block::allocate(65536);
        std::memcpy(block->data(), "tpayload", 8);
        host.handle(
            PublishInternal{base::Bytes(block, 0, 1), base::Bytes(block, 1, 7), mqtt::QoS::AtLeastOnce, true, {}});
        QVERIFY(block.unique());
        QCOMPARE(host.engine.retained("#", 10).size(), size_t(1));
        QCOMPARE(host.engine.client("a")->queued, 1);
    }

    void newRulesHoldAtOnce()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a");
        say(host, "a", "SUBSCRIBE 1 t:0");
        say(host, "a", "PUBLISH t one");
        host.engine.setAuthorizer(std::make_shared<DenyAll>());
        say(host, "a", "PUBLISH t two");
        host.handle(PublishInternal{base::Bytes::copyOf("t"), base::Bytes::copyOf("three"), {}, false, {}});
        hear(host, "a");
        hear(host, "a");
        QCOMPARE(hear(host, "a"), QByteArray("PUBLISH t \"one\""));
        QCOMPARE(hear(host, "a"), QByteArray("nothing"));
        const Statistics s = host.engine.statistics();
        QCOMPARE(s.dropped[static_cast<size_t>(DropCause::Denied)], quint64(1));
        QCOMPARE(s.dropped[static_cast<size_t>(DropCause::ReceiveDenied)], quint64(1));
    }

    void rulesAreAskedOnceATopic()
    {
        const auto rules = std::make_shared<CountingRules>();
        BrokerHost host({}, rules);
        say(host, "a", "CONNECT id=a");
        say(host, "a", "SUBSCRIBE 1 t:0");
        for (int i = 0; i < 100; ++i)
            say(host, "a", "PUBLISH t x");
        QCOMPARE(rules->asked, 2); // once to publish, once to receive
    }

    void packetLimitRisesWithAuthentication()
    {
        BrokerHost host;
        const auto id = host.open("a").id;
        QCOMPARE(host.engine.decodeOptions(id).maxPacketSize, 64 * 1024);
        say(host, "a", "CONNECT id=a level=3");
        QCOMPARE(host.engine.decodeOptions(id).maxPacketSize, 1024 * 1024);
        QCOMPARE(host.engine.decodeOptions(id).version, mqtt::Version::V31);
    }

    void noticesTellComingAndGoing()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a user=anna keepalive=10");
        host.pass(std::chrono::seconds(16));
        QCOMPARE(host.notices.size(), size_t(2));
        QCOMPARE(host.notices[0].kind, Notice::Kind::Connected);
        QCOMPARE(host.notices[0].user, QByteArray("anna"));
        QCOMPARE(host.notices[0].address, QByteArray("192.0.2.1"));
        QCOMPARE(host.notices[1].kind, Notice::Kind::Disconnected);
        QCOMPARE(host.notices[1].reason, CloseReason::KeepAliveTimeout);
    }

    void dropsAreToldOnceWithTheirCount()
    {
        Settings settings;
        settings.limits.maxQueued = 1;
        BrokerHost host(settings);
        say(host, "a", "CONNECT id=a clean=0");
        say(host, "a", "SUBSCRIBE 1 t:1");
        host.lose("a");
        host.notices.clear();
        for (int i = 0; i < 4; ++i)
            host.handle(PublishInternal{base::Bytes::copyOf("t"), {}, mqtt::QoS::AtLeastOnce, false, {}});
        QVERIFY(host.notices.empty());
        host.pass(std::chrono::seconds(1));
        host.pass(std::chrono::seconds(1));
        QCOMPARE(host.notices.size(), size_t(1));
        QCOMPARE(host.notices[0].kind, Notice::Kind::MessagesDropped);
        QCOMPARE(host.notices[0].cause, DropCause::QueueFull);
        QCOMPARE(host.notices[0].count, quint64(3));
        QCOMPARE(host.notices[0].topic, QByteArray("t"));
    }

    void snapshotShowsClients()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a user=anna clean=0 keepalive=60");
        say(host, "a", "SUBSCRIBE 1 t/#:1 u:0");
        say(host, "a", "PUBLISH t/1 x qos=1 id=1");
        const auto clients = host.engine.clients();
        QCOMPARE(clients.size(), size_t(1));
        QCOMPARE(clients[0].clientId, QByteArray("a"));
        QCOMPARE(clients[0].inflight, 1);
        QCOMPARE(clients[0].messagesReceived, quint64(1));
        QCOMPARE(clients[0].messagesSent, quint64(1));
        QCOMPARE(clients[0].subscriptionCount, 2);
        QVERIFY(clients[0].subscriptions.empty());
        QCOMPARE(host.engine.client("a")->subscriptions.size(), size_t(2));
        QVERIFY(!host.engine.client("b"));
        const Statistics s = host.engine.statistics();
        QCOMPARE(s.clientsConnected, 1);
        QCOMPARE(s.subscriptions, 2);
        QCOMPARE(s.inflight, 1);
        host.lose("a");
        QCOMPARE(host.engine.statistics().clientsConnected, 0);
        QCOMPARE(host.engine.statistics().connections, 0);
        QCOMPARE(host.engine.statistics().sessions, 1);
    }

    void retainedListNamesThePublisher()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a");
        say(host, "a", "PUBLISH t x qos=1 id=1 retain");
        const auto list = host.engine.retained("#", 10);
        QCOMPARE(list.size(), size_t(1));
        QCOMPARE(list[0].publisher, QByteArray("a"));
        QCOMPARE(list[0].qos, mqtt::QoS::AtLeastOnce);
        QCOMPARE(list[0].received.value, host.now.utc.value);
    }

    void acknowledgementsWaitForTheJournalInOrder()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:1");
        say(host, "a", "CONNECT id=a");
        host.peers["a"].inbox.clear();
        host.holdJournal = true;
        say(host, "a", "PUBLISH t one qos=1 id=1");
        const quint64 first = host.records.back().number;
        say(host, "a", "PUBLISH t two qos=1 id=2");
        say(host, "a", "PUBLISH elsewhere three qos=1 id=3");
        QCOMPARE(hear(host, "a"), QByteArray("nothing"));
        host.handle(Persisted{first});
        QCOMPARE(hear(host, "a"), QByteArray("PUBACK 1"));
        QCOMPARE(hear(host, "a"), QByteArray("nothing"));
        host.handle(Persisted{host.records.back().number});
        QCOMPARE(hear(host, "a"), QByteArray("PUBACK 2"));
        QCOMPARE(hear(host, "a"), QByteArray("PUBACK 3"));
    }

    void journalNumbersAreContiguous()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:2");
        say(host, "s", "PUBLISH t x qos=2 id=4 retain");
        say(host, "s", "PUBREL 4");
        say(host, "s", "PUBREC 1");
        say(host, "s", "PUBCOMP 1");
        using Kind = DurableChange::Kind;
        const std::vector<Kind> wanted{Kind::SessionSet, Kind::SubscriptionSet, Kind::InboundOpened, Kind::RetainedSet,
                                       Kind::Enqueued,   Kind::InboundReleased, Kind::Received,      Kind::Done};
        QCOMPARE(host.records.size(), wanted.size());
        for (size_t i = 0; i < wanted.size(); ++i) {
            QCOMPARE(host.records[i].number, i + 1);
            QCOMPARE(host.records[i].kind, wanted[i]);
        }
    }

    void cleanSessionsAreNotJournaled()
    {
        BrokerHost host(journaled());
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 t:2");
        say(host, "s", "PUBLISH t x qos=1 id=4");
        QVERIFY(host.records.empty());
    }

    void sessionIdsHoldTheShard()
    {
        if (support::testShards() > 1)
            QSKIP("of a shard alone");
        Settings settings;
        settings.shard = 2;
        BrokerHost host(settings);
        BrokerHost other;
        say(host, "a", "CONNECT id=a");
        say(other, "a", "CONNECT id=a");
        QCOMPARE(shardOf(host.engine.client("a")->session.value()), quint32(2));
        QCOMPARE(shardOf(other.engine.client("a")->session.value()), quint32(0));
    }

    void greatestNumberOfSessionsIsKept()
    {
        if (support::testShards() > 1)
            QSKIP("of a shard alone");
        Settings settings;
        settings.limits.maxSessions = 1;
        BrokerHost host(settings);
        say(host, "a", "CONNECT id=a clean=0");
        say(host, "b", "CONNECT id=b");
        QCOMPARE(hear(host, "b"), QByteArray("CONNACK 3"));
        say(host, "c", "CONNECT id=a clean=0");
        QCOMPARE(hear(host, "c"), QByteArray("CONNACK 0 present"));
    }

    void eventsForUnknownConnectionsAreIgnored()
    {
        BrokerHost host;
        const ConnectionId late{77, 3};
        host.handle(ConnectionClosed{late, false});
        host.handle(Authenticated{late, {}});
        host.handle(AuthenticationRefused{late, Refusal::Busy});
        host.handle(PacketRefused{late, {base::ErrorCode::Malformed, QStringLiteral("x")}});
        host.handle(KickClient{"nobody", true});
        QVERIFY(host.notices.empty());
    }

    void slowConsumerDropsAreCounted()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a");
        host.engine.countSlowConsumerDrop(host.peers["a"].id, 3);
        QCOMPARE(host.engine.client("a")->dropped[static_cast<size_t>(DropCause::SlowConsumer)], quint64(3));
    }

    void publisherThatFillsAQueueWaitsAndLosesNothing()
    {
        BrokerHost host;
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 t:1");
        say(host, "p", "CONNECT id=p");
        host.peers["s"].inbox.clear();
        QByteArray flood;
        constexpr int count = 5'000;
        for (int i = 1; i <= count; ++i)
            flood += mqtt::encode(*support::packetFrom("PUBLISH t " + QByteArray::number(i) +
                                                       " qos=1 id=" + QByteArray::number(i)),
                                  mqtt::Version::V311)
                         .toByteArray();
        host.write("p", flood);
        QVERIFY(host.engine.isHeld(host.peers["p"].id));
        QVERIFY(!host.peers["p"].unread.isEmpty());
        for (int i = 1; i <= count; ++i) {
            const auto packet = host.next("s");
            QVERIFY(packet);
            const auto &publish = std::get<mqtt::Publish>(*packet);
            QCOMPARE(publish.payload.toByteArray(), QByteArray::number(i));
            say(host, "s", "PUBACK " + QByteArray::number(publish.packetId));
        }
        QVERIFY(!host.engine.isHeld(host.peers["p"].id));
        QCOMPARE(host.engine.statistics().dropped[static_cast<size_t>(DropCause::QueueFull)], quint64(0));
    }

    void deafSubscriberHoldsAPublisherForASecondAtMost()
    {
        BrokerHost host;
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 t:1");
        say(host, "p", "CONNECT id=p keepalive=1");
        const auto publish = [&host] {
            for (int i = 1; i <= 1'500; ++i)
                say(host, "p", "PUBLISH t x qos=1 id=" + QByteArray::number(i));
        };
        publish();
        QVERIFY(host.engine.isHeld(host.peers["p"].id));
        host.pass(std::chrono::milliseconds(500));
        QVERIFY(host.engine.isHeld(host.peers["p"].id));
        host.pass(std::chrono::milliseconds(500));
        QVERIFY(!host.engine.isHeld(host.peers["p"].id));
        QVERIFY(host.peers["p"].unread.isEmpty());
        QCOMPARE(host.engine.client("s")->queued, 1'000);
        QCOMPARE(host.engine.client("s")->dropped[static_cast<size_t>(DropCause::QueueFull)], quint64(480));
        publish(); // spent: not held again before the queue has drained
        QVERIFY(!host.engine.isHeld(host.peers["p"].id));
        host.pass(std::chrono::milliseconds(1'000));
        QVERIFY(!host.peers["p"].closed);
    }

    void lostSubscriberLetsItsPublisherGo()
    {
        BrokerHost host;
        say(host, "s", "CONNECT id=s clean=0");
        say(host, "s", "SUBSCRIBE 1 t:1");
        say(host, "p", "CONNECT id=p");
        for (int i = 1; i <= 600; ++i)
            say(host, "p", "PUBLISH t x qos=1 id=" + QByteArray::number(i));
        QVERIFY(host.engine.isHeld(host.peers["p"].id));
        host.lose("s");
        QVERIFY(!host.engine.isHeld(host.peers["p"].id));
        QVERIFY(host.peers["p"].unread.isEmpty());
        QCOMPARE(host.engine.client("s")->queued, 580);
    }

    void clientThatPublishesToItselfIsNotHeld()
    {
        BrokerHost host;
        say(host, "s", "CONNECT id=s");
        say(host, "s", "SUBSCRIBE 1 t:1");
        for (int i = 1; i <= 900; ++i)
            say(host, "s", "PUBLISH t x qos=1 id=" + QByteArray::number(i));
        QVERIFY(!host.engine.isHeld(host.peers["s"].id));
    }

    void anyBrokerSplitAtEveryByte()
    {
        // A whole conversation, in two parts cut at each byte, leads to the same answers.
        QByteArray all;
        for (const char *line :
             {"CONNECT id=a will=w willpayload=bye", "SUBSCRIBE 1 t/#:2 u:1", "PUBLISH t/1 x qos=2 id=9", "PUBREL 9",
              "PUBLISH u y qos=1 id=10", "PINGREQ", "UNSUBSCRIBE 2 u", "DISCONNECT"})
            all += mqtt::encode(*support::packetFrom(line), mqtt::Version::V311).toByteArray();
        QByteArray wanted;
        for (qsizetype cut = 0; cut <= all.size(); ++cut) {
            BrokerHost host;
            host.open("a");
            host.write("a", QByteArrayView(all).first(cut));
            host.write("a", QByteArrayView(all).sliced(cut));
            QVERIFY(host.peers["a"].closed);
            if (cut == 0)
                wanted = host.peers["a"].inbox;
            QVERIFY(!wanted.isEmpty());
            QCOMPARE(host.peers["a"].inbox, wanted);
        }
    }
};

QTEST_APPLESS_MAIN(TestBroker)
#include "tst_broker.moc"
