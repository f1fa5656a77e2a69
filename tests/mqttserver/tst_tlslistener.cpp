// SPDX-License-Identifier: GPL-3.0-or-later
// MQTT over TLS as clients that are not ours see it: mosquitto's, OpenSSL's own tool, Qt's sockets. Bans at the door.
#include "net/tlskeeper.h"
#include "serverfixture.h"
#include "support/tlskit.h"
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QtTest>

using namespace Qt::StringLiterals;
using mqttserver::Framing;
using net::ClientCertificates;
using support::ServerFixture;
using support::TlsKit;

namespace {

/// mosquitto_sub or mosquitto_pub over TLS.
class Tool : public QProcess
{
public:
    Tool(const QString &program, const QStringList &arguments)
    {
        setProcessChannelMode(QProcess::MergedChannels);
        start(program, arguments);
    }
    ~Tool() override
    {
        kill();
        waitForFinished();
    }
    QString text()
    {
        m_output += QString::fromUtf8(readAll());
        return m_output;
    }

private:
    QString m_output;
};

/// Identity from the certificate, else from the user name; writes down what it was asked.
class CertificateAuthenticator final : public mqttserver::Authenticator
{
public:
    void authenticate(const broker::AuthenticationRequest &request, Answered answered) override
    {
        certificateName = request.certificateName;
        bindsClientId = request.bindsClientId;
        if (bindsClientId && request.clientId != request.certificateName)
            return answered(broker::Refusal::NotAuthorized);
        broker::Identity identity{request.userName.value_or(request.certificateName), request.clientId,
                                  request.address};
        answered(identity);
    }
    QByteArray certificateName;
    bool bindsClientId = false;
};

mqttserver::ListenerSettings tlsListener(const net::TlsFiles &files, Framing framing = Framing::Plain)
{
    mqttserver::ListenerSettings listener;
    listener.name = framing == Framing::Plain ? "tls" : "wss";
    listener.framing = framing;
    listener.listen.tls = *net::TlsKeeper::open(files);
    listener.bindsClientId = true;
    return listener;
}

const QByteArray connectPacket = QByteArray::fromHex("100d00044d5154540402003c000177"); // client id "w"

} // namespace

class TlsListenerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mosquittoClients_data();
    void mosquittoClients();
    void opensslTool();
    void qtSockets_data();
    void qtSockets();
    void webSocketOverTls();
    void mutualTls_data();
    void mutualTls();
    void failuresAreTold();
    void reload();
    void largeMessagesBothWays();
    void bannedClients();
    void bannedAddress();
    void flapping();
    void limitsOfAListener();

private:
    QStringList toolArguments(const ServerFixture &server, const QStringList &more) const
    {
        return QStringList{u"-h"_s,       u"localhost"_s,         u"-p"_s, QString::number(server.server->port("tls")),
                           u"--cafile"_s, m_kit.path(u"ca.pem"_s)} +
               more;
    }
    mqttserver::Settings settings(ClientCertificates clients = ClientCertificates::Ignored) const
    {
        mqttserver::Settings settings;
        settings.listeners.push_back(tlsListener(m_kit.files(clients)));
        settings.listeners.push_back(tlsListener(m_kit.files(clients), Framing::WebSocket));
        return settings;
    }
    std::unique_ptr<QSslSocket> secureSocket(quint16 port, QSsl::SslProtocol protocol = QSsl::SecureProtocols) const
    {
        auto socket = std::make_unique<QSslSocket>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(m_kit.path(u"ca.pem"_s)));
        configuration.setProtocol(protocol);
        socket->setSslConfiguration(configuration);
        socket->connectToHostEncrypted(u"localhost"_s, port);
        return socket;
    }

    TlsKit m_kit;
};

void TlsListenerTest::initTestCase()
{
    QVERIFY2(!QStandardPaths::findExecutable(u"mosquitto_sub"_s).isEmpty(), "install mosquitto-clients");
}

void TlsListenerTest::mosquittoClients_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("tls");
    for (const char *version : {"mqttv311", "mqttv5"}) {
        for (const char *tls : {"tlsv1.2", "tlsv1.3"})
            QTest::addRow("S0-53 %s over %s", version, tls)
                << u"127.0.0.1"_s << QString::fromLatin1(version) << QString::fromLatin1(tls);
    }
    QTest::addRow("by IPv6") << u"::1"_s << u"mqttv5"_s << u"tlsv1.3"_s;
}

void TlsListenerTest::mosquittoClients()
{
    QFETCH(QString, host);
    QFETCH(QString, version);
    QFETCH(QString, tls);
    ServerFixture server(settings());
    const QStringList common{u"-h"_s,
                             host,
                             u"-p"_s,
                             QString::number(server.server->port("tls")),
                             u"--cafile"_s,
                             m_kit.path(u"ca.pem"_s),
                             u"-V"_s,
                             version,
                             u"--tls-version"_s,
                             tls,
                             u"-t"_s,
                             u"a/b"_s};
    Tool sub(u"mosquitto_sub"_s, common + QStringList{u"-q"_s, u"1"_s, u"-C"_s, u"1"_s});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    Tool pub(u"mosquitto_pub"_s, common + QStringList{u"-q"_s, u"2"_s, u"-m"_s, u"hello"_s});
    QVERIFY(pub.waitForFinished(30'000));
    QVERIFY2(pub.exitCode() == 0, qPrintable(pub.text()));
    QVERIFY(sub.waitForFinished(30'000));
    QCOMPARE(sub.text(), u"hello\n"_s);
}

void TlsListenerTest::opensslTool()
{
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        QSKIP("no openssl tool here");
    ServerFixture server(settings());
    Tool tool(u"openssl"_s, {u"s_client"_s, u"-connect"_s, u"localhost:%1"_s.arg(server.server->port("tls")),
                             u"-CAfile"_s, m_kit.path(u"ca.pem"_s), u"-alpn"_s, u"mqtt"_s, u"-verify_hostname"_s,
                             u"localhost"_s, u"-verify_return_error"_s, u"-quiet"_s, u"-no_ign_eof"_s});
    tool.write(connectPacket);
    tool.waitForBytesWritten();
    QTRY_VERIFY_WITH_TIMEOUT(server.notices(broker::Notice::Kind::Connected) == 1, 30'000);
}

void TlsListenerTest::qtSockets_data()
{
    QTest::addColumn<QSsl::SslProtocol>("protocol");
    QTest::addRow("TLS 1.2") << QSsl::TlsV1_2;
    QTest::addRow("TLS 1.3") << QSsl::TlsV1_3;
}

void TlsListenerTest::qtSockets()
{
    QFETCH(QSsl::SslProtocol, protocol);
    ServerFixture server(settings());
    const auto socket = secureSocket(server.server->port("tls"), protocol);
    socket->write(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(socket->bytesAvailable(), qint64(4), 30'000);
    QCOMPARE(socket->readAll(), QByteArray::fromHex("20020000"));
    QCOMPARE(socket->sessionProtocol(), protocol);
    socket->write(QByteArray::fromHex("e000")); // DISCONNECT: we close, in order
    QTRY_COMPARE_WITH_TIMEOUT(socket->state(), QAbstractSocket::UnconnectedState, 30'000);
    QCOMPARE(socket->error(), QAbstractSocket::RemoteHostClosedError);
}

void TlsListenerTest::webSocketOverTls()
{
    ServerFixture server(settings());
    QWebSocket socket;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(m_kit.path(u"ca.pem"_s)));
    socket.setSslConfiguration(configuration);
    QByteArray received;
    connect(&socket, &QWebSocket::binaryMessageReceived, this, [&](const QByteArray &bytes) { received += bytes; });
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"mqtt"_s});
    socket.open(QUrl(u"wss://localhost:%1/mqtt"_s.arg(server.server->port("wss"))), options);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::ConnectedState, 30'000);
    socket.sendBinaryMessage(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(received, QByteArray::fromHex("20020000"), 30'000);
    QTcpSocket plain; // MQTT without TLS to the same port
    plain.connectToHost(u"localhost"_s, server.server->port("wss"));
    plain.write(connectPacket);
    QTRY_VERIFY_WITH_TIMEOUT(server.refusals().contains(u"the client speaks MQTT without TLS to a TLS port"_s), 30'000);
}

void TlsListenerTest::mutualTls_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<bool>("isLetIn");
    QTest::addRow("its CN as client id") << u"ESP32_001"_s << u"ESP32_001"_s << true;
    QTest::addRow("another client id") << u"ESP32_001"_s << u"ESP32_002"_s << false;
    QTest::addRow("no certificate") << QString() << u"ESP32_001"_s << false;
}

void TlsListenerTest::mutualTls()
{
    QFETCH(QString, file);
    QFETCH(QString, clientId);
    QFETCH(bool, isLetIn);
    m_kit.newClient(u"ESP32_001"_s, {"ESP32_001"});
    CertificateAuthenticator authenticator;
    ServerFixture server(settings(ClientCertificates::Required), &authenticator);
    QStringList arguments{u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"-q"_s, u"1"_s, u"-i"_s, clientId};
    if (!file.isEmpty())
        arguments << u"--cert"_s << m_kit.path(file + u".pem"_s) << u"--key"_s << m_kit.path(file + u".key"_s);
    Tool pub(u"mosquitto_pub"_s, toolArguments(server, arguments));
    QVERIFY(pub.waitForFinished(30'000));
    QVERIFY2((pub.exitCode() == 0) == isLetIn, qPrintable(pub.text()));
    server.stop();
    QCOMPARE(authenticator.certificateName, file.toUtf8());
    QCOMPARE(authenticator.bindsClientId, !file.isEmpty());
}

void TlsListenerTest::failuresAreTold()
{
    ServerFixture server(settings());
    const TlsKit stranger;
    Tool pub(u"mosquitto_pub"_s, {u"-h"_s, u"localhost"_s, u"-p"_s, QString::number(server.server->port("tls")),
                                  u"--cafile"_s, stranger.path(u"ca.pem"_s), u"-t"_s, u"a"_s, u"-m"_s, u"x"_s});
    QVERIFY(pub.waitForFinished(30'000));
    QVERIFY(pub.exitCode() != 0);
    QTRY_COMPARE_WITH_TIMEOUT(server.refusals().size(), 1, 30'000);
    QVERIFY2(server.refusals().first().contains(u"does not trust our certificate"),
             qPrintable(server.refusals().first()));
}

void TlsListenerTest::reload()
{
    ServerFixture server(settings());
    const auto before = secureSocket(server.server->port("tls"));
    before->write(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(before->bytesAvailable(), qint64(4), 30'000);
    before->readAll();
    m_kit.newServer("renewed");
    QVERIFY(server.server->commands().push(mqttserver::ReloadCertificates{}));
    QTRY_VERIFY_WITH_TIMEOUT(!server.tidings().isEmpty(), 30'000);
    QVERIFY2(server.tidings().first().contains(u"CN=renewed"), qPrintable(server.tidings().first()));
    const auto after = secureSocket(server.server->port("tls"));
    QTRY_VERIFY_WITH_TIMEOUT(after->isEncrypted(), 30'000);
    QCOMPARE(after->peerCertificate().subjectInfo(QSslCertificate::CommonName), QStringList{u"renewed"_s});
    before->write(QByteArray::fromHex("c000"));
    QTRY_COMPARE_WITH_TIMEOUT(before->peek(9), QByteArray::fromHex("d000"), 30'000); // lives on

    m_kit.write(u"server.key"_s, "nonsense");
    QVERIFY(server.server->commands().push(mqttserver::ReloadCertificates{}));
    QTRY_VERIFY_WITH_TIMEOUT(server.tidings().last().contains(u"server.key"), 30'000);
    const auto still = secureSocket(server.server->port("tls"));
    QTRY_VERIFY_WITH_TIMEOUT(still->isEncrypted(), 30'000);
    m_kit.newServer("localhost");
}

void TlsListenerTest::largeMessagesBothWays()
{
    ServerFixture server(settings());
    const QString payload(300'000, u'x');
    Tool sub(u"mosquitto_sub"_s, toolArguments(server, {u"-t"_s, u"big"_s, u"-q"_s, u"1"_s, u"-C"_s, u"20"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, 30'000);
    QFile file(m_kit.path(u"payload"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(payload.toLatin1());
    file.close();
    for (int i = 0; i < 20; ++i) {
        Tool pub(u"mosquitto_pub"_s,
                 toolArguments(server, {u"-t"_s, u"big"_s, u"-q"_s, u"1"_s, u"-f"_s, file.fileName()}));
        QVERIFY(pub.waitForFinished(30'000));
        QCOMPARE(pub.exitCode(), 0);
    }
    QVERIFY(sub.waitForFinished(30'000));
    QCOMPARE(sub.text().size(), 20 * (payload.size() + 1));
}

void TlsListenerTest::bannedClients()
{
    ServerFixture server;
    QTcpSocket socket;
    socket.connectToHost(u"localhost"_s, server.tcp);
    socket.write(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(socket.bytesAvailable(), qint64(4), 30'000);
    const broker::Ban ban{broker::BanKind::ClientId, "w", {}, {0}, u"noisy"_s, "ana"};
    QVERIFY(server.server->commands().push(mqttserver::BanClient{ban}));
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000); // goes at once
    QTcpSocket again;
    again.connectToHost(u"localhost"_s, server.tcp);
    again.write(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(again.bytesAvailable(), qint64(4), 30'000);
    QCOMPARE(again.readAll(), QByteArray::fromHex("20020005"));
    QTcpSocket modern; // MQTT 5 has a word for it
    modern.connectToHost(u"localhost"_s, server.tcp);
    modern.write(QByteArray::fromHex("100e00044d5154540502003c00000177"));
    QTRY_VERIFY_WITH_TIMEOUT(modern.bytesAvailable() >= 5, 30'000);
    QCOMPARE(modern.readAll().mid(3, 1), QByteArray::fromHex("8a"));
    QCOMPARE(server.server->guard().bans().size(), size_t(1));
    QVERIFY(server.server->guard().lift(broker::BanKind::ClientId, "w"));
    QTcpSocket welcome;
    welcome.connectToHost(u"localhost"_s, server.tcp);
    welcome.write(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(welcome.bytesAvailable(), qint64(4), 30'000);
    QCOMPARE(welcome.readAll(), QByteArray::fromHex("20020000"));
}

void TlsListenerTest::bannedAddress()
{
    ServerFixture server(settings());
    QVERIFY(!server.server->guard().ban({broker::BanKind::Address, "not an address", {}, {0}, {}, "ana"}));
    QVERIFY_OK(server.server->guard().ban({broker::BanKind::Address, "::ffff:127.0.0.1", {}, {0}, {}, "ana"}));
    QCOMPARE(server.server->guard().bans().front().value, QByteArray("127.0.0.1"));
    QSslSocket socket;
    socket.connectToHostEncrypted(u"127.0.0.1"_s, server.server->port("tls"));
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(!socket.isEncrypted()); // turned away before TLS
    quint64 refused = 0;
    server.call([&] { refused = server.server->refusedConnections(); });
    QVERIFY(refused >= 1);
}

void TlsListenerTest::flapping()
{
    mqttserver::Settings settings;
    settings.flapping.perClient = 3;
    ServerFixture server(settings);
    const auto comeAndGo = [&] {
        QTcpSocket socket;
        socket.connectToHost(u"localhost"_s, server.tcp);
        socket.write(connectPacket);
        if (!QTest::qWaitFor([&] { return socket.bytesAvailable() >= 4; }, 30'000))
            return QByteArray();
        const int ends = server.notices(broker::Notice::Kind::Disconnected);
        const QByteArray answer = socket.readAll();
        socket.abort();
        if (answer == QByteArray::fromHex("20020000"))
            (void)QTest::qWaitFor([&] { return server.notices(broker::Notice::Kind::Disconnected) > ends; }, 30'000);
        return answer;
    };
    for (int i = 0; i < 3; ++i)
        QCOMPARE(comeAndGo(), QByteArray::fromHex("20020000"));
    QCOMPARE(comeAndGo(), QByteArray::fromHex("20020005"));
    const auto bans = server.server->guard().bans();
    QCOMPARE(bans.size(), size_t(1));
    QCOMPARE(bans.front().by, QByteArray("flapping"));
    QCOMPARE(bans.front().until.value - bans.front().since.value, 300'000);
}

void TlsListenerTest::limitsOfAListener()
{
    mqttserver::Settings settings;
    mqttserver::ListenerSettings tight;
    tight.name = "tight";
    tight.limits = broker::ListenerLimits{std::chrono::milliseconds(400), 1'024, 2'048};
    settings.listeners.push_back(tight);
    ServerFixture server(settings);
    QTcpSocket silent; // its connect deadline
    silent.connectToHost(u"localhost"_s, server.server->port("tight"));
    QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::ConnectedState, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::UnconnectedState, 5'000);
    QTcpSocket large; // its largest packet: 3,000 bytes are too many here, and none at the other listener
    const QByteArray publish = QByteArray::fromHex("30ba1700016d") + QByteArray(3'000 - 1, 'x');
    large.connectToHost(u"localhost"_s, server.server->port("tight"));
    large.write(connectPacket);
    QTRY_COMPARE_WITH_TIMEOUT(large.bytesAvailable(), qint64(4), 30'000);
    large.write(publish);
    QTRY_COMPARE_WITH_TIMEOUT(large.state(), QAbstractSocket::UnconnectedState, 30'000);
    QTcpSocket roomy;
    roomy.connectToHost(u"localhost"_s, server.tcp);
    roomy.write(connectPacket + publish + QByteArray::fromHex("c000"));
    QTRY_COMPARE_WITH_TIMEOUT(roomy.peek(9), QByteArray::fromHex("20020000d000"), 30'000);
}

QTEST_GUILESS_MAIN(TlsListenerTest)
#include "tst_tlslistener.moc"
