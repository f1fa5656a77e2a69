// SPDX-License-Identifier: GPL-3.0-or-later
// The WebSocket channels of the built program: its page in Chromium, its tester, curl, the seed's .env.
#include "hubprocess.h"
#include <QJsonArray>
#include <QStandardPaths>
#include <QTcpSocket>

using namespace support;
using namespace Qt::StringLiterals;

namespace {

const QString nodeDir = QStringLiteral(VENTANILLA_SOURCE_DIR "/tests/system/node/");

struct Ran
{
    int status = -1;
    QString said;
};

Ran run(const QString &program, const QStringList &arguments, const QByteArray &typed = {},
        const QStringList &environment = {})
{
    QProcess process;
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : environment)
        all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(all);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(typed);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, QString::fromUtf8(process.readAll())};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

/// Opens a channel by hand; the status of the answer.
class RawChannel
{
public:
    explicit RawChannel(const HubProcess &hub, const QByteArray &target = "/api/v1/ws")
    {
        m_socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(hub.port("http")));
        m_socket.write("GET " + target +
                       " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }
    int status()
    {
        while (!m_socket.canReadLine() && m_socket.waitForReadyRead(15'000)) {
        }
        return m_socket.readLine().split(' ').value(1).toInt();
    }
    QTcpSocket &socket() { return m_socket; }

private:
    QTcpSocket m_socket;
};

} // namespace

class ChannelsSystemTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thePageInChromium();
    void theSeedsCurlCommands();
    void theTester();
    void theTesterSpeaksSpanish();
    void aBranchWantsATokenOfTheTester();
    void theSeedsEnvFile();
    void logsWhoComesAndGoes();
    void tellsThatTheHubStops();
};

/// S3-04, S3-38 … S3-42, S3-56, S3-58
void ChannelsSystemTest::thePageInChromium()
{
    if (QStandardPaths::findExecutable(u"chromium"_s).isEmpty())
        QSKIP("chromium is not installed");
    if (!QDir(nodeDir + u"node_modules/ws"_s).exists())
        QSKIP("npm's ws is not installed");
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    QDir().mkpath(QStringLiteral(VENTANILLA_SCREENSHOTS));
    const Ran page = run(u"node"_s, {nodeDir + u"channels_page.mjs"_s, u"http://localhost:%1"_s.arg(hub.port("http")),
                                     QStringLiteral(VENTANILLA_SCREENSHOTS "/websocket_client.png")});
    QVERIFY2(page.status == 0, qPrintable(page.said));
    QVERIFY2(page.said.endsWith(u"done\n"), qPrintable(page.said));
    QVERIFY(QFileInfo(QStringLiteral(VENTANILLA_SCREENSHOTS "/websocket_client.png")).size() > 10'000);
}

/// S3-52, S3-53, S3-54: as the seed types them, but for the port.
void ChannelsSystemTest::theSeedsCurlCommands()
{
    if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    const QString base = u"http://localhost:%1/api/v1/ws"_s.arg(hub.port("http"));
    const auto curl = [&](const QStringList &arguments) {
        const Ran answer = run(u"curl"_s, QStringList{u"-sS"_s, u"--fail"_s} + arguments);
        return answer.status == 0 ? QJsonDocument::fromJson(answer.said.toUtf8()).object() : QJsonObject();
    };
    RawChannel channel(hub, "/api/v1/ws?channel=sensors&user_id=user1");
    QCOMPARE(channel.status(), 101);
    const QJsonObject sent = curl({u"-X"_s, u"POST"_s, base + u"/test-event?channel=general&message=Prueba"_s});
    QCOMPARE(sent["message"_L1].toString(), u"Prueba"_s);
    QCOMPARE(sent["recipients"_L1].toInt(), 0);
    const QJsonObject stats = curl({base + u"/stats"_s});
    QCOMPARE(stats["total_channels"_L1].toInt(), 1);
    const QJsonObject sensors = curl({base + u"/stats/sensors"_s});
    QCOMPARE(sensors["connections"_L1].toInt(), 1);
    QCOMPARE(sensors["users"_L1].toArray()[0].toObject()["user_id"_L1].toString(), u"user1"_s);
    QCOMPARE(stats["channels"_L1].toObject()["sensors"_L1].toObject(), sensors);
    QCOMPARE(run(u"curl"_s, {u"-sS"_s, u"--fail"_s, u"-o"_s, u"/dev/null"_s, base + u"/stats/bank"_s}).status, 22);
}

/// S3-47, S3-49, S3-50, S3-51; S3-48 is S3-49 with other numbers.
void ChannelsSystemTest::theTester()
{
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    const QString program = QStringLiteral(VENTANILLA_PROGRAM);
    const QStringList at{u"ws-test"_s, u"--lang"_s, u"en"_s, u"--url"_s,
                         u"ws://localhost:%1/api/v1/ws"_s.arg(hub.port("http"))};
    const Ran single = run(program, at + QStringList{u"--choice"_s, u"1"_s});
    QVERIFY2(single.status == 0 && single.said.contains(u"The test has passed."), qPrintable(single.said));
    const Ran custom = run(program, at + QStringList{u"--choice"_s, u"3"_s, u"--seconds"_s, u"2"_s, u"--interval"_s,
                                                     u"1"_s, u"--channel"_s, u"readings"_s});
    QVERIFY2(custom.status == 0 && custom.said.contains(u"test events came, 0 did not."), qPrintable(custom.said));
    const Ran sent = run(program, at + QStringList{u"--choice"_s, u"4"_s});
    QVERIFY2(sent.status == 0 && sent.said.contains(u"Sent to general; clients that got it: 0."),
             qPrintable(sent.said));
    const Ran stats = run(program, at + QStringList{u"--choice"_s, u"5"_s});
    QVERIFY2(stats.status == 0 && stats.said.contains(u"\"total_channels\": 0"), qPrintable(stats.said));

    const Ran menu = run(program, {u"ws-test"_s, u"--lang"_s, u"en"_s, u"--data-dir"_s, hub.dataDir()},
                         "4\nsensors\nHola\n5\n7\ngeneral\n0\n");
    QVERIFY2(menu.said.contains(u"Sent to sensors; clients that got it: 0."), qPrintable(menu.said));
    QVERIFY2(menu.said.contains(u"\"total_channels\": 0"), qPrintable(menu.said));
    QVERIFY2(menu.said.contains(u"a choice from 1 to 5 is expected"), qPrintable(menu.said));
}

void ChannelsSystemTest::theTesterSpeaksSpanish()
{
    const Ran menu =
        run(QStringLiteral(VENTANILLA_PROGRAM), {u"ws-test"_s, u"--lang"_s, u"es"_s, u"--url"_s, u"ws://h"_s}, "0\n");
    QCOMPARE(menu.status, 0);
    for (const QString &line :
         {u"1. Prueba única"_s, u"2. Pruebas continuas (5 minutos)"_s, u"3. Pruebas continuas personalizadas"_s,
          u"4. Enviar evento de prueba"_s, u"5. Ver estadísticas"_s})
        QVERIFY2(menu.said.contains(line), qPrintable(menu.said));
}

/// S3-11, S3-62, S3-63
void ChannelsSystemTest::aBranchWantsATokenOfTheTester()
{
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    RestClient rest(hub);
    QVERIFY(rest.login());
    const QString program = QStringLiteral(VENTANILLA_PROGRAM);
    const QStringList at{u"ws-test"_s,
                         u"--lang"_s,
                         u"en"_s,
                         u"--choice"_s,
                         u"1"_s,
                         u"--url"_s,
                         u"ws://localhost:%1/api/v1/ws"_s.arg(hub.port("http"))};
    QCOMPARE(run(program, at).status, 1);
    const Ran good = run(program, at, {}, {u"VENTANILLA_TOKEN="_s + QString::fromLatin1(rest.token())});
    QVERIFY2(good.status == 0, qPrintable(good.said));
    QCOMPARE(RawChannel(hub, "/api/v1/ws/secure?channel=general&token=" + rest.token()).status(), 101);
    QCOMPARE(RawChannel(hub, "/api/v1/ws/secure?channel=general&token=x" + rest.token()).status(), 401);
    QVERIFY2(!hub.said().contains(QString::fromLatin1(rest.token())), "no token in a log");
}

/// S3-64, S3-70, S3-71, S3-72: a file as the seed has it.
void ChannelsSystemTest::theSeedsEnvFile()
{
    QTemporaryDir dir;
    QFile env(dir.filePath(u".env"_s));
    QVERIFY(env.open(QIODevice::WriteOnly));
    env.write("# En tu archivo .env\nWEBSOCKET_MAX_CONNECTIONS=2\nWEBSOCKET_PING_INTERVAL=1\n"
              "WEBSOCKET_PING_TIMEOUT=1\n");
    env.close();
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s, u"--env-file"_s, env.fileName()}), qPrintable(hub.said()));
    RawChannel one(hub);
    RawChannel two(hub);
    QCOMPARE(one.status(), 101);
    QCOMPARE(two.status(), 101);
    QCOMPARE(RawChannel(hub).status(), 503);
    QTRY_COMPARE_WITH_TIMEOUT(one.socket().state(), QAbstractSocket::UnconnectedState, 30'000); // it never answers
    QTRY_COMPARE_WITH_TIMEOUT(two.socket().state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(one.socket().readAll().contains("\x89")); // it was pinged
    QCOMPARE(RawChannel(hub).status(), 101);
}

/// S3-76, S3-78
void ChannelsSystemTest::logsWhoComesAndGoes()
{
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    {
        RawChannel channel(hub, "/api/v1/ws?channel=sensors&user_id=secreto");
        QCOMPARE(channel.status(), 101);
    }
    QTRY_VERIFY_WITH_TIMEOUT(hub.said().contains(u"reason=\"the client went away\""), 30'000);
    QVERIFY2(hub.said().contains(u"info websocket: connected id=1 from=127.0.0.1 user=- channels=sensors"),
             qPrintable(hub.said()));
    QVERIFY(!hub.said().contains(u"secreto"));
}

/// S3-23, S3-24, S3-27: an event of the system's own, and the close code 1001 behind it.
void ChannelsSystemTest::tellsThatTheHubStops()
{
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    RawChannel channel(hub);
    QCOMPARE(channel.status(), 101);
    QCOMPARE(hub.terminate(), 0);
    QByteArray received;
    QTRY_VERIFY_WITH_TIMEOUT((received += channel.socket().readAll()).contains("the hub is stopping"), 30'000);
    const qsizetype news =
        received.indexOf(R"("level":"info","message":"The hub is stopping","data":{"module":"hub",)");
    QVERIFY2(news >= 0, received.constData());
    QVERIFY(received.indexOf("\x88\x15\x03\xe9", news) > news);
}

QTEST_GUILESS_MAIN(ChannelsSystemTest)
#include "tst_wschannels.moc"
