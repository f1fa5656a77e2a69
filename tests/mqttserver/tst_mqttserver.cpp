// SPDX-License-Identifier: GPL-3.0-or-later
// The server on real sockets, against clients that are not ours: mosquitto_pub, mosquitto_sub, Qt WebSockets.
#include "mqttserver/mqttserver.h"
#include "mqttserver/systree.h"
#include "serverfixture.h"
#include <QProcess>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QtTest>

using support::ServerFixture;

namespace {

/// mosquitto_sub or mosquitto_pub against one port of ours.
class Tool : public QProcess
{
public:
    Tool(const QString &program, quint16 port, const QStringList &arguments)
    {
        setProcessChannelMode(QProcess::MergedChannels);
        start(program, QStringList{u"-h"_qs, u"localhost"_qs, u"-p"_qs, QString::number(port)} + arguments);
    }
    ~Tool() override
    {
        kill();
        waitForFinished();
    }
    /// Whole lines so far.
    QStringList lines()
    {
        m_output += QString::fromUtf8(readAll());
        return m_output.split(u'\n', Qt::SkipEmptyParts);
    }

private:
    QString m_output;
};

void publish(quint16 port, const QStringList &arguments)
{
    Tool tool(u"mosquitto_pub"_qs, port, arguments);
    QVERIFY2(tool.waitForFinished(10'000) && tool.exitCode() == 0, qPrintable(tool.lines().join(u'|')));
}

/// MQTT over QWebSocket, packets given as hex.
class WebSocketClient : public QWebSocket
{
public:
    bool openTo(const QString &url, const QStringList &subprotocols)
    {
        connect(this, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) { received += bytes; });
        QWebSocketHandshakeOptions options;
        options.setSubprotocols(subprotocols);
        open(QUrl(url), options);
        const auto decided = [this] {
            return state() == QAbstractSocket::ConnectedState || state() == QAbstractSocket::UnconnectedState;
        };
        return QTest::qWaitFor(decided, 5'000) && state() == QAbstractSocket::ConnectedState;
    }
    void sendHex(const char *hex) { sendBinaryMessage(QByteArray::fromHex(hex)); }
    QByteArray received;
};

const char *const connectHex = "100d00044d5154540402003c000177"; // clean session, client id "w"

} // namespace

class MqttServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyQoS_data();
    void everyQoS();
    void retained();
    void will();
    void largeMessages();
    void webSocketSubprotocols_data();
    void webSocketSubprotocols();
    void webSocketSpeaksMqtt();
    void webSocketRefusesOtherPathsAndPages();
    void textFramesAreRefused();
    void publishFromAnotherThread();
    void adoptsADetachedStream();
    void passwordsAreCheckedElsewhere();
    void twoServersInOneProcess();
    void busyPortIsNamed();
    void idleConnections();
    void slowConsumer();
    void sysTopics();
    void kickAndNotices();
    void stopFlushes();
};

void MqttServerTest::initTestCase()
{
    net::raiseOpenFileLimit();
    QVERIFY2(!QStandardPaths::findExecutable(u"mosquitto_sub"_qs).isEmpty(), "install mosquitto-clients");
}

void MqttServerTest::everyQoS_data()
{
    QTest::addColumn<int>("publisher");
    QTest::addColumn<int>("subscriber");
    for (int p = 0; p <= 2; ++p) {
        for (int s = 0; s <= 2; ++s)
            QTest::addRow("MQTT-3.8.4-6 published at %d, subscribed at %d", p, s) << p << s;
    }
}

void MqttServerTest::everyQoS()
{
    QFETCH(int, publisher);
    QFETCH(int, subscriber);
    ServerFixture server;
    Tool sub(u"mosquitto_sub"_qs, server.tcp,
             {u"-t"_qs, u"a/+"_qs, u"-q"_qs, QString::number(subscriber), u"-F"_qs, u"%t %q %r %p"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    publish(server.tcp, {u"-t"_qs, u"a/b"_qs, u"-q"_qs, QString::number(publisher), u"-m"_qs, u"hello"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(sub.lines(), QStringList{u"a/b %1 0 hello"_qs.arg(qMin(publisher, subscriber))}, 30'000);
}

void MqttServerTest::retained()
{
    ServerFixture server;
    publish(server.tcp, {u"-t"_qs, u"banco/saldo/1"_qs, u"-q"_qs, u"1"_qs, u"-r"_qs, u"-m"_qs, u"12.50"_qs});
    Tool late(u"mosquitto_sub"_qs, server.tcp,
              {u"-t"_qs, u"banco/saldo/#"_qs, u"-q"_qs, u"1"_qs, u"-F"_qs, u"%q %r %p"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(late.lines(), QStringList{u"1 1 12.50"_qs}, 30'000);
}

void MqttServerTest::will()
{
    ServerFixture server;
    Tool watcher(u"mosquitto_sub"_qs, server.tcp, {u"-t"_qs, u"status"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    Tool mortal(u"mosquitto_sub"_qs, server.tcp,
                {u"-t"_qs, u"x"_qs, u"--will-topic"_qs, u"status"_qs, u"--will-payload"_qs, u"gone"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 2, 30'000);
    mortal.kill(); // the kernel closes its socket: no DISCONNECT
    QTRY_COMPARE_WITH_TIMEOUT(watcher.lines(), QStringList{u"gone"_qs}, 30'000);
}

void MqttServerTest::largeMessages()
{
    ServerFixture server;
    QTemporaryDir folder;
    QFile file(folder.filePath(u"payload"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray payload;
    for (int i = 0; payload.size() < 900'000; ++i)
        payload += QByteArray::number(i) + ' ';
    file.write(payload);
    file.close();
    Tool sub(u"mosquitto_sub"_qs, server.tcp, {u"-t"_qs, u"big"_qs, u"-q"_qs, u"1"_qs, u"-C"_qs, u"3"_qs, u"-N"_qs});
    QByteArray got;
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    for (int i = 0; i < 3; ++i)
        publish(server.tcp, {u"-t"_qs, u"big"_qs, u"-q"_qs, QString::number(i % 2), u"-f"_qs, file.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT((got += sub.readAll(), got.size() >= 3 * payload.size()), 30'000);
    QVERIFY(got == payload + payload + payload);
}

void MqttServerTest::webSocketSubprotocols_data()
{
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("chosen");
    QTest::addRow("S0-43 mqtt") << QStringList{u"mqtt"_qs} << u"mqtt"_qs;
    QTest::addRow("S0-43 mqttv3.1") << QStringList{u"mqttv3.1"_qs} << u"mqttv3.1"_qs;
    QTest::addRow("the client's order") << QStringList{u"foo"_qs, u"mqttv3.1"_qs, u"mqtt"_qs} << u"mqttv3.1"_qs;
    QTest::addRow("MQTT-6.0.0-3 another is refused") << QStringList{u"chat"_qs} << QString();
    QTest::addRow("MQTT-6.0.0-3 none is refused") << QStringList() << QString();
}

void MqttServerTest::webSocketSubprotocols()
{
    QFETCH(QStringList, offered);
    QFETCH(QString, chosen);
    ServerFixture server;
    for (const QString &path : {QString(), u"/"_qs, u"/mqtt"_qs, u"/mqtt?token=x"_qs}) {
        WebSocketClient client;
        const bool opened = client.openTo(u"ws://localhost:%1%2"_qs.arg(server.ws).arg(path), offered);
        QCOMPARE(opened, !chosen.isEmpty());
        QCOMPARE(client.subprotocol(), chosen);
    }
}

void MqttServerTest::webSocketSpeaksMqtt()
{
    ServerFixture server;
    WebSocketClient client;
    QVERIFY(client.openTo(u"ws://localhost:%1"_qs.arg(server.ws), {u"mqtt"_qs}));
    client.sendHex(connectHex);
    QTRY_COMPARE_WITH_TIMEOUT(client.received.toHex(), QByteArray("20020000"), 30'000);
    client.received.clear();
    const QByteArray subscribe = QByteArray::fromHex("8209000100047465737400");
    for (const char byte : subscribe) // MQTT-6.0.0-2: packets may be cut anywhere
        client.sendBinaryMessage(QByteArray(1, byte));
    QTRY_COMPARE_WITH_TIMEOUT(client.received.toHex(), QByteArray("9003000100"), 30'000);
    client.received.clear();
    publish(server.tcp, {u"-t"_qs, u"test"_qs, u"-m"_qs, u"hi"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(client.received.toHex(), QByteArray("3008000474657374") + QByteArray("hi").toHex(),
                              30'000);
    QSignalSpy pong(&client, &QWebSocket::pong);
    client.ping("are you there");
    QTRY_COMPARE_WITH_TIMEOUT(pong.count(), 1, 30'000);
    QCOMPARE(pong[0][1].toByteArray(), QByteArray("are you there"));
    QSignalSpy gone(&client, &QWebSocket::disconnected);
    client.close();
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().connections, 0, 30'000);
}

void MqttServerTest::webSocketRefusesOtherPathsAndPages()
{
    ServerFixture server;
    WebSocketClient other;
    QVERIFY(!other.openTo(u"ws://localhost:%1/other"_qs.arg(server.ws), {u"mqtt"_qs}));
    const auto answer = [&](const QByteArray &origin) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.ws);
        socket.write("GET /mqtt HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Protocol: mqtt\r\nOrigin: " +
                     origin + "\r\n\r\n");
        socket.waitForReadyRead(5'000);
        return socket.readAll().left(12);
    };
    QCOMPARE(answer("http://localhost:5173"), QByteArray("HTTP/1.1 101"));
    QCOMPARE(answer("http://[::1]:3000"), QByteArray("HTTP/1.1 101"));
    QCOMPARE(answer("https://evil.example"), QByteArray("HTTP/1.1 403"));
    QCOMPARE(answer("https://localhost.evil.example"), QByteArray("HTTP/1.1 403"));
    QCOMPARE(answer("null"), QByteArray("HTTP/1.1 403"));
}

void MqttServerTest::textFramesAreRefused()
{
    ServerFixture server;
    WebSocketClient client;
    QVERIFY(client.openTo(u"ws://localhost:%1"_qs.arg(server.ws), {u"mqtt"_qs}));
    QSignalSpy gone(&client, &QWebSocket::disconnected);
    client.sendTextMessage(u"hello"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, 30'000);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);
}

void MqttServerTest::publishFromAnotherThread()
{
    ServerFixture server;
    Tool sub(u"mosquitto_sub"_qs, server.tcp,
             {u"-t"_qs, u"banco/#"_qs, u"-q"_qs, u"2"_qs, u"-F"_qs, u"%t %q %r %p"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    QStringList expected;
    for (int i = 0; i < 100; ++i) {
        broker::PublishInternal message;
        message.topic = base::Bytes::fromStatic("banco/depositos");
        message.payload = base::Bytes::copyOf(QByteArray::number(i));
        message.qos = mqtt::QoS::AtLeastOnce;
        QVERIFY(server.server->publisher().push(message));
        expected << u"banco/depositos 1 0 %1"_qs.arg(i);
    }
    QTRY_COMPARE_WITH_TIMEOUT(sub.lines(), expected, 30'000);
}

void MqttServerTest::adoptsADetachedStream()
{
    ServerFixture server;
    net::Loop loop;
    std::unique_ptr<net::ByteStream> stream;
    net::Listener listener(loop, {}, [&](std::unique_ptr<net::ByteStream> s) { stream = std::move(s); });
    QVERIFY_OK(listener.listen());
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), listener.port());
    QTRY_VERIFY_WITH_TIMEOUT(stream, 30'000);
    client.write(QByteArray::fromHex(connectHex));
    mqttserver::Command adoption = mqttserver::Adoption{stream->detach(), mqttserver::Framing::Plain, "tcp"};
    QVERIFY(server.server->commands().push(std::move(adoption)));
    QTRY_COMPARE_WITH_TIMEOUT(client.bytesAvailable(), 4, 30'000);
    QCOMPARE(client.readAll().toHex(), QByteArray("20020000"));
    QCOMPARE(listener.connections(), 1); // still counted where it came in
    client.disconnectFromHost();
    QTRY_COMPARE_WITH_TIMEOUT(listener.connections(), 0, 30'000);
}

void MqttServerTest::passwordsAreCheckedElsewhere()
{
    /// Answers from a thread of its own, as a pool of password checkers does.
    class Slow final : public mqttserver::Authenticator
    {
    public:
        void authenticate(const broker::AuthenticationRequest &request, Answered answered) override
        {
            m_threads.emplace_back([request, answered] {
                if (request.password == QByteArray("right"))
                    answered(broker::Identity{*request.userName, request.clientId, request.address});
                else
                    answered(broker::Refusal::BadCredentials);
            });
        }
        ~Slow() override
        {
            for (std::thread &thread : m_threads)
                thread.join();
        }

    private:
        std::vector<std::thread> m_threads;
    };
    Slow slow;
    ServerFixture server({}, &slow);
    publish(server.tcp, {u"-u"_qs, u"ana"_qs, u"-P"_qs, u"right"_qs, u"-t"_qs, u"a"_qs, u"-m"_qs, u"x"_qs});
    Tool wrong(u"mosquitto_pub"_qs, server.tcp,
               {u"-u"_qs, u"ana"_qs, u"-P"_qs, u"wrong"_qs, u"-t"_qs, u"a"_qs, u"-m"_qs, u"x"_qs});
    QVERIFY(wrong.waitForFinished(10'000));
    QVERIFY(wrong.exitCode() != 0);
    QTRY_COMPARE_WITH_TIMEOUT(server.notices(broker::Notice::Kind::ConnectRefused), 1, 30'000);
}

void MqttServerTest::twoServersInOneProcess()
{
    ServerFixture a, b;
    QVERIFY(a.tcp != b.tcp);
    Tool subA(u"mosquitto_sub"_qs, a.tcp, {u"-t"_qs, u"#"_qs});
    Tool subB(u"mosquitto_sub"_qs, b.tcp, {u"-t"_qs, u"#"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(a.statistics().subscriptions, 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(b.statistics().subscriptions, 1, 30'000);
    publish(a.tcp, {u"-t"_qs, u"t"_qs, u"-m"_qs, u"for a"_qs});
    publish(b.tcp, {u"-t"_qs, u"t"_qs, u"-m"_qs, u"for b"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(subA.lines(), QStringList{u"for a"_qs}, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(subB.lines(), QStringList{u"for b"_qs}, 30'000);
}

void MqttServerTest::busyPortIsNamed()
{
    ServerFixture first;
    const base::SystemClock clock;
    mqttserver::AllowEverybody everybody;
    mqttserver::Settings settings;
    net::ListenOptions options;
    options.port = first.tcp;
    options.purpose = u"MQTT"_qs;
    options.howToMove = u"--mqtt-port or the setting mqtt.port"_qs;
    settings.listeners.push_back({"tcp", mqttserver::Framing::Plain, options, {}});
    mqttserver::MqttServer second(settings, {clock, everybody, std::make_shared<broker::AllowAll>(), {}});
    const auto started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code(), base::ErrorCode::Busy);
    const QString text = started.error().message();
    QVERIFY2(text.contains(QString::number(first.tcp)) && text.contains(u"--mqtt-port"), qPrintable(text));
    QCOMPARE(second.port("tcp"), quint16(0));
}

void MqttServerTest::idleConnections()
{
    constexpr int count = 2'500;
    ServerFixture server;
    std::vector<std::unique_ptr<QTcpSocket>> idle;
    for (int i = 0; i < count; ++i) {
        idle.push_back(std::make_unique<QTcpSocket>());
        idle.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), server.tcp);
        QVERIFY2(idle.back()->waitForConnected(5'000), qPrintable(QString::number(i)));
        const QByteArray id = "i" + QByteArray::number(10'000 + i);
        idle.back()->write(QByteArray::fromHex("101200044d51545404020000") + QByteArray::fromHex("0006") + id);
        idle.back()->flush();
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().clientsConnected, count, 20'000);
    Tool sub(u"mosquitto_sub"_qs, server.tcp, {u"-t"_qs, u"t"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    publish(server.tcp, {u"-t"_qs, u"t"_qs, u"-m"_qs, u"among many"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(sub.lines(), QStringList{u"among many"_qs}, 30'000);
}

void MqttServerTest::slowConsumer()
{
    mqttserver::Settings settings;
    settings.softOutputLimit = 256 * 1024;
    ServerFixture server(settings);
    QTcpSocket lazy; // subscribes and never reads
    lazy.setReadBufferSize(1);
    lazy.connectToHost(QHostAddress(QHostAddress::LocalHost), server.tcp);
    lazy.write(QByteArray::fromHex(connectHex) + QByteArray::fromHex("8209000100047465737400"));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    broker::PublishInternal message;
    message.topic = base::Bytes::fromStatic("test");
    message.payload = base::Bytes::copyOf(QByteArray(10'000, 'x'));
    const auto dropped = [&] {
        return server.statistics().dropped[static_cast<size_t>(broker::DropCause::SlowConsumer)];
    };
    for (int i = 0; i < 3'000; ++i)
        QVERIFY(server.server->publisher().push(message));
    QTRY_VERIFY_WITH_TIMEOUT(dropped() > 0, 30'000);
    qint64 pending = 0;
    server.call([&] { pending = server.server->pendingOutput(); });
    QVERIFY2(pending < 300 * 1024, qPrintable(QString::number(pending))); // the memory stays bounded
    QCOMPARE(server.statistics().clientsConnected, 1);                    // and the client stays
    publish(server.tcp, {u"-t"_qs, u"other"_qs, u"-m"_qs, u"nobody else is held up"_qs});
}

void MqttServerTest::sysTopics()
{
    broker::Statistics statistics;
    statistics.clientsConnected = 7;
    mqttserver::SysTree tree;
    const auto messages = tree.round(statistics, std::chrono::seconds(90));
    QByteArray connected, uptime;
    for (const broker::PublishInternal &message : messages) {
        QVERIFY(message.retain);
        if (message.topic.view() == "$SYS/broker/clients/connected")
            connected = message.payload.toByteArray();
        if (message.topic.view() == "$SYS/broker/uptime")
            uptime = message.payload.toByteArray();
    }
    QCOMPARE(connected, QByteArray("7"));
    QCOMPARE(uptime, QByteArray("90 seconds"));

    ServerFixture server;
    Tool sub(u"mosquitto_sub"_qs, server.tcp, {u"-t"_qs, u"$SYS/broker/version"_qs, u"-C"_qs, u"1"_qs});
    QTRY_COMPARE_WITH_TIMEOUT(sub.lines(), QStringList{u"ventanilla version " VENTANILLA_VERSION ""_qs}, 30'000);
}

void MqttServerTest::kickAndNotices()
{
    ServerFixture server;
    Tool sub(u"mosquitto_sub"_qs, server.tcp, {u"-i"_qs, u"victim"_qs, u"-t"_qs, u"t"_qs, u"-E"_qs});
    QVERIFY(sub.waitForFinished(10'000)); // -E: ends once subscribed
    QTRY_COMPARE_WITH_TIMEOUT(server.notices(broker::Notice::Kind::Connected), 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(server.notices(broker::Notice::Kind::Disconnected), 1, 30'000);
    QTcpSocket victim;
    victim.connectToHost(QHostAddress(QHostAddress::LocalHost), server.tcp);
    victim.write(QByteArray::fromHex(connectHex));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().clientsConnected, 1, 30'000);
    mqttserver::Command kick = broker::KickClient{"w", false};
    QVERIFY(server.server->commands().push(std::move(kick)));
    QTRY_COMPARE_WITH_TIMEOUT(victim.state(), QAbstractSocket::UnconnectedState, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(server.notices(broker::Notice::Kind::Disconnected), 2, 30'000);
}

void MqttServerTest::stopFlushes()
{
    ServerFixture server;
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), server.tcp);
    client.write(QByteArray::fromHex(connectHex) + QByteArray::fromHex("8209000100047465737400"));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    broker::PublishInternal message;
    message.topic = base::Bytes::fromStatic("test");
    message.payload = base::Bytes::copyOf(QByteArray(100'000, 'x'));
    for (int i = 0; i < 5; ++i)
        QVERIFY(server.server->publisher().push(message));
    server.stop(); // we do not read meanwhile: it waits for us, up to its limit
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(client.readAll().size() >= 500'000);
    QTcpSocket late;
    late.connectToHost(QHostAddress(QHostAddress::LocalHost), server.tcp);
    QVERIFY(!late.waitForConnected(1'000));
}

QTEST_GUILESS_MAIN(MqttServerTest)
#include "tst_mqttserver.moc"
