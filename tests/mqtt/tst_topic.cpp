// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/topic.h"
#include <QtTest>

class TestTopic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void utf8_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        const auto row = [](const char *name, const char *hex, bool valid) {
            QTest::newRow(name) << QByteArray::fromHex(hex) << valid;
        };
        row("empty", "", true);
        row("plain letters, longer than eight", "6162636465666768696a6b", true);
        row("MQTT-1.5.3-2 NUL", "00", false);
        row("MQTT-1.5.3-2 NUL behind eight letters", "616263646566676800", false);
        row("MQTT-1.5.3-2 NUL among eight letters", "6162630065666768", false);
        row("two bytes", "c3b1", true);
        row("three bytes", "e282ac", true);
        row("four bytes", "f09f9880", true);
        row("greatest code point", "f48fbfbf", true);
        row("beyond the greatest code point", "f4908080", false);
        row("lead F5", "f5808080", false);
        row("MQTT-1.5.3-1 first surrogate", "eda080", false);
        row("MQTT-1.5.3-1 last surrogate", "edbfbf", false);
        row("before the surrogates", "ed9fbf", true);
        row("behind the surrogates", "ee8080", true);
        row("MQTT-1.5.3-3 U+FEFF is a character like others", "efbbbf", true);
        row("non-character U+FFFE", "efbfbe", true);
        row("overlong two bytes", "c080", false);
        row("overlong slash", "c1af", false);
        row("overlong three bytes", "e09fbf", false);
        row("overlong four bytes", "f08fbfbf", false);
        row("cut short", "e282", false);
        row("lone continuation", "80", false);
        row("wrong continuation", "e28228", false);
        row("control characters are allowed", "0102", true);
    }
    void utf8()
    {
        QFETCH(QByteArray, text);
        QTEST(mqtt::isValidUtf8(text), "valid");
        QTEST(mqtt::isValidUtf8(QByteArray("12345678").append(text)), "valid"); // behind a fast run
    }

    void lengthIsLimited()
    {
        QVERIFY(mqtt::isValidTopicName(QByteArray(65535, 'a')));
        QVERIFY(!mqtt::isValidTopicName(QByteArray(65536, 'a')));
        QVERIFY(!mqtt::isValidTopicFilter(QByteArray(65536, 'a')));
    }

    void names_data()
    {
        QTest::addColumn<bool>("valid");
        QTest::newRow("a") << true;
        QTest::newRow("/") << true;
        QTest::newRow("//") << true;
        QTest::newRow("a b/ñ") << true;
        QTest::newRow("$SYS/x") << true;
        QTest::newRow("") << false;
        QTest::newRow("a/+") << false;
        QTest::newRow("a+") << false;
        QTest::newRow("#") << false;
    }
    void names()
    {
        const QByteArray name = QByteArray(QTest::currentDataTag());
        QTEST(mqtt::isValidTopicName(name), "valid");
    }

    void filters_data()
    {
        QTest::addColumn<bool>("valid");
        for (const char *valid : {"#", "+", "+/+", "/+", "+/", "a/+/b", "a/#", "+/a/#", "/", "a", "$SYS/#",
                                  "$share/g/a/#", "$share/g/#", "$shared", "$share//a/x"})
            QTest::newRow(valid) << (QByteArray(valid) != "$share//a/x");
        for (const char *bad : {"", "a#", "a/#/b", "#/a", "a+", "+a", "a/b+", "a/+b/c", "##", "++", "$share/g",
                                "$share/g/", "$share/+/a", "$share/#/a", "$share/g/a#"})
            QTest::newRow(bad) << false;
    }
    void filters()
    {
        const QByteArray filter = QByteArray(QTest::currentDataTag());
        QTEST(mqtt::isValidTopicFilter(filter), "valid");
    }

    void matching_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("does");
        const auto row = [](const char *filter, const char *name, bool does) {
            QTest::addRow("%s %s %s", filter, does ? "matches" : "does not match", name)
                << QByteArray(filter) << QByteArray(name) << does;
        };
        // 4.7.1.2 and 4.7.1.3, the standard's own examples
        row("sport/tennis/player1/#", "sport/tennis/player1", true);
        row("sport/tennis/player1/#", "sport/tennis/player1/ranking", true);
        row("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true);
        row("sport/#", "sport", true);
        row("#", "a/b/c", true);
        row("sport/tennis/+", "sport/tennis/player1", true);
        row("sport/tennis/+", "sport/tennis/player1/ranking", false);
        row("sport/+", "sport", false);
        row("sport/+", "sport/", true);
        row("+/+", "/finance", true);
        row("/+", "/finance", true);
        row("+", "/finance", false);
        // MQTT-4.7.2-1
        row("#", "$SYS/x", false);
        row("+/monitor/Clients", "$SYS/monitor/Clients", false);
        row("$SYS/#", "$SYS/x", true);
        row("$SYS/monitor/+", "$SYS/monitor/Clients", true);
        row("a/#", "a/$x", true);
        row("a/+", "a/$x", true);
        // MQTT-4.7.3
        row("A", "a", false);
        row("a", "a/", false);
        row("a/", "a", false);
        row("a/b", "a/bc", false);
        row("a/+/c", "a//c", true);
        row("+/b/#", "a/b", true);
        // S0-16, S0-17
        row("banco/saldo/#", "banco/saldo/1350509525", true);
        row("banco/+/1350509525", "banco/saldo/1350509525", true);
        row("banco/+/1350509525", "banco/depositos", false);
    }
    void matching()
    {
        QFETCH(QByteArray, filter);
        QFETCH(QByteArray, name);
        QTEST(mqtt::matches(filter, name), "does");
    }

    void covering_data()
    {
        QTest::addColumn<QByteArray>("outer");
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<bool>("does");
        const auto row = [](const char *outer, const char *inner, bool does) {
            QTest::addRow("%s %s %s", outer, does ? "covers" : "does not cover", inner)
                << QByteArray(outer) << QByteArray(inner) << does;
        };
        row("a/b", "a/b", true);
        row("a/+", "a/b", true);
        row("a/+", "a/+", true);
        row("a/b", "a/+", false);
        row("a/#", "a", true);
        row("a/#", "a/#", true);
        row("a/#", "a/+/c", true);
        row("a/+", "a/#", false);
        row("a/+/#", "a/#", false);
        row("#", "#", true);
        row("#", "+/a", true);
        row("#", "$SYS/a", false);
        row("+/a", "$SYS/a", false);
        row("$SYS/#", "$SYS/a", true);
        row("a", "a/b", false);
        row("a/b", "a", false);
        row("iot/devices/ESP32_001/#", "iot/devices/ESP32_001/commands", true);
        row("iot/devices/ESP32_001/#", "iot/devices/#", false);
        row("iot/devices/ESP32_001/#", "iot/devices/ESP32_0011/x", false);
    }
    void covering()
    {
        QFETCH(QByteArray, outer);
        QFETCH(QByteArray, inner);
        QTEST(mqtt::covers(outer, inner), "does");
    }

    void sharedFiltersFallApart()
    {
        const mqtt::SharedFilter parts = mqtt::splitShared("$share/group/a/#");
        QCOMPARE(parts.group, QByteArrayView("group"));
        QCOMPARE(parts.filter, QByteArrayView("a/#"));
        QVERIFY(mqtt::splitShared("a/#").group.isEmpty());
        QCOMPARE(mqtt::splitShared("a/#").filter, QByteArrayView("a/#"));
    }

    void levelsAreCounted()
    {
        QCOMPARE(mqtt::levelCount("a"), 1);
        QCOMPARE(mqtt::levelCount("a/b/"), 3);
        QCOMPARE(mqtt::levelCount("/"), 2);
    }
};

QTEST_APPLESS_MAIN(TestTopic)
#include "tst_topic.moc"
