// SPDX-License-Identifier: GPL-3.0-or-later
// The event stream over a gateway on loopback wires: what S2 promises, by id.
#include "eventbench.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::EventBench;
using support::EventClient;
using support::SseBlock;

class TestEventStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void head();
    void headAndOtherMethods();
    void greets_data();
    void greets();
    void refuses_data();
    void refuses();
    void tellsEveryEvent();
    void tellsRealDeposits();
    void beats();
    void theFirstBeatIsAPeriodAway();
    void limits();
    void endsWithItsCredentials_data();
    void endsWithItsCredentials();
    void endsWithTheHub();
    void cutsOffTheSlow();
    void cleansUp();
    void letsPagesRead();
    void reports();
};

namespace {

QByteArrayList lines(const QByteArray &head)
{
    QByteArrayList all = head.split('\n');
    for (QByteArray &line : all)
        line = line.trimmed();
    return all;
}

/// A client that has had his greeting.
EventClient greeted(EventBench &bench, const QString &name, const QByteArray &lastId = {})
{
    EventClient client = bench.stream(name, lastId);
    return client;
}

} // namespace

void TestEventStream::head()
{
    EventBench bench;
    EventClient client = bench.stream(u"eva"_s);
    QCOMPARE(client.status, 200);
    const QByteArrayList head = lines(client.head);
    QVERIFY(head.contains("Content-Type: text/event-stream; charset=utf-8"));
    QVERIFY(head.contains("Cache-Control: no-store, no-transform"));
    QVERIFY(head.contains("X-Accel-Buffering: no"));
    QVERIFY(head.contains("Connection: close"));
    QVERIFY(!client.head.contains("Content-Length"));
    QVERIFY(!client.head.contains("Transfer-Encoding"));
    QCOMPARE(client.takeNames(), QByteArrayList{"connection"});
    QCOMPARE(client.retry, 5000); // S2-31
    EventClient other(bench, "/api/events/stream", bench.bearerOf(u"eva"_s));
    QCOMPARE(other.takeNames(), QByteArrayList{"connection"});
}

void TestEventStream::headAndOtherMethods()
{
    EventBench bench;
    const auto asked = bench.ask("HEAD", "/events/stream", bench.bearerOf(u"eva"_s));
    QCOMPARE(asked.status, 200);
    QCOMPARE(asked.headers.value("content-type"), QByteArray("text/event-stream; charset=utf-8"));
    const auto posted = bench.ask("POST", "/events/stream", bench.bearerOf(u"eva"_s));
    QCOMPARE(posted.status, 405);
    QVERIFY(posted.headers.value("allow").contains("GET"));
    QCOMPARE(posted.json()["success"_L1], QJsonValue(false));
    QCOMPARE(bench.ask("GET", "/events/none", bench.bearerOf(u"eva"_s)).json()["success"_L1], QJsonValue(false));
}

void TestEventStream::greets_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("authType");
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char *name, const char *query, const char *headers, const char *type, const char *from) {
        QTest::addRow("%s", name) << QByteArray(query) << QByteArray(headers) << QByteArray(type) << QByteArray(from);
    };
    row("S2-03 S2-06 a key in the query", "?api-key={key}", "", "apikey", "query");
    row("S2-04 S2-07 a token in the query", "?token={token}", "", "jwt", "query");
    row("S2-05 a token in the header", "", "Authorization: Bearer {token}\r\n", "jwt", "header");
    row("S2-36 a key under token", "?token={key}", "", "apikey", "query");
    row("a key in the header", "", "X-API-Key: {key}\r\n", "apikey", "header");
}

void TestEventStream::greets()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, authType);
    QFETCH(QByteArray, source);
    EventBench bench;
    for (QByteArray *text : {&query, &headers})
        text->replace("{key}", bench.keys[0]).replace("{token}", bench.token(u"eva"_s));
    EventClient client(bench, "/events/stream" + query, headers);
    const QList<SseBlock> blocks = client.take();
    QCOMPARE(blocks.size(), 1);
    const QJsonObject data = blocks.first().json();
    const QByteArray id = data["connectionId"_L1].toString().toLatin1();
    const QRegularExpression form(u"^conn_%1_[a-z0-9]{9}$"_s.arg(bench.clock.utcNow().value));
    QVERIFY2(form.match(QString::fromLatin1(id)).hasMatch(), id.constData());
    QCOMPARE(blocks.first().event, QByteArray("connection"));
    QCOMPARE(blocks.first().id, QByteArray("welcome_" + id)); // S2-10
    QCOMPARE(data["message"_L1].toString(), u"Conectado exitosamente a eventos de la cuenta"_s);
    QCOMPARE(data["accountId"_L1].toInt(), 1);
    QCOMPARE(data["userId"_L1], authType == "jwt" ? QJsonValue(101) : QJsonValue());
    QCOMPARE(data["authType"_L1].toString().toLatin1(), authType);
    QCOMPARE(data["tokenSource"_L1].toString().toLatin1(), source);
    QCOMPARE(data["timestamp"_L1].toString(), u"2024-01-15T19:30:00.000Z"_s);
    QCOMPARE(data.size(), 7);
}

void TestEventStream::refuses_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("status");
    QTest::addRow("S2-43 nothing shown") << QByteArray() << QString() << 401;
    QTest::addRow("S2-08 S2-51 a bad token") << QByteArray("?token=abc") << QString() << 401;
    QTest::addRow("S2-08 an unknown key") << QByteArray("?api-key=" + auth::makeApiKey()) << QString() << 401;
    QTest::addRow("S2-09 a user without an account") << QByteArray() << u"nadie"_s << 403;
    QTest::addRow("S2-09 staff without an account") << QByteArray() << u"jefa"_s << 403;
    QTest::addRow("S2-09 two identities") << QByteArray("?token={leo}") << u"eva"_s << 400;
}

void TestEventStream::refuses()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, user);
    QFETCH(int, status);
    EventBench bench;
    query.replace("{leo}", bench.token(u"leo"_s));
    const QByteArray headers = user.isEmpty() ? QByteArray() : bench.bearerOf(user);
    for (const char *path : {"/events/stream", "/api/events/stream"}) {
        const auto answer = bench.ask("GET", path + query, headers + "Accept: text/event-stream\r\n");
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.json()["success"_L1], QJsonValue(false));
        QVERIFY(!answer.json()["message"_L1].toString().isEmpty());
        QCOMPARE(answer.headers.contains("www-authenticate"), status == 401);
    }
}

void TestEventStream::tellsEveryEvent()
{
    EventBench bench;
    EventClient client = greeted(bench, u"eva"_s);
    client.take();
    bench.everyEvent(1, "25090601016617035877");
    const QList<SseBlock> blocks = client.take();
    const QByteArray ms = QByteArray::number(bench.clock.utcNow().value);
    QCOMPARE(blocks.size(), 4);
    QCOMPARE(blocks[0].id, QByteArray("qr_created_25090601016617035877")); // S2-13
    QCOMPARE(blocks[1].id, QByteArray("qr_payment_TXN_25090601016617035877"));
    QCOMPARE(blocks[2].id, QByteArray("qr_status_change_25090601016617035877_" + ms));
    QCOMPARE(blocks[3].id, QByteArray("balance_update_" + ms + "_1"));
    QCOMPARE(blocks[0].event, QByteArray("qr_created"));
    QCOMPARE(blocks[1].event, QByteArray("qr_payment"));
    QCOMPARE(blocks[2].event, QByteArray("qr_status_change"));
    QCOMPARE(blocks[3].event, QByteArray("account_balance_update"));
    QVERIFY(blocks[1].data.contains(R"("amount":100.50,)"));
    QCOMPARE(blocks[1].json()["senderName"_L1].toString(), u"Juan Pérez"_s);
    QCOMPARE(blocks[3].json()["movementType"_L1].toString(), u"qr_payment"_s);
}

void TestEventStream::tellsRealDeposits()
{
    EventBench bench;
    EventClient client = greeted(bench, u"eva"_s);
    client.take();
    QCOMPARE(bench.post(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150.00,"concepto":"hola"})").status, 201);
    QCOMPARE(bench.post(R"({"cedula":"1350509525","tipo":"RETIRO","monto":30.10})", "k2").status, 201);
    QCOMPARE(bench.post(R"({"cedula":"1710034065","tipo":"DEPOSITO","monto":1.00})", "k3").status, 201);
    const QList<SseBlock> blocks = client.take();
    QCOMPARE(blocks.size(), 2);
    QVERIFY(
        blocks[0].data.startsWith(R"({"accountId":1,"movementType":"deposit","amount":150.00,"previousBalance":0.00,)"
                                  R"("newBalance":150.00,"previousAvailableBalance":0.00,)"
                                  R"("newAvailableBalance":150.00,"description":"hola","qrId":null,)"));
    QVERIFY(blocks[1].data.startsWith(R"({"accountId":1,"movementType":"withdrawal","amount":30.10,)"));
    QVERIFY(blocks[1].id.endsWith("_1_2")); // both in one millisecond
}

void TestEventStream::beats()
{
    EventBench bench;
    EventClient client = greeted(bench, u"eva"_s);
    const QByteArray connection = client.take().first().id.mid(8);
    bench.pass(29s);
    QVERIFY(client.take().isEmpty());
    QCOMPARE(client.comments, 1);
    bench.pass(1s);
    const QList<SseBlock> blocks = client.take(); // S2-12
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks.first().event, QByteArray("heartbeat"));
    QCOMPARE(blocks.first().id, QByteArray("heartbeat_" + QByteArray::number(bench.clock.utcNow().value))); // S2-11
    QCOMPARE(blocks.first().data,
             QByteArray(R"({"timestamp":"2024-01-15T19:30:30.000Z","connectionId":")" + connection + R"("})"));
    bench.pass(60s);
    QCOMPARE(client.takeNames(), (QByteArrayList{"heartbeat", "heartbeat"}));
    QCOMPARE(client.comments, 3);
}

/// Who comes in a second whose tick is still due is not beaten at once.
void TestEventStream::theFirstBeatIsAPeriodAway()
{
    EventBench bench;
    bench.clock.advance(1s);
    EventClient client = greeted(bench, u"eva"_s);
    client.take();
    bench.pass(28s);
    QVERIFY(client.takeNames().isEmpty());
    bench.pass(2s);
    QCOMPARE(client.takeNames(), QByteArrayList{"heartbeat"});
}

void TestEventStream::limits()
{
    EventBench bench([](gateway::GatewaySettings &settings) { settings.events.maxPerAccount = 2; });
    EventClient first = greeted(bench, u"eva"_s);
    EventClient second = greeted(bench, u"eva"_s);
    const auto plain = bench.ask("GET", "/events/stream", bench.bearerOf(u"eva"_s));
    QCOMPARE(plain.status, 429);
    QCOMPARE(plain.headers.value("retry-after"), QByteArray("15"));
    QCOMPARE(plain.json()["success"_L1], QJsonValue(false));
    const auto page = bench.ask("GET", "/events/stream",
                                bench.bearerOf(u"eva"_s) + "Accept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n");
    QCOMPARE(page.status, 200); // EventSource would never come back after another status
    QVERIFY(page.body.startsWith("retry: 15000\n\n:"));
    EventClient leo = greeted(bench, u"leo"_s);
    QCOMPARE(leo.status, 200);
    first.wire().close();
    bench.settle();
    bench.pass(1s);
    EventClient third = greeted(bench, u"eva"_s);
    QCOMPARE(third.status, 200);
}

void TestEventStream::endsWithItsCredentials_data()
{
    using Change = std::function<void(auth::Snapshot &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("byKey");
    const auto row = [](const char *name, bool byKey, Change change) { QTest::addRow("%s", name) << change << byKey; };
    row("S2-44 the user is disabled", false,
        [](auth::Snapshot &users) { users.users[auth::UserId(101)].enabled = false; });
    row("S2-44 his tokens are revoked", false,
        [](auth::Snapshot &users) { users.users[auth::UserId(101)].tokenEpoch = 1; });
    row("S2-44 he has logged out", false, [](auth::Snapshot &users) { users.revokedFamilies << "family-eva"; });
    row("S2-09 he has another account", false,
        [](auth::Snapshot &users) { users.users[auth::UserId(101)].accountId = 2; });
    row("S2-44 the key is revoked", true,
        [](auth::Snapshot &users) { users.keys.removeIf([](auto entry) { return entry.value().accountId == 1; }); });
    row("S2-44 the key is for something else now", true, [](auth::Snapshot &users) {
        for (auth::ApiKey &key : users.keys)
            key.scopes = {auth::Scope::BankRead};
    });
}

void TestEventStream::endsWithItsCredentials()
{
    QFETCH(std::function<void(auth::Snapshot &)>, change);
    QFETCH(bool, byKey);
    EventBench bench;
    EventClient client(bench, "/events/stream",
                       byKey ? QByteArray("X-API-Key: " + bench.keys[0] + "\r\n") : bench.bearerOf(u"eva"_s));
    EventClient other = greeted(bench, u"leo"_s);
    QVERIFY(!client.wire().isClosed());
    change(bench.users());
    bench.publish();
    QVERIFY(client.wire().isClosed());
    QVERIFY(!other.wire().isClosed());
    bench.clock.advance(15min); // S2-08: and with the token's time
    bench.pass(1s);
    QVERIFY(other.wire().isClosed());
}

void TestEventStream::endsWithTheHub()
{
    EventBench bench;
    EventClient client = greeted(bench, u"eva"_s);
    bool quiet = false;
    bench.gateway->stopAccepting([&quiet] { quiet = true; });
    bench.settle();
    QVERIFY(quiet); // an open stream is no open request
    QVERIFY(!client.wire().isClosed());
    bench.gateway->close();
    bench.settle();
    QVERIFY(client.wire().isClosed());
}

void TestEventStream::cutsOffTheSlow()
{
    EventBench bench;
    EventClient slow = greeted(bench, u"eva"_s);
    EventClient quick = greeted(bench, u"eva"_s);
    slow.take();
    slow.wire().setWindow(0);
    auto created = support::qrCreated(1);
    created.description = QString(200'000, u'x');
    for (int i = 0; i < 5; ++i) {
        created.qrId = QString::number(i);
        bench.bank.append(created);
        bench.settle();
        quick.take();
    }
    QVERIFY(!slow.wire().isClosed());
    created.qrId = u"6"_s;
    bench.bank.append(created);
    bench.settle();
    QVERIFY(slow.wire().isClosed());
    QCOMPARE(quick.take().size(), 1);
    bench.pass(1s);
    const auto answer = bench.ask("GET", "/events/stats", bench.bearerOf(u"eva"_s));
    QCOMPARE(answer.json()["data"_L1]["totalConnections"_L1].toInt(), 1);
}

void TestEventStream::cleansUp()
{
    EventBench bench;
    for (int i = 0; i < 5; ++i) {
        EventClient client = greeted(bench, i % 2 ? u"eva"_s : u"leo"_s);
        client.wire().send("GET / HTTP/1.1\r\n\r\n"); // nobody listens any more
        bench.settle();
        QVERIFY(!client.wire().isClosed());
        if (i % 2)
            client.wire().close();
        else
            client.wire().fail();
    }
    bench.settle();
    const auto data = bench.ask("GET", "/events/stats", bench.bearerOf(u"eva"_s)).json()["data"_L1].toObject();
    QCOMPARE(data["totalConnections"_L1].toInt(), 0); // S2-50
    QCOMPARE(data["accountsWithSubscriptions"_L1].toInt(), 0);
}

void TestEventStream::letsPagesRead()
{
    EventBench bench;
    EventClient page(bench, "/events/stream", bench.bearerOf(u"eva"_s) + "Origin: http://localhost:5173\r\n");
    const QByteArrayList head = lines(page.head);
    QVERIFY2(head.contains("Access-Control-Allow-Origin: http://localhost:5173"), page.head.constData());
    QVERIFY(page.head.contains("\r\nVary: "));
    const auto foreign =
        bench.ask("GET", "/events/stream", bench.bearerOf(u"eva"_s) + "Origin: http://evil.example\r\n");
    QCOMPARE(foreign.status, 403);
    const auto preflight = bench.ask("OPTIONS", "/events/stream",
                                     "Origin: http://localhost:5173\r\nAccess-Control-Request-Method: GET\r\n"
                                     "Access-Control-Request-Headers: last-event-id, authorization\r\n");
    QCOMPARE(preflight.status, 204);
    QVERIFY(preflight.headers.value("access-control-allow-headers").contains("Last-Event-ID"));
}

void TestEventStream::reports()
{
    EventBench bench;
    const auto answer = bench.ask("GET", "/metrics", bench.bearer(auth::Role::Administrator));
    if (answer.status == 404)
        QSKIP("no figures are shown yet");
    QVERIFY(answer.body.contains("ventanilla_events_connections 0"));
    QVERIFY(answer.body.contains("ventanilla_events_dropped_total{cause=\"slow\"} 0"));
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
