// SPDX-License-Identifier: GPL-3.0-or-later
// Of MQTT 5 what a dialogue cannot show: actions, shared heads, counters, notices.
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
    host.write(name, mqtt::encode(*support::packetFrom(line), mqtt::Version::V5).view());
}

QByteArray hear(BrokerHost &host, const QByteArray &name)
{
    const auto packet = host.next(name, mqtt::Version::V5);
    return packet ? support::textOf(*packet) : QByteArray("nothing");
}

/// `count` subscribers "s0", "s1", … of topic "topic", each with the words of `connect` and `subscribe`.
void subscribers(BrokerHost &host, int count, const QByteArray &connect, const QByteArray &subscribe)
{
    for (int i = 0; i < count; ++i) {
        const QByteArray name = "s" + QByteArray::number(i);
        say(host, name, "CONNECT id=" + name + ' ' + connect);
        say(host, name, "SUBSCRIBE 1 topic:0 " + subscribe);
    }
}

/// Offsets of the heads of one publication to "topic".
std::vector<quint32> headsOf(BrokerHost &host, Actions &actions, mqtt::PropertiesRef properties = nullptr)
{
    host.engine.handle(PublishInternal{base::Bytes::copyOf("topic"), base::Bytes::copyOf("body"), {}, true, properties},
                       host.now, actions);
    std::vector<quint32> offsets;
    for (const Action &action : actions.items())
        offsets.push_back(action.headOffset);
    return offsets;
}

qsizetype distinct(std::vector<quint32> offsets)
{
    std::sort(offsets.begin(), offsets.end());
    return std::unique(offsets.begin(), offsets.end()) - offsets.begin();
}

mqtt::PropertiesRef eventId(const QByteArray &id)
{
    auto properties = std::make_shared<mqtt::Properties>();
    properties->userProperties = {{"event-id", id}};
    return properties;
}

} // namespace

class TestMqtt5 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fanOutHasOneHeadForEachForm()
    {
        BrokerHost host;
        subscribers(host, 100, "level=5", "");
        for (int i = 0; i < 50; ++i) { // of these the flag goes through
            say(host, "s" + QByteArray::number(i), "SUBSCRIBE 2 topic:0/rap/rh2");
        }
        host.open("old");
        host.write("old", mqtt::encode(*support::packetFrom("CONNECT id=old"), mqtt::Version::V311).view());
        host.write("old", mqtt::encode(*support::packetFrom("SUBSCRIBE 1 topic:0"), mqtt::Version::V311).view());
        Actions actions;
        const auto heads = headsOf(host, actions, eventId("7"));
        QCOMPARE(heads.size(), size_t(101));
        QCOMPARE(distinct(heads), 3); // MQTT 5, MQTT 5 retained, 3.1.1
    }

    void subscribersWithOneIdentifierShareTheirHead()
    {
        BrokerHost host;
        subscribers(host, 100, "level=5", "sid=3");
        Actions actions;
        QCOMPARE(distinct(headsOf(host, actions)), 1);
        QCOMPARE(actions.items().size(), size_t(100));
    }

    void subscribersWithAliasesShareTheirHead()
    {
        BrokerHost host;
        subscribers(host, 100, "level=5 aliases=4", "");
        Actions first;
        QCOMPARE(distinct(headsOf(host, first)), 1);
        Actions second;
        QCOMPARE(distinct(headsOf(host, second)), 1);
        QVERIFY(second.items().front().headSize < first.items().front().headSize);
    }

    void packetThatSetsAnAliasMustArrive()
    {
        BrokerHost host;
        subscribers(host, 1, "level=5 aliases=4", "");
        Actions first;
        headsOf(host, first);
        QVERIFY(first.items().front().mustArrive);
        Actions second;
        headsOf(host, second);
        QVERIFY(!second.items().front().mustArrive);
    }

    void waitingAndFlyingMessagesAreCountedAsTheyComeAndGo()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a level=5 session=10 receive=2");
        say(host, "a", "SUBSCRIBE 1 #:2");
        for (int i = 0; i < 5; ++i)
            host.handle(
                PublishInternal{base::Bytes::copyOf("t"), base::Bytes::copyOf("x"), mqtt::QoS::ExactlyOnce, {}, {}});
        QCOMPARE(host.engine.statistics().inflight, 2);
        QCOMPARE(host.engine.statistics().queued, 3);
        QCOMPARE(host.engine.statistics().queuedBytes, 6);
        say(host, "a", "PUBREC 1");
        say(host, "a", "PUBCOMP 1");
        say(host, "a", "PUBREC 2 0x80");
        QCOMPARE(host.engine.statistics().inflight, 2);
        QCOMPARE(host.engine.statistics().queued, 1);
        host.lose("a");
        host.pass(std::chrono::seconds(11));
        QCOMPARE(host.engine.statistics().inflight, 0);
        QCOMPARE(host.engine.statistics().queued, 0);
        QCOMPARE(host.engine.statistics().queuedBytes, 0);
        QCOMPARE(host.engine.statistics().dropped[static_cast<size_t>(DropCause::SessionEnded)], quint64(1));
    }

    void endOfASessionIsTold()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a level=5 session=10");
        say(host, "a", "SUBSCRIBE 1 t:1 $share/g/t:1");
        QCOMPARE(host.engine.statistics().subscriptions, 2);
        QCOMPARE(host.engine.statistics().sharedSubscriptions, 1);
        QCOMPARE(host.engine.client("a")->sessionExpiry, quint32(10));
        host.lose("a");
        host.notices.clear();
        host.pass(std::chrono::seconds(11));
        QCOMPARE(host.notices.size(), size_t(1));
        QCOMPARE(host.notices[0].kind, Notice::Kind::SessionExpired);
        QCOMPARE(host.notices[0].clientId, QByteArray("a"));
        QVERIFY(!host.engine.client("a"));
        QCOMPARE(host.engine.statistics().subscriptions, 0);
        QCOMPARE(host.engine.statistics().sessionsExpired, quint64(1));
    }

    void manyReconnectsLeaveOneDeadlineEach()
    {
        BrokerHost host;
        for (int i = 0; i < 100; ++i) {
            say(host, "a", "CONNECT id=a level=5 clean=0 session=100 will=w will.delay=50");
            host.lose("a");
            host.pass(std::chrono::seconds(1));
            host.peers["a"] = {};
        }
        QVERIFY(host.engine.client("a"));
        host.pass(std::chrono::seconds(60)); // the will
        QVERIFY(host.engine.client("a"));
        QCOMPARE(host.engine.topicTotals().topics, 1);
        host.pass(std::chrono::seconds(50));
        QVERIFY(!host.engine.client("a"));
    }

    void hubIsNeverHeldAndItsDropsAreCounted()
    {
        Settings settings;
        settings.limits.maxQueued = 4;
        BrokerHost host(settings);
        say(host, "a", "CONNECT id=a level=5 receive=1");
        say(host, "a", "SUBSCRIBE 1 t:1");
        for (int i = 0; i < 10; ++i)
            host.handle(PublishInternal{base::Bytes::copyOf("t"), base::Bytes::copyOf(QByteArray::number(i)),
                                        mqtt::QoS::AtLeastOnce, false, eventId(QByteArray::number(i))});
        hear(host, "a");
        hear(host, "a");
        for (int i = 1; i <= 5; ++i) {
            const QByteArray n = QByteArray::number(i);
            QCOMPARE(hear(host, "a"), "PUBLISH t \"" + QByteArray::number(i - 1) + "\" qos=1 id=" + n +
                                          " user:event-id=" + QByteArray::number(i - 1));
            say(host, "a", "PUBACK " + n);
        }
        QCOMPARE(host.engine.client("a")->dropped[static_cast<size_t>(DropCause::QueueFull)], quint64(5));
    }

    void snapshotShowsSubscriptionOptions()
    {
        BrokerHost host;
        say(host, "a", "CONNECT id=a level=5");
        say(host, "a", "SUBSCRIBE 1 t:1/nl/rap sid=5");
        const auto client = host.engine.client("a");
        QCOMPARE(client->protocolLevel, quint8(5));
        QCOMPARE(client->subscriptions.size(), size_t(1));
        QVERIFY(client->subscriptions[0].noLocal);
        QVERIFY(client->subscriptions[0].retainAsPublished);
        QCOMPARE(client->subscriptions[0].identifier, quint32(5));
    }

    void receiveMaximumCountsWhatWaitsForTheJournal()
    {
        Settings settings;
        settings.journal = true;
        settings.limits.receiveMaximum = 2;
        BrokerHost host(settings);
        host.holdJournal = true;
        say(host, "s", "CONNECT id=s level=5 session=100");
        say(host, "s", "SUBSCRIBE 1 t:1");
        say(host, "a", "CONNECT id=a level=5");
        hear(host, "a");
        say(host, "a", "PUBLISH t 1 qos=1 id=1");
        say(host, "a", "PUBLISH t 2 qos=1 id=2");
        QCOMPARE(hear(host, "a"), QByteArray("nothing"));
        host.handle(Persisted{host.records.back().number});
        QCOMPARE(hear(host, "a"), QByteArray("PUBACK 1"));
        QCOMPARE(hear(host, "a"), QByteArray("PUBACK 2"));
        for (int i = 3; i <= 5; ++i)
            say(host, "a", "PUBLISH t x qos=1 id=" + QByteArray::number(i));
        QCOMPARE(hear(host, "a"), QByteArray("DISCONNECT 0x93 why"));
        QVERIFY(host.peers["a"].closed);
    }

    void anyConversationSplitAtEveryByte()
    {
        QByteArray all;
        for (const char *line :
             {"CONNECT id=a level=5 session=9 aliases=3 will=w willpayload=bye will.delay=3 will.user:a=b",
              "SUBSCRIBE 1 t/#:2/nl u:1/rap sid=4", "PUBLISH u/v x qos=2 id=9 alias=1 user:k=v", "PUBREL 9",
              "PUBLISH u y qos=1 id=10 format=1 expires=9 correlation=c response=r", "UNSUBSCRIBE 2 u x", "PINGREQ",
              "DISCONNECT 0x04 session=3"})
            all += mqtt::encode(*support::packetFrom(line), mqtt::Version::V5).toByteArray();
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

QTEST_APPLESS_MAIN(TestMqtt5)
#include "tst_mqtt5.moc"
