// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secrets.h"
#include "contract/channelmessages.h"
#include "gateway/channelhub.h"
#include "gatewaybench.h"
#include "support/verify.h"
#include "web/permessagedeflate.h"
#include "web/websocketreader.h"
#include <QJsonArray>
#include <QtTest>

using namespace support;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using auth::Profile;
using auth::Role;
using contract::EntityChange;
using contract::EntityType;

namespace {

const QByteArray handshake = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// A client of the channels: keeps what the hub sends.
class ChannelClient
{
public:
    ChannelClient(GatewayBench &bench, const QByteArray &target, const QByteArray &headers = {})
        : m_bench(bench)
        , wire(bench.connect())
    {
        GatewayBench::say(wire, GatewayBench::request("GET", target, headers + handshake));
        bench.settle();
        receive();
    }
    void receive()
    {
        m_bytes += wire.takeReceived();
        if (status == 0) {
            reply = GatewayBench::takeReply(m_bytes);
            status = reply.status;
        }
        if (status != 101)
            return;
        base::Bytes input = base::Bytes::copyOf(m_bytes);
        while (true) {
            const auto message = m_reader.next(input);
            QVERIFY_OK(message);
            if (!message->has_value())
                break;
            take(**message);
        }
        m_bytes = input.toByteArray();
    }
    void send(const QByteArray &text)
    {
        wire.send(web::encodeMaskedFrame(web::Opcode::Text, text, {'a', 'b', 'c', 'd'}).view());
        m_bench.settle();
        receive();
    }
    /// What has come since the last call.
    QList<QJsonObject> news()
    {
        receive();
        return std::exchange(m_messages, {});
    }
    QStringList newTypes()
    {
        QStringList types;
        for (const QJsonObject &message : news())
            types << message["type"_L1].toString();
        return types;
    }

    Reply reply; ///< to the handshake
    int status = 0;
    int pings = 0;
    quint16 closeCode = 0;

private:
    void take(const web::WebSocketMessage &message)
    {
        if (message.opcode == web::Opcode::Ping)
            ++pings;
        if (message.opcode == web::Opcode::Close)
            closeCode = message.closeCode;
        if (message.opcode == web::Opcode::Text)
            m_messages << QJsonDocument::fromJson(message.payload.toByteArray()).object();
    }
    GatewayBench &m_bench;
    QByteArray m_bytes;
    web::WebSocketReader m_reader{{}, web::FrameSource::Server};
    QList<QJsonObject> m_messages;

public:
    net::LoopbackWire &wire;
};

contract::EntityEvent entityEvent(EntityType entity, EntityChange change = EntityChange::Created)
{
    return {entity, change, 123, R"({"id":123,"tipo":"temperatura","modelo":"DHT22"})", {1'753'007'400'000}};
}

contract::SystemEvent systemEvent(const QString &module)
{
    contract::SystemEvent event;
    event.at = {1'753'007'400'000};
    event.kind = u"news"_s;
    event.text = u"Sistema iniciado correctamente"_s;
    event.level = contract::SystemLevel::Info;
    event.module = module;
    return event;
}

void tell(GatewayBench &bench, const contract::EntityEvent &event)
{
    QVERIFY(bench.gateway->tell(event));
    bench.settle();
}

QByteArray tokenOf(GatewayBench &bench, Role role)
{
    return bench.bearer(role).mid(22).trimmed();
}

GatewayBench::Change limits(const gateway::ChannelSettings &channels)
{
    return [channels](gateway::GatewaySettings &settings) { settings.channels = channels; };
}

} // namespace

class ChannelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysConnectedFirst_data();
    void saysConnectedFirst();
    void refusesBeforeTheUpgrade_data();
    void refusesBeforeTheUpgrade();
    void acceptsCredentials_data();
    void acceptsCredentials();
    void bringsEntityEventsToTheirChannel_data();
    void bringsEntityEventsToTheirChannel();
    void generalGetsEachEventOnce();
    void everyoneGetsTheSameBytes();
    void systemEventsGoToGeneralAlone();
    void theBrokersAffairsAreForThoseWhoMaySeeIt();
    void subscribesAndUnsubscribes();
    void badFramesAreAnsweredAndTheConnectionLives();
    void testEvents_data();
    void testEvents();
    void testEventsNeedAPermissionInABranch();
    void aPostSaysALengthOnlyForABody();
    void statistics();
    void statisticsNeedCredentialsInABranch();
    void takesNoMoreThanItMay();
    void takesNoMoreFromOneAddress();
    void pingsAndCutsTheSilent();
    void anIdleClientThatAnswersStays();
    void aSlowClientIsClosed();
    void closesWhenTheTokenExpires();
    void closesWhenTheLoginIsRevoked();
    void apiKeysDoWhatTheirScopesSay();
    void reportsWhatItCounts();
    void stopsWith1001();
    void checksTheOrigin();
    void servesItsPage();
    void compressesWhereItIsAgreed();
};

void ChannelsTest::saysConnectedFirst_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("channels");
    QTest::newRow("S3-10, S3-12, S3-28 general, unless another is named")
        << QByteArray("/api/v1/ws") << QStringList{u"general"_s};
    QTest::newRow("S3-13 with a label") << QByteArray("/api/v1/ws?channel=general&user_id=optional")
                                        << QStringList{u"general"_s};
    QTest::newRow("S3-30 sensors") << QByteArray("/api/v1/ws?channel=sensors") << QStringList{u"sensors"_s};
    QTest::newRow("S3-12 an empty channel is none") << QByteArray("/api/v1/ws?channel=") << QStringList{u"general"_s};
    QTest::newRow("S3-12 several channels") << QByteArray("/api/v1/ws?channel=readings&channel=sensors&channel=sensors")
                                            << QStringList{u"sensors"_s, u"readings"_s};
}

void ChannelsTest::saysConnectedFirst()
{
    QFETCH(QByteArray, target);
    QFETCH(QStringList, channels);
    GatewayBench bench(Profile::Lab);
    ChannelClient client(bench, target);
    QCOMPARE(client.status, 101);
    const QList<QJsonObject> messages = client.news();
    QStringList named;
    for (const QJsonObject &message : messages) {
        QCOMPARE(message["type"_L1].toString(), u"connection"_s);
        QCOMPARE(message["status"_L1].toString(), u"connected"_s);
        const QString at = message["timestamp"_L1].toString();
        QVERIFY2(at.size() == 20 && at.endsWith(u'Z'), qPrintable(at)); // whole seconds
        named << message["channel"_L1].toString();
    }
    QCOMPARE(named, channels);
}

void ChannelsTest::refusesBeforeTheUpgrade_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const QByteArray none;
    QTest::newRow("S3-12 an unknown channel") << Profile::Lab << QByteArray("/api/v1/ws?channel=bank") << none << 400;
    QTest::newRow("S3-12 one unknown channel of two")
        << Profile::Lab << QByteArray("/api/v1/ws?channel=general&channel=bank") << none << 400;
    QTest::newRow("S3-13 a very long label")
        << Profile::Lab << "/api/v1/ws?user_id=" + QByteArray(200, 'x') << none << 400;
    QTest::newRow("another parameter twice")
        << Profile::Lab << QByteArray("/api/v1/ws?user_id=a&user_id=b") << none << 400;
    QTest::newRow("S3-14 no token in the secure one, in a lab too")
        << Profile::Lab << QByteArray("/api/v1/ws/secure?channel=general") << none << 401;
    QTest::newRow("S3-14 an empty token") << Profile::Lab << QByteArray("/api/v1/ws/secure?token=") << none << 401;
    QTest::newRow("S3-14, S3-63 a bad token")
        << Profile::Branch << QByteArray("/api/v1/ws/secure?token=abc.def.ghi") << none << 401;
    QTest::newRow("S3-63 a bad token in the header")
        << Profile::Branch << QByteArray("/api/v1/ws/secure") << QByteArray("Authorization: Bearer abc\r\n") << 401;
    QTest::newRow("S3-10 the open one in a branch, without a token")
        << Profile::Branch << QByteArray("/api/v1/ws") << none << 401;
    QTest::newRow("S3-05 the open one in a lab, with a bad token")
        << Profile::Lab << QByteArray("/api/v1/ws?token=abc") << none << 401;
    QTest::newRow("S3-13 a label is no identity")
        << Profile::Branch << QByteArray("/api/v1/ws?user_id=admin") << none << 401;
}

void ChannelsTest::refusesBeforeTheUpgrade()
{
    QFETCH(Profile, profile);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, headers);
    GatewayBench bench(profile);
    ChannelClient client(bench, target, headers);
    QTEST(client.status, "status");
    QCOMPARE(client.reply.headers["content-type"], QByteArray("application/problem+json"));
    if (client.status == 401)
        QVERIFY(client.reply.headers.contains("www-authenticate"));
    QVERIFY(!client.reply.body.contains("abc")); // no token in an error
}

void ChannelsTest::acceptsCredentials_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("inQuery");
    QTest::newRow("S3-11, S3-14 secure, token in the query")
        << Profile::Branch << QByteArray("/api/v1/ws/secure?channel=readings") << true;
    QTest::newRow("S3-62 secure, token of /auth/login in the header")
        << Profile::Branch << QByteArray("/api/v1/ws/secure?channel=readings") << false;
    QTest::newRow("S3-11 secure in a lab") << Profile::Lab << QByteArray("/api/v1/ws/secure?channel=readings") << true;
    QTest::newRow("S3-10 the open one in a branch")
        << Profile::Branch << QByteArray("/api/v1/ws?channel=readings") << true;
    QTest::newRow("S3-05 the open one in a lab, with a token")
        << Profile::Lab << QByteArray("/api/v1/ws?channel=readings") << false;
}

void ChannelsTest::acceptsCredentials()
{
    QFETCH(Profile, profile);
    QFETCH(QByteArray, path);
    QFETCH(bool, inQuery);
    GatewayBench bench(profile);
    const QByteArray token = tokenOf(bench, Role::Technician);
    ChannelClient client(bench, inQuery ? path + "&token=" + token : path,
                         inQuery ? QByteArray() : "Authorization: Bearer " + token + "\r\n");
    QCOMPARE(client.status, 101);
    QCOMPARE(client.news().value(0)["channel"_L1].toString(), u"readings"_s);
}

void ChannelsTest::bringsEntityEventsToTheirChannel_data()
{
    QTest::addColumn<EntityType>("entity");
    QTest::addColumn<QByteArray>("channel");
    QTest::newRow("S3-30 sensor") << EntityType::Sensor << QByteArray("sensors");
    QTest::newRow("S3-31 reading") << EntityType::Reading << QByteArray("readings");
    QTest::newRow("S3-32 location") << EntityType::Location << QByteArray("locations");
    QTest::newRow("S3-33 anomaly") << EntityType::Anomaly << QByteArray("anomalies");
    QTest::newRow("S3-34 prediction") << EntityType::Prediction << QByteArray("predictions");
}

/// S3-02, S3-15, S3-56
void ChannelsTest::bringsEntityEventsToTheirChannel()
{
    QFETCH(EntityType, entity);
    QFETCH(QByteArray, channel);
    GatewayBench bench(Profile::Lab);
    std::vector<std::unique_ptr<ChannelClient>> clients;
    const QByteArrayList all{"general", "sensors", "readings", "locations", "anomalies", "predictions"};
    for (const QByteArray &name : all) {
        clients.push_back(std::make_unique<ChannelClient>(bench, "/api/v1/ws?channel=" + name));
        clients.back()->news();
    }
    tell(bench, entityEvent(entity));
    for (qsizetype i = 0; i < all.size(); ++i) {
        const auto news = clients[static_cast<size_t>(i)]->news();
        const bool hears = all[i] == channel || all[i] == "general";
        QCOMPARE(news.size(), hears ? 1 : 0);
        if (!hears)
            continue;
        QCOMPARE(news[0]["type"_L1].toString(), u"entity_event"_s);
        QCOMPARE(news[0]["entity_id"_L1].toInt(), 123);
        QCOMPARE(news[0]["data"_L1].toObject()["modelo"_L1].toString(), u"DHT22"_s);
    }
}

/// S3-29, S3-77: the trap of the two channels.
void ChannelsTest::generalGetsEachEventOnce()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient both(bench, "/api/v1/ws?channel=general&channel=sensors");
    ChannelClient later(bench, "/api/v1/ws?channel=sensors");
    later.send(R"({"action":"subscribe","channel":"general"})");
    both.news();
    later.news();
    tell(bench, entityEvent(EntityType::Sensor));
    QCOMPARE(both.newTypes(), QStringList{u"entity_event"_s});
    QCOMPARE(later.newTypes(), QStringList{u"entity_event"_s});
    later.send(R"({"action":"unsubscribe","channel":"general"})");
    later.news();
    tell(bench, entityEvent(EntityType::Sensor));
    QCOMPARE(later.newTypes(), QStringList{u"entity_event"_s});
    tell(bench, entityEvent(EntityType::Reading));
    QCOMPARE(later.newTypes(), QStringList());
}

/// S3-01, S3-07: one frame for all.
void ChannelsTest::everyoneGetsTheSameBytes()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient one(bench, "/api/v1/ws?channel=general");
    ChannelClient two(bench, "/api/v1/ws?channel=anomalies");
    const contract::EntityEvent event = entityEvent(EntityType::Anomaly, EntityChange::AnomalyDetected);
    tell(bench, event);
    const QByteArray expected = web::encodeFrame(web::Opcode::Text, contract::channelMessage(event)).toByteArray();
    QCOMPARE(one.wire.takeReceived(), expected);
    QCOMPARE(two.wire.takeReceived(), expected);
}

/// S3-23, S3-27
void ChannelsTest::systemEventsGoToGeneralAlone()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient general(bench, "/api/v1/ws?channel=general&channel=sensors");
    ChannelClient sensors(bench, "/api/v1/ws?channel=sensors");
    general.news();
    sensors.news();
    bench.gateway->tell(systemEvent(u"websocket"_s));
    bench.settle();
    const auto news = general.news();
    QCOMPARE(news.size(), 1);
    QCOMPARE(news[0]["level"_L1].toString(), u"info"_s);
    QCOMPARE(news[0]["data"_L1].toObject()["module"_L1].toString(), u"websocket"_s);
    QCOMPARE(news[0]["data"_L1].toObject()["version"_L1].toString(), u"1.2.3"_s);
    QCOMPARE(sensors.newTypes(), QStringList());
}

/// S3-65
void ChannelsTest::theBrokersAffairsAreForThoseWhoMaySeeIt()
{
    GatewayBench bench;
    ChannelClient teller(bench, "/api/v1/ws/secure", bench.bearer(Role::Teller));
    ChannelClient technician(bench, "/api/v1/ws/secure", bench.bearer(Role::Technician));
    teller.news();
    technician.news();
    bench.gateway->tell(systemEvent(u"broker"_s));
    bench.gateway->tell(systemEvent(u"hub"_s));
    bench.settle();
    QCOMPARE(teller.newTypes(), QStringList(1, u"system_event"_s));
    QCOMPARE(technician.newTypes(), QStringList(2, u"system_event"_s));
}

void ChannelsTest::subscribesAndUnsubscribes()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient client(bench, "/api/v1/ws?channel=sensors");
    client.news();
    client.send(R"({"action":"subscribe","channel":"readings"})");
    auto news = client.news();
    QCOMPARE(news.size(), 1);
    QCOMPARE(news[0]["type"_L1].toString(), u"subscribed"_s);
    QCOMPARE(news[0]["channel"_L1].toString(), u"readings"_s);
    QCOMPARE(news[0]["channels"_L1].toArray(), QJsonArray({u"sensors"_s, u"readings"_s}));
    tell(bench, entityEvent(EntityType::Reading));
    QCOMPARE(client.newTypes(), QStringList{u"entity_event"_s});
    client.send(R"({"action":"unsubscribe","channel":"sensors"})");
    client.send(R"({"action":"ping"})");
    QCOMPARE(client.newTypes(), (QStringList{u"unsubscribed"_s, u"pong"_s}));
    tell(bench, entityEvent(EntityType::Sensor));
    QCOMPARE(client.newTypes(), QStringList());
}

void ChannelsTest::badFramesAreAnsweredAndTheConnectionLives()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient client(bench, "/api/v1/ws?channel=sensors");
    client.news();
    for (const QByteArray &bad : QByteArrayList{"hola", "[]", R"({"action":"publish"})",
                                                R"({"action":"subscribe","channel":"bank"})", R"({"x":1})"}) {
        client.send(bad);
        const auto news = client.news();
        QCOMPARE(news.size(), 1);
        QCOMPARE(news[0]["type"_L1].toString(), u"error"_s);
        QVERIFY(!news[0]["code"_L1].toString().isEmpty());
        QVERIFY(!news[0]["message"_L1].toString().isEmpty());
    }
    client.wire.send(web::encodeMaskedFrame(web::Opcode::Binary, "x", {'a', 'b', 'c', 'd'}).view());
    bench.settle();
    QCOMPARE(client.newTypes(), QStringList{u"error"_s});
    tell(bench, entityEvent(EntityType::Sensor));
    QCOMPARE(client.newTypes(), QStringList{u"entity_event"_s});
    client.wire.send("\xff\xff"); // this is no WebSocket any more
    bench.settle();
    client.receive();
    QCOMPARE(client.closeCode, web::closecode::ProtocolError);
}

void ChannelsTest::testEvents_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<bool>("general");
    QTest::addColumn<bool>("sensors");
    QTest::newRow("S3-52 the seed's") << QByteArray("?channel=general&message=Prueba") << 200 << u"Prueba"_s << true
                                      << false;
    QTest::newRow("S3-52 on general unless told otherwise, with a text of its own")
        << QByteArray() << 200 << u"Evento de prueba"_s << true << false;
    QTest::newRow("S3-52 to another channel: its clients, and general, which hears everything")
        << QByteArray("?channel=sensors&message=%C2%A1Hola%21") << 200 << u"¡Hola!"_s << true << true;
    QTest::newRow("S3-52 to no channel") << QByteArray("?channel=bank") << 400 << QString() << false << false;
    QTest::newRow("S3-52 too long a message")
        << "?message=" + QByteArray(1001, 'x') << 400 << QString() << false << false;
}

void ChannelsTest::testEvents()
{
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    QFETCH(QString, message);
    GatewayBench bench(Profile::Lab);
    ChannelClient general(bench, "/api/v1/ws?channel=general&channel=sensors");
    ChannelClient sensors(bench, "/api/v1/ws?channel=sensors");
    general.news();
    sensors.news();
    const Reply reply = bench.ask("POST", "/api/v1/ws/test-event" + query);
    QCOMPARE(reply.status, status);
    const auto atGeneral = general.news();
    QTEST(!atGeneral.isEmpty(), "general");
    QTEST(!sensors.news().isEmpty(), "sensors");
    if (status != 200)
        return;
    QCOMPARE(reply.json()["message"_L1].toString(), message);
    QCOMPARE(atGeneral.size(), 1);
    QCOMPARE(atGeneral[0]["type"_L1].toString(), u"system_event"_s);
    QCOMPARE(atGeneral[0]["level"_L1].toString(), u"info"_s);
    QCOMPARE(atGeneral[0]["message"_L1].toString(), message);
    QCOMPARE(atGeneral[0]["data"_L1].toObject()["module"_L1].toString(), u"websocket"_s);
}

void ChannelsTest::testEventsNeedAPermissionInABranch()
{
    GatewayBench bench;
    QCOMPARE(bench.ask("POST", "/api/v1/ws/test-event?channel=general&message=Prueba").status, 401);
    QCOMPARE(bench.ask("POST", "/api/v1/ws/test-event?message=x", bench.bearer(Role::Teller)).status, 403);
    QCOMPARE(bench.ask("POST", "/api/v1/ws/test-event?message=x", bench.bearer(Role::Technician)).status, 200);
}

/// S3-52: `curl -X POST` sends none. A route that takes a body wants one (RFC 9110, 15.5.12).
void ChannelsTest::aPostSaysALengthOnlyForABody()
{
    GatewayBench bench(Profile::Lab);
    const auto post = [&](const QByteArray &target) {
        net::LoopbackWire &wire = bench.connect();
        GatewayBench::say(wire, "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        bench.settle();
        QByteArray received = wire.takeReceived();
        return GatewayBench::takeReply(received).status;
    };
    QCOMPARE(post("/api/v1/ws/test-event?channel=general&message=Prueba"), 200);
    QCOMPARE(post("/auth/login"), 411);
}

/// S3-06, S3-13, S3-53, S3-54, S3-59, S3-60, S3-61
void ChannelsTest::statistics()
{
    GatewayBench bench(Profile::Lab);
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats").body, QByteArray(R"({"total_channels":0,"channels":{}})"));
    ChannelClient one(bench, "/api/v1/ws?channel=general&user_id=user1");
    ChannelClient two(bench, "/api/v1/ws?channel=general");
    auto three = std::make_unique<ChannelClient>(bench, "/api/v1/ws/secure?channel=sensors&channel=readings",
                                                 bench.bearer(Role::Technician));
    const Reply reply = bench.ask("GET", "/api/v1/ws/stats");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()["total_channels"_L1].toInt(), 3);
    const QJsonObject channels = reply.json()["channels"_L1].toObject();
    QCOMPARE(channels.keys(), (QStringList{u"general"_s, u"readings"_s, u"sensors"_s}));
    const QJsonObject general = channels["general"_L1].toObject();
    QCOMPARE(general["connections"_L1].toInt(), 2);
    const QJsonArray users = general["users"_L1].toArray();
    QCOMPARE(users.size(), 2);
    QCOMPARE(users[0].toObject()["user_id"_L1].toString(), u"user1"_s);
    QVERIFY(users[0].toObject()["connected_at"_L1].toString().endsWith(u'Z'));
    QVERIFY(users[1].toObject()["user_id"_L1].isNull());
    QCOMPARE(channels["sensors"_L1].toObject()["users"_L1].toArray()[0].toObject()["username"_L1].toString(),
             u"tecnico"_s);

    const Reply sensors = bench.ask("GET", "/api/v1/ws/stats/sensors");
    QCOMPARE(sensors.status, 200);
    QCOMPARE(sensors.json(), channels["sensors"_L1].toObject());
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats/anomalies").body, QByteArray(R"({"connections":0,"users":[]})"));
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats/bank").status, 404);

    three->wire.close();
    bench.settle();
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats").json()["total_channels"_L1].toInt(), 1);
}

void ChannelsTest::statisticsNeedCredentialsInABranch()
{
    GatewayBench bench;
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats").status, 401);
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats/sensors").status, 401);
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats", bench.bearer(Role::Teller)).status, 200);
}

/// S3-70
void ChannelsTest::takesNoMoreThanItMay()
{
    gateway::ChannelSettings settings;
    settings.maxConnections = 2;
    GatewayBench bench(Profile::Lab, true, {}, limits(settings));
    ChannelClient one(bench, "/api/v1/ws");
    ChannelClient two(bench, "/api/v1/ws");
    ChannelClient three(bench, "/api/v1/ws");
    QCOMPARE(two.status, 101);
    QCOMPARE(three.status, 503);
    QVERIFY(three.reply.headers.contains("retry-after"));
    one.wire.close();
    bench.settle();
    QCOMPARE(ChannelClient(bench, "/api/v1/ws").status, 101);
}

/// S3-64
void ChannelsTest::takesNoMoreFromOneAddress()
{
    gateway::ChannelSettings settings;
    settings.maxPerAddress = 1;
    GatewayBench bench(Profile::Lab, true, {}, limits(settings));
    ChannelClient one(bench, "/api/v1/ws");
    ChannelClient two(bench, "/api/v1/ws");
    QCOMPARE(one.status, 101);
    QCOMPARE(two.status, 429);
    QVERIFY(two.reply.headers.contains("retry-after"));
    one.wire.close();
    bench.settle();
    QCOMPARE(ChannelClient(bench, "/api/v1/ws").status, 101);
}

/// S3-71, S3-72: a ping after the interval, and an end when no answer comes within the timeout.
void ChannelsTest::pingsAndCutsTheSilent()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient client(bench, "/api/v1/ws");
    bench.pass(29s);
    client.receive();
    QCOMPARE(client.pings, 0);
    bench.pass(1s);
    client.receive();
    QCOMPARE(client.pings, 1);
    bench.pass(9s);
    QVERIFY(!client.wire.isClosed());
    bench.pass(1s);
    QVERIFY(client.wire.isClosed());
    client.receive();
    QCOMPARE(client.closeCode, quint16(0)); // terminated, without a goodbye
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats").json()["total_channels"_L1].toInt(), 0);
}

void ChannelsTest::anIdleClientThatAnswersStays()
{
    gateway::ChannelSettings settings;
    settings.pingInterval = 5s;
    settings.pingTimeout = 2s;
    GatewayBench bench(Profile::Lab, true, {}, limits(settings));
    ChannelClient client(bench, "/api/v1/ws");
    for (int i = 0; i < 20; ++i) {
        bench.pass(5s);
        client.receive();
        QCOMPARE(client.pings, i + 1);
        client.wire.send(web::encodeMaskedFrame(web::Opcode::Pong, {}, {'a', 'b', 'c', 'd'}).view());
        bench.settle();
    }
    QVERIFY(!client.wire.isClosed());
}

void ChannelsTest::aSlowClientIsClosed()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient slow(bench, "/api/v1/ws");
    ChannelClient quick(bench, "/api/v1/ws");
    slow.wire.setWindow(0);
    contract::EntityEvent event = entityEvent(EntityType::Reading);
    event.data = "{\"x\":\"" + QByteArray(64 * 1024, 'x') + "\"}";
    int heard = 0;
    for (int i = 0; i < 20; ++i) {
        tell(bench, event);
        heard += static_cast<int>(quick.newTypes().count(u"entity_event"_s));
    }
    QCOMPARE(heard, 20);
    QCOMPARE(bench.ask("GET", "/api/v1/ws/stats/general").json()["connections"_L1].toInt(), 1);
    slow.wire.setWindow(-1);
    bench.settle();
    slow.receive();
    QCOMPARE(slow.closeCode, web::closecode::TryAgainLater);
}

void ChannelsTest::closesWhenTheTokenExpires()
{
    GatewayBench bench;
    ChannelClient client(bench, "/api/v1/ws/secure", bench.bearer());
    const auto pong = web::encodeMaskedFrame(web::Opcode::Pong, {}, {'a', 'b', 'c', 'd'});
    for (int minutes = 0; minutes < 14; ++minutes) {
        for (int i = 0; i < 6; ++i) {
            bench.pass(10s);
            client.wire.send(pong.view());
        }
    }
    client.receive();
    QCOMPARE(client.closeCode, quint16(0));
    for (int i = 0; i < 7; ++i) {
        bench.pass(10s);
        client.wire.send(pong.view());
    }
    client.receive();
    QCOMPARE(client.closeCode, quint16(4401));
}

void ChannelsTest::closesWhenTheLoginIsRevoked()
{
    GatewayBench bench;
    const auto attempt =
        bench.authPort.authenticator->login(u"tecnico"_s, QStringLiteral("correct horse"), QStringLiteral("t"));
    ChannelClient client(bench, "/api/v1/ws/secure?token=" + attempt.result->accessToken);
    ChannelClient other(bench, "/api/v1/ws/secure", bench.bearer(Role::Technician));
    QCOMPARE(client.status, 101);
    QVERIFY_OK(bench.authPort.authenticator->logout(attempt.result->refreshToken));
    bench.settle();
    client.receive();
    other.receive();
    QCOMPARE(client.closeCode, quint16(4401));
    QCOMPARE(other.closeCode, quint16(0));
}

/// S3-63, S3-65
void ChannelsTest::apiKeysDoWhatTheirScopesSay()
{
    GatewayBench bench;
    const auto users = bench.authPort.authenticator->snapshot();
    auto withKeys = std::make_shared<auth::Snapshot>(*users);
    withKeys->number = users->number + 1;
    const auto add = [&](auth::ScopeSet scopes) {
        const QByteArray text = auth::makeApiKey();
        auth::ApiKey key;
        key.id = auth::apiKeyId(text);
        key.hash = auth::sha256(text);
        key.scopes = scopes;
        withKeys->keys.insert(key.id, key);
        return text;
    };
    const QByteArray reader = add({auth::Scope::ChannelsRead});
    const QByteArray tester = add({auth::Scope::ChannelsTest});
    bench.gateway->setUsers(withKeys);
    bench.settle();
    ChannelClient byHeader(bench, "/api/v1/ws/secure", "X-API-Key: " + reader + "\r\n");
    ChannelClient byQuery(bench, "/api/v1/ws/secure?channel=sensors&api-key=" + reader);
    QCOMPARE(byHeader.status, 101);
    QCOMPARE(byQuery.status, 101);
    QCOMPARE(ChannelClient(bench, "/api/v1/ws/secure", "X-API-Key: " + tester + "\r\n").status, 403);
    QCOMPARE(bench.ask("POST", "/api/v1/ws/test-event", "X-API-Key: " + reader + "\r\n").status, 403);
    QCOMPARE(bench.ask("POST", "/api/v1/ws/test-event", "X-API-Key: " + tester + "\r\n").status, 200);
    auto revoked = std::make_shared<auth::Snapshot>(*users);
    revoked->number = users->number + 2;
    bench.gateway->setUsers(revoked);
    bench.settle();
    byHeader.receive();
    byQuery.receive();
    QCOMPARE(byHeader.closeCode, quint16(4401));
    QCOMPARE(byQuery.closeCode, quint16(4401));
}

/// S3-69
void ChannelsTest::reportsWhatItCounts()
{
    FakeClock clock;
    gateway::ChannelHub hub(clock, {{}, false, u"1"_s}, {});
    contract::MetricsPage page;
    hub.report(page);
    const QByteArray text = page.text();
    for (const char *line :
         {"ventanilla_channels_connections{channel=\"general\"} 0", "ventanilla_channels_opened_total 0",
          "ventanilla_channels_sent_total 0", "ventanilla_channels_dropped_total{cause=\"silent\"} 0"})
        QVERIFY2(text.contains(line), text.constData());
}

void ChannelsTest::stopsWith1001()
{
    GatewayBench bench(Profile::Lab);
    ChannelClient client(bench, "/api/v1/ws");
    bench.gateway->stopAccepting([] {});
    bench.gateway->close();
    bench.settle();
    client.receive();
    QCOMPARE(client.closeCode, web::closecode::GoingAway);
}

/// S3-66: browsers do not apply CORS to WebSocket, so we do.
void ChannelsTest::checksTheOrigin()
{
    GatewayBench bench(Profile::Lab);
    QCOMPARE(ChannelClient(bench, "/api/v1/ws", "Origin: http://localhost:5173\r\n").status, 101);
    QCOMPARE(ChannelClient(bench, "/api/v1/ws", "Origin: https://evil.example\r\n").status, 403);
    QCOMPARE(bench.ask("POST", "/api/v1/ws/test-event", "Origin: https://evil.example\r\n").status, 403);
}

/// S3-38: the page needs nothing from elsewhere and may run nothing but its own script.
void ChannelsTest::servesItsPage()
{
    GatewayBench bench;
    const Reply page = bench.ask("GET", "/websocket_client.html");
    QCOMPARE(page.status, 200);
    QCOMPARE(page.headers["content-type"], QByteArray("text/html; charset=utf-8"));
    const QByteArray policy = page.headers["content-security-policy"];
    QVERIFY(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"));
    QVERIFY(!policy.contains("unsafe"));
    QVERIFY(!page.body.contains("http://") && !page.body.contains("https://"));
    QVERIFY(!page.body.contains(" style=") && !page.body.contains(" onclick="));
    const Reply script = bench.ask("GET", "/websocket_client.js");
    QCOMPARE(script.status, 200);
    QCOMPARE(script.headers["content-type"], QByteArray("text/javascript; charset=utf-8"));
    QVERIFY(!script.body.contains("innerHTML") && !script.body.contains("eval("));
    QCOMPARE(bench.ask("GET", "/websocket_client.css").headers["content-type"], QByteArray("text/css; charset=utf-8"));
}

/// RFC 7692: off unless switched on; then once for each window that clients ask for, and plain for the rest.
void ChannelsTest::compressesWhereItIsAgreed()
{
    const QByteArray offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    {
        GatewayBench bench(Profile::Lab);
        ChannelClient client(bench, "/api/v1/ws", offer);
        QCOMPARE(client.status, 101);
        QVERIFY(!client.reply.headers.contains("sec-websocket-extensions"));
    }
    gateway::ChannelSettings settings;
    settings.compression = true;
    GatewayBench bench(Profile::Lab, true, {}, limits(settings));
    ChannelClient compressed(bench, "/api/v1/ws", offer);
    ChannelClient plain(bench, "/api/v1/ws");
    QCOMPARE(compressed.reply.headers.value("sec-websocket-extensions"),
             QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover"));
    QVERIFY(!plain.reply.headers.contains("sec-websocket-extensions"));
    const contract::EntityEvent event = entityEvent(EntityType::Sensor);
    const QByteArray message = contract::channelMessage(event);
    tell(bench, event);
    QCOMPARE(plain.wire.takeReceived(), web::encodeFrame(web::Opcode::Text, message).toByteArray());
    const QByteArray received = compressed.wire.takeReceived();
    QCOMPARE(received, web::encodeDeflated(web::Opcode::Text, message, 15).toByteArray());
    QVERIFY(received.size() < message.size());

    // RFC 7692, 7.2.3.3: a client may compress too; here a ping of the channels in a stored block.
    const QByteArray ping = R"({"action":"ping"})";
    QByteArray stored("\x00", 1);
    stored += static_cast<char>(ping.size());
    stored += '\0';
    stored += static_cast<char>(~ping.size());
    stored += '\xff' + ping + '\0';
    QByteArray frame = web::encodeMaskedFrame(web::Opcode::Text, stored, {'a', 'b', 'c', 'd'}).toByteArray();
    frame[0] = static_cast<char>(static_cast<quint8>(frame[0]) | 0x40U);
    compressed.news(); // the connection event
    compressed.wire.send(frame);
    bench.settle();
    QCOMPARE(compressed.newTypes(), QStringList{u"pong"_s});
}

QTEST_GUILESS_MAIN(ChannelsTest)
#include "tst_channels.moc"
