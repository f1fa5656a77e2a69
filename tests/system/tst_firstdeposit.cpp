// SPDX-License-Identifier: GPL-3.0-or-later
// One real thread through every floor: a deposit over REST, seen by mosquitto's clients and by npm's mqtt.
#include "system/hubprocess.h"

using namespace Qt::StringLiterals;
using support::HubProcess;
using support::LineReader;
using support::RestAnswer;
using support::RestClient;

namespace {

const QString cedula = u"1350509525"_s;

QStringList subscriber(const HubProcess &hub, const QString &topic, const QStringList &more = {})
{
    return QStringList{u"-h"_s, u"127.0.0.1"_s,   u"-p"_s, QString::number(hub.port("mqtt")),
                       u"-q"_s, u"1"_s,           u"-t"_s, topic,
                       u"-F"_s, u"%t %q %r %p"_s, u"-d"_s} +
           more;
}

QStringList credentials()
{
    return {u"-u"_s, u"admin"_s, u"-P"_s, QString::fromUtf8(HubProcess::adminPassword)};
}

} // namespace

class FirstDepositTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void mosquittoSeesADepositWithItsQoS();
    void aLateSubscriberGetsTheRetainedBalance();
    void statisticsComeEveryThreeSeconds();
    void aTestAlertGetsThrough();
    void lowBalanceRaisesAnAlert();
    void npmMqttOverWebSocket_data();
    void npmMqttOverWebSocket();
    void theMonitorPrintsTheSeedsLines();
    void nobodyElseWritesTheBanksTopics();
    void badRestInputChangesNothing_data();
    void badRestInputChangesNothing();

private:
    void openAccount(HubProcess &hub, const QString &number);
    HubProcess m_lab;
    HubProcess m_branch;
};

void FirstDepositTest::initTestCase()
{
    QVERIFY2(m_lab.start({u"--profile"_s, u"lab"_s}), qPrintable(m_lab.said()));
    QVERIFY2(m_branch.start(), qPrintable(m_branch.said()));
    for (HubProcess *hub : {&m_lab, &m_branch}) {
        RestClient rest(*hub);
        QVERIFY(rest.login());
        QCOMPARE(rest.openAccount(cedula, u"María Zambrano"_s).status, 201);
        QCOMPARE(rest.movement(cedula, "DEPOSITO", "1000.00").status, 201);
    }
}

void FirstDepositTest::openAccount(HubProcess &hub, const QString &number)
{
    RestClient rest(hub);
    QVERIFY(rest.login());
    QCOMPARE(rest.openAccount(number).status, 201);
}

void FirstDepositTest::mosquittoSeesADepositWithItsQoS()
{
    LineReader sub;
    sub.subscribe(subscriber(m_branch, u"banco/#"_s, credentials()));
    QVERIFY(!sub.waitFor(u"received SUBACK"_s).isEmpty());
    RestClient rest(m_branch);
    QVERIFY(rest.login());
    const RestAnswer answer = rest.movement(cedula, "DEPOSITO", "150.00");
    QCOMPARE(answer.status, 201);
    const QString line = sub.waitFor(u"banco/transacciones 1 0 {"_s); // S0-10: QoS 1, not retained
    QVERIFY2(!line.isEmpty(), qPrintable(sub.lines().join(u'\n')));
    QVERIFY2(line.contains(u"\"cedula\":\"1350509525\",\"tipo\":\"DEPOSITO\",\"monto\":150.00,\"saldo_nuevo\":1150.00,"
                           "\"timestamp\":\""_s),
             qPrintable(line));                                               // S0-18, S0-28
    QVERIFY(!sub.waitFor(u"banco/depositos 1 0 {"_s).isEmpty());              // S0-11
    QVERIFY(!sub.waitFor(u"banco/saldo/1350509525 1 0 {"_s).isEmpty());       // S0-13, live: retain flag 0
    QVERIFY(!sub.waitFor(u"banco/transacciones/1350509525 1 0"_s).isEmpty()); // S0-17
}

void FirstDepositTest::aLateSubscriberGetsTheRetainedBalance()
{
    RestClient rest(m_lab);
    QVERIFY(rest.login());
    QCOMPARE(rest.movement(cedula, "RETIRO", "50.00").status, 201);
    LineReader sub;
    sub.subscribe(subscriber(m_lab, u"banco/saldo/#"_s));
    const QString line = sub.waitFor(u"banco/saldo/1350509525 1 1 {"_s); // S0-13, S0-22: retained
    QVERIFY2(line.contains(u"\"saldo_nuevo\":950.00,\"saldo_anterior\":1000.00"_s), qPrintable(line)); // S0-21
}

void FirstDepositTest::statisticsComeEveryThreeSeconds()
{
    LineReader sub;
    sub.subscribe(subscriber(m_lab, u"banco/estadisticas"_s));
    QVERIFY(!sub.waitFor(u"banco/estadisticas 0 1 {"_s).isEmpty()); // S0-14: retained, QoS 0
    QElapsedTimer timer;
    QVERIFY(!sub.waitFor(u"banco/estadisticas 0 0 {"_s).isEmpty());
    timer.start();
    const QString line = sub.waitFor(u"banco/estadisticas 0 0 {"_s);
    QVERIFY2(line.contains(u"\"clientes_conectados\":"_s) && line.contains(u"\"total_transacciones\":"_s) &&
                 line.contains(u"\"ips_activas\":"_s),
             qPrintable(line)); // S0-23
    QVERIFY2(timer.elapsed() > 2000 && timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void FirstDepositTest::aTestAlertGetsThrough()
{
    LineReader sub;
    sub.subscribe(subscriber(m_lab, u"banco/alertas"_s));
    QVERIFY(!sub.waitFor(u"received SUBACK"_s).isEmpty());
    QProcess publish; // S0-41
    publish.start(u"mosquitto_pub"_s, {u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_lab.port("mqtt")), u"-t"_s,
                                       u"banco/alertas"_s, u"-m"_s, uR"({"type":"TEST","message":"Prueba"})"_s});
    QVERIFY(publish.waitForFinished());
    QCOMPARE(publish.exitCode(), 0);
    QVERIFY(sub.waitFor(u"banco/alertas 0 0"_s).contains(uR"({"type":"TEST","message":"Prueba"})"_s));
}

void FirstDepositTest::lowBalanceRaisesAnAlert()
{
    openAccount(m_lab, u"1710034065"_s);
    LineReader sub;
    sub.subscribe(subscriber(m_lab, u"banco/alertas"_s, {u"-q"_s, u"2"_s}));
    QVERIFY(!sub.waitFor(u"received SUBACK"_s).isEmpty());
    RestClient rest(m_lab);
    QVERIFY(rest.login());
    QCOMPARE(rest.movement(u"1710034065"_s, "DEPOSITO", "200").status, 201);
    QCOMPARE(rest.movement(u"1710034065"_s, "RETIRO", "114.50").status, 201);
    const QString line = sub.waitFor(u"banco/alertas 2 0 {"_s); // S0-15: QoS 2
    QVERIFY2(line.contains(u"\"type\":\"LOW_BALANCE\",\"message\":\"Saldo bajo: $85.50\",\"cedula\":\"1710034065\","
                           "\"data\":{\"saldo\":85.50},\"timestamp\":"_s),
             qPrintable(line)); // S0-24, S0-26
}

void FirstDepositTest::npmMqttOverWebSocket_data()
{
    QTest::addColumn<bool>("lab");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("login");
    QTest::addColumn<QString>("outcome");
    const QStringList admin{u"admin"_s, QString::fromUtf8(HubProcess::adminPassword)};
    QTest::addRow("S0-43 lab: no credentials, no path") << true << QString() << QStringList() << u"connected"_s;
    QTest::addRow("S0-43 lab: path /mqtt") << true << u"/mqtt"_s << QStringList() << u"connected"_s;
    QTest::addRow("branch: with credentials") << false << QString() << admin << u"connected"_s;
    QTest::addRow("S0-50 branch: refused without") << false << QString() << QStringList() << u"refused 5"_s;
    QTest::addRow("S1-84 branch: refused with a wrong password")
        << false << QString() << QStringList{u"admin"_s, u"wrong"_s} << u"refused 5"_s;
    QTest::addRow("S1-84 lab: a wrong password is refused even there")
        << true << QString() << QStringList{u"admin"_s, u"wrong"_s} << u"refused 5"_s;
}

void FirstDepositTest::npmMqttOverWebSocket()
{
    const QString script = QStringLiteral(VENTANILLA_SOURCE_DIR "/tests/system/node/mqtt_subscribe.mjs");
    if (!QDir(QStringLiteral(VENTANILLA_SOURCE_DIR "/tests/system/node/node_modules/mqtt")).exists())
        QSKIP("npm's mqtt is not there: ./check fetches it");
    QFETCH(bool, lab);
    QFETCH(QString, path);
    QFETCH(QStringList, login);
    QFETCH(QString, outcome);
    HubProcess &hub = lab ? m_lab : m_branch;
    LineReader node;
    node.start(u"node"_s, QStringList{script, u"ws://localhost:%1%2"_s.arg(hub.port("mqtt_ws")).arg(path),
                                      u"banco/transacciones"_s} +
                              login);
    QVERIFY2(!node.waitFor(outcome).isEmpty(), qPrintable(node.lines().join(u'\n')));
    if (outcome != u"connected")
        return;
    QCOMPARE(node.waitFor(u"subscribed"_s), u"subscribed 1"_s);
    RestClient rest(hub);
    QVERIFY(rest.login());
    QCOMPARE(rest.movement(cedula, "DEPOSITO", "12.34").status, 201);
    const QString line = node.waitFor(u"banco/transacciones {"_s);
    QVERIFY2(line.contains(u"\"monto\":12.34"_s), qPrintable(line)); // S0-44, S0-45
}

void FirstDepositTest::theMonitorPrintsTheSeedsLines()
{
    openAccount(m_branch, u"0102030400"_s);
    LineReader monitor;
    monitor.start(QStringLiteral(VENTANILLA_PROGRAM), {u"--monitor"_s},
                  {u"MQTT_BROKER_HOST=localhost"_s, u"MQTT_BROKER_PORT=%1"_s.arg(m_branch.port("mqtt")),
                   u"MQTT_USERNAME=admin"_s, u"MQTT_PASSWORD="_s + QString::fromUtf8(HubProcess::adminPassword)});
    QVERIFY(!monitor.waitFor(u"Escuchando eventos MQTT"_s).isEmpty()); // S0-37
    RestClient rest(m_branch);
    QVERIFY(rest.login());
    QCOMPARE(rest.movement(u"0102030400"_s, "DEPOSITO", "150.00").status, 201);
    QCOMPARE(rest.movement(u"0102030400"_s, "RETIRO", "64.50").status, 201);
    QCOMPARE(monitor.waitFor(u"0102030400"_s), u"💰 DEPÓSITO: $150.00 - Cédula: 0102030400 - Nuevo saldo: $150.00"_s);
    QCOMPARE(monitor.waitFor(u"RETIRO"_s), u"💸 RETIRO: $64.50 - Cédula: 0102030400 - Nuevo saldo: $85.50"_s);
    QCOMPARE(monitor.waitFor(u"ALERTA"_s), u"🚨 ALERTA [LOW_BALANCE]: Saldo bajo: $85.50 (Cédula: 0102030400)"_s);
    QCOMPARE(monitor.lines().filter(u"DEPÓSITO"_s).size(), 1); // S0-38
    monitor.process().terminate();
    QVERIFY(monitor.process().waitForFinished());
    QCOMPARE(monitor.process().exitCode(), 0); // S0-39
}

void FirstDepositTest::nobodyElseWritesTheBanksTopics()
{
    LineReader sub;
    sub.subscribe(subscriber(m_lab, u"#"_s));
    QVERIFY(!sub.waitFor(u"received SUBACK"_s).isEmpty());
    for (const QString &topic : {u"banco/saldo/1350509525"_s, u"banco/transacciones"_s, u"prueba/libre"_s}) {
        QProcess publish;
        publish.start(u"mosquitto_pub"_s, {u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_lab.port("mqtt")),
                                           u"-q"_s, u"1"_s, u"-t"_s, topic, u"-m"_s, u"falsified"_s, u"-r"_s});
        QVERIFY(publish.waitForFinished());
    }
    QVERIFY(!sub.waitFor(u"prueba/libre"_s).isEmpty()); // sent last: the other two would have come before
    for (const QString &line : sub.lines())
        QVERIFY2(!line.startsWith(u"banco/"_s) || !line.contains(u"falsified"_s), qPrintable(line));
}

void FirstDepositTest::badRestInputChangesNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    const auto body = [](const char *amount) -> QByteArray {
        return QByteArray("{\"cedula\":\"1350509525\",\"tipo\":\"DEPOSITO\",\"monto\":") + amount + "}";
    };
    QTest::addRow("no JSON") << QByteArray("monto=5") << QByteArray("k") << 400;
    QTest::addRow("cut JSON") << QByteArray("{\"cedula\":") << QByteArray("k") << 400;
    QTest::addRow("an array") << QByteArray("[]") << QByteArray("k") << 400;
    QTest::addRow("no body") << QByteArray() << QByteArray("k") << 400;
    QTest::addRow("no key") << body("5.00") << QByteArray() << 400;
    QTest::addRow("key of 65 characters") << body("5.00") << QByteArray(65, 'k') << 422;
    QTest::addRow("SPEC 2.2: exponent") << body("1e2") << QByteArray("k") << 422;
    QTest::addRow("SPEC 2.2: three decimals") << body("1.005") << QByteArray("k") << 422;
    QTest::addRow("negative") << body("-5.00") << QByteArray("k") << 422;
    QTest::addRow("zero") << body("0.00") << QByteArray("k") << 422;
    QTest::addRow("boolean amount") << body("true") << QByteArray("k") << 422;
    QTest::addRow("beyond the range") << body("9999999999999999") << QByteArray("k") << 422;
    QTest::addRow("unknown kind") << QByteArray(R"({"cedula":"1350509525","tipo":"ROBO","monto":5})") << QByteArray("k")
                                  << 422;
    QTest::addRow("cédula with a wildcard")
        << QByteArray(R"({"cedula":"+","tipo":"DEPOSITO","monto":5})") << QByteArray("k") << 422;
    QTest::addRow("an account that is not there")
        << QByteArray(R"({"cedula":"9999999999","tipo":"DEPOSITO","monto":5})") << QByteArray("k") << 404;
    QTest::addRow("the same name twice") << QByteArray(
                                                R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":5,"monto":6})")
                                         << QByteArray("k") << 400;
    QTest::addRow("overdraft") << QByteArray(R"({"cedula":"1350509525","tipo":"RETIRO","monto":999999})")
                               << QByteArray("k") << 422;
    QTest::addRow("a megabyte and more") << QByteArray(1'100'000, 'x') << QByteArray("k") << 413;
}

void FirstDepositTest::badRestInputChangesNothing()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    RestClient rest(m_lab);
    QVERIFY(rest.login());
    const QByteArray before = rest.get(u"/api/v1/bank/accounts/1350509525"_s).body;
    const QJsonObject summary = rest.get(u"/api/v1/bank/summary"_s).json();
    const RestAnswer answer = rest.post(u"/api/v1/bank/transactions"_s, body, key);
    QVERIFY2(answer.status == status || (status == 422 && answer.status == 400),
             qPrintable(u"%1 %2"_s.arg(answer.status).arg(QString::fromUtf8(answer.body))));
    QVERIFY(answer.headers.value("content-type").startsWith("application/problem+json"));
    QVERIFY(!answer.json()[QLatin1StringView("detail")].toString().isEmpty());
    QCOMPARE(rest.get(u"/api/v1/bank/accounts/1350509525"_s).body, before);
    QCOMPARE(rest.get(u"/api/v1/bank/summary"_s).json()[QLatin1StringView("total_transacciones")],
             summary[QLatin1StringView("total_transacciones")]);
}

QTEST_GUILESS_MAIN(FirstDepositTest)
#include "tst_firstdeposit.moc"
