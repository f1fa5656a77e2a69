// SPDX-License-Identifier: GPL-3.0-or-later
// Engine, connections and the WebSocket door over loopback wires: no network, no thread, a clock that moves by hand.
#include "mqttserver/connection.h"
#include "mqttserver/enginehost.h"
#include "mqttserver/websocketdoor.h"
#include "net/loopbackstream.h"
#include "support/fakeclock.h"
#include "support/testshards.h"
#include "support/verify.h"
#include "web/upgrade.h"
#include <QtTest>

using net::LoopbackWire;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

/// CONNECT of a clean session with a client id of one letter; no keep-alive.
QByteArray connectPacket(char id)
{
    return hex("100d00044d51545404020000") + hex("0001") + id;
}

QByteArray publishPacket(const QByteArray &topic, const QByteArray &payload, int qos = 0, int id = 1)
{
    mqtt::Publish publish;
    publish.topic = base::Bytes::copyOf(topic);
    publish.payload = base::Bytes::copyOf(payload);
    publish.qos = static_cast<mqtt::QoS>(qos);
    publish.packetId = static_cast<quint16>(qos > 0 ? id : 0);
    return mqtt::encode(publish, mqtt::Version::V311).toByteArray();
}

QByteArray subscribePacket(const QByteArray &filter, int qos)
{
    mqtt::Subscribe subscribe;
    subscribe.packetId = 1;
    subscribe.requests.push_back({filter, static_cast<mqtt::QoS>(qos)});
    return mqtt::encode(subscribe, mqtt::Version::V311).toByteArray();
}

struct Fixture
{
    explicit Fixture(mqttserver::EngineHost::Rules limits = {1024 * 1024, 32 * 1024 * 1024},
                     broker::Settings settings = {})
        : host(support::withTestShards(settings), std::make_shared<broker::AllowAll>(), limits,
               {clock, everybody, guard, [this](const broker::Notice &n) { notices.push_back(n); }})
    {
    }
    std::unique_ptr<LoopbackWire> open()
    {
        auto wire = std::make_unique<LoopbackWire>();
        host.open(wire->takeStream(), "tcp");
        return wire;
    }
    /// A connected client, its CONNACK taken.
    std::unique_ptr<LoopbackWire> connected(char id)
    {
        auto wire = open();
        wire->send(connectPacket(id));
        settle({wire.get()});
        Q_ASSERT(wire->takeReceived() == hex("20020000"));
        return wire;
    }
    void settle(std::vector<LoopbackWire *> wires)
    {
        for (bool did = true; did;) {
            did = false;
            for (LoopbackWire *wire : wires)
                did = wire->step() || did;
            QCoreApplication::processEvents();
        }
    }

    support::FakeClock clock;
    mqttserver::DoorGuard guard{clock, {}};
    mqttserver::AllowEverybody everybody;
    std::vector<broker::Notice> notices;
    mqttserver::EngineHost host;
};

} // namespace

class EngineHostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySplit_data();
    void everySplit();
    void garbageClosesTheConnection_data();
    void garbageClosesTheConnection();
    void droppedAtTheSoftLimit();
    void whatIsRetainedWaitsForASlowReader();
    void cutOffAtTheHardLimit();
    void aWideFanOutIsSpreadOverTurns();
    void closingIsTold_data();
    void closingIsTold();
    void connectionNumbersAreReused();
    void handshakeOverLoopback_data();
    void handshakeOverLoopback();
    void slowHandshakeIsCutOff();
    void anAccessTokenEndsItsConnection();
};

void EngineHostTest::everySplit_data()
{
    QTest::addColumn<int>("chunk");
    for (const int chunk : {1, 2, 3, 5, 11, 100'000})
        QTest::addRow("in pieces of %d", chunk) << chunk;
}

void EngineHostTest::everySplit()
{
    QFETCH(int, chunk);
    Fixture f;
    auto wire = f.open();
    wire->setChunk(chunk);
    const QByteArray big(30'000, 'b');
    wire->send(QByteArray(connectPacket('a') + subscribePacket("t/#", 0) + publishPacket("t/1", "one") +
                          publishPacket("t/2", big, 1, 7) + hex("c000")));
    f.settle({wire.get()});
    const QByteArray got = wire->takeReceived();
    QByteArray expected = hex("20020000") + hex("9003000100") + publishPacket("t/1", "one");
    QVERIFY(got.startsWith(expected));
    QVERIFY(got.contains(publishPacket("t/2", big)));
    QVERIFY(got.contains(hex("40020007"))); // PUBACK
    QVERIFY(got.endsWith(hex("d000")));     // PINGRESP
    QCOMPARE(got.size(), expected.size() + publishPacket("t/2", big).size() + 4 + 2);
}

void EngineHostTest::garbageClosesTheConnection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("HTTP on the MQTT port") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::addRow("MQTT-3.1.0-1 PUBLISH first") << publishPacket("t", "x");
    QTest::addRow("a length of five bytes") << hex("30ffffffff7f");
    QTest::addRow("MQTT-3.3.1-4 both QoS bits") << QByteArray(connectPacket('a') + hex("3605000174") + "abc");
    QTest::addRow("beyond the limit, from the header alone") << QByteArray(connectPacket('a') + hex("30ffffff7f"));
}

void EngineHostTest::garbageClosesTheConnection()
{
    QFETCH(QByteArray, bytes);
    Fixture f;
    auto wire = f.open();
    wire->send(bytes);
    f.settle({wire.get()});
    QVERIFY(wire->isClosed());
    QCOMPARE(f.host.openConnections(), size_t(0));
    QCOMPARE(f.host.engine().statistics().connections, 0);
}

void EngineHostTest::droppedAtTheSoftLimit()
{
    Fixture f({10'000, 1'000'000});
    auto slow = f.connected('s'), quick = f.connected('q'), publisher = f.connected('p');
    for (LoopbackWire *wire : {slow.get(), quick.get()})
        wire->send(subscribePacket("t", 0));
    f.settle({slow.get(), quick.get()});
    slow->takeReceived();
    quick->takeReceived();
    slow->setWindow(0);
    for (int i = 0; i < 100; ++i) {
        publisher->send(publishPacket("t", QByteArray(1'000, 'x')));
        f.settle({publisher.get(), quick.get(), slow.get()});
    }
    QCOMPARE(quick->takeReceived().size(), 100 * publishPacket("t", QByteArray(1'000, 'x')).size());
    const auto dropped = f.host.engine().statistics().dropped[static_cast<size_t>(broker::DropCause::SlowConsumer)];
    QVERIFY(dropped >= 85 && dropped <= 95);
    QVERIFY(!slow->isClosed());
    slow->setWindow(-1); // it wakes up, and gets what comes from now on
    f.settle({slow.get()});
    slow->takeReceived();
    publisher->send(publishPacket("t", "again"));
    f.settle({publisher.get(), slow.get()});
    QCOMPARE(slow->takeReceived(), publishPacket("t", "again"));
}

void EngineHostTest::whatIsRetainedWaitsForASlowReader()
{
    Fixture f({10'000, 400'000});
    auto slow = f.connected('s'), publisher = f.connected('p');
    for (int i = 0; i < 200; ++i) {
        QByteArray packet = publishPacket("t/" + QByteArray::number(i), QByteArray(1'000, 'x'));
        packet[0] = '\x31'; // to be retained
        publisher->send(packet);
    }
    f.settle({publisher.get()});
    slow->setWindow(0);
    slow->send(subscribePacket("t/+", 0));
    f.settle({slow.get()});
    slow->setWindow(-1);
    f.settle({slow.get()});
    const qint64 got = slow->takeReceived().count("t/");
    const auto dropped = f.host.engine().statistics().dropped[static_cast<size_t>(broker::DropCause::SlowConsumer)];
    QVERIFY2(got > 190,
             QByteArray::number(got).constData()); // 200,000 bytes: far above the soft limit, half of the hard one
    QVERIFY(dropped < 10);
    QVERIFY(!slow->isClosed());
}

void EngineHostTest::cutOffAtTheHardLimit()
{
    broker::Settings settings;
    settings.limits.maxInflight = 1'000;
    Fixture f({10'000, 50'000}, settings);
    auto slow = f.connected('s'), publisher = f.connected('p');
    slow->send(subscribePacket("t", 1));
    f.settle({slow.get()});
    slow->setWindow(0);
    for (int i = 1; i <= 100; ++i)
        publisher->send(publishPacket("t", QByteArray(1'000, 'x'), 1, i));
    f.settle({publisher.get(), slow.get()});
    QVERIFY(slow->isClosed());
    QVERIFY(!publisher->isClosed());
    QCOMPARE(f.host.openConnections(), size_t(1));
}

void EngineHostTest::aWideFanOutIsSpreadOverTurns()
{
    Fixture f;
    std::vector<std::unique_ptr<LoopbackWire>> wires;
    std::vector<LoopbackWire *> all;
    for (int i = 0; i < 100; ++i) {
        wires.push_back(f.open());
        const QByteArray id = QByteArray::number(1'000 + i);
        wires.back()->send(QByteArray(hex("101000044d515454040200000004") + id + subscribePacket("t", 0)));
        all.push_back(wires.back().get());
    }
    f.settle(all);
    for (const auto &wire : wires)
        wire->takeReceived();
    auto publisher = f.connected('p');
    const QByteArray message = publishPacket("t", "x");
    publisher->send(message.repeated(1'000)); // 100,000 deliveries from one read
    publisher->step();
    all[0]->step();
    const qsizetype first = all[0]->takeReceived().size();
    QVERIFY(first > 0 && first < 1'000 * message.size()); // others have their turn in between
    QVERIFY(publisher->isPaused());
    all.push_back(publisher.get());
    f.settle(all);
    QCOMPARE(first + all[0]->takeReceived().size(), 1'000 * message.size());
    QCOMPARE(all[99]->takeReceived(), message.repeated(1'000));
    QVERIFY(!publisher->isPaused());
}

void EngineHostTest::closingIsTold_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<broker::CloseReason>("reason");
    QTest::addRow("DISCONNECT") << u"disconnect"_qs << broker::CloseReason::ClientDisconnected;
    QTest::addRow("the peer closes") << u"close"_qs << broker::CloseReason::TransportClosed;
    QTest::addRow("the network fails") << u"fail"_qs << broker::CloseReason::NetworkLost;
}

void EngineHostTest::closingIsTold()
{
    QFETCH(QString, how);
    QFETCH(broker::CloseReason, reason);
    Fixture f;
    auto wire = f.connected('a');
    if (how == u"disconnect")
        wire->send(hex("e000"));
    else if (how == u"close")
        wire->close();
    else
        wire->fail();
    f.settle({wire.get()});
    QCOMPARE(f.host.openConnections(), size_t(0));
    QVERIFY(!f.notices.empty());
    QCOMPARE(f.notices.back().kind, broker::Notice::Kind::Disconnected);
    QCOMPARE(f.notices.back().reason, reason);
}

void EngineHostTest::connectionNumbersAreReused()
{
    Fixture f;
    for (int i = 0; i < 100; ++i) {
        auto wire = f.connected('a');
        wire->close();
        f.settle({wire.get()});
    }
    auto a = f.connected('a'), again = f.connected('a'); // MQTT-3.1.4-2: the second takes the session over
    f.settle({a.get(), again.get()});
    QVERIFY(a->isClosed());
    QVERIFY(!again->isClosed());
    QCOMPARE(f.host.openConnections(), size_t(1));
    f.host.abortAll();
    QVERIFY(again->isClosed());
    QCOMPARE(f.host.openConnections(), size_t(0));
}

void EngineHostTest::handshakeOverLoopback_data()
{
    QTest::addColumn<int>("chunk");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("status");
    for (const int chunk : {1, 7, 100'000}) {
        QTest::addRow("/mqtt in pieces of %d", chunk) << chunk << QByteArray("/mqtt") << QByteArray("HTTP/1.1 101 ");
        QTest::addRow("/ in pieces of %d", chunk) << chunk << QByteArray("/") << QByteArray("HTTP/1.1 101 ");
        QTest::addRow("/else in pieces of %d", chunk) << chunk << QByteArray("/else") << QByteArray("HTTP/1.1 404 ");
        QTest::addRow("no HTTP in pieces of %d", chunk) << chunk << QByteArray() << QByteArray("HTTP/1.1 400 ");
    }
}

void EngineHostTest::handshakeOverLoopback()
{
    QFETCH(int, chunk);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, status);
    net::Loop loop; // outlives the host, whose streams are on it
    Fixture f;
    mqttserver::Settings settings;
    mqttserver::ListenerSettings listener{"ws", mqttserver::Framing::WebSocket, {}, {}};
    mqttserver::WebSocketDoor door(
        loop, settings,
        [&](std::unique_ptr<net::ByteStream> stream, const QByteArray &name) { f.host.open(std::move(stream), name); });
    LoopbackWire wire;
    wire.setChunk(chunk);
    door.accept(listener, wire.takeStream(), f.clock.monotonicNow());
    if (target.isEmpty())
        wire.send(connectPacket('a'));
    else
        wire.send(QByteArray(
            "GET " + target +
            " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"));
    // Sent behind the request without waiting for the answer: not lost.
    wire.send(web::encodeMaskedFrame(web::Opcode::Binary, connectPacket('a'), {'a', 'b', 'c', 'd'}).view());
    for (int turn = 0; turn < 3; ++turn) {
        wire.run();
        loop.flushNow();
        QCoreApplication::processEvents(); // the answer about the password
    }
    const QByteArray got = wire.takeReceived();
    QVERIFY2(got.startsWith(status), got.constData());
    const bool opened = status.contains("101");
    QCOMPARE(got.endsWith(web::encodeFrame(web::Opcode::Binary, hex("20020000")).toByteArray()), opened);
    QCOMPARE(f.host.openConnections(), size_t(opened ? 1 : 0));
    QCOMPARE(wire.isClosed(), !opened);
}

void EngineHostTest::slowHandshakeIsCutOff()
{
    net::Loop loop;
    support::FakeClock clock;
    mqttserver::Settings settings;
    mqttserver::ListenerSettings listener{"ws", mqttserver::Framing::WebSocket, {}, {}};
    mqttserver::WebSocketDoor door(loop, settings, [](std::unique_ptr<net::ByteStream>, const QByteArray &) {});
    LoopbackWire wire;
    door.accept(listener, wire.takeStream(), clock.monotonicNow());
    wire.send("GET / HTTP/1.1\r\n");
    wire.run();
    clock.advance(std::chrono::seconds(9));
    door.tick(clock.monotonicNow());
    QVERIFY(!wire.isClosed());
    clock.advance(std::chrono::seconds(1));
    door.tick(clock.monotonicNow());
    QVERIFY(wire.isClosed());
}

/// Lets everybody in for a minute.
class ForAMinute final : public mqttserver::Authenticator
{
public:
    explicit ForAMinute(const base::Clock &clock)
        : m_clock(clock)
    {
    }
    void authenticate(const broker::AuthenticationRequest &request, Answered answered) override
    {
        answered(Temporary{{"ana", request.clientId, request.address}, {m_clock.utcNow().value + 60'000}});
    }

private:
    const base::Clock &m_clock;
};

void EngineHostTest::anAccessTokenEndsItsConnection()
{
    support::FakeClock clock;
    ForAMinute authenticator(clock);
    mqttserver::DoorGuard guard{clock, {}};
    QStringList endings;
    mqttserver::EngineHost host(support::withTestShards(broker::Settings()), std::make_shared<broker::AllowAll>(),
                                {1024 * 1024, 32 * 1024 * 1024},
                                {clock, authenticator, guard, [&endings](const broker::Notice &notice) {
                                     if (notice.kind == broker::Notice::Kind::Disconnected)
                                         endings << notice.detail;
                                 }});
    const auto settle = [](LoopbackWire &wire) {
        do
            QCoreApplication::processEvents();
        while (wire.step());
    };
    const auto connect = [&](char id) {
        auto wire = std::make_unique<LoopbackWire>();
        host.open(wire->takeStream(), "tcp");
        wire->send(connectPacket(id));
        settle(*wire);
        settle(*wire);
        return wire;
    };
    const auto first = connect('a');
    QCOMPARE(first->takeReceived(), hex("20020000"));
    clock.advance(std::chrono::seconds(59));
    const auto second = connect('b');
    host.endExpired();
    QVERIFY(!first->isClosed());
    clock.advance(std::chrono::seconds(1));
    host.endExpired();
    settle(*first);
    QVERIFY(first->isClosed()); // at `exp`
    QVERIFY(!second->isClosed());
    QCOMPARE(endings, QStringList{QStringLiteral("the access token has expired")});
    const auto renewed = connect('b'); // with a fresh token, in time
    clock.advance(std::chrono::seconds(59));
    host.endExpired();
    settle(*renewed);
    QVERIFY(!renewed->isClosed()); // the old connection's end is not the new one's
    clock.advance(std::chrono::seconds(1));
    host.endExpired();
    settle(*renewed);
    QVERIFY(renewed->isClosed());
}

QTEST_GUILESS_MAIN(EngineHostTest)
#include "tst_enginehost.moc"
