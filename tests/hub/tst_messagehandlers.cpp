// SPDX-License-Identifier: GPL-3.0-or-later
// The hub's own services on the embedded broker (S4-47 … S4-49), and the client that carries them.
#include "hub/adapters/brokermessaging.h"
#include "hub/messagehandlers.h"
#include "hub/messagingsettings.h"
#include "mqttserver/administration.h"
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include "support/verify.h"
#include <QSemaphore>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

/// A broker in its thread with a messaging client; handlers in the test's own.
class Stage
{
public:
    Stage()
    {
        m_thread.start();
        m_thread.call([this] {
            server = std::make_unique<mqttserver::MqttServer>(
                mqttserver::Settings{},
                mqttserver::MqttServer::Ports{m_clock, m_everybody, std::make_shared<broker::AllowAll>(), {}});
            QVERIFY_OK(server->start());
            messaging = std::make_unique<hub::BrokerMessaging>(m_clock, hub::MessagingSettings{u"famemely"_s, {}, {}});
            messaging->start(*server);
        });
    }
    ~Stage()
    {
        handlers.reset();
        m_thread.call([this] {
            messaging->stop();
            server.reset();
        });
        m_thread.stop();
    }
    void publish(const QByteArray &topic, const QByteArray &payload, int qos = 1, bool retain = false)
    {
        const auto taken = messaging->publish({topic, base::Bytes::copyOf(payload), qos, retain},
                                              [this](base::Result<> done) { m_published += done.ok() ? 1 : 0; });
        QVERIFY_OK(taken);
    }
    int published() const { return m_published; }
    template <typename F>
    void call(F job)
    {
        m_thread.call(job);
    }
    std::unique_ptr<mqttserver::MqttServer> server;
    std::unique_ptr<hub::BrokerMessaging> messaging;
    std::unique_ptr<hub::MessageHandlers> handlers;

private:
    base::SystemClock m_clock;
    mqttserver::AllowEverybody m_everybody;
    net::HubThread m_thread{u"broker"_s};
    std::atomic<int> m_published{0};
};

/// Without what was published only to see whether anybody hears.
QByteArrayList real(QByteArrayList heard)
{
    heard.removeIf([](const QByteArray &one) { return one.startsWith("notifications/?"); });
    return heard;
}

QByteArray textOf(const gateway::MessagingDelivery &message)
{
    return message.topic.toByteArray() + '=' + message.payload.toByteArray();
}

} // namespace

class TestMessageHandlers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isCalledAfterItsPrefix();
    void handlesByFilter();
    void comesBack();
    void aFloodIsBounded();
    void answersWhenTheBrokerIsGone();
    void settings_data();
    void settings();
};

void TestMessageHandlers::isCalledAfterItsPrefix()
{
    Stage stage;
    QTRY_VERIFY_WITH_TIMEOUT(stage.messaging->status().isConnected, 30'000);
    const gateway::MessagingStatus status = stage.messaging->status();
    QVERIFY2(QRegularExpression(u"^famemely_\\d{10}$"_s).match(status.clientId).hasMatch(),
             qPrintable(status.clientId)); // S4-26
    QVERIFY(status.connectedAt);
    QCOMPARE(status.reconnectAttempts, 0);
}

void TestMessageHandlers::handlesByFilter()
{
    Stage stage;
    stage.handlers = std::make_unique<hub::MessageHandlers>(*stage.messaging);
    QByteArrayList all;
    QByteArrayList one;
    const auto wide = stage.handlers->registerMessageHandler(
        "notifications/#", [&](const gateway::MessagingDelivery &message) { all << textOf(message); }); // S4-47
    QVERIFY_OK(wide);
    QVERIFY_OK(stage.handlers->registerMessageHandler(
        "notifications/+", [&](const gateway::MessagingDelivery &message) { one << textOf(message); }));
    QVERIFY(!stage.handlers->registerMessageHandler("a/#/b", {}));
    const auto isHeard = [&] { // both have been subscribed
        (void)stage.messaging->publish({"notifications/?", {}, 0, false}, [](auto) {});
        return !all.isEmpty() && !one.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isHeard(), 30'000);
    stage.publish("notifications/42", "hi"); // S4-49
    stage.publish("notifications/42/x", "deep");
    stage.publish("other", "unheard");
    QTRY_COMPARE_WITH_TIMEOUT(stage.published(), 3, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(real(all), (QByteArrayList{"notifications/42=hi", "notifications/42/x=deep"}), 30'000);
    QCOMPARE(real(one), QByteArrayList{"notifications/42=hi"});
    stage.handlers->unregister(*wide);
    stage.publish("notifications/43", "again");
    QTRY_COMPARE_WITH_TIMEOUT(real(one).size(), 2, 30'000);
    QCOMPARE(real(all).size(), 2);
}

void TestMessageHandlers::comesBack()
{
    Stage stage;
    stage.handlers = std::make_unique<hub::MessageHandlers>(*stage.messaging);
    QByteArrayList heard;
    QVERIFY_OK(stage.handlers->registerMessageHandler(
        "x", [&](const gateway::MessagingDelivery &message) { heard << textOf(message); }));
    QTRY_VERIFY_WITH_TIMEOUT(stage.messaging->status().isConnected, 30'000);
    const QByteArray id = stage.messaging->status().clientId.toUtf8();
    stage.call([&] { stage.server->administration().kick(broker::KickClient{id}); }); // as an operator may
    QTRY_VERIFY_WITH_TIMEOUT(!stage.messaging->status().isConnected, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(stage.messaging->status().isConnected, 30'000); // S4-06, S4-11
    const auto isHeard = [&] {                                               // until it has subscribed again, too
        (void)stage.messaging->publish({"x", base::Bytes::fromStatic("1"), 1, false}, [](auto) {});
        return !heard.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isHeard(), 30'000);
}

void TestMessageHandlers::aFloodIsBounded()
{
    Stage stage;
    stage.handlers = std::make_unique<hub::MessageHandlers>(*stage.messaging);
    int heard = 0;
    QVERIFY_OK(stage.handlers->registerMessageHandler(
        "q0", [&](const auto &) { ++heard; }, 0));
    QTRY_VERIFY_WITH_TIMEOUT(stage.messaging->status().isConnected, 30'000);
    const auto probe = [&] {
        (void)stage.messaging->publish({"q0", base::Bytes::fromStatic("?"), 0, false}, [](auto) {});
        return heard > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(probe(), 30'000); // subscribed
    constexpr int count = 30'000;
    heard = 0;
    stage.call([&] {
        for (int i = 0; i < count; ++i)
            stage.server->publisher().push(broker::PublishInternal{
                .topic = base::Bytes::fromStatic("q0"), .payload = base::Bytes::fromStatic("x"), .properties = {}});
    });
    // This thread takes nothing while the broker's works through them: what has no room is dropped and counted.
    const QDeadlineTimer deadline(30'000);
    while (stage.messaging->dropped() == 0 && !deadline.hasExpired())
        stage.call([] {});
    QVERIFY(stage.messaging->dropped() > 0);
    QTRY_VERIFY_WITH_TIMEOUT(heard + static_cast<int>(stage.messaging->dropped()) >= count, 30'000);
    QVERIFY(heard > 0 && heard < count);
}

void TestMessageHandlers::answersWhenTheBrokerIsGone()
{
    Stage stage;
    QTRY_VERIFY_WITH_TIMEOUT(stage.messaging->status().isConnected, 30'000);
    stage.call([&] { stage.server->stop([] {}); });
    QTRY_VERIFY_WITH_TIMEOUT(!stage.messaging->status().isConnected, 30'000);
    const auto refused = stage.messaging->publish({"a", {}, 0, false}, [](auto) {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().message(), u"MQTT client is not connected"_s); // S4-67
}

void TestMessageHandlers::settings_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("S4-26 a prefix") << u"messaging.client_prefix"_s << u"oficina-2"_s << true;
    QTest::newRow("S4-26 not with a slash") << u"messaging.client_prefix"_s << u"a/b"_s << false;
    QTest::newRow("S4-26 not empty") << u"messaging.client_prefix"_s << u""_s << false;
    QTest::newRow("S4-18 an outside host is accepted") << u"messaging.host"_s << u"broker.hivemq.com"_s << true;
    QTest::newRow("S4-20 ws") << u"messaging.protocol"_s << u"ws"_s << true;
    QTest::newRow("S4-20 mqtts") << u"messaging.protocol"_s << u"mqtts"_s << true;
    QTest::newRow("S4-20 nothing else") << u"messaging.protocol"_s << u"amqp"_s << false;
    QTest::newRow("at least one client") << u"socketio.max_clients"_s << u"0"_s << false;
}

void TestMessageHandlers::settings()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, isGood);
    const auto settings = hub::resolveSettings({{{key, value}}}, u"/nowhere"_s);
    QCOMPARE(settings.ok(), isGood);
    if (!isGood)
        return;
    QCOMPARE(hub::messagingAdvice(settings->messaging).isEmpty(), key != u"messaging.host");
}

QTEST_GUILESS_MAIN(TestMessageHandlers)
#include "tst_messagehandlers.moc"
