// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/codec.h"
#include <QtTest>

using base::ErrorCode;
using mqtt::Version;

namespace {

base::Result<std::optional<mqtt::Decoded>> decodeHex(const char *hex, Version version = Version::V311)
{
    return mqtt::decode(base::Bytes::copyOf(QByteArray::fromHex(hex)), {version, 1024});
}

} // namespace

class TestDecode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<Version>("version");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const char *hex, ErrorCode code = ErrorCode::Malformed,
                            Version version = Version::V311) {
            QTest::newRow(name) << QByteArray(hex) << version << code;
        };
        row("2.2.1 packet type 0", "00 00");
        row("2.2.1 packet type 15", "f0 00");
        row("2.2.3 remaining length of five bytes", "30 ff ff ff ff 01");
        row("2.2.3 remaining length of five bytes, not all there", "30 80 80 80 80");
        row("a packet beyond the limit, from its header alone", "30 80 08", ErrorCode::TooLarge);
        row("MQTT-2.2.2-2 CONNECT with flags", "11 00");
        row("MQTT-2.2.2-2 PINGREQ with flags", "c1 00");
        row("MQTT-2.2.2-2 PUBACK with flags", "42 02 00 01");
        row("MQTT-3.6.1-1 PUBREL without its flags", "60 02 00 01");
        row("MQTT-3.8.1-1 SUBSCRIBE without its flags", "80 06 00 01 00 01 74 00");
        row("MQTT-3.10.1-1 UNSUBSCRIBE without its flags", "a0 05 00 01 00 01 74");
        row("MQTT-3.14.1-1 DISCONNECT with flags", "e1 00");
        row("PINGREQ with a payload", "c0 01 00");
        row("PUBACK of one byte", "40 01 00");
        row("PUBACK of three bytes", "40 03 00 01 00");
        row("MQTT-2.3.1-1 PUBACK of packet id 0", "40 02 00 00");
        // CONNECT
        row("MQTT-3.1.2-1 protocol name MQTX", "10 0c 00 04 4d 51 54 58 04 02 00 00 00 00");
        row("MQTT-3.1.2-1 protocol name in small letters", "10 0c 00 04 6d 71 74 74 04 02 00 00 00 00");
        row("MQTT-3.1.2-3 reserved CONNECT flag", "10 0c 00 04 4d 51 54 54 04 03 00 00 00 00");
        row("MQTT-3.1.2-11 will QoS without a will", "10 0c 00 04 4d 51 54 54 04 0a 00 00 00 00");
        row("MQTT-3.1.2-15 will retain without a will", "10 0c 00 04 4d 51 54 54 04 22 00 00 00 00");
        row("MQTT-3.1.2-14 will QoS 3", "10 12 00 04 4d 51 54 54 04 1e 00 00 00 00 00 01 74 00 01 78");
        row("MQTT-3.1.2-22 password without user name", "10 0f 00 04 4d 51 54 54 04 42 00 00 00 00 00 01 70");
        row("MQTT-3.1.3-4 client id is not UTF-8", "10 0d 00 04 4d 51 54 54 04 02 00 00 00 01 ff");
        row("MQTT-3.1.3-10 will topic is not UTF-8", "10 12 00 04 4d 51 54 54 04 06 00 00 00 00 00 01 ff 00 01 78");
        row("will topic with a wildcard", "10 12 00 04 4d 51 54 54 04 06 00 00 00 00 00 01 23 00 01 78");
        row("will topic empty", "10 11 00 04 4d 51 54 54 04 06 00 00 00 00 00 00 00 01 78");
        row("MQTT-3.1.3-11 user name is not UTF-8", "10 0f 00 04 4d 51 54 54 04 82 00 00 00 00 00 01 ff");
        row("MQTT-3.1.2-19 user name flag without user name", "10 0c 00 04 4d 51 54 54 04 82 00 00 00 00");
        row("MQTT-3.1.2-18 bytes behind the last field", "10 0d 00 04 4d 51 54 54 04 02 00 00 00 00 00");
        row("a client id longer than the packet", "10 0c 00 04 4d 51 54 54 04 02 00 00 00 05");
        // PUBLISH
        row("MQTT-3.3.1-4 QoS 3", "36 05 00 01 74 00 01");
        row("MQTT-3.3.1-2 DUP with QoS 0", "38 03 00 01 74");
        row("MQTT-3.3.2-1 no topic", "30 00");
        row("MQTT-4.7.3-1 empty topic", "30 02 00 00");
        row("MQTT-3.3.2-2 topic with +", "30 03 00 01 2b");
        row("MQTT-3.3.2-2 topic with #", "30 03 00 01 23");
        row("MQTT-4.7.3-2 topic with NUL", "30 03 00 01 00");
        row("MQTT-1.5.3-1 topic with a surrogate", "30 05 00 03 ed a0 80");
        row("MQTT-2.3.1-1 QoS 1 with packet id 0", "32 05 00 01 74 00 00");
        row("QoS 1 without a packet id", "32 03 00 01 74");
        row("a topic longer than the packet", "30 03 00 05 74");
        // SUBSCRIBE, UNSUBSCRIBE, SUBACK
        row("MQTT-3.8.3-3 SUBSCRIBE without a filter", "82 02 00 01", ErrorCode::InvalidArgument);
        row("MQTT-3.10.3-2 UNSUBSCRIBE without a filter", "a2 02 00 01", ErrorCode::InvalidArgument);
        row("MQTT-2.3.1-1 SUBSCRIBE with packet id 0", "82 06 00 00 00 01 74 00");
        row("MQTT-3.8.3-4 QoS 3 asked for", "82 06 00 01 00 01 74 03");
        row("MQTT-3.8.3-4 reserved bits asked for", "82 06 00 01 00 01 74 10");
        row("a filter without its QoS", "82 05 00 01 00 01 74");
        row("MQTT-4.7.1-2 # in the middle", "82 08 00 01 00 03 23 2f 61 00");
        row("MQTT-4.7.1-3 + beside a letter", "82 07 00 01 00 02 61 2b 00");
        row("MQTT-4.7.3-1 an empty filter", "82 05 00 01 00 00 00");
        row("MQTT-3.9.3-2 SUBACK with code 3", "90 03 00 01 03");
        row("CONNACK with reserved flags", "20 02 02 00");
        // MQTT 5
        row("MQTT5-1.5.5-1 property length longer than need be", "20 04 00 00 80 00", ErrorCode::Malformed,
            Version::V5);
        row("MQTT5-2.2.2.2 unknown property", "20 05 00 00 02 7f 00", ErrorCode::Malformed, Version::V5);
        row("a property of another packet", "20 06 00 00 03 23 00 01", ErrorCode::InvalidArgument, Version::V5);
        row("a property twice", "20 09 00 00 06 21 00 01 21 00 01", ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5 3.2.2.3.3 receive maximum 0", "20 06 00 00 03 21 00 00", ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5 a flag property of 2", "20 05 00 00 02 25 02", ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5 properties beyond the packet", "20 05 00 00 09 21 00", ErrorCode::Malformed, Version::V5);
        row("MQTT5-3.3.2 empty topic without an alias", "30 03 00 00 00", ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5-3.8.3-4 no-local on a shared filter", "82 10 00 01 00 00 0a 24 73 68 61 72 65 2f 67 2f 61 04",
            ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5-3.8.3.1 retain handling 3", "82 07 00 01 00 00 01 74 30", ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5 3.8.3.1 maximum QoS 3", "82 07 00 01 00 00 01 74 03", ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5-3.8.3-5 reserved option bits", "82 07 00 01 00 00 01 74 40", ErrorCode::Malformed, Version::V5);
        row("MQTT5-3.3.2-14 a response topic with a wildcard", "30 08 00 01 74 04 08 00 01 23",
            ErrorCode::InvalidArgument, Version::V5);
        row("MQTT5-3.4.2-1 PUBACK with a reason of another packet", "40 03 00 01 92", ErrorCode::InvalidArgument,
            Version::V5);
        row("MQTT5-3.6.2-1 PUBREL with a reason of another packet", "62 03 00 01 10", ErrorCode::InvalidArgument,
            Version::V5);
        row("MQTT5-3.14.2-1 DISCONNECT with a reason that there is not", "e0 01 05", ErrorCode::InvalidArgument,
            Version::V5);
        row("MQTT5-3.15.2-1 AUTH with a reason that there is not", "f0 02 80 00", ErrorCode::InvalidArgument,
            Version::V5);
        row("MQTT5 subscription identifier 0", "82 09 00 01 02 0b 00 00 01 74 00", ErrorCode::InvalidArgument,
            Version::V5);
    }
    void refuses()
    {
        QFETCH(QByteArray, hex);
        QFETCH(Version, version);
        QFETCH(ErrorCode, code);
        const auto result = decodeHex(hex.constData(), version);
        QVERIFY(!result.ok());
        QVERIFY2(result.error().code() == code, qPrintable(result.error().toString()));
    }

    void accepts_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<Version>("version");
        const auto row = [](const char *name, const char *hex, Version version = Version::V311) {
            QTest::newRow(name) << QByteArray(hex) << version;
        };
        row("an empty client id", "10 0c 00 04 4d 51 54 54 04 02 00 00 00 00");
        row("MQTT 3.1: user name left out although its flag is set",
            "10 0f 00 06 4d 51 49 73 64 70 03 82 00 00 00 01 61");
        row("MQTT 3.1: reserved CONNECT flag", "10 0f 00 06 4d 51 49 73 64 70 03 03 00 00 00 01 61");
        row("MQTT 3.1: PUBREL again with DUP", "6a 02 00 01", Version::V31);
        row("MQTT 3.1: SUBSCRIBE again with DUP", "8a 06 00 01 00 01 74 00", Version::V31);
        row("MQTT 3.1: DUP with QoS 0", "38 03 00 01 74", Version::V31);
        row("an empty payload", "30 03 00 01 74");
        row("remaining length in four bytes is not in its shortest form, which 3.1.1 allows", "c0 80 80 80 00");
        row("a password of any bytes", "10 12 00 04 4d 51 54 54 04 c2 00 00 00 00 00 01 75 00 01 ff");
        row("MQTT5 PUBACK without a reason", "40 02 00 01", Version::V5);
        row("MQTT5 DISCONNECT with a reason", "e0 01 04", Version::V5);
        row("MQTT5 an alias in place of the topic", "30 06 00 00 03 23 00 01", Version::V5);
        row("MQTT5 password without user name", "10 10 00 04 4d 51 54 54 05 42 00 00 00 00 00 00 01 70", Version::V5);
    }
    void accepts()
    {
        QFETCH(QByteArray, hex);
        QFETCH(Version, version);
        const auto result = decodeHex(hex.constData(), version);
        QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().toString()));
        QVERIFY(result->has_value());
    }

    void needsMore_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("nothing yet") << QByteArray("");
        QTest::newRow("the first byte") << QByteArray("30");
        QTest::newRow("part of the length") << QByteArray("30 80");
        QTest::newRow("part of the body") << QByteArray("30 05 00 01");
    }
    void needsMore()
    {
        QFETCH(QByteArray, hex);
        const auto result = decodeHex(hex.constData());
        QVERIFY(result.ok());
        QVERIFY(!result->has_value());
    }

    void unknownLevelsAreLeftToTheBroker_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<int>("level");
        QTest::newRow("MQTT-3.1.2-2 level 6") << QByteArray("10 0c 00 04 4d 51 54 54 06 02 00 00 00 00") << 6;
        QTest::newRow("MQTT with level 3") << QByteArray("10 0c 00 04 4d 51 54 54 03 02 00 00 00 00") << 3;
        QTest::newRow("MQIsdp with level 4") << QByteArray("10 0e 00 06 4d 51 49 73 64 70 04 02 00 00 00 00") << 4;
        QTest::newRow("level 9 and what nobody can read") << QByteArray("10 0a 00 04 4d 51 54 54 09 ff ff ff") << 9;
    }
    void unknownLevelsAreLeftToTheBroker()
    {
        QFETCH(QByteArray, hex);
        const auto result = decodeHex(hex.constData());
        QVERIFY(result.ok() && result->has_value());
        const auto &connect = std::get<mqtt::Connect>((*result)->packet);
        QVERIFY(!connect.supported);
        QTEST(int(connect.level), "level");
    }

    void bridgesAreSeen()
    {
        const auto result = decodeHex("10 0d 00 04 4d 51 54 54 84 02 00 00 00 01 61");
        QVERIFY(result.ok() && result->has_value());
        const auto &connect = std::get<mqtt::Connect>((*result)->packet);
        QVERIFY(connect.supported && connect.bridge);
        QCOMPARE(int(connect.level), 4);
    }

    void payloadSharesTheReadBlock()
    {
        base::Block::Ref block = base::Block::allocate(64);
        const QByteArray packet = QByteArray::fromHex("30 08 00 01 74 68 65 6c 6c 6f c0 00");
        std::memcpy(block->data(), packet.data(), static_cast<size_t>(packet.size()));
        const base::Bytes input(block, 0, packet.size());
        const auto result = mqtt::decode(input, {});
        QVERIFY(result.ok() && result->has_value());
        QCOMPARE((*result)->size, 10);
        const auto &publish = std::get<mqtt::Publish>((*result)->packet);
        QCOMPARE(publish.payload.view(), QByteArrayView("hello"));
        QVERIFY(publish.payload.data() == block->data() + 5);
        QVERIFY(publish.topic.data() == block->data() + 4);
        const auto next = mqtt::decode(input.slice((*result)->size), {});
        QVERIFY(next.ok() && next->has_value());
        QVERIFY(std::holds_alternative<mqtt::Pingreq>((*next)->packet));
    }

    void headersTellTheSize()
    {
        const auto header = mqtt::peekHeader(QByteArray::fromHex("3d ff ff 7f"), 4 * 1024 * 1024);
        QVERIFY(header.ok() && header->has_value());
        QCOMPARE((*header)->packetSize, 4 + 2097151);
        QCOMPARE((*header)->headerSize, 4);
        QCOMPARE((*header)->type, mqtt::PacketType::Publish);
        QCOMPARE(int((*header)->flags), 13);
        const auto greatest = mqtt::peekHeader(QByteArray::fromHex("30 ff ff ff 7f"), 300'000'000);
        QVERIFY(greatest.ok() && greatest->has_value());
        QCOMPARE((*greatest)->packetSize, 5 + 268'435'455);
    }
};

QTEST_APPLESS_MAIN(TestDecode)
#include "tst_decode.moc"
