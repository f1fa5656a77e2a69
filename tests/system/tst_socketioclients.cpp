// SPDX-License-Identifier: GPL-3.0-or-later
// The built program with the clients that S4 names: npm's socket.io-client as it comes, in Node and in Chromium, curl,
// and mosquitto's on the other side of the broker.
#include "hubprocess.h"

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::LineReader;
using support::RestAnswer;
using support::RestClient;

namespace {

const QString nodeFolder = QStringLiteral(VENTANILLA_SOURCE_DIR "/tests/system/node");

bool hasNode()
{
    return QFile::exists(nodeFolder + u"/node_modules/socket.io-client"_s);
}

/// One case of socketio_exercise.mjs.
class Exercise
{
public:
    Exercise(const HubProcess &hub, const QString &name, const QByteArray &token, const QByteArray &other = {},
             const char *port = "http")
    {
        const QString url = u"http://127.0.0.1:%1"_s.arg(hub.port(port));
        QStringList arguments{nodeFolder + u"/socketio_exercise.mjs"_s, name, url, QString::fromUtf8(token)};
        if (!other.isEmpty())
            arguments << QString::fromUtf8(other);
        lines.start(u"node"_s, arguments);
    }
    bool isDone(const QString &name, int timeoutMs = 120'000)
    {
        const bool good = !lines.waitFor(u"ok "_s + name, timeoutMs).isEmpty();
        if (!good)
            qWarning().noquote() << lines.lines().join(u'\n');
        return good;
    }
    LineReader lines;
};

QStringList brokerArguments(const HubProcess &hub, const QByteArray &token)
{
    return {u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(hub.port("mqtt")),
            u"-u"_s, u"admin"_s,     u"-P"_s, QString::fromUtf8(token)};
}

} // namespace

class TestSocketIoClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void unmodifiedClients_data();
    void unmodifiedClients();
    void twoUsers();
    void revokedTokensEnd();
    void reconnects();
    void mosquittoBothWays();
    void curl_data();
    void curl();
    void browser();

private:
    HubProcess m_hub;
    QByteArray m_token;
};

#ifndef Q_MOC_RUN // whose preprocessor stumbles over the JSON below

void TestSocketIoClients::initTestCase()
{
    if (!hasNode())
        QSKIP("npm's clients are not here: ./check fetches them");
    QVERIFY2(m_hub.start(), qPrintable(m_hub.said()));
    RestClient rest(m_hub);
    QVERIFY(rest.login());
    m_token = rest.token();
}

void TestSocketIoClients::unmodifiedClients_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("port");
    QTest::newRow("S4-34 … S4-46 in default configuration: polling, then WebSocket")
        << u"default"_s << QByteArray("http");
    QTest::newRow("S4-34 … S4-46 at the alias port") << u"default"_s << QByteArray("http_alias");
    QTest::newRow("S4-34 … S4-46 by WebSocket alone") << u"websocket"_s << QByteArray("http");
    QTest::newRow("S4-34 … S4-46 by polling alone") << u"polling"_s << QByteArray("http");
    QTest::newRow("S4-34 messages during the upgrade") << u"upgrade"_s << QByteArray("http");
    QTest::newRow("S4-34 bad tokens and other namespaces") << u"refused"_s << QByteArray("http");
    QTest::newRow("S4-65 retained messages, one subscription a filter") << u"retained"_s << QByteArray("http");
    QTest::newRow("S4-46 the seed's React component") << u"react"_s << QByteArray("http");
}

void TestSocketIoClients::unmodifiedClients()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, port);
    Exercise exercise(m_hub, name, m_token, {}, port.constData());
    QVERIFY(exercise.isDone(name));
}

void TestSocketIoClients::twoUsers()
{
    RestClient rest(m_hub);
    rest.setToken(m_token);
    const RestAnswer made = rest.post(
        u"/api/v1/admin/users"_s,
        R"({"username":"caja1","display_name":"Caja 1","role":"cajero","password":"una clave de caja","must_change_password":false})");
    if (made.status == 404)
        QSKIP("this hub has no users over REST");
    QVERIFY2(made.status == 201, made.body.constData());
    RestClient teller(m_hub);
    QVERIFY(teller.login(u"caja1"_s, u"una clave de caja"_s));
    Exercise exercise(m_hub, u"rights"_s, m_token, teller.token());
    QVERIFY(exercise.isDone(u"rights"_s));
}

void TestSocketIoClients::revokedTokensEnd()
{
    for (const char *how : {"upgraded", "polling"}) {
        RestClient other(m_hub);
        const QByteArray login = QByteArray(R"({"username":"admin","password":")") + HubProcess::adminPassword + "\"}";
        const QJsonObject session = other.post(u"/auth/login"_s, login).json();
        Exercise exercise(m_hub, u"stay"_s, session.value(u"access_token").toString().toUtf8(), how);
        QVERIFY(!exercise.lines.waitFor(u"ready"_s, 60'000).isEmpty());
        const QJsonObject goodbye{{u"refresh_token"_s, session.value(u"refresh_token")}};
        QCOMPARE(other.post(u"/auth/logout"_s, QJsonDocument(goodbye).toJson()).status, 204);
        QVERIFY(!exercise.lines.waitFor(u"disconnected transport"_s, 60'000).isEmpty());
        QVERIFY(!exercise.lines.waitFor(u"then Unauthorized"_s, 60'000).isEmpty());
    }
}

void TestSocketIoClients::reconnects()
{
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    RestClient rest(hub);
    QVERIFY(rest.login());
    Exercise exercise(hub, u"restart"_s, rest.token());
    QVERIFY(!exercise.lines.waitFor(u"ready"_s, 60'000).isEmpty());
    const QString port = QString::number(hub.port("http"));
    QCOMPARE(hub.terminate(), 0);
    QVERIFY(!exercise.lines.waitFor(u"lost"_s, 60'000).isEmpty());
    QVERIFY2(hub.start({u"--http-port"_s, port}), qPrintable(hub.said()));
    QVERIFY(exercise.isDone(u"restart"_s));
}

void TestSocketIoClients::mosquittoBothWays()
{
    Exercise listener(m_hub, u"listen"_s, m_token, "test/#");
    QVERIFY(!listener.lines.waitFor(u"ready"_s, 60'000).isEmpty());
    QProcess publisher;
    publisher.start(u"mosquitto_pub"_s,
                    brokerArguments(m_hub, m_token) +
                        QStringList{u"-t"_s, u"test/hello"_s, u"-m"_s, uR"({"message":"Hello World"})"_s});
    QVERIFY(publisher.waitForFinished(60'000));
    QCOMPARE(publisher.exitCode(), 0);
    const QString line = listener.lines.waitFor(u"message "_s, 60'000);
    QVERIFY2(line.contains(uR"("topic":"test/hello","payload":{"message":"Hello World"},"qos":0,"timestamp")"),
             qPrintable(line));

    LineReader subscriber; // and the other way: REST, then the broker
    subscriber.subscribe(brokerArguments(m_hub, m_token) +
                         QStringList{u"-d"_s, u"-v"_s, u"-q"_s, u"1"_s, u"-t"_s, u"out/#"_s});
    QVERIFY(!subscriber.waitFor(u"Subscribed"_s, 60'000).isEmpty());
    RestClient rest(m_hub);
    rest.setToken(m_token);
    QCOMPARE(rest.post(u"/mqtt/publish"_s, R"({"topic":"out/x","payload":{"t":25.5},"qos":1})").status, 201);
    QVERIFY(!subscriber.waitFor(uR"(out/x {"t":25.5})"_s, 60'000).isEmpty());
}

void TestSocketIoClients::curl_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, QStringList arguments, const QString &path, const QString &expected) {
        QTest::newRow(name) << arguments << path << expected;
    };
    const QStringList json{u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s};
    row("S4-23 health, without a token", {}, u"/mqtt/health"_s, uR"("status":"ok","mqtt":true)"_s);
    row("S4-24 status", {u"TOKEN"_s}, u"/mqtt/status"_s, uR"("isConnected":true,"clientId":"famemely_)"_s);
    row("S4-31 stats", {u"TOKEN"_s}, u"/mqtt/stats"_s, uR"("totalSubscriptions":)"_s);
    row("S4-27 publish",
        QStringList{u"TOKEN"_s} + json +
            QStringList{
                uR"({"topic":"sensors/temperature","payload":{"temperature":25.5,"unit":"C"},"qos":0,"retain":false})"_s},
        u"/mqtt/publish"_s, uR"("success":true,"topic":"sensors/temperature")"_s);
    row("S4-28 subscribe", QStringList{u"TOKEN"_s} + json + QStringList{uR"({"topic":"sensors/#","qos":0})"_s},
        u"/mqtt/subscribe"_s, uR"({"success":true,"topic":"sensors/#","qos":0})"_s);
    row("S4-30 subscriptions", {u"TOKEN"_s}, u"/mqtt/subscriptions"_s, uR"({"topic":"sensors/#","qos":0})"_s);
    row("S4-29 unsubscribe", {u"TOKEN"_s, u"-X"_s, u"DELETE"_s}, u"/mqtt/unsubscribe/sensors%2F%23"_s,
        uR"({"success":true,"topic":"sensors/#"})"_s);
    row("S4-32 broadcast",
        QStringList{u"TOKEN"_s} + json +
            QStringList{uR"({"topic":"broadcast/all","message":{"title":"System Alert"},"includeTimestamp":true})"_s},
        u"/mqtt/broadcast"_s, uR"("topic":"broadcast/all")"_s);
    row("S4-33 without a token", {}, u"/mqtt/status"_s, uR"("success":false)"_s);
}

void TestSocketIoClients::curl()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    if (arguments.removeAll(u"TOKEN"_s) > 0)
        arguments << u"-H"_s << u"Authorization: Bearer "_s + QString::fromUtf8(m_token);
    QProcess process;
    process.start(u"curl"_s,
                  QStringList{u"-s"_s, u"http://127.0.0.1:%1%2"_s.arg(m_hub.port("http_alias")).arg(path)} + arguments);
    QVERIFY(process.waitForFinished(60'000));
    const QString answer = QString::fromUtf8(process.readAll());
    QVERIFY2(answer.contains(expected), qPrintable(answer));
}

void TestSocketIoClients::browser()
{
    if (!QFile::exists(u"/usr/bin/chromium"_s))
        QSKIP("Chromium is not here");
    LineReader page;
    page.start(u"node"_s, {nodeFolder + u"/socketio_browser.mjs"_s, u"http://127.0.0.1:%1"_s.arg(m_hub.port("http")),
                           QString::fromUtf8(m_token)});
    const bool good = !page.waitFor(u"ok browser"_s, 120'000).isEmpty();
    QVERIFY2(good, qPrintable(page.lines().join(u'\n')));
}

#endif
QTEST_GUILESS_MAIN(TestSocketIoClients)
#include "tst_socketioclients.moc"
