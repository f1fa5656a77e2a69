// SPDX-License-Identifier: GPL-3.0-or-later
// Publish rates: what is above them is refused, held or dropped, and never silently.
#include "broker/throttle.h"
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QtTest>

using namespace broker;
using namespace std::chrono_literals;
using support::BrokerHost;

namespace {

/// Two messages a second, unless the listener or the credential says otherwise.
struct Bench
{
    explicit Bench(mqtt::Version v)
        : host(settings())
        , version(v)
    {
        host.open("p");
        mqtt::Connect connect;
        connect.level = static_cast<quint8>(v);
        connect.clientId = "p";
        say(connect);
    }
    static Settings settings()
    {
        Settings settings;
        settings.limits.publishRate = {2, 0};
        return settings;
    }
    void say(const mqtt::Packet &packet) { host.write("p", mqtt::encode(packet, version).view()); }
    void publish(int qos, quint16 packetId)
    {
        mqtt::Publish packet;
        packet.topic = base::Bytes::copyOf("t");
        packet.payload = base::Bytes::copyOf("x");
        packet.qos = static_cast<mqtt::QoS>(qos);
        packet.packetId = packetId;
        say(packet);
    }
    quint64 messages()
    {
        const auto topics = host.engine.topics({.filter = "t"}, host.now);
        return topics.items.empty() ? 0 : topics.items[0].messages;
    }
    quint64 dropped(DropCause cause) { return host.engine.client("p")->dropped[static_cast<size_t>(cause)]; }

    BrokerHost host;
    mqtt::Version version;
};

} // namespace

class TestThrottle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void qos0IsDroppedAndCounted_data()
    {
        QTest::addColumn<mqtt::Version>("version");
        QTest::addRow("3.1.1") << mqtt::Version::V311;
        QTest::addRow("5") << mqtt::Version::V5;
    }
    void qos0IsDroppedAndCounted()
    {
        QFETCH(mqtt::Version, version);
        Bench bench(version);
        for (int i = 0; i < 5; ++i)
            bench.publish(0, 0);
        QCOMPARE(bench.messages(), quint64(2));
        QCOMPARE(bench.dropped(DropCause::RateLimited), quint64(3));
        bench.host.pass(1s);
        bench.publish(0, 0);
        QCOMPARE(bench.messages(), quint64(3));
        const auto told = std::find_if(bench.host.notices.begin(), bench.host.notices.end(), [](const Notice &n) {
            return n.kind == Notice::Kind::MessagesDropped && n.cause == DropCause::RateLimited;
        });
        QVERIFY(told != bench.host.notices.end());
        QCOMPARE(told->count, quint64(3));
        QCOMPARE(told->topic, QByteArray("t"));
    }

    void mqtt5IsTold_data()
    {
        QTest::addColumn<int>("qos");
        QTest::addRow("QoS 1: PUBACK 0x97") << 1;
        QTest::addRow("QoS 2: PUBREC 0x97, and the exchange is over") << 2;
    }
    void mqtt5IsTold()
    {
        QFETCH(int, qos);
        Bench bench(mqtt::Version::V5);
        bench.host.peers["p"].inbox.clear();
        for (quint16 id = 1; id <= 3; ++id)
            bench.publish(qos, id);
        QList<mqtt::ReasonCode> reasons;
        while (const auto packet = bench.host.next("p", mqtt::Version::V5)) {
            if (const auto *puback = std::get_if<mqtt::Puback>(&*packet))
                reasons.append(puback->reason);
            else
                reasons.append(std::get<mqtt::Pubrec>(*packet).reason);
        }
        QCOMPARE(reasons.size(), 3);
        QVERIFY(reasons[1] != mqtt::ReasonCode::QuotaExceeded);
        QCOMPARE(reasons[2], mqtt::ReasonCode::QuotaExceeded);
        QCOMPARE(bench.messages(), quint64(2));
        QCOMPARE(bench.dropped(DropCause::QuotaRefused), quint64(1));
        QVERIFY(!bench.host.engine.isHeld(bench.host.peers["p"].id));
    }

    void mqtt311IsNotRead()
    {
        Bench bench(mqtt::Version::V311);
        for (quint16 id = 1; id <= 4; ++id)
            bench.publish(1, id);               // the host keeps unread what it may not read
        QCOMPARE(bench.messages(), quint64(3)); // two, and one that left a debt
        QVERIFY(bench.host.engine.isHeld(bench.host.peers["p"].id));
        for (int i = 0; i < 4; ++i)
            bench.host.pass(250ms);
        QVERIFY(bench.messages() >= 4); // read on
        QCOMPARE(bench.dropped(DropCause::RateLimited), quint64(0));
        QCOMPARE(bench.dropped(DropCause::QuotaRefused), quint64(0));
    }

    void aHeldConnectionMayEnd()
    {
        Bench bench(mqtt::Version::V311);
        for (quint16 id = 1; id <= 4; ++id)
            bench.publish(1, id);
        bench.host.lose("p");
        bench.host.pass(5s);
        QVERIFY(!bench.host.engine.client("p"));
    }

    void theCredentialGoesBeforeTheListener()
    {
        Settings settings;
        settings.limits.publishRate = {9, 0};
        settings.listeners["slow"].publishRate = {1, 0};
        BrokerHost host(settings);
        host.holdAuthentication = true;
        const ConnectionId id{7, 1};
        Actions actions;
        host.engine.handle(ConnectionOpened{id, "192.0.2.1", 1, "slow"}, host.now, actions);
        mqtt::Connect connect;
        connect.clientId = "c";
        mqtt::Packet packet = connect;
        host.engine.handle(PacketReceived{id, packet, 10}, host.now, actions);
        Identity identity;
        identity.publishRate = {3, 0};
        host.engine.handle(Authenticated{id, identity}, host.now, actions);
        for (int i = 0; i < 10; ++i) {
            mqtt::Publish publish;
            publish.topic = base::Bytes::copyOf("t");
            packet = publish;
            host.engine.handle(PacketReceived{id, packet, 10}, host.now, actions);
        }
        QCOMPARE(host.engine.client("c")->dropped[static_cast<size_t>(DropCause::RateLimited)], quint64(7));
    }
};

QTEST_APPLESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
