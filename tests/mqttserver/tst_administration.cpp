// SPDX-License-Identifier: GPL-3.0-or-later
// The running broker, seen and steered from outside its engine.
#include "mqttserver/administration.h"
#include "mqttserver/ratetopics.h"
#include "serverfixture.h"
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QTcpSocket>
#include <QtTest>

using support::BrokerHost;
using support::ServerFixture;

namespace {

/// A client on TCP, packets given as text (support/packettext.h).
class Client : public QTcpSocket
{
public:
    explicit Client(quint16 port) { connectToHost(QHostAddress(QHostAddress::LocalHost), port); }
    void say(const QByteArray &line)
    {
        write(mqtt::encode(*support::packetFrom(line), mqtt::Version::V311).toByteArray());
    }
};

template <typename Ask>
auto ask(ServerFixture &server, Ask ask)
{
    std::optional<decltype(ask(server.server->administration()))> answer;
    server.call([&] { answer = ask(server.server->administration()); });
    return *answer;
}

qint64 subscriptionsAt(ServerFixture &server)
{
    return ask(server, [](const mqttserver::Administration &a) { return a.subscriptions({}).total; });
}

} // namespace

class TestAdministration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoServersKeepSeparateFigures()
    {
        ServerFixture one;
        ServerFixture two;
        Client client(one.tcp);
        client.say("CONNECT id=c");
        client.say("SUBSCRIBE 1 a/#:0");
        client.say("PUBLISH a/1 hello");
        const auto topics = [](const mqttserver::Administration &a) { return a.topics({}).total; };
        QTRY_COMPARE_WITH_TIMEOUT(ask(one, topics), 1, 30'000);
        QCOMPARE(ask(two, topics), 0);
        QCOMPARE(ask(one, [](const auto &a) { return a.clients({}).total; }), 1);
        QCOMPARE(ask(two, [](const auto &a) { return a.clients({}).total; }), 0);
        QCOMPARE(two.statistics().messagesReceived, quint64(0));
    }

    void kicks()
    {
        ServerFixture server;
        Client client(server.tcp);
        client.say("CONNECT id=victim clean=0");
        client.say("SUBSCRIBE 1 t:1");
        QTRY_COMPARE_WITH_TIMEOUT(subscriptionsAt(server), 1, 30'000);
        QVERIFY(!ask(server, [](auto a) { return a.kick({"nobody", false}); }));
        QVERIFY(ask(server, [](auto a) { return a.kick({"victim", false}); }));
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::UnconnectedState, 30'000);
        QCOMPARE(subscriptionsAt(server), 1); // the session stays
        QVERIFY(ask(server, [](auto a) { return a.kick({"victim", true}); }));
        QCOMPARE(subscriptionsAt(server), 0);
    }

    void clearsRetained()
    {
        ServerFixture server;
        server.server->publisher().push(
            broker::PublishInternal{base::Bytes::copyOf("a/1"), base::Bytes::copyOf("x"), {}, true, {}});
        const auto retained = [](const mqttserver::Administration &a) { return a.retainedSize({}).count; };
        QTRY_COMPARE_WITH_TIMEOUT(ask(server, retained), 1, 30'000);
        QCOMPARE(ask(server, [](auto a) { return a.clearRetained({}); }).count, 1);
        QCOMPARE(ask(server, retained), 0);
    }

    void tracesForAWhile()
    {
        ServerFixture server;
        base::SystemClock clock;
        const broker::TraceFilter timed{"iot/#", base::UtcMs{clock.utcNow().value + 600'000}};
        server.call([&] { server.server->administration().setTraceFilters({timed, {"banco/#", {}}}); });
        // What has no end belongs to the settings.
        QCOMPARE(ask(server, [](const auto &a) { return a.traceFilters(); }), std::vector<broker::TraceFilter>{timed});
        Client client(server.tcp);
        client.say("CONNECT id=c");
        client.say("PUBLISH iot/1 hello");
        const auto traces = [](const mqttserver::Administration &a) { return a.traces({}).total; };
        QTRY_COMPARE_WITH_TIMEOUT(ask(server, traces), 1, 30'000);
    }

    void ratesAreSaidToWhoAsks_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArrayList>("expected");
        const QByteArray root = "$SYS/broker/rates/";
        QTest::addRow("nobody") << QByteArray("x") << QByteArrayList{};
        QTest::addRow("the whole system tree does not ask") << QByteArray("$SYS/#") << QByteArrayList{};
        QTest::addRow("one client") << root + "clients/p/received" << QByteArrayList{root + "clients/p/received"};
        QTest::addRow("every client's sending")
            << root + "clients/+/received" << QByteArrayList{root + "clients/p/received", root + "clients/s/received"};
        QTest::addRow("topics") << root + "topics/#" << QByteArrayList{root + "topics/iot/1"};
    }
    void ratesAreSaidToWhoAsks()
    {
        QFETCH(QByteArray, filter);
        BrokerHost host;
        const auto say = [&host](const QByteArray &name, const QByteArray &line) {
            if (host.peers[name].id.isNull())
                host.open(name);
            host.write(name, mqtt::encode(*support::packetFrom(line), mqtt::Version::V311).view());
        };
        say("p", "CONNECT id=p");
        say("s", "CONNECT id=s");
        say("s", "SUBSCRIBE 1 " + filter + ":0");
        say("p", "PUBLISH iot/1 x");
        QByteArrayList topics;
        for (const broker::PublishInternal &message : mqttserver::rateTopics(host.engine, host.now)) {
            QVERIFY(!message.retain);
            QVERIFY(!message.payload.isEmpty());
            topics.append(message.topic.toByteArray());
        }
        std::sort(topics.begin(), topics.end());
        QTEST(topics, "expected");
    }
};

QTEST_GUILESS_MAIN(TestAdministration)
#include "tst_administration.moc"
