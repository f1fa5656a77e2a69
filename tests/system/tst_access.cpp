// SPDX-License-Identifier: GPL-3.0-or-later
// Who may connect and what he may use, with the built program, its command line, and mosquitto's own programs: their
// files are read, their clients connect, and their broker decides the same about the same file.
#include "hubprocess.h"
#include "plainclient.h"
#include <QTcpServer>

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::LineReader;
using support::PlainClient;
using support::RestClient;

namespace {

struct Ran
{
    int status = -1;
    QString out;
};

Ran run(const QString &program, const QStringList &arguments, const QStringList &environment = {})
{
    QProcess process;
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    all.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const QString &variable : environment)
        all.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(all);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

Ran ventanilla(const HubProcess &hub, const QStringList &words)
{
    const QString password = u"VENTANILLA_PASSWORD="_s + QString::fromUtf8(HubProcess::adminPassword);
    return run(QStringLiteral(VENTANILLA_PROGRAM),
               QStringList{u"--lang"_s, u"en"_s, u"--data-dir"_s, hub.dataDir()} + words, {password});
}

QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        qFatal("%s cannot be written", qPrintable(file.fileName()));
    return file.fileName();
}

QByteArray readFile(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

/// Debian's broker with a file of passwords and one of rules.
class MosquittoBroker
{
public:
    bool start(const QTemporaryDir &folder, const QString &passwords, const QString &rules)
    {
        QTcpServer probe; // a port that is free just now
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        const QString config = writeFile(folder, u"mosquitto.conf"_s,
                                         "listener " + QByteArray::number(m_port) +
                                             " 127.0.0.1\nuser root\nallow_anonymous true\npassword_file " +
                                             passwords.toUtf8() + "\nacl_file " + rules.toUtf8() + "\n");
        m_process.start(u"mosquitto"_s, {u"-c"_s, config});
        return m_process.waitForStarted();
    }
    ~MosquittoBroker()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    quint16 port() const { return m_port; }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

const QByteArray crossAcl = "# before any user: anonymous\n"
                            "topic read publico/#\n"
                            "user ana\n"
                            "topic planta/#\n"
                            "topic deny planta/secreto\n"
                            "topic read $SYS/broker/version\n"
                            "user eva\n"
                            "topic read planta/+/estado\n"
                            "topic write ordenes/eva\n"
                            "topic readwrite comun\n"
                            "pattern write registro/%u/%c\n"
                            "pattern read registro/%u/#\n"
                            "pattern deny registro/eva/prohibido\n";

} // namespace

class AccessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mosquittosFilesAreTakenOver();
    void thereAndBackAgain();
    void theCommandLineAsksARunningHub();
    void aLiveEditRevokesDeliveryAtOnce();
    void theSameFileDecidesTheSameAsInMosquitto();
};

void AccessTest::mosquittosFilesAreTakenOver()
{
    HubProcess hub;
    QTemporaryDir folder;
    const QString passwords = writeFile(folder, u"passwords"_s, {});
    QCOMPARE(run(u"mosquitto_passwd"_s, {u"-b"_s, passwords, u"banco_user"_s, u"clave del banco"_s}).status,
             0);                                                                                                // S0-52
    const QString rules = writeFile(folder, u"acl"_s, "user banco_user\ntopic read banco/#\ntopic planta/#\n"); // S0-55
    const Ran dry = ventanilla(hub, {u"device"_s, u"import"_s, passwords});
    QVERIFY2(dry.status == 0 && dry.out.contains(u"Nothing was changed"_s), qPrintable(dry.out));
    QVERIFY(ventanilla(hub, {u"device"_s, u"list"_s}).out.contains(u"There are no"_s));
    QCOMPARE(ventanilla(hub, {u"device"_s, u"import"_s, passwords, u"--apply"_s}).status, 0); // S0-51
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"import"_s, rules, u"--apply"_s}).status, 0);        // S0-54
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    const QString port = QString::number(hub.port("mqtt"));
    const Ran wrong = run(u"mosquitto_sub"_s, {u"-p"_s, port, u"-u"_s, u"banco_user"_s, u"-P"_s, u"falsa"_s, u"-t"_s,
                                               u"planta/#"_s, u"-W"_s, u"10"_s});
    QVERIFY2(wrong.status == 5, qPrintable(wrong.out)); // S1-84 CONNACK 5
    const Ran nobody = run(u"mosquitto_sub"_s, {u"-p"_s, port, u"-t"_s, u"planta/#"_s, u"-W"_s, u"10"_s});
    QVERIFY2(nobody.status == 5, qPrintable(nobody.out)); // S0-50
    LineReader subscriber;
    subscriber.subscribe({u"-d"_s, u"-v"_s, u"-p"_s, port, u"-u"_s, u"banco_user"_s, u"-P"_s, u"clave del banco"_s,
                          u"-t"_s, u"planta/#"_s});
    QVERIFY(!subscriber.waitFor(u"Subscribed"_s, 30'000).isEmpty());
    QCOMPARE(run(u"mosquitto_pub"_s, {u"-p"_s, port, u"-u"_s, u"banco_user"_s, u"-P"_s, u"clave del banco"_s, u"-t"_s,
                                      u"planta/1"_s, u"-m"_s, u"hola"_s, u"-q"_s, u"1"_s})
                 .status,
             0);
    QVERIFY(!subscriber.waitFor(u"planta/1 hola"_s, 30'000).isEmpty());
}

void AccessTest::thereAndBackAgain()
{
    HubProcess hub;
    QTemporaryDir folder;
    const QString passwords = writeFile(folder, u"passwords"_s, {});
    for (const QString &name : {u"a"_s, u"b"_s})
        QCOMPARE(run(u"mosquitto_passwd"_s, {u"-b"_s, passwords, name, u"clave de "_s + name}).status, 0);
    QCOMPARE(ventanilla(hub, {u"device"_s, u"import"_s, passwords, u"--apply"_s}).status, 0);
    const QString out = folder.filePath(u"out"_s);
    QCOMPARE(ventanilla(hub, {u"device"_s, u"export"_s, out}).status, 0);
    QCOMPARE(readFile(out), readFile(passwords));
    const QString acl = writeFile(folder, u"acl"_s, crossAcl);
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"import"_s, acl, u"--apply"_s}).status, 0);
    const QString listed = ventanilla(hub, {u"acl"_s, u"list"_s}).out;
    QCOMPARE(listed.count(u'\n'), 10);
    for (const QString &format : {u"json"_s, u"mosquitto"_s}) { // EMQX knows no "anonymous"
        QCOMPARE(ventanilla(hub, {u"acl"_s, u"export"_s, out, u"--format"_s, format}).status, 0);
        const Ran back = ventanilla(hub, {u"acl"_s, u"import"_s, out, u"--apply"_s, u"--replace"_s});
        QVERIFY2(back.status == 0, qPrintable(back.out));
        QCOMPARE(ventanilla(hub, {u"acl"_s, u"list"_s}).out, listed);
    }
    const QString emqx = writeFile(folder, u"acl.conf"_s,
                                   "{allow, {user, \"device_001\"}, publish, [\"iot/sensors/ESP32_001/#\"]}.\n"
                                   "{deny, {'or', [{ipaddr, \"10.0.0.0/8\"}, {clientid, {re, \"^x\"}}]}, "
                                   "{publish, [{qos, 2}, {retain, true}]}, [{eq, \"a\"}]}.\n{deny, all}.\n"); // S1-69
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"import"_s, emqx, u"--apply"_s, u"--replace"_s}).status, 0);
    const QString fromEmqx = ventanilla(hub, {u"acl"_s, u"list"_s}).out;
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"export"_s, out, u"--format"_s, u"emqx"_s}).status, 0);
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"import"_s, out, u"--apply"_s, u"--replace"_s}).status, 0);
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"list"_s}).out, fromEmqx);
    const QString half = writeFile(folder, u"half"_s, "user a\ntopic b\nrole c\n");
    const Ran refused = ventanilla(hub, {u"acl"_s, u"import"_s, half, u"--apply"_s});
    QVERIFY2(refused.status == 1 && refused.out.contains(u"line 3: NOT TAKEN"_s), qPrintable(refused.out));
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"list"_s}).out, fromEmqx); // nothing half imported
}

void AccessTest::theCommandLineAsksARunningHub()
{
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    const Ran added = ventanilla(hub, {u"device"_s, u"add"_s, u"device_001"_s, u"--device-id"_s, u"ESP32_001"_s,
                                       u"--client-id"_s, u"ESP32_001"_s, u"--mosquitto"_s});
    QVERIFY2(added.status == 0, qPrintable(added.out));
    const QByteArray secret = added.out.section(u"only now): "_s, 1).trimmed().toUtf8();
    QVERIFY2(secret.size() >= 32, qPrintable(added.out));
    PlainClient device;
    QCOMPARE(device.connectTo(quint16(hub.port("mqtt")), "ESP32_001", "device_001", secret), 0); // at once, no restart
    PlainClient other;
    QCOMPARE(other.connectTo(quint16(hub.port("mqtt")), "ESP32_002", "device_001", secret), 5);
    QCOMPARE(device.subscribe("iot/devices/ESP32_001/#"), 0); // S1-70
    QCOMPARE(device.subscribe("#"), 0x80);                    // S1-71
    const Ran check = ventanilla(
        hub, {u"acl"_s, u"check"_s, u"device_001"_s, u"ESP32_001"_s, u"publish"_s, u"iot/sensors/ESP32_001/data"_s});
    QVERIFY2(check.status == 0 && check.out.startsWith(u"allowed (device)"_s), qPrintable(check.out));
    QCOMPARE(ventanilla(hub, {u"device"_s, u"disable"_s, u"device_001"_s}).status, 0);
    PlainClient again;
    QCOMPARE(again.connectTo(quint16(hub.port("mqtt")), "ESP32_001", "device_001", secret), 5);
    QCOMPARE(ventanilla(hub, {u"device"_s, u"remove"_s, u"device_001"_s}).status, 0);
    const Ran gone = ventanilla(hub, {u"device"_s, u"remove"_s, u"device_001"_s});
    QCOMPARE(gone.status, 2);
    const QStringList wrong{u"--data-dir"_s, hub.dataDir(), u"acl"_s, u"list"_s};
    const Ran refused = run(QStringLiteral(VENTANILLA_PROGRAM), wrong, {u"VENTANILLA_PASSWORD=falsa"_s});
    QCOMPARE(refused.status, 2);
    QVERIFY(!refused.out.contains(u"falsa"_s));
    QVERIFY(!hub.said().contains(QString::fromUtf8(secret))); // not in the log
}

void AccessTest::aLiveEditRevokesDeliveryAtOnce()
{
    HubProcess hub;
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    RestClient rest(hub);
    QVERIFY(rest.login());
    const QString root = u"/api/v1/admin/"_s;
    const QByteArray permitAuthor = R"({"effect":"permit","who":{"user":"autor"},"topics":["x/#"]})";
    const QByteArray permitReader = R"({"effect":"permit","who":{"user":"lector"},"topics":["x/#"]})";
    for (const char *name : {"lector", "autor"})
        QCOMPARE(rest.post(root + u"credentials"_s,
                           QByteArray("{\"secret\":\"una clave larga\",\"username\":\"") + name + "\"}")
                     .status,
                 201);
    QCOMPARE(rest.post(root + u"acl"_s, permitAuthor).status, 201);
    const auto permit = rest.post(root + u"acl"_s, permitReader);
    QCOMPARE(permit.status, 201);
    PlainClient reader;
    PlainClient writer;
    const auto port = quint16(hub.port("mqtt"));
    QCOMPARE(reader.connectTo(port, "r", "lector", "una clave larga"), 0);
    QCOMPARE(writer.connectTo(port, "w", "autor", "una clave larga"), 0);
    QCOMPARE(reader.subscribe("x/#"), 0);
    writer.publish("x/1", "antes");
    QVERIFY(reader.waitFor("x/1 antes"));
    const QString path = root + u"acl/%1"_s.arg(permit.json()[u"id"].toInteger());
    QCOMPARE(rest.send("DELETE", path, {}).status, 204);
    // The broker hears of it a moment after the answer; from then on nothing comes, to a session that is not touched.
    QTRY_VERIFY_WITH_TIMEOUT(
        (writer.publish("x/1", "sonda"), writer.roundTrip(), reader.roundTrip(), reader.take().isEmpty()), 30'000);
    writer.publish("x/1", "despues");
    QVERIFY(writer.roundTrip() && reader.roundTrip());
    QCOMPARE(reader.take(), QByteArrayList());
    QCOMPARE(rest.post(root + u"acl"_s, permitReader).status, 201);
    QTRY_VERIFY_WITH_TIMEOUT(
        (writer.publish("x/1", "vuelta"), writer.roundTrip(), reader.roundTrip(), reader.take().contains("x/1 vuelta")),
        30'000); // the subscription was there all the time
}

void AccessTest::theSameFileDecidesTheSameAsInMosquitto()
{
    HubProcess hub;
    QTemporaryDir folder;
    const QString passwords = writeFile(folder, u"passwords"_s, {});
    for (const QString &name : {u"ana"_s, u"eva"_s, u"todo"_s})
        QCOMPARE(run(u"mosquitto_passwd"_s, {u"-b"_s, passwords, name, u"una clave larga"_s}).status, 0);
    const QString rules = writeFile(folder, u"acl"_s, crossAcl + "user todo\ntopic readwrite #\n");
    QCOMPARE(ventanilla(hub, {u"device"_s, u"import"_s, passwords, u"--apply"_s}).status, 0);
    QCOMPARE(ventanilla(hub, {u"acl"_s, u"import"_s, rules, u"--apply"_s}).status, 0);
    QVERIFY2(hub.start(), qPrintable(hub.said()));
    MosquittoBroker mosquitto;
    QVERIFY(mosquitto.start(folder, passwords, rules));

    const QByteArrayList topics{"planta/1/estado",    "planta/secreto",
                                "planta/x",           "ordenes/eva",
                                "ordenes/ana",        "comun",
                                "registro/ana/ana-1", "registro/eva/eva-1",
                                "registro/eva/ana-1", "registro/eva/prohibido",
                                "publico/x",          "otro"};
    // Filters that the file covers: mosquitto grants every SUBSCRIBE, so what is delivered is what counts.
    const QList<std::pair<QByteArray, QByteArrayList>> readers{
        {"ana", {"planta/#", "registro/ana/#"}},
        {"eva", {"planta/+/estado", "comun", "registro/eva/#"}},
    };
    QByteArrayList results[2];
    const quint16 ports[2] = {mosquitto.port(), quint16(hub.port("mqtt"))};
    for (int broker = 0; broker < 2; ++broker) {
        std::vector<std::unique_ptr<PlainClient>> reading;
        for (const auto &[user, filters] : readers) {
            reading.push_back(std::make_unique<PlainClient>());
            int status = -1;
            QTRY_VERIFY_WITH_TIMEOUT( // mosquitto may still be opening its port
                (status = reading.back()->connectTo(ports[broker], user + "-r", user, "una clave larga")) == 0, 30'000);
            for (const QByteArray &filter : filters)
                QCOMPARE(reading.back()->subscribe(filter), 0);
        }
        PlainClient all; // sees what was accepted at all
        QCOMPARE(all.connectTo(ports[broker], "todo-r", "todo", "una clave larga"), 0);
        QCOMPARE(all.subscribe("#"), 0);
        for (const QByteArray user : {"ana", "eva"}) {
            PlainClient writer;
            QCOMPARE(writer.connectTo(ports[broker], user + "-1", user, "una clave larga"), 0);
            for (const QByteArray &topic : topics)
                writer.publish(topic, "de " + user);
            QVERIFY(writer.roundTrip());
        }
        QVERIFY(all.roundTrip());
        QByteArrayList accepted = all.take();
        accepted.removeIf([](const QByteArray &message) { return message.startsWith("banco/"); }); // the hub's own
        std::sort(accepted.begin(), accepted.end());
        results[broker] << "accepted: " + accepted.join(", ");
        for (size_t i = 0; i < reading.size(); ++i) {
            QVERIFY(reading[i]->roundTrip());
            QByteArrayList got = reading[i]->take();
            std::sort(got.begin(), got.end());
            results[broker] << readers[static_cast<qsizetype>(i)].first + ": " + got.join(", ");
        }
    }
    QCOMPARE(results[1].join('\n'), results[0].join('\n'));
    QVERIFY(results[0].first().contains("planta/x de ana") && !results[0].first().contains("secreto"));
}

QTEST_GUILESS_MAIN(AccessTest)
#include "tst_access.moc"
