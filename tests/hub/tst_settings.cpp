// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/settings.h"
#include "support/verify.h"

using namespace hub;

class SettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsAreLoopbackAndBranch();
    void theFirstLayerWins();
    void refusesWrongValues_data();
    void refusesWrongValues();
    void labStaysOnLoopback();
    void readsTheSeedsNames_data();
    void readsTheSeedsNames();
    void readsEnvFiles();
    void saysWhichLineOfAnEnvFileIsWrong();
};

void SettingsTest::defaultsAreLoopbackAndBranch()
{
    const auto settings = resolveSettings({}, u"/data"_qs);
    QVERIFY_OK(settings);
    QCOMPARE(settings->profile, Profile::Branch);
    QVERIFY(settings->onLoopback());
    QCOMPARE(settings->mqttPort, Port(1883));          // S0-07
    QCOMPARE(settings->mqttWebSocketPort, Port(9001)); // S0-08
    QCOMPARE(settings->httpPort, Port(8000));
    QCOMPARE(settings->httpAliasPort, Port(3001));                          // S4-23
    QCOMPARE(settings->lowBalanceThreshold.toWire(), QByteArray("100.00")); // S0-26
    QVERIFY(settings->publishPerCedula);                                    // S0-17
    QCOMPARE(settings->timeZone, QByteArray("America/Guayaquil"));          // S0-27
}

void SettingsTest::theFirstLayerWins()
{
    const SettingTexts commandLine{{u"mqtt.port"_qs, u"2883"_qs}};
    const SettingTexts stored{{u"mqtt.port"_qs, u"3883"_qs}, {u"http.alias_port"_qs, u"off"_qs}};
    const auto settings = resolveSettings({commandLine, stored}, QString());
    QVERIFY_OK(settings);
    QCOMPARE(settings->mqttPort, Port(2883));
    QCOMPARE(settings->httpAliasPort, Port());
}

void SettingsTest::refusesWrongValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addRow("a port above 65535") << u"mqtt.port"_qs << u"70000"_qs;
    QTest::addRow("a port in words") << u"http.port"_qs << u"eight thousand"_qs;
    QTest::addRow("a negative port") << u"http.port"_qs << u"-1"_qs;
    QTest::addRow("an unknown profile") << u"security.profile"_qs << u"open"_qs;
    QTest::addRow("a host name to bind") << u"network.bind"_qs << u"example"_qs;
    QTest::addRow("an unknown currency") << u"bank.currency"_qs << u"ABC"_qs;
    QTest::addRow("an unknown time zone") << u"bank.timezone"_qs << u"Mars/Olympus"_qs;
    QTest::addRow("a threshold with a comma") << u"bank.low_balance_threshold"_qs << u"1,5"_qs;
    QTest::addRow("a negative threshold") << u"bank.low_balance_threshold"_qs << u"-1"_qs;
    QTest::addRow("neither on nor off") << u"bank.publish_per_cedula"_qs << u"maybe"_qs;
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

void SettingsTest::labStaysOnLoopback()
{
    const SettingTexts lab{{u"security.profile"_qs, u"lab"_qs}};
    QVERIFY_OK(resolveSettings({lab}, QString()));
    for (const QString &bind : {u"any"_qs, u"0.0.0.0"_qs, u"192.0.2.1"_qs, u"::"_qs}) {
        const auto settings = resolveSettings({lab, {{u"network.bind"_qs, bind}}}, QString());
        QVERIFY2(!settings, qPrintable(bind));
        QVERIFY(settings.error().message().contains(u"branch"));
    }
    QVERIFY_OK(resolveSettings({lab, {{u"network.bind"_qs, u"::1"_qs}}}, QString()));
}

void SettingsTest::readsTheSeedsNames_data()
{
    using Environment = QHash<QString, QString>;
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("mqttPort");
    QTest::addRow("S0-30 with no host moves the listener")
        << Environment{{u"MQTT_BROKER_PORT"_qs, u"2000"_qs}} << u"2000"_qs;
    QTest::addRow("S0-29 localhost moves the listener")
        << Environment{{u"MQTT_BROKER_HOST"_qs, u"localhost"_qs}, {u"MQTT_BROKER_PORT"_qs, u"2001"_qs}} << u"2001"_qs;
    QTest::addRow("S0-29 another host is somebody else's port")
        << Environment{{u"MQTT_BROKER_HOST"_qs, u"192.0.2.7"_qs}, {u"MQTT_BROKER_PORT"_qs, u"2002"_qs}} << QString();
    QTest::addRow("our own name goes first")
        << Environment{{u"VENTANILLA_MQTT_PORT"_qs, u"2003"_qs}, {u"MQTT_BROKER_PORT"_qs, u"2004"_qs}} << u"2003"_qs;
}

void SettingsTest::readsTheSeedsNames()
{
    using Environment = QHash<QString, QString>;
    QFETCH(Environment, environment);
    QTEST(settingsFromEnvironment(environment).value(u"mqtt.port"_qs), "mqttPort");
}

void SettingsTest::readsEnvFiles()
{
    const auto variables = parseEnvFile("# bank\nMQTT_BROKER_HOST=localhost\n\nexport MQTT_USERNAME = 'ana b'\n"
                                        "MQTT_PASSWORD=\r\nX=\"a=b\"\n");
    QVERIFY_OK(variables);
    QCOMPARE(variables->value(u"MQTT_BROKER_HOST"_qs), u"localhost"_qs);
    QCOMPARE(variables->value(u"MQTT_USERNAME"_qs), u"ana b"_qs);
    QVERIFY(variables->contains(u"MQTT_PASSWORD"_qs));
    QCOMPARE(variables->value(u"X"_qs), u"a=b"_qs);
}

void SettingsTest::saysWhichLineOfAnEnvFileIsWrong()
{
    const auto variables = parseEnvFile("A=1\nnonsense\n");
    QVERIFY(!variables);
    QVERIFY(variables.error().message().contains(u"line 2"));
}

QTEST_APPLESS_MAIN(SettingsTest)
#include "tst_settings.moc"
