// SPDX-License-Identifier: GPL-3.0-or-later
// MQTT over REST (S4-23 … S4-33) and what carries it.
#include "gateway/messagingcontroller.h"
#include "gateway/messagingforms.h"
#include "gateway/messagingrelay.h"
#include "gatewaybench.h"
#include <QtTest>

using support::GatewayBench;
using support::Reply;

class TestMessagingRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void health();
    void statusAndStats();
    void answers_data();
    void answers();
    void needsALogin_data();
    void needsALogin();
    void publishes_data();
    void publishes();
    void broadcasts_data();
    void broadcasts();
    void subscriptionsAreTheUsersOwn();
    void listIsPaged();
    void notConnected();
    void busyIs503();
    void disabledUsersLoseTheirs();
    void tableCountsFilters();
    void aFloodIsHeldBack();
};

#ifndef Q_MOC_RUN // whose preprocessor stumbles over the JSON below

void TestMessagingRoutes::health()
{
    GatewayBench bench;
    const Reply up = bench.ask("GET", "/mqtt/health"); // S4-23: no token
    QCOMPARE(up.status, 200);
    QCOMPARE(up.json().keys(), (QStringList{u"mqtt"_qs, u"status"_qs, u"timestamp"_qs}));
    QCOMPARE(up.json().value(u"status").toString(), u"ok"_qs);
    bench.messaging.setConnected(false);
    bench.settle();
    const Reply down = bench.ask("GET", "/mqtt/health");
    QCOMPARE(down.status, 503);
    QCOMPARE(down.json().value(u"mqtt").toBool(true), false);
    GatewayBench without(auth::Profile::Branch, false);
    QCOMPARE(without.ask("GET", "/mqtt/health").status, 503);
}

void TestMessagingRoutes::statusAndStats()
{
    GatewayBench bench;
    const QByteArray token = bench.bearer(auth::Role::Operator);
    const QJsonObject status = bench.ask("GET", "/mqtt/status", token).json();
    QCOMPARE(status.keys(),
             (QStringList{u"clientId"_qs, u"connectedAt"_qs, u"isConnected"_qs, u"reconnectAttempts"_qs}));
    QCOMPARE(status.value(u"clientId").toString(), u"famemely_1234567890"_qs);
    bench.ask("POST", "/mqtt/subscribe", token, R"({"topic":"a"})");
    bench.ask("POST", "/mqtt/subscribe", bench.bearer(auth::Role::Technician), R"({"topic":"a"})");
    const QJsonObject stats = bench.ask("GET", "/mqtt/stats", token).json();
    QCOMPARE(stats.value(u"totalSubscriptions").toInt(), 2);
    QCOMPARE(stats.value(u"activeSubscriptions").toInt(), 2);
    QCOMPARE(bench.messaging.subscriptions.size(), 1);
    for (const char *member : {"isConnected", "clientId", "reconnectAttempts", "connectedAt"})
        QVERIFY2(stats.contains(QLatin1StringView(member)), member);
}

void TestMessagingRoutes::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *name, const char *method, const char *path, const char *body, int status,
                        const char *part) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status << QByteArray(part);
    };
    row("S4-27 published", "POST", "/mqtt/publish", R"({"topic":"a","payload":{"t":1}})", 201,
        R"({"success":true,"topic":"a","qos":0,"retain":false,"timestamp":")");
    row("S4-33 a wildcard", "POST", "/mqtt/publish", R"({"topic":"a/+","payload":1})", 400, R"("success":false)");
    row("S4-33 an empty topic", "POST", "/mqtt/publish", R"({"topic":"","payload":1})", 400, "topic");
    row("S4-33 no payload", "POST", "/mqtt/publish", R"({"topic":"a"})", 400, "payload");
    row("S4-33 a wrong QoS", "POST", "/mqtt/publish", R"({"topic":"a","payload":1,"qos":"1"})", 400, "qos");
    row("S4-33 a QoS too high", "POST", "/mqtt/publish", R"({"topic":"a","payload":1,"qos":3})", 400, "qos");
    row("S4-33 a wrong flag", "POST", "/mqtt/publish", R"({"topic":"a","payload":1,"retain":1})", 400, "retain");
    row("S4-33 no JSON", "POST", "/mqtt/publish", "{", 400, R"("success":false)");
    row("S4-57 not permitted", "POST", "/mqtt/publish", R"({"topic":"banco/saldo/1","payload":1})", 403,
        R"("success":false)");
    row("S4-28 subscribed", "POST", "/mqtt/subscribe", R"({"topic":"sensors/#","qos":1})", 201,
        R"({"success":true,"topic":"sensors/#","qos":1})");
    row("S4-67 a wrong filter", "POST", "/mqtt/subscribe", R"({"topic":"a/#/b"})", 400, "Failed to subscribe");
    row("S4-67 a shared one", "POST", "/mqtt/subscribe", R"({"topic":"$share/g/a"})", 400, "Failed to subscribe");
    row("S4-29 not subscribed", "DELETE", "/mqtt/unsubscribe/never", "", 404, R"("success":false)");
    row("S4-33 an unknown path", "GET", "/mqtt/none", "", 404, R"("success":false)");
    row("S4-33 an unknown method", "PUT", "/mqtt/publish", "{}", 405, R"("success":false)");
    row("S4-32 a broadcast", "POST", "/mqtt/broadcast", R"({"topic":"broadcast/all","message":{"a":1}})", 201,
        R"("topic":"broadcast/all")");
    row("S4-32 without a message", "POST", "/mqtt/broadcast", R"({"topic":"broadcast/all"})", 400, "message");
}

void TestMessagingRoutes::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    GatewayBench bench;
    const Reply reply = bench.ask(method, path, bench.bearer(auth::Role::Operator), body);
    QCOMPARE(reply.status, status);
    QVERIFY2(reply.body.contains(part), reply.body.constData());
    if (status >= 400)
        QVERIFY(!reply.json().value(u"message").toString().isEmpty());
}

void TestMessagingRoutes::needsALogin_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"status", "stats", "subscriptions"})
        QTest::addRow("S4-33 GET %s", path) << QByteArray("GET") << QByteArray("/mqtt/").append(path);
    for (const char *path : {"publish", "subscribe", "broadcast"})
        QTest::addRow("S4-33 POST %s", path) << QByteArray("POST") << QByteArray("/mqtt/").append(path);
    QTest::newRow("S4-33 DELETE") << QByteArray("DELETE") << QByteArray("/mqtt/unsubscribe/a");
}

void TestMessagingRoutes::needsALogin()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    for (const auto profile : {auth::Profile::Branch, auth::Profile::Lab}) {
        GatewayBench bench(profile);
        const Reply reply = bench.ask(method, path, {}, method == "POST" ? R"({"topic":"a","payload":1})" : "");
        QCOMPARE(reply.status, 401);
        QCOMPARE(reply.json().value(u"success").toBool(true), false);
        QVERIFY(bench.messaging.published.isEmpty());
    }
}

void TestMessagingRoutes::publishes_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *payload, const char *expected) {
        QTest::newRow(name) << QByteArray(payload) << QByteArray(expected);
    };
    row("S4-27 an object", R"({"temperature": 25.50,"unit":"C","ñ":"€"})",
        R"({"temperature":25.50,"unit":"C","ñ":"€"})");
    row("S4-27 a list", "[1, 2.0, true, null]", "[1,2.0,true,null]");
    row("S4-27 a number", "12345678901234567890", "12345678901234567890");
    row("S4-27 a text goes as it is", R"("hello \"you\"")", "hello \"you\"");
    row("S4-27 null", "null", "null");
    row("S4-27 bytes", R"({"$binary":"aGk="})", "hi");
}

void TestMessagingRoutes::publishes()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, expected);
    GatewayBench bench;
    const QByteArray body = R"({"topic":"t","qos":2,"retain":true,"payload":)" + payload + "}";
    QCOMPARE(bench.ask("POST", "/mqtt/publish", bench.bearer(auth::Role::Operator), body).status, 201);
    QCOMPARE(bench.messaging.published, QByteArrayList{QByteArray("t=" + expected + " q2 retain")});
}

void TestMessagingRoutes::broadcasts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");
    const auto row = [](const char *name, const char *body, const char *begin, const char *end) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(begin) << QByteArray(end);
    };
    row("S4-32 with a timestamp", R"({"topic":"b","message":{"title":"x"},"includeTimestamp":true})",
        R"(b={"title":"x","timestamp":")", R"(Z"} q0)");
    row("S4-32 the message's own gives way", R"({"topic":"b","message":{"timestamp":1},"includeTimestamp":true})",
        R"(b={"timestamp":"2)", R"(Z"} q0)");
    row("S4-32 without", R"({"topic":"b","message":{"title":"x"}})", R"(b={"title":"x"} q0)", "");
    row("S4-32 a text with one", R"({"message":"hi","includeTimestamp":true})",
        R"(broadcast/all={"message":"hi","timestamp":")", R"(Z"} q0)");
}

void TestMessagingRoutes::broadcasts()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    GatewayBench bench;
    QCOMPARE(bench.ask("POST", "/mqtt/broadcast", bench.bearer(auth::Role::Operator), body).status, 201);
    const QByteArray published = bench.messaging.published.value(0);
    QVERIFY2(published.startsWith(begin) && published.endsWith(end), published.constData());
}

void TestMessagingRoutes::subscriptionsAreTheUsersOwn()
{
    GatewayBench bench;
    const QByteArray own = bench.bearer(auth::Role::Operator);
    const QByteArray other = bench.bearer(auth::Role::Technician);
    bench.ask("POST", "/mqtt/subscribe", own, R"({"topic":"sensors/#","qos":1})");
    bench.ask("POST", "/mqtt/subscribe", own, R"({"topic":"a b/ñ"})");
    QCOMPARE(bench.ask("GET", "/mqtt/subscriptions", own).body,
             QByteArray(R"({"success":true,"subscriptions":[{"topic":"a b/ñ","qos":0},{"topic":"sensors/#","qos":1}],)"
                        R"("total":2,"next_cursor":null})"));
    QCOMPARE(bench.ask("GET", "/mqtt/subscriptions", other).json().value(u"total").toInt(), 0); // S4-30
    QCOMPARE(bench.ask("DELETE", "/mqtt/unsubscribe/sensors%2F%23", other).status, 404);
    QCOMPARE(bench.ask("DELETE", "/mqtt/unsubscribe/sensors%252F%2523", own).status, 404); // decoded once (S4-29)
    const Reply ended = bench.ask("DELETE", "/mqtt/unsubscribe/sensors%2F%23", own);
    QCOMPARE(ended.status, 200);
    QCOMPARE(ended.body, QByteArray(R"({"success":true,"topic":"sensors/#"})"));
    QCOMPARE(bench.messaging.upstream.last(), QByteArray("-sensors/#"));
    QCOMPARE(bench.ask("DELETE", "/mqtt/unsubscribe/a%20b%2F%C3%B1", own).status, 200);
    QVERIFY(bench.messaging.subscriptions.isEmpty());
}

void TestMessagingRoutes::listIsPaged()
{
    GatewayBench bench;
    const QByteArray token = bench.bearer(auth::Role::Operator);
    for (const char *topic : {"a", "b", "c"})
        bench.ask("POST", "/mqtt/subscribe", token, QByteArray(R"({"topic":")").append(topic).append("\"}"));
    const QJsonObject first = bench.ask("GET", "/mqtt/subscriptions?limit=2", token).json();
    QCOMPARE(first.value(u"subscriptions").toArray().size(), 2);
    const QByteArray cursor = first.value(u"next_cursor").toString().toUtf8();
    QVERIFY(!cursor.isEmpty());
    const QJsonObject second = bench.ask("GET", "/mqtt/subscriptions?limit=2&cursor=" + cursor, token).json();
    QCOMPARE(second.value(u"subscriptions").toArray().at(0).toObject().value(u"topic").toString(), u"c"_qs);
    QVERIFY(second.value(u"next_cursor").isNull());
    QCOMPARE(bench.ask("GET", "/mqtt/subscriptions?limit=0", token).status, 400);
}

void TestMessagingRoutes::notConnected()
{
    GatewayBench bench;
    bench.messaging.setConnected(false);
    bench.settle();
    const QByteArray token = bench.bearer(auth::Role::Operator);
    for (const char *path : {"/mqtt/publish", "/mqtt/subscribe"}) {
        const Reply reply = bench.ask("POST", path, token, R"({"topic":"a","payload":1})");
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.json().value(u"message").toString(), u"MQTT client is not connected"_qs); // S4-67
    }
    QCOMPARE(bench.ask("GET", "/mqtt/status", token).json().value(u"isConnected").toBool(true), false);
}

void TestMessagingRoutes::busyIs503()
{
    GatewayBench bench;
    bench.messaging.busy = true;
    const QByteArray body = R"({"topic":"a","payload":1})";
    QCOMPARE(bench.ask("POST", "/mqtt/publish", bench.bearer(auth::Role::Operator), body).status, 503);
    bench.messaging.busy = false;
    bench.messaging.failure = base::Error(base::ErrorCode::TooLarge, QStringLiteral("too large"));
    QCOMPARE(bench.ask("POST", "/mqtt/publish", bench.bearer(auth::Role::Operator), body).status, 413); // S4-62
    const Reply refused = bench.ask("POST", "/mqtt/subscribe", bench.bearer(auth::Role::Operator), body);
    QCOMPARE(refused.status, 413);
    QVERIFY(refused.body.contains("Failed to subscribe"));
    QCOMPARE(bench.ask("GET", "/mqtt/subscriptions", bench.bearer(auth::Role::Operator)).json().value(u"total").toInt(),
             0);
}

void TestMessagingRoutes::disabledUsersLoseTheirs()
{
    GatewayBench bench;
    bench.ask("POST", "/mqtt/subscribe", bench.bearer(auth::Role::Technician), R"({"topic":"a"})");
    QCOMPARE(bench.messaging.subscriptions.size(), 1);
    auto users = std::make_shared<auth::Snapshot>(*bench.authPort.authenticator->snapshot());
    users->number += 100;
    for (auto &user : users->users)
        user.enabled = false;
    bench.gateway->setUsers(users);
    bench.settle();
    QVERIFY(bench.messaging.subscriptions.isEmpty());
}

void TestMessagingRoutes::tableCountsFilters()
{
    gateway::MessagingTable table;
    const auto first = table.join(1, "a/#", 0);
    const auto second = table.join(2, "a/#", 2);
    QCOMPARE(first->qos, 0);
    QCOMPARE(second->qos, 2);
    QVERIFY(first->tag != second->tag);
    QVERIFY(table.join(1, "a/b", 1));
    gateway::MessagingDelivery message;
    message.topic = base::Bytes::fromStatic("a/b");
    message.qos = 1;
    message.tags = {second->tag, table.join(1, "a/b", 1)->tag};
    const auto to = table.recipients(message);
    QCOMPARE(to.size(), size_t(2)); // each once
    QCOMPARE(to[0].qos, 1);
    message.tags = {first->tag};
    message.isRetained = true;
    QCOMPARE(table.recipients(message).size(), size_t(1)); // for whom it was sent
    QCOMPARE(table.recipients(message)[0].who, quint64(1));
    message.topic = base::Bytes::fromStatic("other"); // a late message of a slot's former filter
    QVERIFY(table.recipients(message).empty());
    QVERIFY(table.leaveAll(1) == std::vector<QByteArray>{"a/b"});
    QVERIFY(table.leave(2, "a/#") == gateway::MessagingTable::Left::Last);
    QVERIFY(table.leave(2, "a/#") == gateway::MessagingTable::Left::NotThere);
    QCOMPARE(table.count(), 0);
    // Joining again and again keeps tags within an MQTT subscription identifier.
    for (int i = 0; i < 10'000; ++i) {
        const auto again = table.join(7, "x", 0);
        QVERIFY(again->tag > 0 && again->tag <= 268'435'455);
    }
    QCOMPARE(table.subscriptions(7).size(), size_t(1));
}

void TestMessagingRoutes::aFloodIsHeldBack()
{
    GatewayBench bench;
    bench.ask("POST", "/mqtt/subscribe", bench.bearer(auth::Role::Operator), R"({"topic":"f","qos":1})");
    const gateway::MessagingPublication message{"f", base::Bytes::copyOf(QByteArray(100'000, 'x')), 1, false};
    int taken = 0;
    while (bench.messaging.deliver(message, false, 0) && taken < 1'000) // nothing is fetched meanwhile
        ++taken;
    QVERIFY2(taken > 100 && taken < 200, QByteArray::number(taken).constData()); // 16 MiB
    QCOMPARE(bench.messaging.resumes, 0);
    bench.settle();
    QCOMPARE(bench.messaging.resumes, 1);
    QVERIFY(bench.messaging.deliver(message, false, 0));
}

#endif
QTEST_GUILESS_MAIN(TestMessagingRoutes)
#include "tst_messagingroutes.moc"
