// SPDX-License-Identifier: GPL-3.0-or-later
// HTTPS and WSS on a real listener, with Qt's TLS as the independent peer.
#include "gatewaybench.h"
#include "net/thread.h"
#include "net/tlskeeper.h"
#include "support/tlskit.h"
#include <QSslSocket>
#include <QWebSocket>
#include <QtTest>

using namespace support;
using namespace Qt::StringLiterals;

namespace {

/// A gateway with an HTTPS listener in its own thread.
class SecureGateway
{
public:
    explicit SecureGateway(const TlsKit &kit)
        : auth(clock)
        , thread(u"gateway"_s)
    {
        thread.start();
        thread.call([&, this] {
            loop = std::make_unique<net::Loop>();
            gateway::GatewaySettings settings;
            net::TlsFiles files = kit.files();
            files.protocols = {"http/1.1"};
            net::ListenOptions secure;
            secure.tls = *net::TlsKeeper::open(files);
            settings.listeners = {net::ListenOptions(), secure};
            settings.version = u"1.2.3"_s;
            settings.http.strictTransport = true;
            gateway = std::make_unique<gateway::Gateway>(
                *loop, clock, settings,
                gateway::GatewayPorts{auth, bank, bank, DirectAuth::tokens(), auth.authenticator->snapshot(), {}});
            listening = gateway->listen();
            plainPort = gateway->port(0);
            port = gateway->port(1);
        });
    }
    ~SecureGateway()
    {
        thread.call([this] {
            gateway->stopAccepting([] {});
            gateway->close();
            gateway.reset();
            loop.reset();
        });
        thread.stop();
    }

    base::SystemClock clock;
    FakeBank bank;
    DirectAuth auth;
    net::HubThread thread;
    std::unique_ptr<net::Loop> loop;
    std::unique_ptr<gateway::Gateway> gateway;
    base::Result<> listening;
    quint16 plainPort = 0;
    quint16 port = 0;
};

QSslConfiguration trusting(const TlsKit &kit)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(kit.path(u"ca.pem"_s)));
    return configuration;
}

/// Connects, asks once and leaves the connection open.
Reply ask(QSslSocket &socket, quint16 port)
{
    if (!socket.isEncrypted()) {
        socket.connectToHostEncrypted(u"localhost"_s, port);
        if (!socket.waitForEncrypted(30'000))
            return {};
    }
    socket.write(GatewayBench::request("GET", "/"));
    QByteArray received;
    while (!received.contains("how the hub is") && socket.waitForReadyRead(30'000))
        received += socket.readAll();
    return GatewayBench::takeReply(received);
}

} // namespace

class TestHttps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOverTls();
    void renewsTheCertificateWhileOpen();
    void speaksWebSocketOverTls();
    void plainBytesOnATlsPortAreCut();
};

void TestHttps::answersOverTls()
{
    const TlsKit kit;
    SecureGateway live(kit);
    QVERIFY_OK(live.listening);
    QSslSocket socket;
    QSslConfiguration configuration = trusting(kit);
    configuration.setAllowedNextProtocols({"h2", "http/1.1"});
    socket.setSslConfiguration(configuration);
    for (int i = 0; i < 2; ++i) { // the connection stays
        const Reply reply = ask(socket, live.port);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("strict-transport-security"), QByteArray("max-age=31536000"));
    }
    QCOMPARE(socket.sslConfiguration().nextNegotiatedProtocol(), QByteArray("http/1.1"));
    QTcpSocket plain;
    plain.connectToHost(u"localhost"_s, live.plainPort);
    plain.write(GatewayBench::request("GET", "/"));
    QByteArray received;
    while (!received.contains("how the hub is") && plain.waitForReadyRead(30'000))
        received += plain.readAll();
    QVERIFY(!GatewayBench::takeReply(received).headers.contains("strict-transport-security"));
}

void TestHttps::renewsTheCertificateWhileOpen()
{
    const TlsKit kit;
    SecureGateway live(kit);
    QSslSocket before;
    before.setSslConfiguration(trusting(kit));
    QCOMPARE(ask(before, live.port).status, 200);
    QCOMPARE(before.peerCertificate().subjectInfo(QSslCertificate::CommonName), QStringList{u"localhost"_s});
    kit.newServer("renewed.example");
    live.gateway->reloadCertificates();
    QString name;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            QSslSocket after;
            after.setSslConfiguration(trusting(kit));
            return ask(after, live.port).status == 200 &&
                   after.peerCertificate().subjectInfo(QSslCertificate::CommonName) ==
                       QStringList{u"renewed.example"_s};
        }(),
        30'000);
    QCOMPARE(ask(before, live.port).status, 200); // the open one goes on
    kit.write(u"server.pem"_s, "no certificate");
    live.gateway->reloadCertificates();
    QSslSocket still;
    still.setSslConfiguration(trusting(kit));
    QCOMPARE(ask(still, live.port).status, 200); // a bad file leaves the old one in use
}

void TestHttps::speaksWebSocketOverTls()
{
    const TlsKit kit;
    SecureGateway live(kit);
    const auto attempt =
        live.auth.authenticator->login(auth::word(auth::Role::Technician), u"correct horse"_s, u"test"_s);
    live.gateway->setUsers(live.auth.authenticator->snapshot());
    QWebSocket socket;
    socket.setSslConfiguration(trusting(kit));
    QNetworkRequest request(QUrl(u"wss://localhost:%1/api/v1/feed"_s.arg(live.port)));
    request.setRawHeader("Authorization", "Bearer " + attempt.result->accessToken);
    QStringList frames;
    connect(&socket, &QWebSocket::textMessageReceived, this, [&](const QString &frame) { frames << frame; });
    socket.open(request);
    QTRY_VERIFY_WITH_TIMEOUT(!frames.isEmpty(), 30'000);
    QVERIFY2(frames.first().contains(u"\"hello\""), qPrintable(frames.first())); // S3-67
}

void TestHttps::plainBytesOnATlsPortAreCut()
{
    const TlsKit kit;
    SecureGateway live(kit);
    QTcpSocket plain;
    plain.connectToHost(u"localhost"_s, live.port);
    plain.write(GatewayBench::request("GET", "/"));
    QByteArray received;
    while (plain.state() != QAbstractSocket::UnconnectedState && plain.waitForReadyRead(30'000))
        received += plain.readAll();
    QCOMPARE(plain.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!received.startsWith("HTTP"));
}

QTEST_GUILESS_MAIN(TestHttps)
#include "tst_https.moc"
