// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/administration.h"
#include "mqttserver/localclient.h"
#include "serverfixture.h"
#include "support/packettext.h"
#include <QTcpSocket>
#include <QtTest>
#include <atomic>

using mqtt::QoS;
using mqttserver::LocalClient;
using support::ServerFixture;

namespace {

/// A client and what it has heard; all in the broker's thread but `said()`.
class Listener final : public LocalClient::Handler
{
public:
    void connected(bool present) override { say(present ? "connected again" : "connected"); }
    bool messageArrived(const mqtt::Publish &message) override
    {
        if (!hasRoom)
            return false;
        QByteArray text = message.topic.toByteArray() + "=" + message.payload.toByteArray() + " q" +
                          QByteArray::number(static_cast<int>(message.qos));
        if (message.retain)
            text += " retained";
        if (message.properties) {
            for (const quint32 id : message.properties->subscriptionIdentifiers)
                text += " #" + QByteArray::number(id);
        }
        lastId = message.packetId;
        say(text);
        return true;
    }
    void disconnected(const QString &) override { say("disconnected"); }
    void say(const QByteArray &line)
    {
        const std::scoped_lock lock(m_mutex);
        m_said << line;
    }
    QByteArrayList said()
    {
        const std::scoped_lock lock(m_mutex);
        return m_said;
    }
    QByteArrayList heard(const QByteArray &part)
    {
        QByteArrayList found = said();
        found.removeIf([&part](const QByteArray &line) { return !line.contains(part); });
        return found;
    }
    std::atomic<bool> hasRoom{true};
    std::atomic<quint16> lastId{0};
    std::unique_ptr<LocalClient> client;

private:
    std::mutex m_mutex;
    QByteArrayList m_said;
};

/// A broker with a client inside.
class Stage
{
public:
    explicit Stage(LocalClient::Options options = {.clientId = "inside"}) { connect(one, options); }
    ~Stage()
    {
        fixture.call([this] {
            one.client.reset();
            two.client.reset();
        });
    }
    void connect(Listener &listener, const LocalClient::Options &options)
    {
        fixture.call([&] {
            listener.client = std::make_unique<LocalClient>(fixture.server->connectLocal(), options, listener);
        });
    }
    void publish(Listener &who, const QByteArray &topic, const QByteArray &payload, QoS qos, bool retain = false)
    {
        fixture.call([&] {
            mqtt::Publish message;
            message.topic = base::Bytes::copyOf(topic);
            message.payload = base::Bytes::copyOf(payload);
            message.qos = qos;
            message.retain = retain;
            who.client->publish(message, [&who](base::Result<> done) {
                who.say(done ? QByteArray("published") : QByteArray("refused: " + done.error().message().toUtf8()));
            });
        });
    }
    void subscribe(Listener &who, const QByteArray &filter, QoS qos, quint32 id)
    {
        fixture.call([&] {
            who.client->subscribe({filter, qos}, id, [&who](base::Result<QoS> granted) {
                who.say(granted ? QByteArray("granted " + QByteArray::number(static_cast<int>(*granted)))
                                : QByteArray("refused: " + granted.error().message().toUtf8()));
            });
        });
    }
    ServerFixture fixture;
    Listener one;
    Listener two;
};

} // namespace

#define HEARD(listener, line) QTRY_VERIFY_WITH_TIMEOUT((listener).said().contains(line), 30'000)

class TestLocalClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesAndHears_data();
    void publishesAndHears();
    void hearsWhatIsRetainedByIdentifier();
    void manyMessagesComeInOrder();
    void largeMessages();
    void waitsForRoom();
    void acknowledgesByHand();
    void keepsItsSession();
    void isTheHubItself();
    void nobodyElseIsTheHub();
    void endsWithTheServer();
    void refusesWhatIsTooLarge();
};

void TestLocalClient::publishesAndHears_data()
{
    QTest::addColumn<int>("qos");
    QTest::newRow("S4-55 at most once") << 0;
    QTest::newRow("S4-55 at least once") << 1;
    QTest::newRow("S4-55 exactly once") << 2;
}

void TestLocalClient::publishesAndHears()
{
    QFETCH(int, qos);
    Stage stage;
    HEARD(stage.one, "connected");
    stage.subscribe(stage.one, "a/#", static_cast<QoS>(qos), 7);
    HEARD(stage.one, "granted " + QByteArray::number(qos));
    stage.publish(stage.one, "a/b", "hello", static_cast<QoS>(qos));
    HEARD(stage.one, "published");
    HEARD(stage.one, "a/b=hello q" + QByteArray::number(qos) + " #7");
    stage.fixture.call([&] {
        stage.one.client->unsubscribe("a/#", [&](base::Result<> done) { stage.one.say(done ? "left" : "no"); });
    });
    HEARD(stage.one, "left");
    stage.publish(stage.one, "a/b", "unheard", QoS::AtLeastOnce);
    QTRY_COMPARE_WITH_TIMEOUT(stage.one.said().count("published"), 2, 30'000);
    QVERIFY(!stage.one.said().join().contains("unheard"));
    size_t open = 1;
    stage.fixture.call([&] { open = stage.one.client->openRequests(); });
    QCOMPARE(open, size_t(0));
}

void TestLocalClient::hearsWhatIsRetainedByIdentifier()
{
    Stage stage;
    HEARD(stage.one, "connected");
    stage.publish(stage.one, "r/1", "kept", QoS::AtLeastOnce, true);
    stage.subscribe(stage.one, "r/+", QoS::AtMostOnce, 1);
    HEARD(stage.one, "r/1=kept q0 retained #1");
    stage.subscribe(stage.one, "r/+", QoS::AtLeastOnce, 2); // takes its place
    HEARD(stage.one, "r/1=kept q1 retained #2");
    stage.subscribe(stage.one, "r/#", QoS::AtMostOnce, 3);
    stage.publish(stage.one, "r/1", "new", QoS::AtLeastOnce);
    QTRY_VERIFY_WITH_TIMEOUT(stage.one.heard("r/1=new").size() == 1, 30'000);
    const QByteArray line = QByteArray(stage.one.heard("r/1=new").first());
    QVERIFY2(line.contains("#2") && line.contains("#3"), line.constData()); // one copy, both subscriptions
}

void TestLocalClient::manyMessagesComeInOrder()
{
    Stage stage;
    HEARD(stage.one, "connected");
    stage.subscribe(stage.one, "n/#", QoS::ExactlyOnce, 1);
    constexpr int count = 3'000; // more than the broker's window
    for (int i = 0; i < count; ++i)
        stage.publish(stage.one, "n/" + QByteArray::number(i % 3), QByteArray::number(i), static_cast<QoS>(1 + i % 2));
    QTRY_COMPARE_WITH_TIMEOUT(stage.one.said().count("published"), count, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(stage.one.heard("n/").size(), count, 30'000);
    int last[3] = {-1, -1, -1};
    for (const QByteArray &line : stage.one.heard("n/")) {
        const int value = line.mid(4, line.indexOf(' ') - 4).toInt();
        QVERIFY(last[value % 3] < value);
        last[value % 3] = value;
    }
}

void TestLocalClient::largeMessages()
{
    Stage stage;
    HEARD(stage.one, "connected");
    stage.subscribe(stage.one, "big", QoS::AtLeastOnce, 1);
    const QByteArray big(900'000, 'x');
    for (int i = 0; i < 5; ++i)
        stage.publish(stage.one, "big", big, QoS::AtLeastOnce);
    QTRY_COMPARE_WITH_TIMEOUT(stage.one.said().count("big=" + big + " q1 #1"), 5, 30'000);
}

void TestLocalClient::waitsForRoom()
{
    Stage stage;
    HEARD(stage.one, "connected");
    stage.connect(stage.two, {.clientId = "other"});
    HEARD(stage.two, "connected");
    stage.subscribe(stage.one, "w", QoS::AtLeastOnce, 1);
    HEARD(stage.one, "granted 1");
    stage.one.hasRoom = false;
    for (int i = 0; i < 200; ++i)
        stage.publish(stage.two, "w", QByteArray::number(i), QoS::AtLeastOnce);
    QTRY_COMPARE_WITH_TIMEOUT(stage.two.said().count("published"), 200, 30'000); // the broker keeps them
    QVERIFY(stage.one.heard("w=").isEmpty());
    stage.one.hasRoom = true;
    stage.fixture.call([&] { stage.one.client->resume(); });
    QTRY_COMPARE_WITH_TIMEOUT(stage.one.heard("w=").size(), 200, 30'000);
    QCOMPARE(stage.one.heard("w=").first(), QByteArray("w=0 q1 #1"));
    QCOMPARE(stage.one.heard("w=").last(), QByteArray("w=199 q1 #1"));
}

void TestLocalClient::acknowledgesByHand()
{
    Stage stage({.clientId = "byhand", .receiveMaximum = 1, .manualAcknowledgement = true});
    HEARD(stage.one, "connected");
    stage.subscribe(stage.one, "m", QoS::AtLeastOnce, 1);
    stage.publish(stage.one, "m", "1", QoS::AtLeastOnce);
    stage.publish(stage.one, "m", "2", QoS::AtLeastOnce);
    HEARD(stage.one, "m=1 q1 #1");
    QTRY_COMPARE_WITH_TIMEOUT(stage.one.said().count("published"), 2, 30'000);
    QVERIFY(!stage.one.said().contains("m=2 q1 #1")); // the first stands open
    stage.fixture.call([&] { stage.one.client->acknowledge(stage.one.lastId, QoS::AtLeastOnce); });
    HEARD(stage.one, "m=2 q1 #1");
}

void TestLocalClient::keepsItsSession()
{
    const LocalClient::Options kept{.clientId = "kept", .cleanStart = false, .sessionExpiry = 3600};
    Stage stage(kept);
    HEARD(stage.one, "connected");
    stage.subscribe(stage.one, "k", QoS::AtLeastOnce, 1);
    HEARD(stage.one, "granted 1");
    stage.fixture.call([&] { stage.one.client->close(); });
    HEARD(stage.one, "disconnected");
    stage.connect(stage.two, {.clientId = "publisher"});
    HEARD(stage.two, "connected");
    stage.publish(stage.two, "k", "meanwhile", QoS::AtLeastOnce);
    HEARD(stage.two, "published");
    stage.connect(stage.one, kept);
    HEARD(stage.one, "connected again");
    HEARD(stage.one, "k=meanwhile q1 #1");
}

void TestLocalClient::isTheHubItself()
{
    Stage stage;
    HEARD(stage.one, "connected");
    std::optional<broker::ClientInfo> info;
    stage.fixture.call([&] { info = stage.fixture.server->administration().client("inside"); });
    QVERIFY(info);
    QCOMPARE(info->user, broker::Identity::hubUser.toByteArray());
    QCOMPARE(info->listener, QByteArray("internal"));
}

void TestLocalClient::nobodyElseIsTheHub()
{
    ServerFixture fixture; // lets everybody in under the name he gives
    QTcpSocket outside;
    outside.connectToHost(QHostAddress(QHostAddress::LocalHost), fixture.tcp);
    QVERIFY(outside.waitForConnected(30'000));
    const auto connect = support::packetFrom("CONNECT id=evil user=$hub password=x");
    outside.write(mqtt::encode(*connect, mqtt::Version::V311).toByteArray());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.notices(broker::Notice::Kind::ConnectRefused) == 1, 30'000);
}

void TestLocalClient::endsWithTheServer()
{
    auto stage = std::make_unique<Stage>();
    HEARD(stage->one, "connected");
    stage->fixture.call([&] { stage->fixture.server->stop([] {}); });
    HEARD(stage->one, "disconnected");
    stage->publish(stage->one, "a", "b", QoS::AtMostOnce);
    HEARD(stage->one, "refused: MQTT client is not connected");
    bool isNull = false;
    stage->fixture.call([&] {
        isNull = stage->fixture.server->connectLocal() == nullptr;
        stage->one.client.reset();
        stage->fixture.server.reset();
    });
    QVERIFY(isNull);
}

void TestLocalClient::refusesWhatIsTooLarge()
{
    Stage stage;
    HEARD(stage.one, "connected");
    stage.publish(stage.one, "a", QByteArray(2'000'000, 'x'), QoS::AtMostOnce);
    HEARD(stage.one, "refused: the message is larger than the broker takes");
}

QTEST_GUILESS_MAIN(TestLocalClient)
#include "tst_localclient.moc"
