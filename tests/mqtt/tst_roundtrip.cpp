// SPDX-License-Identifier: GPL-3.0-or-later
// Every packet, in every version: encoded, decoded, encoded again; and decoded from input cut at every byte.
#include "mqtt/codec.h"
#include <QtTest>

using namespace mqtt;

namespace {

base::Bytes bytes(const char *text)
{
    return base::Bytes::copyOf(text);
}

Connect fullConnect(Version version)
{
    Connect p;
    p.level = static_cast<quint8>(version);
    p.cleanSession = false;
    p.keepAlive = 60;
    p.clientId = "device-ñ";
    p.will = Will{bytes("iot/devices/1/status"), bytes("offline"), QoS::AtLeastOnce, true, {}};
    p.userName = "user";
    p.password = QByteArray("p\0w", 3);
    return p;
}

PropertiesRef manyProperties()
{
    auto p = std::make_shared<Properties>();
    p->payloadFormatIndicator = 1;
    p->messageExpiryInterval = 3600;
    p->contentType = "application/json";
    p->responseTopic = "answers/1";
    p->correlationData = bytes("42");
    p->subscriptionIdentifiers = {1, 268'435'455};
    p->topicAlias = 7;
    p->userProperties = {{"event-id", "1-2"}, {"event-id", "1-3"}};
    return p;
}

PropertiesRef connackProperties()
{
    auto p = std::make_shared<Properties>();
    p->sessionExpiryInterval = 0xFFFFFFFF;
    p->assignedClientIdentifier = "auto-1";
    p->serverKeepAlive = 30;
    p->authenticationMethod = "SCRAM";
    p->authenticationData = bytes("x");
    p->responseInformation = "r";
    p->serverReference = "s";
    p->reasonString = "because";
    p->receiveMaximum = 20;
    p->topicAliasMaximum = 10;
    p->maximumQoS = 1;
    p->retainAvailable = 1;
    p->maximumPacketSize = 1000;
    p->wildcardSubscriptionAvailable = 1;
    p->subscriptionIdentifierAvailable = 0;
    p->sharedSubscriptionAvailable = 1;
    return p;
}

QList<std::pair<QByteArray, Packet>> packets(Version version)
{
    Publish once{bytes("a/b"), bytes("payload"), 0, QoS::AtMostOnce, true, false, {}};
    Publish twice{bytes("a/b"), bytes(""), 65535, QoS::ExactlyOnce, false, true, {}};
    Publish large{bytes("a/b"), base::Bytes::copyOf(QByteArray(20'000, 'x')), 1, QoS::AtLeastOnce, false, false, {}};
    Connect minimal;
    minimal.level = static_cast<quint8>(version);
    minimal.clientId = "c";
    return {
        {"CONNECT with everything", fullConnect(version)},
        {"CONNECT with a client id alone", minimal},
        {"CONNACK", Connack{version != Version::V31, 0, {}}},
        {"CONNACK refused", Connack{false, 5, {}}},
        {"PUBLISH QoS 0 retain", once},
        {"PUBLISH QoS 2 dup, empty", twice},
        {"PUBLISH of 20,000 bytes", large},
        {"PUBACK", Puback{{1, ReasonCode::Success, {}}}},
        {"PUBREC", Pubrec{{2, ReasonCode::Success, {}}}},
        {"PUBREL", Pubrel{{3, ReasonCode::Success, {}}}},
        {"PUBCOMP", Pubcomp{{4, ReasonCode::Success, {}}}},
        {"SUBSCRIBE", Subscribe{5, {{"a/+", QoS::AtLeastOnce}, {"#", QoS::ExactlyOnce}}, {}}},
        {"SUBACK", Suback{5, {0, 1, 2, 0x80}, {}}},
        {"UNSUBSCRIBE", Unsubscribe{6, {"a/+", "#"}, {}}},
        {"UNSUBACK", Unsuback{6, version == Version::V5 ? std::vector<quint8>{0, 0x11} : std::vector<quint8>{}, {}}},
        {"PINGREQ", Pingreq{}},
        {"PINGRESP", Pingresp{}},
        {"DISCONNECT", Disconnect{}},
    };
}

QList<std::pair<QByteArray, Packet>> packetsOf5()
{
    Publish publish{bytes("t"), bytes("x"), 9, QoS::AtLeastOnce, false, false, manyProperties()};
    Connect connect = fullConnect(Version::V5);
    auto willProperties = std::make_shared<Properties>();
    willProperties->willDelayInterval = 5;
    connect.will->properties = willProperties;
    auto connectProperties = std::make_shared<Properties>();
    connectProperties->requestProblemInformation = 0;
    connectProperties->requestResponseInformation = 1;
    connect.properties = connectProperties;
    auto reason = std::make_shared<Properties>();
    reason->reasonString = "no";
    SubscriptionRequest request{"a/#", QoS::ExactlyOnce, true, true, RetainHandling::DoNotSend};
    return {
        {"CONNECT with properties", connect},
        {"CONNACK with properties", Connack{true, 0, connackProperties()}},
        {"PUBLISH with properties", publish},
        {"PUBACK with a reason", Puback{{1, ReasonCode::QuotaExceeded, {}}}},
        {"PUBREC with a reason and properties", Pubrec{{1, ReasonCode::NotAuthorized, reason}}},
        {"SUBSCRIBE with options", Subscribe{1, {request}, {}}},
        {"DISCONNECT with a reason", Disconnect{ReasonCode::ServerShuttingDown, reason}},
        {"AUTH", Auth{ReasonCode::ContinueAuthentication, {}}},
    };
}

} // namespace

class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodeAndDecode_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("number");
        for (const Version version : {Version::V31, Version::V311, Version::V5}) {
            const auto list = all(version);
            for (int i = 0; i < list.size(); ++i)
                QTest::addRow("level %d, %s", int(version), list[i].first.constData()) << int(version) << i;
        }
    }
    void encodeAndDecode()
    {
        QFETCH(int, version);
        QFETCH(int, number);
        const auto level = static_cast<Version>(version);
        const Packet packet = all(level)[number].second;
        const base::Bytes encoded = encode(packet, level);
        const DecodeOptions options{level, 1024 * 1024};
        for (qsizetype cut = 0; cut < std::min<qsizetype>(encoded.size(), 300); ++cut) {
            const auto part = decode(encoded.slice(0, cut), options);
            QVERIFY(part.ok());
            QVERIFY(!part->has_value());
        }
        const auto whole = decode(encoded, options);
        QVERIFY2(whole.ok(), whole.ok() ? "" : qPrintable(whole.error().toString()));
        QVERIFY(whole->has_value());
        QCOMPARE((*whole)->size, encoded.size());
        QCOMPARE(typeOf((*whole)->packet), typeOf(packet));
        QCOMPARE(encode((*whole)->packet, level).toByteArray(), encoded.toByteArray());
    }

    void propertiesSurvive()
    {
        const Publish publish{bytes("t"), bytes("x"), 9, QoS::AtLeastOnce, false, false, manyProperties()};
        const auto decoded = decode(encode(publish, Version::V5), {Version::V5, 1024});
        QVERIFY(decoded.ok() && decoded->has_value());
        QVERIFY(*std::get<Publish>((*decoded)->packet).properties == *manyProperties());
        const auto connack = decode(encode(Connack{true, 0, connackProperties()}, Version::V5), {Version::V5, 1024});
        QVERIFY(connack.ok() && connack->has_value());
        QVERIFY(*std::get<Connack>((*connack)->packet).properties == *connackProperties());
    }

    void publishHeadIsTheFrontOfThePacket()
    {
        for (const qsizetype size : {0, 100, 122, 123, 124, 16'370, 16'380, 2'097'100, 2'097'150}) {
            const QByteArray payload(size, 'x');
            for (const QoS qos : {QoS::AtMostOnce, QoS::AtLeastOnce, QoS::ExactlyOnce}) {
                const quint16 id = qos == QoS::AtMostOnce ? quint16(0) : quint16(513);
                const Publish packet{bytes("abc"), base::Bytes::copyOf(payload), id, qos, true, false, {}};
                const PublishHead head{"abc", size, id, qos, true, false};
                QByteArray written(publishHeadSize(head), '\0');
                QVERIFY(writePublishHead(written.data(), head) == written.data() + written.size());
                QVERIFY(written + payload == encode(packet, Version::V311).toByteArray());
            }
        }
    }

    void publishHeadOfMqtt5IsTheFrontOfThePacket()
    {
        for (const bool hasExpiry : {false, true}) {
            for (const quint16 alias : {quint16(0), quint16(300)}) {
                for (const std::vector<quint32> &identifiers :
                     {std::vector<quint32>{}, std::vector<quint32>{1}, std::vector<quint32>{127, 128, 268'435'455}}) {
                    auto properties = std::make_shared<Properties>();
                    properties->contentType = QByteArray("text");
                    properties->userProperties = {{"b", "2"}, {"a", "1"}, {"b", "3"}};
                    const QByteArray forwarded = encodeMessageProperties(*properties);
                    properties->subscriptionIdentifiers = identifiers;
                    PublishHead head{"abc", 3, 7, QoS::AtLeastOnce};
                    head.isV5 = true;
                    head.properties = forwarded;
                    head.identifiers = identifiers;
                    head.topicAlias = alias;
                    if (alias != 0)
                        properties->topicAlias = alias;
                    if (hasExpiry)
                        properties->messageExpiryInterval = head.expiryInterval = 70'000;
                    QByteArray written(publishHeadSize(head), '\0');
                    QVERIFY(writePublishHead(written.data(), head) == written.data() + written.size());
                    written += "xyz";
                    const auto decoded = decode(base::Bytes::copyOf(written), {Version::V5, 1024});
                    QVERIFY(decoded.ok() && decoded->has_value());
                    const auto &publish = std::get<Publish>((*decoded)->packet);
                    QVERIFY(publish.topic == bytes("abc") && publish.payload == bytes("xyz"));
                    QVERIFY(*publish.properties == *properties);
                }
            }
        }
    }

    void acknowledgementsAreFourBytes()
    {
        char out[acknowledgementSize];
        writeAcknowledgement(out, PacketType::Pubrel, 0x1234);
        QCOMPARE(QByteArray(out, sizeof out),
                 encode(Pubrel{{0x1234, ReasonCode::Success, {}}}, Version::V311).toByteArray());
        writeAcknowledgement(out, PacketType::Puback, 1);
        QCOMPARE(QByteArray(out, sizeof out), encode(Puback{{1, ReasonCode::Success, {}}}, Version::V5).toByteArray());
    }

private:
    static QList<std::pair<QByteArray, Packet>> all(Version version)
    {
        return version == Version::V5 ? packets(version) + packetsOf5() : packets(version);
    }
};

QTEST_APPLESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
