// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's administration over REST (docs/api.md "Broker"): who may, what is asked, what is answered.
#include "gatewaybench.h"
#include <QJsonArray>
#include <QtTest>

using namespace support;
using auth::Role;

namespace {

const QByteArray root = "/api/v1/broker";
/// moc reads no raw string with a number sign in a macro.
const QByteArray bodies[] = {R"({"filter":"iot/#","minutes":5})",
                             R"({"filter":"a/#"})",
                             R"({"filter":"a/#","preview":false,"expected":3})",
                             R"({"filter":"a/#","preview":false,"expected":2})",
                             R"({"filter":"a#"})",
                             R"({"filter":"iot/#","minutes":1441})",
                             R"({"filter":"iot#","minutes":1})"};

} // namespace

class TestBrokerRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoMay_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("roles");
        const QByteArrayList readers{"supervisor", "operador", "tecnico", "administrador", "auditor"};
        const QByteArrayList actors{"supervisor", "operador", "tecnico", "administrador"};
        const QByteArrayList cleaners{"supervisor", "tecnico", "administrador"};
        const QByteArray nothing;
        QTest::addRow("figures") << QByteArray("GET") << QByteArray("") << nothing << readers;
        QTest::addRow("clients") << QByteArray("GET") << QByteArray("/clients") << nothing << readers;
        QTest::addRow("one client") << QByteArray("GET") << QByteArray("/clients/ESP32%2F001") << nothing << readers;
        QTest::addRow("its history") << QByteArray("GET") << QByteArray("/clients/x/history") << nothing << readers;
        QTest::addRow("all history") << QByteArray("GET") << QByteArray("/history") << nothing << readers;
        QTest::addRow("bans") << QByteArray("GET") << QByteArray("/bans") << nothing << readers;
        QTest::addRow("subscriptions") << QByteArray("GET") << QByteArray("/subscriptions") << nothing << readers;
        QTest::addRow("retained") << QByteArray("GET") << QByteArray("/retained") << nothing << readers;
        QTest::addRow("topics") << QByteArray("GET") << QByteArray("/topics") << nothing << readers;
        QTest::addRow("traces") << QByteArray("GET") << QByteArray("/traces") << nothing << readers;
        QTest::addRow("trace filters") << QByteArray("GET") << QByteArray("/trace-filters") << nothing << readers;
        QTest::addRow("kick") << QByteArray("POST") << QByteArray("/clients/ESP32%2F001/kick") << QByteArray("{}")
                              << actors;
        QTest::addRow("ban") << QByteArray("POST") << QByteArray("/bans")
                             << QByteArray(R"({"kind":"client_id","value":"x"})") << actors;
        QTest::addRow("lift") << QByteArray("DELETE") << QByteArray("/bans/user/x") << nothing << actors;
        QTest::addRow("trace a topic") << QByteArray("POST") << QByteArray("/trace-filters") << bodies[0] << actors;
        QTest::addRow("delete a retained message")
            << QByteArray("DELETE") << QByteArray("/retained?topic=a/b") << nothing << cleaners;
        QTest::addRow("clear retained messages")
            << QByteArray("POST") << QByteArray("/retained/clear") << bodies[1] << cleaners;
    }
    void whoMay()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QByteArrayList, roles);
        GatewayBench bench;
        QCOMPARE(bench.ask(method, root + path, {}, body).status, 401);
        for (const auto role :
             {Role::Teller, Role::Supervisor, Role::Operator, Role::Technician, Role::Administrator, Role::Auditor}) {
            const int status = bench.ask(method, root + path, bench.bearer(role), body).status;
            const bool may = roles.contains(QByteArray(auth::word(role).latin1()));
            QVERIFY2(may ? status == 200 || status == 204 : status == 403,
                     qPrintable(QString(auth::word(role) + QString::number(status))));
        }
    }

    void aTransactionsDeliveriesInOneCall()
    {
        GatewayBench bench;
        const auto teller = bench.bearer(Role::Teller); // reads the bank, not the broker
        const QByteArray path = "/api/v1/bank/transactions/";
        QCOMPARE(bench.ask("GET", path + "1/deliveries", teller).status, 404);
        bench.bank.deposit(QStringLiteral("1350509525"), 100);
        const auto answer = bench.ask("GET", path + "1/deliveries", teller);
        QCOMPARE(answer.status, 200);
        const QJsonObject json = answer.json();
        QCOMPARE(json[u"transaccion"].toInt(), 1);
        QCOMPARE(json[u"topics"].toArray().size(), 1);
        const QJsonObject trace = json[u"topics"][0].toObject();
        QCOMPARE(trace[u"topic"].toString(), QStringLiteral("banco/transacciones"));
        QCOMPARE(trace[u"list"][0][u"step"].toString(), QStringLiteral("acknowledged"));
        QCOMPARE(bench.broker.done.last(), QStringLiteral("traces of %1-1").arg(bench.bank.epochName));
        QCOMPARE(bench.ask("GET", path + "2/deliveries", teller).status, 404);
        QCOMPARE(bench.ask("GET", path + "x/deliveries", teller).status, 404);
        QCOMPARE(bench.ask("GET", path + "1/deliveries", bench.bearer(Role::Technician)).status, 403);
    }

    void withoutABrokerItIs503()
    {
        GatewayBench bench(auth::Profile::Branch, false);
        QCOMPARE(bench.ask("GET", root + "/clients", bench.bearer(Role::Operator)).status, 503);
        QCOMPARE(bench.ask("GET", root + "/topics", bench.bearer(Role::Operator)).status, 503);
    }

    void listsClients()
    {
        GatewayBench bench;
        const Reply reply = bench.ask(
            "GET", root + "/clients?q=esp&sort=queued&order=desc&offset=5&limit=2&state=connected&listener=ws",
            bench.bearer(Role::Operator));
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json().value(u"total").toInt(), 7);
        const QJsonObject client = reply.json().value(u"items").toArray().first().toObject();
        QCOMPARE(client.value(u"client_id").toString(), u"ESP32/001"_qs);
        QCOMPARE(client.value(u"connected_since_utc_ms").toInt(), 1000);
        QVERIFY(client.value(u"last_message_utc_ms").isNull());
        QCOMPARE(client.value(u"dropped").toObject().value(u"expired").toInt(), 2);
        const contract::BrokerClientQuery &query = bench.broker.clientQuery;
        QCOMPARE(query.text, u"esp"_qs);
        QCOMPARE(query.sort, u"queued"_qs);
        QVERIFY(query.descending);
        QCOMPARE(query.offset, 5);
        QCOMPARE(query.limit, 2);
        QCOMPARE(query.connected, std::optional(true));
        QCOMPARE(query.listener, u"ws"_qs);
    }

    void badQueries_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addRow("a limit of nothing") << QByteArray("/clients?limit=0");
        QTest::addRow("too large a limit") << QByteArray("/topics?limit=501");
        QTest::addRow("a negative offset") << QByteArray("/clients?offset=-1");
        QTest::addRow("an unknown order") << QByteArray("/clients?sort=colour");
        QTest::addRow("an unknown state") << QByteArray("/clients?state=tired");
        QTest::addRow("a filter that is none") << QByteArray("/retained?filter=a%23");
        QTest::addRow("a topic with a wildcard") << QByteArray("/subscriptions?topic=%2B");
        QTest::addRow("history before a word") << QByteArray("/history?before=noon");
    }
    void badQueries()
    {
        QFETCH(QByteArray, target);
        GatewayBench bench;
        QCOMPARE(bench.ask("GET", root + target, bench.bearer(Role::Operator)).status, 422);
    }

    void oneClientAndNone()
    {
        GatewayBench bench;
        const QByteArray who = bench.bearer(Role::Technician);
        QCOMPARE(bench.ask("GET", root + "/clients/ESP32%2F001", who).status, 200);
        QCOMPARE(bench.ask("GET", root + "/clients/other", who).status, 404);
        QCOMPARE(bench.ask("POST", root + "/clients/other/kick", who).status, 404);
    }

    void kicksInTheUsersName()
    {
        GatewayBench bench;
        const Reply reply = bench.ask("POST", root + "/clients/ESP32%2F001/kick", bench.bearer(Role::Operator),
                                      R"({"end_session":true})");
        QCOMPARE(reply.status, 204);
        QCOMPARE(bench.broker.done, QStringList{u"kick ESP32/001 1 by operador"_qs});
        QCOMPARE(
            bench.ask("POST", root + "/clients/x/kick", bench.bearer(Role::Operator), R"({"end_session":1})").status,
            422);
    }

    void bans()
    {
        GatewayBench bench;
        const QByteArray who = bench.bearer(Role::Operator);
        QCOMPARE(bench
                     .ask("POST", root + "/bans", who,
                          R"({"kind":"address","value":"192.0.2.9","seconds":60,"reason":"noise"})")
                     .status,
                 204);
        QCOMPARE(bench.broker.done, QStringList{u"ban address 192.0.2.9 by operador"_qs});
        QCOMPARE(bench.broker.lastBan.until->value, bench.clock.utcNow().value + 60'000);
        QCOMPARE(bench.broker.lastBan.reason, u"noise"_qs);
        const QJsonObject ban =
            bench.ask("GET", root + "/bans", who).json().value(u"items").toArray().first().toObject();
        QCOMPARE(ban.value(u"value").toString(), u"192.0.2.9"_qs);
        QCOMPARE(bench.ask("DELETE", root + "/bans/address/192.0.2.9", who).status, 204);
        QCOMPARE(bench.broker.done.last(), u"lift address 192.0.2.9"_qs);
        QCOMPARE(bench.ask("POST", root + "/bans", who, R"({"kind":"user"})").status, 422);
        QCOMPARE(bench.ask("POST", root + "/bans", who, R"({"kind":"user","value":"x","seconds":-1})").status, 422);
    }

    void theBankIsHiddenFromTheTechnician_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addRow("retained") << QByteArray("/retained?filter=banco/%23");
        QTest::addRow("topics") << QByteArray("/topics");
        QTest::addRow("traces") << QByteArray("/traces");
    }
    void theBankIsHiddenFromTheTechnician()
    {
        QFETCH(QByteArray, path);
        GatewayBench bench;
        QCOMPARE(bench.ask("GET", root + path, bench.bearer(Role::Technician)).status, 200);
        QVERIFY(bench.broker.topicQuery.withoutBank);
        QCOMPARE(bench.ask("GET", root + path, bench.bearer(Role::Auditor)).status, 200);
        QVERIFY(!bench.broker.topicQuery.withoutBank);
        QCOMPARE(bench.ask("GET", root + "/traces/17", bench.bearer(Role::Technician)).status, 404);
    }

    void retainedIsClearedAfterAPreview()
    {
        GatewayBench bench;
        const QByteArray who = bench.bearer(Role::Technician);
        const Reply preview = bench.ask("POST", root + "/retained/clear", who, bodies[1]);
        QCOMPARE(preview.json().value(u"count").toInt(), 2);
        QVERIFY(!preview.json().value(u"deleted").toBool());
        QVERIFY(bench.broker.clearing.countOnly);
        QVERIFY(bench.broker.clearing.withoutBank);
        const QByteArray stale = bodies[2];
        QCOMPARE(bench.ask("POST", root + "/retained/clear", who, stale).status, 409);
        const QByteArray right = bodies[3];
        QVERIFY(bench.ask("POST", root + "/retained/clear", who, right).json().value(u"deleted").toBool());
        (void)bench.ask("POST", root + "/retained/clear", bench.bearer(Role::Supervisor), right);
        QVERIFY(!bench.broker.clearing.withoutBank);
        QCOMPARE(bench.ask("POST", root + "/retained/clear", who, bodies[4]).status, 422);
    }

    void oneRetainedMessage()
    {
        GatewayBench bench;
        const QByteArray who = bench.bearer(Role::Administrator);
        QCOMPARE(bench.ask("DELETE", root + "/retained?topic=a/b", who).status, 200);
        QVERIFY(!bench.broker.clearing.countOnly);
        QCOMPARE(bench.ask("DELETE", root + "/retained?topic=none", who).status, 404);
        QCOMPARE(bench.ask("DELETE", root + "/retained?topic=a/%23", who).status, 422); // one, not a branch
        QCOMPARE(bench.ask("DELETE", root + "/retained", who).status, 422);
    }

    void topicsTellOfTheTableToo()
    {
        GatewayBench bench;
        const QJsonObject page =
            bench.ask("GET", root + "/topics?sort=rate&order=desc&filter=iot/%23", bench.bearer(Role::Operator)).json();
        QCOMPARE(page.value(u"forgotten").toInt(), 4);
        QCOMPARE(page.value(u"items").toArray().first().toObject().value(u"msgs_per_s").toDouble(), 2.5);
        QCOMPARE(bench.broker.topicQuery.sort, u"rate"_qs);
        QCOMPARE(bench.broker.topicQuery.filter, u"iot/#"_qs);
    }

    void historyGoesBackInPages()
    {
        GatewayBench bench;
        const QJsonObject page =
            bench.ask("GET", root + "/clients/a%2Fb/history?before=100&limit=5", bench.bearer(Role::Operator)).json();
        QCOMPARE(page.value(u"items").toArray().first().toObject().value(u"text").toString(),
                 u"disconnected: keep-alive timeout"_qs);
        QCOMPARE(bench.broker.historyQuery.clientId, u"a/b"_qs);
        QCOMPARE(bench.broker.historyQuery.before, 100);
        QCOMPARE(bench.broker.historyQuery.limit, 5);
    }

    void traces()
    {
        GatewayBench bench;
        const QByteArray who = bench.bearer(Role::Operator);
        const QJsonObject trace = bench.ask("GET", root + "/traces/17", who).json();
        const QJsonObject delivery = trace.value(u"list").toArray().first().toObject();
        QCOMPARE(delivery.value(u"step").toString(), u"acknowledged"_qs);
        QCOMPARE(delivery.value(u"acknowledged_utc_ms").toInt(), 2000);
        QCOMPARE(bench.ask("GET", root + "/traces/18", who).status, 404);
        QCOMPARE(bench.ask("GET", root + "/traces/none", who).status, 404);
        QCOMPARE(bench.ask("POST", root + "/trace-filters", who, bodies[0]).status, 204);
        QCOMPARE(bench.broker.done, QStringList{u"trace iot/# for 300 s"_qs});
        QCOMPARE(bench.ask("POST", root + "/trace-filters", who, bodies[5]).status, 422);
        QCOMPARE(bench.ask("POST", root + "/trace-filters", who, bodies[6]).status, 422);
    }

    void figures()
    {
        GatewayBench bench;
        const QJsonObject figures = bench.ask("GET", root, bench.bearer(Role::Operator)).json();
        QCOMPARE(figures.value(u"clients_connected").toInt(), 3);
        QCOMPARE(figures.value(u"dropped").toObject().value(u"queue_full").toInt(), 5);
        QCOMPARE(figures.value(u"listeners").toObject().value(u"tcp").toInt(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBrokerRoutes)
#include "tst_brokerroutes.moc"
