// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/channelmessages.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using contract::EntityChange;
using contract::EntityType;
using contract::LiveChannel;

namespace {

constexpr base::UtcMs at{1'753'007'400'000}; // 2025-07-20T10:30:00Z

} // namespace

class ChannelMessagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSeedsEntityEvent();
    void entityEvents_data();
    void entityEvents();
    void theSeedsSystemEvent();
    void systemLevels_data();
    void systemLevels();
    void connection();
    void channels_data();
    void channels();
    void requests_data();
    void requests();
    void badRequests_data();
    void badRequests();
    void answers();
    void users();
};

/// S3-15, S3-16, S3-21, S3-22, S3-44: as the seed prints it, without its blanks.
void ChannelMessagesTest::theSeedsEntityEvent()
{
    contract::EntityEvent event;
    event.id = 123;
    event.data = R"({"id":123,"tipo":"temperatura","modelo":"DHT22","created_at":"2025-07-20T10:30:00Z"})";
    event.at = at;
    QCOMPARE(
        contract::channelMessage(event),
        QByteArray(R"({"type":"entity_event","entity_type":"sensor","event_type":"created","entity_id":123,)"
                   R"("data":{"id":123,"tipo":"temperatura","modelo":"DHT22","created_at":"2025-07-20T10:30:00Z"},)"
                   R"("timestamp":"2025-07-20T10:30:00Z","metadata":{"action":"create_sensor"}})"));
}

void ChannelMessagesTest::entityEvents_data()
{
    QTest::addColumn<EntityType>("entity");
    QTest::addColumn<EntityChange>("change");
    QTest::addColumn<QByteArray>("types");
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("channel");

    QTest::newRow("S3-16 a location was created") << EntityType::Location << EntityChange::Created
                                                  << QByteArray(R"("entity_type":"location","event_type":"created")")
                                                  << QByteArray("create_location") << u"locations"_s;
    QTest::newRow("S3-17, S3-33 an anomaly was resolved: updated")
        << EntityType::Anomaly << EntityChange::Updated
        << QByteArray(R"("entity_type":"anomaly","event_type":"updated")") << QByteArray("update_anomaly")
        << u"anomalies"_s;
    QTest::newRow("S3-18, S3-31 a reading was deleted")
        << EntityType::Reading << EntityChange::Deleted
        << QByteArray(R"("entity_type":"reading","event_type":"deleted")") << QByteArray("delete_reading")
        << u"readings"_s;
    QTest::newRow("S3-19 an anomaly was detected")
        << EntityType::Anomaly << EntityChange::AnomalyDetected
        << QByteArray(R"("entity_type":"anomaly","event_type":"anomaly_detected")") << QByteArray("detect_anomaly")
        << u"anomalies"_s;
    QTest::newRow("S3-20, S3-34 a prediction was completed")
        << EntityType::Prediction << EntityChange::PredictionCompleted
        << QByteArray(R"("entity_type":"prediction","event_type":"prediction_completed")")
        << QByteArray("complete_prediction") << u"predictions"_s;
}

void ChannelMessagesTest::entityEvents()
{
    QFETCH(EntityType, entity);
    QFETCH(EntityChange, change);
    QFETCH(QByteArray, types);
    QFETCH(QByteArray, action);
    QFETCH(QString, channel);
    const contract::EntityEvent event{entity, change, 7, {}, at};
    QCOMPARE(contract::channelMessage(event), QByteArray(R"({"type":"entity_event",)" + types +
                                                         R"(,"entity_id":7,"data":{},"timestamp":)"
                                                         R"("2025-07-20T10:30:00Z","metadata":{"action":")" +
                                                         action + R"("}})"));
    QCOMPARE(QString(word(contract::channelOf(entity))), channel);
}

/// S3-23, S3-24, S3-27
void ChannelMessagesTest::theSeedsSystemEvent()
{
    contract::SystemEvent event;
    event.at = at;
    event.level = contract::SystemLevel::Info;
    event.text = u"Sistema iniciado correctamente"_s;
    event.module = u"websocket"_s;
    QCOMPARE(contract::channelMessage(event, u"1.0.0"_s),
             QByteArray(R"({"type":"system_event","level":"info","message":"Sistema iniciado correctamente",)"
                        R"("data":{"module":"websocket","version":"1.0.0"},"timestamp":"2025-07-20T10:30:00Z"})"));
    event.kind = u"messages_dropped"_s;
    event.clientId = u"ESP32_001"_s;
    event.topic = u"iot/1"_s;
    event.count = 3;
    const QByteArray text = contract::channelMessage(event, u"1.0.0"_s);
    QVERIFY(text.contains(R"("data":{"module":"websocket","version":"1.0.0","kind":"messages_dropped","count":3})"));
    QVERIFY2(!text.contains("ESP32_001") && !text.contains("iot/1"), "clients and topics are nobody's here");
}

void ChannelMessagesTest::systemLevels_data()
{
    QTest::addColumn<contract::SystemLevel>("level");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("S3-24 info") << contract::SystemLevel::Info << QByteArray(R"("level":"info")");
    QTest::newRow("S3-25 warning") << contract::SystemLevel::Warning << QByteArray(R"("level":"warning")");
    QTest::newRow("S3-26 error") << contract::SystemLevel::Error << QByteArray(R"("level":"error")");
}

void ChannelMessagesTest::systemLevels()
{
    QFETCH(contract::SystemLevel, level);
    contract::SystemEvent event;
    event.level = level;
    const QByteArray text = contract::channelMessage(event, {});
    QTEST(QByteArray(text.contains(R"("level":"info")")      ? R"("level":"info")"
                     : text.contains(R"("level":"warning")") ? R"("level":"warning")"
                     : text.contains(R"("level":"error")")   ? R"("level":"error")"
                                                             : ""),
          "word");
}

/// S3-28
void ChannelMessagesTest::connection()
{
    QCOMPARE(contract::connectionMessage(LiveChannel::Sensors, {at.value + 999}),
             QByteArray(R"({"type":"connection","status":"connected","channel":"sensors",)"
                        R"("timestamp":"2025-07-20T10:30:00Z"})"));
}

void ChannelMessagesTest::channels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("known");
    for (const char *name : {"general", "sensors", "readings", "locations", "anomalies", "predictions"})
        QTest::addRow("S3-29 … S3-34 %s", name) << QString::fromLatin1(name) << true;
    QTest::newRow("another") << u"accounts"_s << false;
    QTest::newRow("another case") << u"General"_s << false;
    QTest::newRow("none") << QString() << false;
}

void ChannelMessagesTest::channels()
{
    QFETCH(QString, name);
    const auto channel = contract::parseLiveChannel(name);
    QTEST(channel.has_value(), "known");
    if (channel)
        QCOMPARE(QString(word(*channel)), name);
}

void ChannelMessagesTest::requests_data()
{
    using Action = contract::ChannelRequest::Action;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("action");
    QTest::addColumn<LiveChannel>("channel");
    QTest::newRow("S3-12 subscribe") << QByteArray(R"({"action":"subscribe","channel":"readings"})")
                                     << int(Action::Subscribe) << LiveChannel::Readings;
    QTest::newRow("S3-12 unsubscribe") << QByteArray(R"({"channel":"general","action":"unsubscribe","more":1})")
                                       << int(Action::Unsubscribe) << LiveChannel::General;
    QTest::newRow("ping") << QByteArray(R"( {"action":"ping"} )") << int(Action::Ping) << LiveChannel::General;
}

void ChannelMessagesTest::requests()
{
    QFETCH(QByteArray, text);
    const auto request = contract::readChannelRequest(text);
    QVERIFY_OK(request);
    QTEST(int(request->action), "action");
    QTEST(request->channel, "channel");
}

void ChannelMessagesTest::badRequests_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<base::ErrorCode>("code");
    using base::ErrorCode;
    QTest::newRow("no JSON") << QByteArray("hola") << ErrorCode::Malformed;
    QTest::newRow("an array") << QByteArray("[]") << ErrorCode::Malformed;
    QTest::newRow("empty") << QByteArray() << ErrorCode::Malformed;
    QTest::newRow("deep") << QByteArray("{\"a\":") + QByteArray(10, '[') + QByteArray(10, ']') + "}"
                          << ErrorCode::Malformed;
    QTest::newRow("long") << "{\"a\":\"" + QByteArray(5000, 'x') + "\"}" << ErrorCode::TooLarge;
    QTest::newRow("no action") << QByteArray(R"({"channel":"general"})") << ErrorCode::InvalidArgument;
    QTest::newRow("another action") << QByteArray(R"({"action":"publish","channel":"general"})")
                                    << ErrorCode::InvalidArgument;
    QTest::newRow("no channel") << QByteArray(R"({"action":"subscribe"})") << ErrorCode::InvalidArgument;
    QTest::newRow("S3-12 another channel")
        << QByteArray(R"({"action":"subscribe","channel":"bank"})") << ErrorCode::InvalidArgument;
}

void ChannelMessagesTest::badRequests()
{
    QFETCH(QByteArray, text);
    const auto request = contract::readChannelRequest(text);
    QVERIFY(!request);
    QTEST(request.error().code(), "code");
}

void ChannelMessagesTest::answers()
{
    using Action = contract::ChannelRequest::Action;
    const LiveChannel two[] = {LiveChannel::General, LiveChannel::Readings};
    QCOMPARE(contract::subscriptionMessage({Action::Subscribe, LiveChannel::Readings}, two, at),
             QByteArray(R"({"type":"subscribed","channel":"readings","channels":["general","readings"],)"
                        R"("timestamp":"2025-07-20T10:30:00Z"})"));
    QCOMPARE(contract::subscriptionMessage({Action::Unsubscribe, LiveChannel::Sensors}, {}, at),
             QByteArray(R"({"type":"unsubscribed","channel":"sensors","channels":[],)"
                        R"("timestamp":"2025-07-20T10:30:00Z"})"));
    QCOMPARE(contract::channelPong(at), QByteArray(R"({"type":"pong","timestamp":"2025-07-20T10:30:00Z"})"));
    const QByteArray error = R"({"type":"error","code":"invalid_argument","message":"no x","timestamp":)";
    QCOMPARE(contract::channelError({base::ErrorCode::InvalidArgument, u"no x"_s}, at),
             error + R"("2025-07-20T10:30:00Z"})");
}

/// S3-60, S3-61
void ChannelMessagesTest::users()
{
    contract::JsonWriter out;
    contract::writeChannelUsers(out, {{u"user1"_s, {}, at}, {{}, {}, at}, {u"ana"_s, u"ana"_s, at}});
    QCOMPARE(out.take(),
             QByteArray(R"({"connections":3,"users":[{"user_id":"user1","connected_at":"2025-07-20T10:30:00Z"},)"
                        R"({"user_id":null,"connected_at":"2025-07-20T10:30:00Z"},)"
                        R"({"user_id":"ana","username":"ana","connected_at":"2025-07-20T10:30:00Z"}]})"));
}

QTEST_APPLESS_MAIN(ChannelMessagesTest)
#include "tst_channelmessages.moc"
