// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/settings.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

using namespace hub;

class SettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsAreLoopbackAndBranch();
    void theFirstLayerWins();
    void refusesWrongValues_data();
    void refusesWrongValues();
    void tlsNeedsAllItsFiles();
    void labStaysOnLoopback();
    void persistenceIsOnOffOrOfSomeListeners();
    void readsTheSeedsNames_data();
    void readsTheSeedsNames();
    void readsTheChannelsSettings();
    void readsEnvFiles();
    void saysWhichLineOfAnEnvFileIsWrong();
};

void SettingsTest::defaultsAreLoopbackAndBranch()
{
    const auto settings = resolveSettings({}, u"/data"_s);
    QVERIFY_OK(settings);
    QCOMPARE(settings->profile, Profile::Branch);
    QCOMPARE(settings->tills.toleranceMinor, 5'00);
    QCOMPARE(settings->tills.denominations, bank::usualDenominations()); // UX 3.1
    QVERIFY(settings->onLoopback());
    QCOMPARE(settings->mqtt.size(), size_t(2));                   // TLS only once there is a certificate
    QCOMPARE(settings->mqttListener("tcp")->port, quint16(1883)); // S0-07
    QCOMPARE(settings->mqttListener("ws")->port, quint16(9001));  // S0-08
    QCOMPARE(settings->httpPort, Port(8000));
    QCOMPARE(settings->httpAliasPort, Port(3001));   // S4-23
    QCOMPARE(settings->bankSocket.port, Port(5050)); // S0-09
    QCOMPARE(settings->bankSocket.tlsPort, Port());  // without a certificate
    QCOMPARE(settings->bankSocket.idleTimeout, std::chrono::seconds(300));
    QCOMPARE(settings->lowBalanceThreshold.toWire(), QByteArray("100.00")); // S0-26
    QVERIFY(settings->publishPerCedula);                                    // S0-17
    QCOMPARE(settings->timeZone, QByteArray("America/Guayaquil"));          // S0-27
}

void SettingsTest::theFirstLayerWins()
{
    const SettingTexts commandLine{{u"mqtt.port"_s, u"2883"_s}};
    const SettingTexts stored{{u"mqtt.port"_s, u"3883"_s}, {u"http.alias_port"_s, u"off"_s}};
    const auto settings = resolveSettings({commandLine, stored}, QString());
    QVERIFY_OK(settings);
    QCOMPARE(settings->mqttListener("tcp")->port, quint16(2883));
    QCOMPARE(settings->httpAliasPort, Port());
}

void SettingsTest::refusesWrongValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addRow("a port above 65535") << u"mqtt.port"_s << u"70000"_s;
    QTest::addRow("a port in words") << u"http.port"_s << u"eight thousand"_s;
    QTest::addRow("a negative port") << u"http.port"_s << u"-1"_s;
    QTest::addRow("an idle time of zero") << u"bank.socket.idle_timeout"_s << u"0"_s;
    QTest::addRow("a bank socket's proxy in words") << u"bank.socket.proxies"_s << u"nginx"_s;
    QTest::addRow("an unknown profile") << u"security.profile"_s << u"open"_s;
    QTest::addRow("a host name to bind") << u"network.bind"_s << u"example"_s;
    QTest::addRow("an unknown currency") << u"bank.currency"_s << u"ABC"_s;
    QTest::addRow("an unknown time zone") << u"bank.timezone"_s << u"Mars/Olympus"_s;
    QTest::addRow("a threshold with a comma") << u"bank.low_balance_threshold"_s << u"1,5"_s;
    QTest::addRow("a negative tolerance of tills") << u"bank.till.tolerance"_s << u"-1"_s;
    QTest::addRow("a denomination twice") << u"bank.till.denominations"_s << u"USD 20 20 / 1"_s;
    QTest::addRow("a denomination of nothing") << u"bank.till.denominations"_s << u"USD 0 / 1"_s;
    QTest::addRow("denominations of no currency") << u"bank.till.denominations"_s << u"20 10 / 1"_s;
    QTest::addRow("a negative threshold") << u"bank.low_balance_threshold"_s << u"-1"_s;
    QTest::addRow("a listener's bind in words") << u"mqtt.tls.bind"_s << u"loopback, everywhere"_s;
    QTest::addRow("no subnet") << u"mqtt.tcp.proxies"_s << u"10.0.0.0/99"_s;
    QTest::addRow("no connections at all") << u"mqtt.tcp.max_connections"_s << u"0"_s;
    QTest::addRow("a budget below its soft limit") << u"mqtt.ws.hard_output"_s << u"65536"_s;
    QTest::addRow("a packet larger than MQTT knows") << u"mqtt.tcp.max_packet"_s << u"268435456"_s;
    QTest::addRow("flapping in words") << u"mqtt.flapping.count"_s << u"often"_s;
    QTest::addRow("persistence for a door that there is not") << u"mqtt.persistence"_s << u"tcp, back"_s;
    QTest::addRow("half a sync") << u"mqtt.persistence_sync"_s << u"half"_s;
    QTest::addRow("S3-70 no connections at all") << u"websocket.max_connections"_s << u"0"_s;
    QTest::addRow("S3-64 a limit in words") << u"websocket.max_per_address"_s << u"few"_s;
    QTest::addRow("S3-71 a ping every moment") << u"websocket.ping_interval"_s << u"0"_s;
    QTest::addRow("half compressed") << u"websocket.compression"_s << u"half"_s;
    QTest::addRow("S3-72 no patience") << u"websocket.ping_timeout"_s << u"-1"_s;
    QTest::addRow("neither on nor off") << u"bank.publish_per_cedula"_s << u"maybe"_s;
}

void SettingsTest::refusesWrongValues()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto settings = resolveSettings({{{key, value}}}, QString());
    QVERIFY(!settings);
    QCOMPARE(settings.error().code(), base::ErrorCode::InvalidArgument);
    QVERIFY2(settings.error().toString().contains(key), qPrintable(settings.error().toString()));
}

void SettingsTest::tlsNeedsAllItsFiles()
{
    const SettingTexts alone{{u"tls.certificate"_s, u"c.pem"_s}};
    const auto noKey = resolveSettings({alone}, u"/data"_s);
    QVERIFY(!noKey);
    QVERIFY2(noKey.error().toString().contains(u"tls.key"), qPrintable(noKey.error().toString()));
    const SettingTexts mutual{{u"tls.certificate"_s, u"c.pem"_s},
                              {u"tls.key"_s, u"/elsewhere/c.key"_s},
                              {u"mqtt.tls.client_certificates"_s, u"required"_s}};
    const auto noCa = resolveSettings({mutual}, u"/data"_s);
    QVERIFY(!noCa);
    QVERIFY2(noCa.error().toString().contains(u"tls.client_ca"), qPrintable(noCa.error().toString()));
    const auto whole = resolveSettings({mutual, {{u"tls.client_ca"_s, u"ca.pem"_s}}}, u"/data"_s);
    QVERIFY_OK(whole);
    const net::TlsFiles files = *whole->mqttListener("tls")->tls;
    QCOMPARE(files.certificate, u"/data/c.pem"_s); // relative names begin in the data folder
    QCOMPARE(files.key, u"/elsewhere/c.key"_s);
    QCOMPARE(files.clients, net::ClientCertificates::Required);
    QCOMPARE(whole->mqttListener("wss")->tls->clients, net::ClientCertificates::Ignored);
    QVERIFY(whole->mqttListener("tls")->bindsClientId);
}

void SettingsTest::labStaysOnLoopback()
{
    const SettingTexts lab{{u"security.profile"_s, u"lab"_s}};
    QVERIFY_OK(resolveSettings({lab}, QString()));
    for (const QString &bind : {u"any"_s, u"0.0.0.0"_s, u"192.0.2.1"_s, u"::"_s}) {
        const auto settings = resolveSettings({lab, {{u"network.bind"_s, bind}}}, QString());
        QVERIFY2(!settings, qPrintable(bind));
        QVERIFY(settings.error().message().contains(u"branch"));
    }
    QVERIFY_OK(resolveSettings({lab, {{u"network.bind"_s, u"::1"_s}}}, QString()));
    QVERIFY_OK(resolveSettings({lab, {{u"mqtt.ws.bind"_s, u"127.0.0.1,::1"_s}}}, QString()));
    QVERIFY(!resolveSettings({lab, {{u"mqtt.ws.bind"_s, u"127.0.0.1,192.0.2.1"_s}}}, QString())); // one is enough
}

void SettingsTest::persistenceIsOnOffOrOfSomeListeners()
{
    const auto with = [](const QString &value) {
        return resolveSettings({{{u"mqtt.persistence"_s, value}}}, QString()).value();
    };
    QVERIFY(resolveSettings({}, QString())->mqttPersistence); // unless somebody says otherwise
    QVERIFY(with(u"on"_s).mqttPersistentDoors.isEmpty());     // for all
    QVERIFY(!with(u"off"_s).mqttPersistence);
    QVERIFY(with(u"tcp, tls"_s).mqttPersistence);
    QCOMPARE(with(u"tcp, tls"_s).mqttPersistentDoors, (QByteArrayList{"tcp", "tls"}));
    QVERIFY(resolveSettings({}, QString())->mqttSyncEach);
}

void SettingsTest::readsTheSeedsNames_data()
{
    using Environment = QHash<QString, QString>;
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("mqttPort");
    QTest::addRow("S0-30 with no host moves the listener")
        << Environment{{u"MQTT_BROKER_PORT"_s, u"2000"_s}} << u"2000"_s;
    QTest::addRow("S0-29 localhost moves the listener")
        << Environment{{u"MQTT_BROKER_HOST"_s, u"localhost"_s}, {u"MQTT_BROKER_PORT"_s, u"2001"_s}} << u"2001"_s;
    QTest::addRow("S0-29 another host is somebody else's port")
        << Environment{{u"MQTT_BROKER_HOST"_s, u"192.0.2.7"_s}, {u"MQTT_BROKER_PORT"_s, u"2002"_s}} << QString();
    QTest::addRow("our own name goes first")
        << Environment{{u"VENTANILLA_MQTT_PORT"_s, u"2003"_s}, {u"MQTT_BROKER_PORT"_s, u"2004"_s}} << u"2003"_s;
}

void SettingsTest::readsTheSeedsNames()
{
    using Environment = QHash<QString, QString>;
    QFETCH(Environment, environment);
    QTEST(settingsFromEnvironment(environment).value(u"mqtt.port"_s), "mqttPort");
}

/// S3-64, S3-70, S3-71, S3-72: the seed's .env.
void SettingsTest::readsTheChannelsSettings()
{
    const auto defaults = resolveSettings({}, QString());
    QVERIFY_OK(defaults);
    QCOMPARE(defaults->channels.maxConnections, 100);
    QVERIFY(!defaults->channels.maxPerAddress);
    QVERIFY(!defaults->channels.compression);
    QCOMPARE(defaults->channels.pingInterval, base::Monotonic(std::chrono::seconds(30)));
    QCOMPARE(defaults->channels.pingTimeout, base::Monotonic(std::chrono::seconds(10)));
    const auto variables = parseEnvFile("WEBSOCKET_MAX_CONNECTIONS=7\nWEBSOCKET_PING_INTERVAL=3\n"
                                        "WEBSOCKET_PING_TIMEOUT=2\nWEBSOCKET_MAX_CONNECTIONS_PER_IP=5\n");
    QVERIFY_OK(variables);
    const auto settings = resolveSettings({settingsFromEnvironment(*variables)}, QString());
    QVERIFY_OK(settings);
    QCOMPARE(settings->channels.maxConnections, 7);
    QCOMPARE(settings->channels.maxPerAddress, std::optional(5));
    QCOMPARE(settings->channels.pingInterval, base::Monotonic(std::chrono::seconds(3)));
    QCOMPARE(settings->channels.pingTimeout, base::Monotonic(std::chrono::seconds(2)));
}

void SettingsTest::readsEnvFiles()
{
    const auto variables = parseEnvFile("# bank\nMQTT_BROKER_HOST=localhost\n\nexport MQTT_USERNAME = 'ana b'\n"
                                        "MQTT_PASSWORD=\r\nX=\"a=b\"\n");
    QVERIFY_OK(variables);
    QCOMPARE(variables->value(u"MQTT_BROKER_HOST"_s), u"localhost"_s);
    QCOMPARE(variables->value(u"MQTT_USERNAME"_s), u"ana b"_s);
    QVERIFY(variables->contains(u"MQTT_PASSWORD"_s));
    QCOMPARE(variables->value(u"X"_s), u"a=b"_s);
}

void SettingsTest::saysWhichLineOfAnEnvFileIsWrong()
{
    const auto variables = parseEnvFile("A=1\nnonsense\n");
    QVERIFY(!variables);
    QVERIFY(variables.error().message().contains(u"line 2"));
}

QTEST_APPLESS_MAIN(SettingsTest)
#include "tst_settings.moc"
