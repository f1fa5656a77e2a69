// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own manners: start, stop, refusals in one sentence with the fix.
#include "system/hubprocess.h"
#include <QDirIterator>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::LineReader;
using support::RestClient;

namespace {

struct Ended
{
    int status = -1;
    QString out;
    QString err;
};

Ended runProgram(const QStringList &arguments, const QStringList &environment = {})
{
    QProcess process;
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : environment)
        all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(all);
    process.start(QStringLiteral(VENTANILLA_PROGRAM), arguments);
    Ended ended;
    if (process.waitForFinished(20'000))
        ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    ended.out = QString::fromUtf8(process.readAllStandardOutput());
    ended.err = QString::fromUtf8(process.readAllStandardError());
    return ended;
}

} // namespace

class ProgramTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsItsVersionAndOptions();
    void badCommandLines_data();
    void badCommandLines();
    void aBusyPortIsNamedWithTheFix();
    void aBusyAliasIsOnlyANote();
    void anotherBrokerIsNotSilentlyIgnored();
    void aFolderThatCannotBeWrittenIsNamed();
    void aSecondHubOnTheFolderIsRefused();
    void theFirstStartShowsAPasswordOnce();
    void endsInOrderOnSigterm();
    void twoHubsRunSideBySide();
    void badMqttBytesCloseTheConnectionAlone_data();
    void badMqttBytesCloseTheConnectionAlone();
    void badWebSocketFramesCloseTheConnectionAlone();
    void certificatesInOneCommand();
    void settingsAreStoredAndUsed();
    void theDemoLives();
};

void ProgramTest::tellsItsVersionAndOptions()
{
    const Ended version = runProgram({u"--version"_s});
    QCOMPARE(version.status, 0);
    QVERIFY(version.out.startsWith(u"ventanilla 0."_s));
    const Ended help = runProgram({u"--help"_s}, {u"LANG=es_EC.UTF-8"_s, u"LC_ALL="_s});
    QCOMPARE(help.status, 0);
    QVERIFY(help.out.contains(u"--headless"_s));
    const Ended spanish = runProgram({u"--help"_s, u"--lang"_s, u"es"_s});
    for (const QString &english : {u"Usage:"_s, u"Commands:"_s, u"Options:"_s, u"Settings ("_s, u"credentials"_s})
        QVERIFY2(!spanish.out.contains(english), qPrintable(english));
}

void ProgramTest::badCommandLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    QTest::addRow("unknown option") << QStringList{u"--nonsense"_s} << u"nonsense"_s;
    QTest::addRow("a port in words") << QStringList{u"--headless"_s, u"--mqtt-port"_s, u"x"_s} << u"mqtt.port"_s;
    QTest::addRow("lab beyond loopback") << QStringList{u"--headless"_s, u"--profile"_s, u"lab"_s, u"--bind"_s,
                                                        u"any"_s}
                                         << u"loopback"_s;
    QTest::addRow("env file that is not there")
        << QStringList{u"--headless"_s, u"--env-file"_s, u"/nowhere/.env"_s} << u"/nowhere/.env"_s;
    QTest::addRow("verify without a ledger") << QStringList{u"verify"_s} << u"no ledger"_s;
    QTest::addRow("unknown setting") << QStringList{u"config"_s, u"set"_s, u"mqtt.prot"_s, u"1"_s} << u"mqtt.prot"_s;
}

void ProgramTest::badCommandLines()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, part);
    QTemporaryDir folder;
    const QString dataDir = folder.filePath(u"data"_s);
    const Ended ended = runProgram(arguments + QStringList{u"--data-dir"_s, dataDir});
    QVERIFY2(ended.status == 1 || ended.status == 2, qPrintable(u"%1 %2"_s.arg(ended.status).arg(ended.err)));
    QVERIFY2(ended.err.startsWith(u"ventanilla: "_s) && ended.err.contains(part), qPrintable(ended.err));
    QCOMPARE(ended.err.count(u'\n'), 1);
    QVERIFY(!QFile::exists(dataDir)); // nothing was begun
}

void ProgramTest::aBusyPortIsNamedWithTheFix()
{
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    const QString port = QString::number(occupier.serverPort());
    for (const QString &option : {u"--mqtt-port"_s, u"--mqtt-ws-port"_s, u"--http-port"_s}) {
        HubProcess hub;
        hub.launch({option, port});
        QCOMPARE(hub.waitForEnd(), 1);
        const QString said = hub.said();
        QVERIFY2(said.contains(port) && said.contains(option), qPrintable(said));
        QCOMPARE(said.count(u'\n'), 1);
    }
}

void ProgramTest::aBusyAliasIsOnlyANote()
{
    QTcpServer occupier;
    QVERIFY(occupier.listen(QHostAddress::LocalHost));
    HubProcess hub;
    QVERIFY2(hub.start({u"--http-alias-port"_s, QString::number(occupier.serverPort())}), qPrintable(hub.said()));
    QTRY_VERIFY_WITH_TIMEOUT(hub.said().contains(QString::number(occupier.serverPort())), 30'000);
    QVERIFY(RestClient(hub).login());
}

void ProgramTest::anotherBrokerIsNotSilentlyIgnored()
{
    qputenv("MQTT_BROKER_HOST", "192.0.2.7"); // S0-29; the hub inherits it
    HubProcess hub;
    const bool started = hub.start();
    qunsetenv("MQTT_BROKER_HOST");
    QVERIFY2(started, qPrintable(hub.said()));
    QTRY_VERIFY_WITH_TIMEOUT(hub.said().contains(u"192.0.2.7"_s), 30'000);
}

void ProgramTest::aFolderThatCannotBeWrittenIsNamed()
{
    const Ended ended = runProgram({u"--headless"_s, u"--data-dir"_s, u"/proc/ventanilla"_s});
    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.err.contains(u"/proc/ventanilla"_s) && ended.err.contains(u"--data-dir"_s), qPrintable(ended.err));
}

void ProgramTest::aSecondHubOnTheFolderIsRefused()
{
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    const Ended ended = runProgram({u"--headless"_s, u"--data-dir"_s, hub.dataDir(), u"--mqtt-port"_s, u"0"_s,
                                    u"--http-port"_s, u"0"_s, u"--mqtt-ws-port"_s, u"0"_s});
    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.err.contains(QString::number(hub.process().processId())), qPrintable(ended.err));
    QVERIFY(RestClient(hub).login()); // the first one does not care
}

void ProgramTest::theFirstStartShowsAPasswordOnce()
{
    QTemporaryDir folder;
    const QStringList arguments{
        u"--headless"_s, u"--data-dir"_s,  folder.path(), u"--mqtt-port"_s,       u"0"_s,   u"--mqtt-ws-port"_s,
        u"0"_s,          u"--http-port"_s, u"0"_s,        u"--http-alias-port"_s, u"off"_s, u"--bank-socket-port"_s,
        u"off"_s,        u"--lang"_s,      u"en"_s};
    LineReader first;
    first.start(QStringLiteral(VENTANILLA_PROGRAM), arguments, {u"VENTANILLA_ADMIN_PASSWORD="_s});
    const QString line = first.waitFor(u"one-time password"_s);
    QVERIFY2(!line.isEmpty(), qPrintable(first.lines().join(u'\n')));
    QVERIFY(line.contains(u"\"admin\""_s));
    QVERIFY(!first.waitFor(u"Ready"_s).isEmpty());
    first.process().terminate();
    QVERIFY(first.process().waitForFinished());
    LineReader second;
    second.start(QStringLiteral(VENTANILLA_PROGRAM), arguments, {u"VENTANILLA_ADMIN_PASSWORD="_s});
    QVERIFY(!second.waitFor(u"Ready"_s).isEmpty());
    QVERIFY(second.lines().filter(u"password"_s).isEmpty());
    QDirIterator files(folder.path(), QDir::Files);
    const QByteArray password = line.trimmed().section(u' ', -1).toUtf8();
    QVERIFY(password.size() > 12);
    while (files.hasNext()) { // it is kept nowhere
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(password), qPrintable(file.fileName()));
    }
}

void ProgramTest::endsInOrderOnSigterm()
{
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    RestClient rest(hub);
    QVERIFY(rest.login());
    QCOMPARE(rest.openAccount(u"1350509525"_s).status, 201);
    QCOMPARE(rest.movement(u"1350509525"_s, "DEPOSITO", "5.00").status, 201);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(hub.terminate(), 0);
    QVERIFY2(timer.elapsed() < 6000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!QFile::exists(hub.dataDir() + u"/hub.json"_s));
    const Ended verify = runProgram({u"verify"_s, u"--data-dir"_s, hub.dataDir()});
    QVERIFY2(verify.status == 0, qPrintable(verify.out + verify.err));
    QVERIFY(verify.out.contains(u"1 postings"_s));
}

void ProgramTest::twoHubsRunSideBySide()
{
    HubProcess one;
    HubProcess two;
    QVERIFY2(one.start(), qPrintable(one.said()));
    QVERIFY2(two.start(), qPrintable(two.said()));
    RestClient rest(one);
    QVERIFY(rest.login());
    RestClient other(two);
    other.setToken(rest.token());
    QCOMPARE(other.get(u"/auth/me"_s).status, 401); // one hub's token is nothing to another
}

void ProgramTest::badMqttBytesCloseTheConnectionAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addRow("HTTP at the MQTT port") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::addRow("MQTT-3.1.0-1: PUBLISH first") << QByteArray::fromHex("300400017861");
    QTest::addRow("MQTT-2.2.3: remaining length of five bytes") << QByteArray::fromHex("10ffffffff7f");
    QTest::addRow("a length of 256 MB") << QByteArray::fromHex("10ffffff7f");
    QTest::addRow("MQTT-3.1.2-3: reserved flag") << QByteArray::fromHex("100c00044d51545404030000") + QByteArray(2, 0);
    QTest::addRow("zeros") << QByteArray(64, '\0');
    QTest::addRow("noise") << QByteArray::fromHex("f7e6d5c4b3a291807f6e5d4c3b2a1908");
}

void ProgramTest::badMqttBytesCloseTheConnectionAlone()
{
    QFETCH(QByteArray, bytes);
    static HubProcess hub;
    if (hub.process().state() == QProcess::NotRunning)
        QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(hub.port("mqtt")));
    QVERIFY(socket.waitForConnected());
    socket.write(bytes);
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(RestClient(hub).login());
}

void ProgramTest::badWebSocketFramesCloseTheConnectionAlone()
{
    HubProcess hub;
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(hub.port("mqtt_ws")));
    QVERIFY(socket.waitForConnected());
    socket.write("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Protocol: mqtt\r\n\r\n");
    QByteArray answer;
    QTRY_VERIFY_WITH_TIMEOUT((answer += socket.readAll()).contains("\r\n\r\n"), 30'000);
    QVERIFY2(answer.startsWith("HTTP/1.1 101"), answer.constData());
    QVERIFY(answer.contains("Sec-WebSocket-Protocol: mqtt\r\n"));
    socket.write(QByteArray::fromHex("820548656c6c6f")); // RFC 6455 5.1: a client's frame without a mask
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(RestClient(hub).login());
}

/// S0-53, S1-68, S1-72: from nothing to MQTT over TLS with device certificates, renewed and revoked while it runs.
void ProgramTest::certificatesInOneCommand()
{
    if (QStandardPaths::findExecutable(u"mosquitto_pub"_s).isEmpty())
        QSKIP("mosquitto-clients is not installed");
    HubProcess hub;
    const QStringList folder{u"--data-dir"_s, hub.dataDir()};
    const Ended made = runProgram(QStringList{u"certificate"_s, u"create"_s, u"--host"_s, u"broker.test"_s} + folder);
    QVERIFY2(made.status == 0 && made.out.contains(u"ca.pem"), qPrintable(made.out + made.err));
    QCOMPARE(runProgram(QStringList{u"certificate"_s, u"device"_s, u"ESP32_001"_s} + folder).status, 0);
    for (const char *listener : {"tls", "wss"})
        QCOMPARE(
            runProgram(QStringList{u"config"_s, u"set"_s,
                                   u"mqtt.%1.client_certificates"_s.arg(QLatin1StringView(listener)), u"required"_s} +
                       folder)
                .status,
            0);
    QVERIFY2(hub.start({u"--profile"_s, u"lab"_s}), qPrintable(hub.said()));
    const QString tls = hub.dataDir() + u"/tls/"_s;
    const auto publish = [&](const QString &clientId, bool withCertificate) {
        QStringList arguments{
            u"-h"_s, u"localhost"_s, u"-p"_s, QString::number(hub.port("mqtts")), u"--cafile"_s, tls + u"ca.pem"_s,
            u"-i"_s, clientId,       u"-t"_s, u"iot/sensors/ESP32_001/t"_s,       u"-m"_s,       u"1"_s,
            u"-q"_s, u"1"_s};
        if (withCertificate)
            arguments << u"--cert"_s << tls + u"devices/ESP32_001.pem"_s << u"--key"_s
                      << tls + u"devices/ESP32_001.key"_s;
        QProcess client;
        client.start(u"mosquitto_pub"_s, arguments);
        return client.waitForFinished(30'000) ? client.exitCode() : -1;
    };
    QCOMPARE(publish(u"ESP32_001"_s, true), 0);
    QVERIFY(publish(u"ESP32_002"_s, true) != 0); // the client id must be the CN
    QVERIFY(publish(u"ESP32_001"_s, false) != 0);

    const QTemporaryDir kept; // the thief's copy
    for (const char *end : {"pem", "key"})
        QVERIFY(QFile::copy(tls + u"devices/ESP32_001."_s + QLatin1StringView(end),
                            kept.filePath(u"ESP32_001."_s + QLatin1StringView(end))));
    QCOMPARE(runProgram(QStringList{u"certificate"_s, u"revoke"_s, u"ESP32_001"_s} + folder).status, 0);
    for (const char *end : {"pem", "key"})
        QVERIFY(QFile::copy(kept.filePath(u"ESP32_001."_s + QLatin1StringView(end)),
                            tls + u"devices/ESP32_001."_s + QLatin1StringView(end)));
    QCOMPARE(::kill(static_cast<pid_t>(hub.process().processId()), SIGHUP), 0);
    QTRY_VERIFY_WITH_TIMEOUT(hub.said().contains(u"new TLS connections now get"), 30'000);
    QVERIFY(publish(u"ESP32_001"_s, true) != 0);
    QCOMPARE(hub.terminate(), 0);
}

void ProgramTest::settingsAreStoredAndUsed()
{
    QTemporaryDir folder;
    const QStringList where{u"--data-dir"_s, folder.path()};
    QCOMPARE(runProgram(QStringList{u"config"_s, u"set"_s, u"hub.name"_s, u"Sucursal Norte"_s} + where).status, 0);
    QCOMPARE(runProgram(QStringList{u"config"_s, u"get"_s, u"hub.name"_s} + where).out, u"Sucursal Norte\n"_s);
    QVERIFY(runProgram(QStringList{u"config"_s, u"list"_s} + where).out.contains(u"mqtt.port = 1883   (default)"_s));
    const Ended wrong = runProgram(QStringList{u"config"_s, u"set"_s, u"mqtt.port"_s, u"99999"_s} + where);
    QCOMPARE(wrong.status, 2);
    QCOMPARE(runProgram(QStringList{u"config"_s, u"get"_s, u"mqtt.port"_s} + where).out, u"1883\n"_s);
}

void ProgramTest::theDemoLives()
{
    HubProcess hub;
    QVERIFY2(hub.start({u"--demo"_s}), qPrintable(hub.said()));
    LineReader sub;
    sub.start(u"mosquitto_sub"_s,
              {u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(hub.port("mqtt")), u"-t"_s, u"#"_s, u"-v"_s});
    QVERIFY(
        !sub.waitFor(u"iot/sensors/ESP32_001/data {\"device_id\":\"ESP32_001\",\"temperature\":"_s, 30'000).isEmpty());
    QVERIFY(!sub.waitFor(u"banco/transacciones {"_s, 30'000).isEmpty());
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "tst_program.moc"
