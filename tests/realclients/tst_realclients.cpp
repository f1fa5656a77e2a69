// SPDX-License-Identifier: GPL-3.0-or-later
// The server with clients of others: mosquitto's tools, Paho C, C++ and Python, npm's mqtt, and the seeds' own
// programs.
#include "mqttserver/serverfixture.h"
#include "realclients/program.h"
#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using realclients::patienceMs;
using realclients::Program;
using support::ServerFixture;

#ifndef PROGRAM_paho_c_sync
#define PROGRAM_paho_c_sync ""
#endif
#ifndef PROGRAM_paho_cpp
#define PROGRAM_paho_cpp ""
#endif

namespace {

/// A Python that has Paho 1.x: Debian's, beside which another may stand first in the path. Empty: none.
QString pythonWithPaho()
{
    for (const QString &python : {u"/usr/bin/python3"_s, u"python3"_s}) {
        Program program(python, {u"-c"_s, u"import paho.mqtt, sys; sys.exit(paho.mqtt.__version__[0] != '1')"_s});
        if (program.endsWell())
            return python;
    }
    return {};
}

bool hasNodeClients()
{
    return !QStandardPaths::findExecutable(u"node"_s).isEmpty() &&
           QDir(QStringLiteral(NODE_DIR "/node_modules/mqtt")).exists();
}

QString script(const char *folder, const char *name)
{
    return QString::fromLatin1(folder) + u'/' + QString::fromLatin1(name);
}

} // namespace

class RealClientsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exercise_data();
    void exercise();
    void mosquitto_data();
    void mosquitto();
    void mosquittoFive();
    void mosquittoRequests();
    void raspberryPi();
    void useMqttHook();
};

void RealClientsTest::exercise_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("missing"); // why it is skipped
    const QString python = pythonWithPaho();
    const QString noPython = python.isEmpty() ? u"Debian's python3-paho-mqtt is not installed"_s : QString();
    for (const char *transport : {"tcp", "websockets"}) {
        for (const char *level : {"31", "311", "5"})
            QTest::addRow("S0-33 Paho Python 1.6, MQTT %s, %s", level, transport)
                << python
                << QStringList{script(CLIENTS_DIR, "paho_exercise.py"), u"localhost"_s,
                               *transport == 't' ? u"TCP"_s : u"WS"_s, QString::fromLatin1(level),
                               QString::fromLatin1(transport)}
                << noPython;
    }
    const QString noNode = hasNodeClients() ? QString() : u"npm's mqtt is not there: ./check fetches it"_s;
    for (const char *url : {"mqtt://localhost:TCP", "ws://localhost:WS", "ws://localhost:WS/mqtt"}) {
        for (const char *level : {"4", "5"})
            QTest::addRow("S0-43 npm mqtt, level %s, %s", level, url)
                << u"node"_s
                << QStringList{script(NODE_DIR, "mqtt_exercise.mjs"), QString::fromLatin1(url),
                               QString::fromLatin1(level)}
                << noNode;
    }
    const auto compiled = [](const char *name, const char *program, const QByteArray &levels) {
        for (const char level : levels)
            QTest::addRow("%s, level %c", name, level)
                << QString::fromLatin1(program)
                << QStringList{u"tcp://localhost:TCP"_s, QString(QLatin1Char(level)), u"FOLDER"_s}
                << (*program ? QString() : QString::fromLatin1(name) + u" was not installed when this was built"_s);
    };
    compiled("Paho C", PROGRAM_paho_c_sync, "345");
    compiled("Paho C++", PROGRAM_paho_cpp, "345");
}

void RealClientsTest::exercise()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QString, missing);
    if (!missing.isEmpty())
        QSKIP(qPrintable(missing));
    ServerFixture server;
    QTemporaryDir folder;
    arguments.replaceInStrings(u"TCP"_s, QString::number(server.tcp));
    arguments.replaceInStrings(u"WS"_s, QString::number(server.ws));
    arguments.replaceInStrings(u"FOLDER"_s, folder.path());
    Program client(program, arguments);
    const bool well = client.endsWell();
    QVERIFY2(well && client.lines().last() == u"done", qPrintable(client.said()));
}

void RealClientsTest::mosquitto_data()
{
    QTest::addColumn<QString>("version");
    for (const char *version : {"mqttv31", "mqttv311", "mqttv5"})
        QTest::addRow("S0-40 mosquitto_pub and mosquitto_sub, %s", version) << QString::fromLatin1(version);
}

void RealClientsTest::mosquitto()
{
    QFETCH(QString, version);
    ServerFixture server;
    const QStringList common{u"-V"_s, version, u"-p"_s, QString::number(server.tcp)};
    const auto publish = [&](const QStringList &arguments) {
        Program pub(u"mosquitto_pub"_s, common + arguments);
        const bool well = pub.endsWell();
        QVERIFY2(well, qPrintable(pub.said()));
    };
    publish({u"-t"_s, u"banco/saldo/1"_s, u"-q"_s, u"1"_s, u"-r"_s, u"-m"_s, u"kept"_s});
    QStringList keep{u"-i"_s, u"keeper"_s, u"-c"_s, u"-q"_s, u"2"_s, u"-t"_s, u"banco/#"_s, u"-F"_s, u"%t %q %r %p"_s};
    if (version == u"mqttv5")
        keep += {u"-x"_s, u"300"_s};
    {
        Program sub(u"mosquitto_sub"_s, common + keep);
        QVERIFY2(sub.says(u"banco/saldo/1 1 1 kept"_s), qPrintable(sub.said()));
        for (const char *qos : {"0", "1", "2"}) {
            publish({u"-t"_s, u"banco/x"_s, u"-q"_s, QString::fromLatin1(qos), u"-m"_s, u"live"_s});
            QVERIFY2(sub.says(u"banco/x %1 0 live"_s.arg(QString::fromLatin1(qos))), qPrintable(sub.said()));
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().clientsConnected, 0, patienceMs);
    for (const char *text : {"1", "2", "3"})
        publish({u"-t"_s, u"banco/x"_s, u"-q"_s, u"1"_s, u"-m"_s, QString::fromLatin1(text)});
    Program again(u"mosquitto_sub"_s, common + keep + QStringList{u"-C"_s, u"3"_s});
    const bool ended = again.endsWell();
    QVERIFY2(ended, qPrintable(again.said()));
    QCOMPARE(again.lines(), QStringList({u"banco/x 1 0 1"_s, u"banco/x 1 0 2"_s, u"banco/x 1 0 3"_s}));
}

void RealClientsTest::mosquittoFive()
{
    ServerFixture server;
    const QStringList common{u"-V"_s, u"mqttv5"_s, u"-p"_s, QString::number(server.tcp)};
    Program one(u"mosquitto_sub"_s, common + QStringList{u"-t"_s, u"$share/g/job"_s, u"-q"_s, u"1"_s});
    Program two(u"mosquitto_sub"_s, common + QStringList{u"-t"_s, u"$share/g/job"_s, u"-q"_s, u"1"_s});
    Program all(u"mosquitto_sub"_s,
                common + QStringList{u"-t"_s, u"job"_s, u"-F"_s, u"%p %C %R %D %P"_s, u"-q"_s, u"1"_s});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 3, patienceMs);
    for (int i = 0; i < 10; ++i) {
        Program pub(u"mosquitto_pub"_s, common + QStringList{u"-t"_s,
                                                             u"job"_s,
                                                             u"-q"_s,
                                                             u"1"_s,
                                                             u"-m"_s,
                                                             QString::number(i),
                                                             u"-D"_s,
                                                             u"publish"_s,
                                                             u"content-type"_s,
                                                             u"text/plain"_s,
                                                             u"-D"_s,
                                                             u"publish"_s,
                                                             u"response-topic"_s,
                                                             u"answer"_s,
                                                             u"-D"_s,
                                                             u"publish"_s,
                                                             u"correlation-data"_s,
                                                             u"abc"_s,
                                                             u"-D"_s,
                                                             u"publish"_s,
                                                             u"user-property"_s,
                                                             u"k"_s,
                                                             u"v"_s});
        const bool well = pub.endsWell();
        QVERIFY2(well, qPrintable(pub.said()));
        QVERIFY2(all.says(u"%1 text/plain answer abc k:v"_s.arg(i)), qPrintable(all.said()));
    }
    QTRY_COMPARE_WITH_TIMEOUT(one.lines().size() + two.lines().size(), 10, patienceMs); // MQTT 5, 4.8.2: one of them
}

void RealClientsTest::mosquittoRequests()
{
    ServerFixture server;
    const QStringList common{u"-p"_s, QString::number(server.tcp)};
    Program question(u"mosquitto_rr"_s, common + QStringList{u"-t"_s, u"ask"_s, u"-e"_s, u"answer"_s, u"-m"_s,
                                                             u"time?"_s, u"-V"_s, u"mqttv5"_s, u"-W"_s, u"30"_s});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, patienceMs);
    Program answer(u"mosquitto_pub"_s, common + QStringList{u"-t"_s, u"answer"_s, u"-m"_s, u"noon"_s});
    const bool well = question.endsWell();
    QVERIFY2(well, qPrintable(question.said()));
    QCOMPARE(question.said().trimmed(), u"noon"_s);
}

void RealClientsTest::raspberryPi()
{
    const QString python = pythonWithPaho();
    if (python.isEmpty())
        QSKIP("Debian's python3-paho-mqtt is not installed");
    ServerFixture server;
    const QString port = QString::number(server.tcp);
    Program backend(u"mosquitto_sub"_s,
                    {u"-p"_s, port, u"-t"_s, u"iot/sensors/+/data"_s, u"-q"_s, u"1"_s, u"-F"_s, u"%t %q %p"_s});
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, patienceMs);
    Program device(python, {script(CLIENTS_DIR, "raspberry_pi.py"), u"localhost"_s, port});
    QVERIFY2(device.says(u"Conectado con código: 0"_s), qPrintable(device.said()));
    QVERIFY2(backend.says(u"iot/sensors/RPI_001/data 1 {\"device_id\": \"RPI_001\""_s), qPrintable(backend.said()));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 2, patienceMs);
    Program command(u"mosquitto_pub"_s, {u"-p"_s, port, u"-t"_s, u"iot/devices/RPI_001/commands"_s, u"-m"_s,
                                         u"{\"command\": \"restart\"}"_s});
    QVERIFY2(device.says(u"Hecho: restart"_s), qPrintable(device.said()));
    const bool well = device.endsWell();
    QVERIFY2(well && device.said().contains(u"Desconectado del broker"_s), qPrintable(device.said()));
}

void RealClientsTest::useMqttHook()
{
    if (!hasNodeClients())
        QSKIP("npm's mqtt is not there: ./check fetches it");
    ServerFixture server;
    Program hook(u"node"_s, {script(NODE_DIR, "use_mqtt.mjs"), u"ws://localhost:%1"_s.arg(server.ws)});
    QVERIFY2(hook.says(u"Conectado a MQTT Broker"_s), qPrintable(hook.said()));
    QTRY_COMPARE_WITH_TIMEOUT(server.statistics().subscriptions, 1, patienceMs);
    for (const char *payload : {"{\"tipo\":\"DEPOSITO\",\"monto\":150.00}", "{\"tipo\":\"FIN\",\"monto\":0}"}) {
        broker::PublishInternal message;
        message.topic = base::Bytes::fromStatic("banco/transacciones");
        message.payload = base::Bytes::copyOf(payload);
        message.qos = mqtt::QoS::AtLeastOnce;
        QVERIFY(server.server->publisher().push(message));
    }
    QVERIFY2(hook.says(u"DEPOSITO: $150"_s), qPrintable(hook.said()));
    const bool well = hook.endsWell();
    QVERIFY2(well, qPrintable(hook.said()));
}

QTEST_GUILESS_MAIN(RealClientsTest)
#include "tst_realclients.moc"
