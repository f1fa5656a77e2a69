// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaybench.h"
#include "support/verify.h"
#include <QtTest>

using namespace support;
using namespace std::chrono_literals;

namespace {

const QByteArray deposit = R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150.00})";

/// A problem in the form of RFC 9457 with the code that its status stands for.
void verifyProblem(const Reply &reply, int status, const char *code)
{
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.headers.value("content-type"), QByteArray("application/problem+json"));
    const QJsonObject problem = reply.json();
    QCOMPARE(problem.value(u"status").toInt(), status);
    QCOMPARE(problem.value(u"code").toString(), QString::fromLatin1(code));
    QVERIFY(!problem.value(u"detail").toString().isEmpty());
    QVERIFY(!problem.value(u"title").toString().isEmpty());
    QCOMPARE(problem.value(u"request_id").toString().toLatin1(), reply.headers.value("x-request-id"));
}

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsItsHealth();
    void greetsAtTheRoot();
    void headGivesTheHeadersAlone();
    void carriesSecurityHeaders();
    void routes_data();
    void routes();
    void brokenHttpIsAnsweredAndClosed();
    void answersPipelinedRequestsInOrder();
    void continuesBeforeTheBody();
    void ends1_0Connections();

    void logsInAndOut();
    void refusesLogins_data();
    void refusesLogins();
    void throttlesWithRetryAfter();
    void changesThePassword();

    void books();
    void replaysAnIdempotencyKey();
    void idempotencyHeaders_data();
    void idempotencyHeaders();
    void badBodiesChangeNothing_data();
    void badBodiesChangeNothing();
    void whoMayPost_data();
    void whoMayPost();
    void needsALogin_data();
    void needsALogin();
    void channelOfTheTill();
    void opensAccounts();
    void reads();
    void readsAnewOnlyWhatMayHaveChanged_data();
    void readsAnewOnlyWhatMayHaveChanged();
    void badQueries_data();
    void badQueries();
    void busyIs503();

    void hostsAndOrigins_data();
    void hostsAndOrigins();
    void preflight();
    void consoleDoorNeedsItsSecret();

    void slowHeadIs408();
    void slowBodyIs408();
    void aDripDoesNotExtendTheDeadline();
    void idleConnectionsEnd();
    void answersThatNeverComeAre504();
    void aPeerThatReadsNothingIsCut();
    void stopsInOrder();
    void countsSessions();
    void handsMqttOver();
    void mqttUpgradeRefusals_data();
    void mqttUpgradeRefusals();
};

void TestGateway::tellsItsHealth()
{
    GatewayBench bench;
    QCOMPARE(bench.ask("GET", "/health").status, 503); // nothing has reported yet
    gateway::HubFigures figures;
    figures.mqttUp = figures.ledgerUp = true;
    bench.gateway->setFigures(figures);
    bench.settle();
    bench.clock.advance(12s);
    const Reply reply = bench.ask("GET", "/health");
    QCOMPARE(reply.status, 200);
    QCOMPARE(
        reply.body,
        QByteArray(R"({"status":"ok","version":"1.2.3","uptime_s":12,"mqtt":true,"ledger":true,"profile":"branch"})"));
    figures.ledgerUp = false;
    bench.gateway->setFigures(figures);
    bench.settle();
    const Reply down = bench.ask("GET", "/health");
    QCOMPARE(down.status, 503);
    QCOMPARE(down.json().value(u"status").toString(), u"error"_qs);
}

void TestGateway::greetsAtTheRoot()
{
    GatewayBench bench;
    const Reply reply = bench.ask("GET", "/");
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.headers.value("content-type").startsWith("text/plain"));
    QVERIFY(reply.body.startsWith("Ventanilla 1.2.3"));
}

void TestGateway::headGivesTheHeadersAlone()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(wire, GatewayBench::request("HEAD", "/") + GatewayBench::request("GET", "/"));
    bench.settle();
    QByteArray received = wire.takeReceived();
    const Reply head = GatewayBench::takeReply(received, true);
    const Reply get = GatewayBench::takeReply(received);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("content-length").toLongLong(), get.body.size());
    QVERIFY(received.isEmpty());
}

void TestGateway::carriesSecurityHeaders()
{
    GatewayBench bench;
    for (const char *path : {"/", "/none", "/auth/me"}) {
        const Reply reply = bench.ask("GET", path);
        QCOMPARE(reply.headers.value("x-content-type-options"), QByteArray("nosniff"));
        QCOMPARE(reply.headers.value("cache-control"), QByteArray("no-store"));
        QVERIFY(reply.headers.contains("content-security-policy"));
        QVERIFY(!reply.headers.value("x-request-id").isEmpty());
        QVERIFY(reply.headers.contains("date"));
        QVERIFY(!reply.headers.contains("access-control-allow-origin"));
    }
}

void TestGateway::routes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    const QByteArray none;
    QTest::addRow("no such path") << QByteArray("GET") << QByteArray("/nothing") << 404 << none;
    QTest::addRow("S1-42 a trailing slash means the same")
        << QByteArray("GET") << QByteArray("/health/") << 503 << none;
    QTest::addRow("two trailing slashes do not") << QByteArray("GET") << QByteArray("/health//") << 404 << none;
    QTest::addRow("a slash is no empty place")
        << QByteArray("GET") << QByteArray("/api/v1/bank/accounts/") << 401 << none;
    QTest::addRow("an empty place") << QByteArray("GET") << QByteArray("/api/v1/bank/accounts//statement") << 404
                                    << none;
    QTest::addRow("another case") << QByteArray("GET") << QByteArray("/Health") << 404 << none;
    QTest::addRow("another method") << QByteArray("POST") << QByteArray("/health") << 405
                                    << QByteArray("GET, HEAD, OPTIONS");
    QTest::addRow("a method of our own") << QByteArray("FOO") << QByteArray("/auth/login") << 405
                                         << QByteArray("POST, OPTIONS");
    QTest::addRow("options") << QByteArray("OPTIONS") << QByteArray("/health") << 204
                             << QByteArray("GET, HEAD, OPTIONS");
    QTest::addRow("options of all") << QByteArray("OPTIONS") << QByteArray("*") << 204
                                    << QByteArray("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    QTest::addRow("options of nothing") << QByteArray("OPTIONS") << QByteArray("/nothing") << 404 << none;
    QTest::addRow("a bad percent sign") << QByteArray("GET") << QByteArray("/%zz") << 400 << none;
    QTest::addRow("dot segments") << QByteArray("GET") << QByteArray("/api/../health") << 400 << none;
    QTest::addRow("an absolute target") << QByteArray("GET") << QByteArray("http://localhost/") << 200 << none;
    QTest::addRow("an encoded path") << QByteArray("GET") << QByteArray("/he%61lth") << 503 << none;
}

void TestGateway::routes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    GatewayBench bench;
    const Reply reply = bench.ask(method, target);
    QTEST(reply.status, "status");
    QTEST(reply.headers.value("allow"), "allow");
}

void TestGateway::brokenHttpIsAnsweredAndClosed()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(
        wire, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
              "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
    bench.settle();
    QByteArray received = wire.takeReceived();
    const Reply reply = GatewayBench::takeReply(received);
    verifyProblem(reply, 400, "malformed");
    QCOMPARE(reply.headers.value("connection"), QByteArray("close"));
    QVERIFY(received.isEmpty()); // nothing of what was smuggled is answered
    QVERIFY(wire.isClosed());
}

void TestGateway::answersPipelinedRequestsInOrder()
{
    GatewayBench bench;
    const QByteArray token = bench.bearer();
    bench.bank.holdReads = true;
    net::LoopbackWire &wire = bench.connect();
    wire.setChunk(7);
    GatewayBench::say(wire, GatewayBench::request("GET", "/api/v1/bank/summary", token) +
                                GatewayBench::request("GET", "/health") +
                                GatewayBench::request("GET", "/auth/me", token));
    bench.settle();
    QVERIFY(wire.takeReceived().isEmpty()); // the first one waits, so all do
    bench.bank.releaseAnswers();
    bench.settle();
    QByteArray received = wire.takeReceived();
    QCOMPARE(GatewayBench::takeReply(received).json().value(u"cuentas").toInt(), 1);
    QCOMPARE(GatewayBench::takeReply(received).status, 503);
    QCOMPARE(GatewayBench::takeReply(received).json().value(u"username").toString(), u"cajero"_qs);
    QVERIFY(!wire.isClosed());
}

void TestGateway::continuesBeforeTheBody()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(wire, "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    bench.settle();
    QCOMPARE(wire.takeReceived(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    GatewayBench::say(wire, "{}");
    bench.settle();
    QByteArray received = wire.takeReceived();
    verifyProblem(GatewayBench::takeReply(received), 422, "invalid_argument");
}

void TestGateway::ends1_0Connections()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(wire, "GET / HTTP/1.0\r\n\r\n");
    bench.settle();
    QByteArray received = wire.takeReceived();
    QCOMPARE(GatewayBench::takeReply(received).status, 200);
    QVERIFY(wire.isClosed());
}

void TestGateway::logsInAndOut()
{
    GatewayBench bench;
    const Reply login = bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"correct horse"})");
    QCOMPARE(login.status, 200);
    const QJsonObject session = login.json();
    QCOMPARE(session.value(u"token_type").toString(), u"Bearer"_qs);
    QCOMPARE(session.value(u"expires_in").toInt(), 900);
    QCOMPARE(session.value(u"user").toObject().value(u"role").toString(), u"cajero"_qs);
    QCOMPARE(session.value(u"user").toObject().value(u"must_change_password"), QJsonValue(false));
    const QByteArray bearer = "Authorization: Bearer " + session.value(u"access_token").toString().toLatin1() + "\r\n";
    const Reply me = bench.ask("GET", "/auth/me", bearer);
    QCOMPARE(me.json(), session.value(u"user").toObject());

    const auto tokenBody = [](const QJsonObject &of) {
        return QByteArray("{\"refresh_token\":\"" + of.value(u"refresh_token").toString().toLatin1() + "\"}");
    };
    const Reply refreshed = bench.ask("POST", "/auth/refresh", {}, tokenBody(session));
    QCOMPARE(refreshed.status, 200);
    verifyProblem(bench.ask("POST", "/auth/refresh", {}, tokenBody(session)), 401, "unauthenticated");
    verifyProblem(bench.ask("GET", "/auth/me", bearer), 401, "unauthenticated"); // reuse ended the login

    const QJsonObject again =
        bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"correct horse"})").json();
    QCOMPARE(bench.ask("POST", "/auth/logout", {}, tokenBody(again)).status, 204);
    QCOMPARE(bench
                 .ask("GET", "/auth/me",
                      "Authorization: Bearer " + again.value(u"access_token").toString().toLatin1() + "\r\n")
                 .status,
             401);
}

void TestGateway::refusesLogins_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const char *body, int status, const char *code) {
        QTest::addRow("%s", name) << QByteArray(body) << status << QByteArray(code);
    };
    row("a wrong password", R"({"username":"cajero","password":"x"})", 401, "unauthenticated");
    row("an unknown user", R"({"username":"eva","password":"x"})", 401, "unauthenticated");
    row("no password", R"({"username":"cajero"})", 422, "invalid_argument");
    row("a number for a name", R"({"username":1,"password":"x"})", 422, "invalid_argument");
    row("no JSON", "username=cajero", 400, "malformed");
    row("an array", "[]", 400, "malformed");
    row("a name twice", R"({"username":"a","username":"b","password":"x"})", 400, "malformed");
    row("nothing", "", 400, "malformed");
}

void TestGateway::refusesLogins()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    GatewayBench bench;
    const Reply reply = bench.ask("POST", "/auth/login", {}, body);
    verifyProblem(reply, status, code.constData());
    QCOMPARE(reply.headers.contains("www-authenticate"), status == 401);
}

void TestGateway::throttlesWithRetryAfter()
{
    GatewayBench bench;
    for (int i = 0; i < 6; ++i)
        QCOMPARE(bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"x"})").status,
                 i < 5 ? 401 : 429);
    const Reply waiting = bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"x"})");
    verifyProblem(waiting, 429, "limit_exceeded");
    QCOMPARE(waiting.headers.value("retry-after"), QByteArray("1"));
    bench.authPort.busy = true;
    const Reply busy = bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"x"})");
    verifyProblem(busy, 503, "busy");
    QCOMPARE(busy.headers.value("retry-after"), QByteArray("1"));
}

void TestGateway::changesThePassword()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer();
    const QByteArray body = R"({"current_password":"correct horse","new_password":"battery staple"})";
    verifyProblem(bench.ask("POST", "/auth/password", {}, body), 401, "unauthenticated");
    verifyProblem(
        bench.ask("POST", "/auth/password", bearer, R"({"current_password":"x","new_password":"battery staple"})"), 403,
        "permission_denied");
    verifyProblem(
        bench.ask("POST", "/auth/password", bearer, R"({"current_password":"correct horse","new_password":"x"})"), 422,
        "invalid_argument");
    QCOMPARE(bench.ask("POST", "/auth/password", bearer, body).status, 204);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 200);
    QCOMPARE(bench.ask("POST", "/auth/login", {}, R"({"username":"cajero","password":"battery staple"})").status, 200);
}

void TestGateway::books()
{
    GatewayBench bench;
    const Reply reply = bench.post(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150.00,"concepto":"ñ"})");
    QCOMPARE(reply.status, 201);
    QVERIFY(!reply.headers.contains("idempotency-hit"));
    QVERIFY2(reply.body.contains(R"("monto":150.00,"saldo_nuevo":150.00,"saldo_anterior":0.00)"),
             reply.body.constData());
    QCOMPARE(reply.json().value(u"canal").toString(), u"REST"_qs);
    QCOMPARE(reply.json().value(u"usuario").toString(), u"cajero"_qs);
    QCOMPARE(reply.json().value(u"timestamp").toString(), u"2024-01-15T14:30:00"_qs);
    QCOMPARE(bench.bank.balance(u"1350509525"_qs), 15000);
}

void TestGateway::replaysAnIdempotencyKey()
{
    GatewayBench bench;
    const Reply first = bench.post(deposit);
    const Reply second = bench.post(deposit);
    QCOMPARE(first.status, 201);
    QCOMPARE(second.status, 200);
    QCOMPARE(second.headers.value("idempotency-hit"), QByteArray("true"));
    QCOMPARE(second.body, first.body);
    verifyProblem(bench.post(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":151})"), 409, "conflict");
    QCOMPARE(bench.bank.balance(u"1350509525"_qs), 15000);
}

void TestGateway::idempotencyHeaders_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &headers, int status) {
        QTest::addRow("%s", name) << headers << status;
    };
    row("none", {}, 400);
    row("an empty one", "Idempotency-Key:\r\n", 400);
    row("two", "Idempotency-Key: a\r\nIdempotency-Key: a\r\n", 422);
    row("a blank in it", "Idempotency-Key: a b\r\n", 422);
    row("beyond ASCII", "Idempotency-Key: \xc3\xb1\r\n", 422);
    row("64 characters", "Idempotency-Key: " + QByteArray(64, 'k') + "\r\n", 201);
    row("65 characters", "Idempotency-Key: " + QByteArray(65, 'k') + "\r\n", 422);
    row("all kinds of visible characters", "Idempotency-Key: !\"#$~{}\r\n", 201);
}

void TestGateway::idempotencyHeaders()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    GatewayBench bench;
    const Reply reply = bench.ask("POST", "/api/v1/bank/transactions", bench.bearer() + headers, deposit);
    QCOMPARE(reply.status, status);
    QCOMPARE(bench.bank.commandsSeen, status == 201 ? 1 : 0);
}

void TestGateway::badBodiesChangeNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *body, int status) {
        QTest::addRow("%s", name) << QByteArray(body) << status;
    };
    row("nothing", "", 400);
    row("half a JSON", R"({"cedula":"1350509525")", 400);
    row("two values", "{} {}", 400);
    row("a text", R"("deposit")", 400);
    row("bytes that are no UTF-8", "{\"cedula\":\"\xff\"}", 400);
    row("a member twice", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1,"monto":2})", 400);
    row("no cédula", R"({"tipo":"DEPOSITO","monto":1})", 422);
    row("a cédula as number", R"({"cedula":1350509525,"tipo":"DEPOSITO","monto":1})", 422);
    row("a cédula that breaks a topic", R"({"cedula":"1/#","tipo":"DEPOSITO","monto":1})", 422);
    row("an unknown kind", R"({"cedula":"1350509525","tipo":"deposito","monto":1})", 422);
    row("no amount", R"({"cedula":"1350509525","tipo":"DEPOSITO"})", 422);
    row("three decimals", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.001})", 422);
    row("an exponent", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1e2})", 422);
    row("a comma", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":"1,5"})", 422);
    row("a truth", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":true})", 422);
    row("an unknown currency", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1,"moneda":"XYZ"})", 422);
    row("an unknown account", R"({"cedula":"9999999999","tipo":"DEPOSITO","monto":1})", 404);
    row("an overdraft", R"({"cedula":"1350509525","tipo":"RETIRO","monto":1})", 422);
}

void TestGateway::badBodiesChangeNothing()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    GatewayBench bench;
    const Reply reply = bench.post(body);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.headers.value("content-type"), QByteArray("application/problem+json"));
    QVERIFY(!reply.json().value(u"detail").toString().isEmpty());
    QCOMPARE(bench.bank.balance(u"1350509525"_qs), 0);
    QCOMPARE(bench.bank.events(), 0);
    const Reply type = bench.ask("POST", "/api/v1/bank/transactions",
                                 bench.bearer() + "Idempotency-Key: a\r\nContent-Type: text/plain\r\n", {});
    QCOMPARE(type.status, 415);
}

void TestGateway::whoMayPost_data()
{
    QTest::addColumn<auth::Role>("role");
    QTest::addColumn<int>("postStatus");
    QTest::addColumn<int>("readStatus");
    QTest::addRow("cajero") << auth::Role::Teller << 201 << 200;
    QTest::addRow("supervisor") << auth::Role::Supervisor << 201 << 200;
    QTest::addRow("administrador") << auth::Role::Administrator << 201 << 200;
    QTest::addRow("operador") << auth::Role::Operator << 403 << 200;
    QTest::addRow("auditor") << auth::Role::Auditor << 403 << 200;
    QTest::addRow("tecnico") << auth::Role::Technician << 403 << 403;
}

void TestGateway::whoMayPost()
{
    QFETCH(auth::Role, role);
    GatewayBench bench;
    const QByteArray bearer = bench.bearer(role);
    QTEST(bench.ask("POST", "/api/v1/bank/transactions", bearer + "Idempotency-Key: a\r\n", deposit).status,
          "postStatus");
    QTEST(bench.ask("GET", "/api/v1/bank/transactions", bearer).status, "readStatus");
    QTEST(bench.ask("GET", "/api/v1/bank/summary", bearer).status, "readStatus");
}

void TestGateway::needsALogin_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addRow("no header") << QByteArray();
    QTest::addRow("an empty token") << QByteArray("Authorization: Bearer \r\n");
    QTest::addRow("another scheme") << QByteArray("Authorization: Basic YTpi\r\n");
    QTest::addRow("nonsense") << QByteArray("Authorization: Bearer abc\r\n");
}

void TestGateway::needsALogin()
{
    QFETCH(QByteArray, header);
    for (const auth::Profile profile : {auth::Profile::Branch, auth::Profile::Lab}) { // in lab too
        GatewayBench bench(profile);
        for (const char *path :
             {"transactions", "accounts", "accounts/1350509525", "accounts/1350509525/statement", "summary"}) {
            const Reply reply = bench.ask("GET", QByteArray("/api/v1/bank/") + path, header);
            verifyProblem(reply, 401, "unauthenticated");
            QCOMPARE(reply.headers.value("www-authenticate"), QByteArray("Bearer"));
        }
        QCOMPARE(bench.ask("POST", "/api/v1/bank/transactions", header + "Idempotency-Key: a\r\n", deposit).status,
                 401);
        QCOMPARE(bench.bank.readsSeen, 1); // the feed's look at the log's head
        QCOMPARE(bench.bank.commandsSeen, 0);
    }
    GatewayBench bench;
    const QByteArray twice = bench.bearer() + bench.bearer();
    QCOMPARE(bench.ask("GET", "/auth/me", twice).status, 401);
    bench.clock.advance(15min);
    QCOMPARE(bench.ask("GET", "/auth/me", bench.bearer()).status, 200);
}

void TestGateway::channelOfTheTill()
{
    GatewayBench bench;
    QCOMPARE(bench.post(deposit, "k", "X-Ventanilla-Channel: CAJA\r\n").json().value(u"canal").toString(), u"CAJA"_qs);
    QCOMPARE(bench.post(deposit, "l", "X-Ventanilla-Channel: QR\r\n").json().value(u"canal").toString(), u"REST"_qs);
}

void TestGateway::opensAccounts()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer();
    const QByteArray body = R"({"cedula":"1710034065","nombre":"Ana María"})";
    const Reply reply = bench.ask("POST", "/api/v1/bank/accounts", bearer, body);
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.json().value(u"nombre").toString(), u"Ana María"_qs);
    QVERIFY2(reply.body.contains(R"("saldo":0.00)"), reply.body.constData());
    verifyProblem(bench.ask("POST", "/api/v1/bank/accounts", bearer, body), 409, "already_exists");
    QCOMPARE(bench.ask("POST", "/api/v1/bank/accounts", bench.bearer(auth::Role::Auditor), body).status, 403);
}

void TestGateway::reads()
{
    GatewayBench bench;
    bench.bank.deposit(u"1350509525"_qs, 100);
    bench.bank.deposit(u"1350509525"_qs, 200);
    const QByteArray bearer = bench.bearer(auth::Role::Auditor);
    const Reply page = bench.ask("GET", "/api/v1/bank/transactions?limit=1", bearer);
    QCOMPARE(page.status, 200);
    QCOMPARE(page.json().value(u"epoch").toString(), u"e1"_qs);
    QCOMPARE(page.json().value(u"seq").toInt(), 2);
    QVERIFY2(page.body.contains(R"("monto":2.00)") && !page.body.contains(R"("monto":1.00)"), page.body.constData());
    QVERIFY(bench.ask("GET", "/api/v1/bank/accounts?q=1350", bearer).body.contains(R"("saldo":3.00)"));
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts/1350509525", bearer).json().value(u"cedula").toString(),
             u"1350509525"_qs);
    verifyProblem(bench.ask("GET", "/api/v1/bank/accounts/999", bearer), 404, "not_found");
    const Reply statement = bench.ask("GET", "/api/v1/bank/accounts/1350509525/statement", bearer);
    QVERIFY2(statement.body.contains(R"("debe":0.00,"haber":2.00)"), statement.body.constData());
}

void TestGateway::readsAnewOnlyWhatMayHaveChanged_data()
{
    using Change = std::function<void(GatewayBench &)>;
    QTest::addColumn<std::optional<quint64>>("version");
    QTest::addColumn<Change>("change");
    QTest::addColumn<auth::Role>("asker");
    QTest::addColumn<int>("reads");
    const auto row = [](const char *name, std::optional<quint64> version, Change change, auth::Role asker, int reads) {
        QTest::newRow(name) << version << std::move(change) << asker << reads;
    };
    const Change nothing = [](GatewayBench &) {};
    row("the same question again", 1, nothing, auth::Role::Auditor, 1);
    row("somebody else asks", 1, nothing, auth::Role::Supervisor, 2);
    row(
        "the ledger has changed", 1, [](GatewayBench &b) { b.bank.knownVersion = 2; }, auth::Role::Auditor, 2);
    row(
        "another day may have begun", 1, [](GatewayBench &b) { b.clock.advance(std::chrono::minutes(1)); },
        auth::Role::Auditor, 2);
    row("nobody knows whether the ledger has changed", {}, nothing, auth::Role::Auditor, 2);
}

void TestGateway::readsAnewOnlyWhatMayHaveChanged()
{
    using Change = std::function<void(GatewayBench &)>;
    QFETCH(std::optional<quint64>, version);
    QFETCH(Change, change);
    QFETCH(auth::Role, asker);
    QFETCH(int, reads);
    GatewayBench bench;
    bench.bank.deposit(u"1350509525"_qs, 100);
    bench.bank.knownVersion = version;
    const QByteArray first = bench.bearer(auth::Role::Auditor), second = bench.bearer(asker);
    bench.ask("GET", "/health"); // the tail of the log has begun to read by then
    const auto before = bench.bank.readsSeen;
    const Reply one = bench.ask("GET", "/api/v1/bank/accounts/1350509525", first);
    change(bench);
    const Reply two = bench.ask("GET", "/api/v1/bank/accounts/1350509525", second);
    QCOMPARE(one.status, 200);
    QCOMPARE(two.body, one.body);
    QCOMPARE(bench.bank.readsSeen - before, reads);
}

void TestGateway::badQueries_data()
{
    QTest::addColumn<QByteArray>("query");
    for (const char *bad :
         {"limit=0", "limit=501", "limit=x", "limit=", "limit=1.5", "tipo=deposito", "desde=yesterday",
          "desde=2024-02-30", "hasta=2024-01-01T00:00:00", "cedula=%2F", "moneda=XYZ"})
        QTest::addRow("%s", bad) << QByteArray(bad);
}

void TestGateway::badQueries()
{
    QFETCH(QByteArray, query);
    GatewayBench bench;
    verifyProblem(bench.ask("GET", "/api/v1/bank/transactions?" + query, bench.bearer()), 422, "invalid_argument");
}

void TestGateway::busyIs503()
{
    GatewayBench bench;
    bench.bank.busy = true;
    const Reply posting = bench.post(deposit);
    verifyProblem(posting, 503, "busy");
    QCOMPARE(posting.headers.value("retry-after"), QByteArray("1"));
    verifyProblem(bench.ask("GET", "/api/v1/bank/summary", bench.bearer()), 503, "busy");
}

void TestGateway::hostsAndOrigins_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<gateway::Door>("door");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allowed");
    using gateway::Door;
    const auto row = [](const char *name, const QByteArray &headers, Door door, int status,
                        const QByteArray &allowed = {}) {
        QTest::addRow("%s", name) << headers << door << status << allowed;
    };
    row("localhost", "Host: localhost:8000\r\n", Door::Public, 200);
    row("127.0.0.1", "Host: 127.0.0.1:8000\r\n", Door::Public, 200);
    row("::1", "Host: [::1]:8000\r\n", Door::Public, 200);
    row("LOCALHOST", "Host: LOCALHOST\r\n", Door::Public, 200);
    row("a rebound name on loopback", "Host: evil.example\r\n", Door::Public, 421);
    row("localhost of somebody", "Host: localhost.evil.example\r\n", Door::Public, 421);
    row("a name with a bad port", "Host: localhost:80x\r\n", Door::Public, 421);
    row("any name from the network", "Host: hub.branch.example\r\n", Door::Network, 200);
    const QByteArray local = "http://localhost:5173";
    row("a page of this machine", "Host: localhost\r\nOrigin: http://localhost:5173\r\n", Door::Public, 200, local);
    row("a page of the same origin", "Host: hub.example:8000\r\nOrigin: http://hub.example:8000\r\n", Door::Network,
        200, "http://hub.example:8000");
    row("a page of the same host and another port", "Host: hub.example:8000\r\nOrigin: http://hub.example\r\n",
        Door::Network, 403);
    row("a foreign page", "Host: localhost\r\nOrigin: https://evil.example\r\n", Door::Public, 403);
    row("a page without an origin", "Host: localhost\r\nOrigin: null\r\n", Door::Public, 403);
    row("two origins", "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://localhost\r\n", Door::Public,
        403);
}

void TestGateway::hostsAndOrigins()
{
    QFETCH(QByteArray, headers);
    QFETCH(gateway::Door, door);
    GatewayBench bench;
    const Reply reply = bench.ask("GET", "/", headers, {}, door);
    QTEST(reply.status, "status");
    QTEST(reply.headers.value("access-control-allow-origin"), "allowed");
    QCOMPARE(reply.headers.value("vary"), QByteArray("Origin"));
}

void TestGateway::preflight()
{
    GatewayBench bench;
    const QByteArray wish =
        "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: idempotency-key\r\n";
    const Reply reply = bench.ask("OPTIONS", "/api/v1/bank/transactions", "Origin: http://localhost:5173\r\n" + wish);
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.headers.value("access-control-allow-origin"), QByteArray("http://localhost:5173"));
    QCOMPARE(reply.headers.value("access-control-allow-methods"), QByteArray("POST, GET, HEAD, OPTIONS"));
    QVERIFY(reply.headers.value("access-control-allow-headers").contains("Idempotency-Key"));
    for (const char *name :
         {"Authorization", "Content-Type", "Last-Event-ID", "X-API-Key", "X-Requested-With", "Cache-Control"})
        QVERIFY2(reply.headers.value("access-control-allow-headers").contains(name), name);
    QCOMPARE(reply.headers.value("access-control-allow-credentials"), QByteArray("true"));
    QVERIFY(!reply.headers.contains("access-control-allow-private-network"));
    QCOMPARE(bench.ask("OPTIONS", "/api/v1/bank/transactions", "Origin: http://evil.example\r\n" + wish).status, 403);
}

void TestGateway::consoleDoorNeedsItsSecret()
{
    GatewayBench bench;
    verifyProblem(bench.ask("GET", "/", {}, {}, gateway::Door::Console), 403, "permission_denied");
    QCOMPARE(bench.ask("GET", "/", "X-Ventanilla-Console: s3creT\r\n", {}, gateway::Door::Console).status, 403);
    QCOMPARE(bench.ask("GET", "/", "X-Ventanilla-Console: s3cret\r\n", {}, gateway::Door::Console).status, 200);
}

void TestGateway::slowHeadIs408()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(wire, "GET / HTTP/1.1\r\nHo");
    bench.settle();
    bench.pass(10s);
    QVERIFY(wire.takeReceived().isEmpty());
    bench.pass(1s);
    QByteArray received = wire.takeReceived();
    verifyProblem(GatewayBench::takeReply(received), 408, "timeout");
    QVERIFY(wire.isClosed());
}

void TestGateway::slowBodyIs408()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(wire, "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
    bench.settle();
    bench.pass(40s);
    QVERIFY(wire.takeReceived().isEmpty());
    bench.pass(1s);
    QByteArray received = wire.takeReceived();
    QCOMPARE(GatewayBench::takeReply(received).status, 408);
}

void TestGateway::aDripDoesNotExtendTheDeadline()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(wire, "GET / HTTP/1.1\r\n");
    for (int i = 0; i < 11; ++i) {
        GatewayBench::say(wire, "A: b\r\n");
        bench.settle();
        bench.pass(1s);
    }
    QByteArray received = wire.takeReceived();
    QCOMPARE(GatewayBench::takeReply(received).status, 408);
}

void TestGateway::idleConnectionsEnd()
{
    GatewayBench bench;
    net::LoopbackWire &silent = bench.connect();
    net::LoopbackWire &used = bench.connect();
    bench.pass(30s);
    GatewayBench::say(used, GatewayBench::request("GET", "/"));
    bench.settle();
    bench.pass(31s);
    QVERIFY(silent.isClosed());
    QVERIFY(!used.isClosed());
    bench.pass(30s);
    QVERIFY(used.isClosed());
    QCOMPARE(bench.gateway->census().httpConnections, 0);
}

void TestGateway::answersThatNeverComeAre504()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer();
    bench.bank.holdAnswers = true;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(
        wire, GatewayBench::request("POST", "/api/v1/bank/transactions", bearer + "Idempotency-Key: a\r\n", deposit));
    bench.settle();
    bench.pass(31s);
    QByteArray received = wire.takeReceived();
    verifyProblem(GatewayBench::takeReply(received), 504, "timeout");
    QVERIFY(wire.isClosed());
    bench.bank.releaseAnswers(); // too late: thrown away
    bench.settle();
    QVERIFY(wire.takeReceived().isEmpty());
}

void TestGateway::aPeerThatReadsNothingIsCut()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    wire.setWindow(0);
    GatewayBench::say(wire, GatewayBench::request("GET", "/").repeated(20'000));
    bench.settle();
    QVERIFY(wire.isPaused()); // it is not read on and on
    bench.pass(62s);
    QVERIFY(wire.isClosed());
}

void TestGateway::stopsInOrder()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer();
    net::LoopbackWire &idle = bench.connect();
    net::LoopbackWire &busy = bench.connect();
    bench.bank.holdAnswers = true;
    GatewayBench::say(
        busy, GatewayBench::request("POST", "/api/v1/bank/transactions", bearer + "Idempotency-Key: a\r\n", deposit));
    bench.settle();
    bool quiet = false;
    bench.gateway->stopAccepting([&quiet] { quiet = true; });
    bench.settle();
    QVERIFY(idle.isClosed());
    QVERIFY(!quiet);
    bench.bank.releaseAnswers();
    bench.settle();
    QVERIFY(quiet);
    QByteArray received = busy.takeReceived();
    const Reply reply = GatewayBench::takeReply(received);
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.headers.value("connection"), QByteArray("close"));
    QVERIFY(busy.isClosed());
    net::LoopbackWire &late = bench.connect();
    bench.settle();
    QVERIFY(late.isClosed());
    bench.gateway->close();
}

void TestGateway::countsSessions()
{
    GatewayBench bench;
    const QByteArray one = bench.bearer();
    const QByteArray two = bench.bearer(auth::Role::Auditor);
    bench.ask("GET", "/auth/me", one);
    bench.ask("GET", "/auth/me", one);
    bench.pass(30s);
    QCOMPARE(bench.gateway->census().sessions, 1);
    bench.ask("GET", "/auth/me", two);
    bench.ask("GET", "/health"); // nobody's session
    bench.pass(1s);
    QCOMPARE(bench.gateway->census().sessions, 2);
    QCOMPARE(bench.gateway->census().addresses, 1);
    bench.pass(30s);
    QCOMPARE(bench.gateway->census().sessions, 1);
    bench.pass(30s);
    QCOMPARE(bench.gateway->census().sessions, 0);
}

namespace {
const QByteArray upgradeHeaders = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
}

/// Whoever goes on with a stream that was handed over.
struct Listening final : net::ByteStream::Handler
{
    std::unique_ptr<net::ByteStream> stream;
    QByteArray heard;
    void bytesArrived() override { heard += stream->read().toByteArray(); }
    void closed(net::CloseReason) override {}
};

void TestGateway::handsMqttOver()
{
    GatewayBench bench;
    net::LoopbackWire &wire = bench.connect();
    GatewayBench::say(
        wire, GatewayBench::request("GET", "/mqtt", upgradeHeaders + "Sec-WebSocket-Protocol: mqttv3.1, mqtt\r\n") +
                  "frames");
    bench.settle();
    QCOMPARE(bench.adopted.size(), size_t{1});
    Listening listening;
    listening.stream = bench.adopted.front()->attach(bench.loop);
    listening.stream->setHandler(&listening);
    bench.settle();
    QCOMPARE(listening.heard, QByteArray("frames"));
    QByteArray received = wire.takeReceived();
    const Reply reply = GatewayBench::takeReply(received);
    QCOMPARE(reply.status, 101);
    QCOMPARE(reply.headers.value("sec-websocket-protocol"), QByteArray("mqttv3.1"));
    QCOMPARE(reply.headers.value("sec-websocket-accept"), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QCOMPARE(bench.gateway->census().httpConnections, 0);
}

void TestGateway::mqttUpgradeRefusals_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const QByteArray mqtt = "Sec-WebSocket-Protocol: mqtt\r\n";
    QTest::addRow("no subprotocol") << QByteArray("/mqtt") << upgradeHeaders << 400;
    QTest::addRow("another subprotocol") << QByteArray("/mqtt")
                                         << QByteArray(upgradeHeaders + "Sec-WebSocket-Protocol: chat\r\n") << 400;
    QTest::addRow("another path") << QByteArray("/ws") << QByteArray(upgradeHeaders + mqtt) << 404;
    QTest::addRow("a foreign page") << QByteArray("/mqtt")
                                    << QByteArray(upgradeHeaders + mqtt + "Origin: http://evil.example\r\n") << 403;
    QTest::addRow("another version") << QByteArray("/mqtt")
                                     << QByteArray(QByteArray(upgradeHeaders).replace(": 13", ": 8") + mqtt) << 426;
    QTest::addRow("no key") << QByteArray("/mqtt")
                            << QByteArray(QByteArray(upgradeHeaders).replace("-Key", "-Kex") + mqtt) << 400;
    QTest::addRow("the feed without a login") << QByteArray("/api/v1/feed") << upgradeHeaders << 401;
    QTest::addRow("the feed without an upgrade") << QByteArray("/api/v1/feed") << QByteArray() << 404;
}

void TestGateway::mqttUpgradeRefusals()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, headers);
    GatewayBench bench;
    QTEST(bench.ask("GET", target, headers).status, "status");
    QVERIFY(bench.adopted.empty());
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
