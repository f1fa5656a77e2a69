// SPDX-License-Identifier: GPL-3.0-or-later
// Users, API keys, foreign subjects, revoked tokens and the audit over REST (docs/api.md), on a wire in memory.
#include "auth/keyregistry.h"
#include "auth/userregistry.h"
#include "gateway/admincontroller.h"
#include "gateway/auditcontroller.h"
#include "gateway/keyapi.h"
#include "gateway/streamtickets.h"
#include "gateway/userapi.h"
#include "gatewaybench.h"
#include "support/verify.h"
#include <QJsonArray>
#include <QtTest>

using namespace Qt::StringLiterals;
using auth::Role;
using support::GatewayBench;
using support::Reply;

namespace {

const QByteArray root = "/api/v1/admin/";

/// As an administrator.
Reply ask(GatewayBench &bench, const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
{
    return bench.ask(method, root + path, bench.bearer(Role::Administrator), body);
}

QByteArray keyOf(const Reply &reply)
{
    return reply.json()[u"key"].toString().toLatin1();
}

QByteArray header(const QByteArray &key)
{
    return "X-API-Key: " + key + "\r\n";
}

} // namespace

class TestAdminRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areForAdministratorsAlone_data();
    void areForAdministratorsAlone();
    void aUsersLife();
    void listsUsersInPages();
    void changesOfUsersCount();
    void theLastAdministratorStays_data();
    void theLastAdministratorStays();
    void whoMustChangeHisPasswordDoesNothingElse();
    void badUsers_data();
    void badUsers();
    void aKeysLife();
    void keysBoundByScopes();
    void badKeys_data();
    void badKeys();
    void keyUsesAreNoted();
    void subjects();
    void revokedTokens();
    void logsOutByTheAccessToken();
    void ticketsForStreams();
    void tellsTheAudit();
    void readsTheAudit();
    void exportsTheAudit();
    void badAuditQueries_data();
    void badAuditQueries();
    void busyIs503();
};

void TestAdminRoutes::areForAdministratorsAlone_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const auto &routes : {gateway::UserApi::routes(), gateway::KeyApi::routes()}) {
        for (const auto &[method, pattern] : routes) {
            const QByteArray path = QString(pattern).replace(u"{}"_s, u"x"_s).toLatin1();
            QTest::addRow("%s %s", method.constData(), path.constData()) << method << path;
        }
    }
}

void TestAdminRoutes::areForAdministratorsAlone()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    GatewayBench bench;
    const QByteArray body = method == "GET" || method == "DELETE" ? QByteArray() : QByteArray("{}");
    QCOMPARE(bench.ask(method, root + path, {}, body).status, 401);
    for (const Role role :
         {Role::Teller, Role::Supervisor, Role::Operator, Role::Technician, Role::Auditor, Role::Client})
        QCOMPARE(bench.ask(method, root + path, bench.bearer(role), body).status, 403);
    const int status = ask(bench, method, path, body).status;
    QVERIFY2(status == 200 || status == 404 || status == 422, QByteArray::number(status).constData());
}

void TestAdminRoutes::aUsersLife()
{
    GatewayBench bench;
    const Reply made = ask(bench, "POST", "users",
                           R"({"username":"Eva","role":"cliente","display_name":"Eva P.","cedula":"1350509525"})");
    QCOMPARE(made.status, 201);
    QCOMPARE(made.json()[u"username"].toString(), u"eva"_s);
    QCOMPARE(made.json()[u"account_id"].toInt(), 7);
    QVERIFY(made.json()[u"must_change_password"].toBool());
    QVERIFY(!made.body.contains("argon2"));
    const QString password = made.json()[u"one_time_password"].toString();
    const auto login = bench.authPort.authenticator->login(u"eva"_s, password, u"t"_s);
    QVERIFY_OK(login.result);
    QVERIFY(!ask(bench, "GET", "users/eva").body.contains(password.toLatin1()));
    const Reply reset = ask(bench, "POST", "users/eva/password", "{}");
    QCOMPARE(reset.status, 200);
    QVERIFY(!bench.authPort.authenticator->login(u"eva"_s, password, u"t"_s).result);
    const QString second = reset.json()[u"one_time_password"].toString();
    QVERIFY_OK(bench.authPort.authenticator->login(u"eva"_s, second, u"t"_s).result);
    QCOMPARE(ask(bench, "PATCH", "users/eva", R"({"enabled":false})").json()[u"enabled"].toBool(true), false);
    QVERIFY(!bench.authPort.authenticator->login(u"eva"_s, second, u"t"_s).result);
    QCOMPARE(ask(bench, "PATCH", "users/eva", R"({"account_id":null})").json()[u"account_id"], QJsonValue());
    QCOMPARE(ask(bench, "GET", "users/nadie").status, 404);
}

void TestAdminRoutes::listsUsersInPages()
{
    GatewayBench bench;
    const Reply first = ask(bench, "GET", "users?limit=4");
    QCOMPARE(first.json()[u"items"].toArray().size(), 4);
    const QByteArray cursor = first.json()[u"next_cursor"].toString().toLatin1();
    QVERIFY(!cursor.isEmpty());
    const Reply second = ask(bench, "GET", "users?limit=4&cursor=" + cursor);
    QCOMPARE(second.json()[u"items"].toArray().size(), 3);
    QVERIFY(second.json()[u"next_cursor"].isNull());
    QCOMPARE(ask(bench, "GET", "users?limit=0").status, 422);
}

void TestAdminRoutes::changesOfUsersCount() // S2-44
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer(Role::Teller);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 200);
    QCOMPARE(ask(bench, "PATCH", "users/cajero", R"({"display_name":"Caja 1"})").status, 200);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 200); // nothing was taken away
    QCOMPARE(ask(bench, "DELETE", "users/cajero/sessions").status, 204);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 401);
    const QByteArray again = bench.bearer(Role::Teller);
    QCOMPARE(ask(bench, "PATCH", "users/cajero", R"({"role":"auditor"})").status, 200);
    QCOMPARE(bench.ask("GET", "/auth/me", again).status, 401);
}

void TestAdminRoutes::theLastAdministratorStays_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("not disabled") << QByteArray(R"({"enabled":false})");
    QTest::addRow("not made something else") << QByteArray(R"({"role":"auditor"})");
}

void TestAdminRoutes::theLastAdministratorStays()
{
    QFETCH(QByteArray, body);
    GatewayBench bench;
    QCOMPARE(ask(bench, "PATCH", "users/administrador", body).status, 409);
    QCOMPARE(ask(bench, "PATCH", "users/supervisor", R"({"role":"administrador"})").status, 200);
    QCOMPARE(ask(bench, "PATCH", "users/administrador", body).status, 200);
}

void TestAdminRoutes::whoMustChangeHisPasswordDoesNothingElse()
{
    GatewayBench bench;
    const QString password =
        ask(bench, "POST", "users", R"({"username":"leo","role":"auditor"})").json()[u"one_time_password"].toString();
    const auto session = bench.authPort.authenticator->login(u"leo"_s, password, u"t"_s);
    const QByteArray bearer = "Authorization: Bearer " + session.result->accessToken + "\r\n";
    const Reply refused = bench.ask("GET", "/api/v1/bank/accounts", bearer);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.json()[u"code"].toString(), u"password_change_required"_s);
    QCOMPARE(bench.ask("POST", "/api/v1/stream-tickets", bearer).status, 403);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 200);
    const QByteArray body = R"({"current_password":")" + password.toUtf8() + R"(","new_password":"una clave propia"})";
    QCOMPARE(bench.ask("POST", "/auth/password", bearer, body).status, 204);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", bearer).status, 200);
}

void TestAdminRoutes::badUsers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *method, const char *path, const char *body, int status) {
        QTest::addRow("%s", name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status;
    };
    row("a taken name", "POST", "users", R"({"username":"cajero","role":"cajero"})", 409);
    row("no name", "POST", "users", R"({"role":"cajero"})", 422);
    row("a name that opens topics", "POST", "users", R"({"username":"a/+","role":"cajero"})", 422);
    row("no role", "POST", "users", R"({"username":"x"})", 422);
    row("an unknown role", "POST", "users", R"({"username":"x","role":"root"})", 422);
    row("a short password", "POST", "users", R"({"username":"x","role":"cajero","password":"corta"})", 422);
    row("staff with an account", "POST", "users", R"({"username":"x","role":"cajero","account_id":7})", 422);
    row("an unknown account", "POST", "users", R"({"username":"x","role":"cliente","account_id":99})", 422);
    row("one of two accounts", "POST", "users", R"({"username":"x","role":"cliente","cedula":"0926687856"})", 422);
    row("an unknown member", "POST", "users", R"({"username":"x","role":"cajero","admin":true})", 422);
    row("an unknown user", "PATCH", "users/nadie", R"({"enabled":false})", 404);
    row("an account for a teller", "PATCH", "users/cajero", R"({"account_id":7})", 422);
    row("a bad new password", "POST", "users/cajero/password", R"({"password":"x"})", 422);
}

void TestAdminRoutes::badUsers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    GatewayBench bench;
    QTEST(ask(bench, method, path, body).status, "status");
    QVERIFY(!bench.audit.actions().join(u' ').contains(u"user."));
}

void TestAdminRoutes::aKeysLife() // S2-72
{
    GatewayBench bench;
    const Reply made =
        ask(bench, "POST", "api-keys", R"({"name":"app","scopes":["bank:read","events:read"],"cedula":"1350509525"})");
    QCOMPARE(made.status, 201);
    const QByteArray key = keyOf(made);
    QVERIFY(key.startsWith("vk_live_"));
    QCOMPARE(key.size(), 8 + 8 + 43);
    QCOMPARE(made.json()[u"account_id"].toInt(), 7);
    const QByteArray path = "api-keys/" + made.json()[u"id"].toString().toLatin1();
    QVERIFY(!ask(bench, "GET", path).body.contains(key)); // shown once
    QVERIFY(!ask(bench, "GET", "api-keys").body.contains(key));
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(key)).status, 200);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", "Authorization: Bearer " + key + "\r\n").status, 200);
    QCOMPARE(ask(bench, "PATCH", path, R"({"scopes":["events:read"]})").status, 200);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(key)).status, 403); // at once
    QCOMPARE(ask(bench, "PATCH", path, R"({"name":"app 2","scopes":["bank:read"]})").status, 200);
    const QByteArray second = keyOf(ask(bench, "POST", path + "/rotate"));
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(key)).status, 401);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(second)).status, 200);
    QCOMPARE(ask(bench, "DELETE", path).status, 204);
    QCOMPARE(ask(bench, "DELETE", path).status, 204);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(second)).status, 401);
    QVERIFY(ask(bench, "GET", path).json()[u"revoked_utc_ms"].isDouble());
    QCOMPARE(ask(bench, "POST", path + "/rotate").status, 409);
    QCOMPARE(ask(bench, "GET", "api-keys/00000000").status, 404);
}

void TestAdminRoutes::keysBoundByScopes()
{
    GatewayBench bench;
    const QByteArray key =
        keyOf(ask(bench, "POST", "api-keys", R"({"name":"pos","scopes":["bank:post"],"username":"auditor"})"));
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(key)).status, 403);
    const QByteArray deposit = R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.00})";
    QCOMPARE(bench.ask("POST", "/api/v1/bank/transactions", header(key) + "Idempotency-Key: a\r\n", deposit).status,
             403); // the auditor may not
    const QByteArray free = keyOf(ask(bench, "POST", "api-keys", R"({"name":"pos","scopes":["bank:post"]})"));
    QCOMPARE(bench.ask("POST", "/api/v1/bank/transactions", header(free) + "Idempotency-Key: a\r\n", deposit).status,
             201);
    QCOMPARE(bench.ask("GET", "/auth/me", header(free)).status, 403);
    QCOMPARE(bench.ask("GET", root + "users", header(free)).status, 403);
}

void TestAdminRoutes::badKeys_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *body) { QTest::addRow("%s", name) << QByteArray(body); };
    row("no name", R"({"scopes":["bank:read"]})");
    row("a blank name", R"({"name":" ","scopes":["bank:read"]})");
    row("no scopes", R"({"name":"x"})");
    row("an unknown scope", R"({"name":"x","scopes":["bank:*"]})");
    row("an unknown account", R"({"name":"x","scopes":["events:read"],"account_id":99})");
    row("an unknown user", R"({"name":"x","scopes":["events:read"],"username":"nadie"})");
    row("an end that is past", R"({"name":"x","scopes":["bank:read"],"expires_utc_ms":1})");
    row("an unknown member", R"({"name":"x","scopes":["bank:read"],"key":"vk_live_mine"})");
}

void TestAdminRoutes::badKeys()
{
    QFETCH(QByteArray, body);
    GatewayBench bench;
    QCOMPARE(ask(bench, "POST", "api-keys", body).status, 422);
    QVERIFY(bench.adminPort.store.keys()->empty());
}

void TestAdminRoutes::keyUsesAreNoted()
{
    GatewayBench bench;
    const Reply made = ask(bench, "POST", "api-keys", R"({"name":"x","scopes":["bank:read"]})");
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", header(keyOf(made))).status, 200);
    bench.pass(std::chrono::seconds(1));
    QCOMPARE(bench.adminPort.uses.keys(), QByteArrayList{made.json()[u"id"].toString().toLatin1()});
}

void TestAdminRoutes::subjects() // S4-56
{
    GatewayBench bench;
    const QByteArray body = R"({"subject":"8a1c-77","username":"cliente"})";
    QCOMPARE(ask(bench, "POST", "foreign-subjects", body).status, 201);
    QCOMPARE(ask(bench, "GET", "foreign-subjects").json()[u"items"][0][u"username"].toString(), u"cliente"_s);
    QCOMPARE(bench.authPort.authenticator->snapshot()->subjects.size(), 1);
    QCOMPARE(ask(bench, "DELETE", "foreign-subjects/8a1c-77").status, 204);
    QCOMPARE(ask(bench, "DELETE", "foreign-subjects/8a1c-77").status, 404);
    QCOMPARE(ask(bench, "POST", "foreign-subjects", R"({"subject":"x","username":"nadie"})").status, 422);
    QCOMPARE(ask(bench, "POST", "foreign-subjects", R"({"subject":"","username":"cliente"})").status, 422);
}

void TestAdminRoutes::revokedTokens()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer(Role::Teller);
    const QByteArray token = bearer.trimmed().split(' ').last();
    const QByteArray claims = QByteArray::fromBase64(token.split('.').at(1), QByteArray::Base64UrlEncoding);
    const QByteArray jti = QJsonDocument::fromJson(claims)[u"jti"].toString().toLatin1();
    QCOMPARE(ask(bench, "POST", "revoked-tokens", "{\"jti\":\"" + jti + "\"}").status, 204);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 401);
    QCOMPARE(bench.ask("GET", "/auth/me", bench.bearer(Role::Teller)).status, 200); // that one token alone
    QCOMPARE(ask(bench, "GET", "revoked-tokens").json()[u"items"][0][u"jti"].toString().toLatin1(), jti);
    QCOMPARE(ask(bench, "POST", "revoked-tokens", R"({"jti":""})").status, 422);
}

void TestAdminRoutes::logsOutByTheAccessToken() // S2-73
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer(Role::Teller);
    QCOMPARE(bench.ask("POST", "/auth/logout", bearer).status, 204);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 401);
    QCOMPARE(bench.ask("POST", "/auth/logout", bearer).status, 400); // neither token is good
}

void TestAdminRoutes::ticketsForStreams() // S2-35
{
    GatewayBench bench;
    QCOMPARE(bench.ask("POST", "/api/v1/stream-tickets").status, 401);
    const Reply ticket = bench.ask("POST", "/api/v1/stream-tickets", bench.bearer(Role::Client));
    QCOMPARE(ticket.status, 201);
    QCOMPARE(ticket.json()[u"expires_in"].toInt(), 30);
    QCOMPARE(ticket.json()[u"ticket"].toString().size(), 43);
    const QByteArray key = keyOf(ask(bench, "POST", "api-keys", R"({"name":"x","scopes":["events:read"]})"));
    QCOMPARE(bench.ask("POST", "/api/v1/stream-tickets", header(key)).status, 201);
    const QByteArray bearer = bench.bearer(Role::Auditor);
    for (int i = 0; i < gateway::StreamTickets::maxPerSession; ++i)
        QCOMPARE(bench.ask("POST", "/api/v1/stream-tickets", bearer).status, 201);
    const Reply refused = bench.ask("POST", "/api/v1/stream-tickets", bearer);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.headers[QByteArray("retry-after")], QByteArray("30"));
}

void TestAdminRoutes::tellsTheAudit()
{
    GatewayBench bench;
    ask(bench, "POST", "users", R"({"username":"leo","role":"auditor"})");
    ask(bench, "PATCH", "users/leo", R"({"role":"operador"})");
    const Reply key = ask(bench, "POST", "api-keys", R"({"name":"x","scopes":["bank:read"]})");
    ask(bench, "DELETE", "api-keys/" + key.json()[u"id"].toString().toLatin1());
    bench.ask("GET", root + "users", bench.bearer(Role::Teller));
    bench.ask("DELETE", "/api/v1/broker/clients/c1", bench.bearer(Role::Operator));
    const QStringList expected{u"user.create"_s, u"user.change"_s, u"key.create"_s, u"key.revoke"_s, u"denied"_s};
    QCOMPARE(bench.audit.actions().first(5), expected);
    const auth::AuditEntry &change = bench.audit.entries.at(1);
    QCOMPARE(change.who, u"administrador"_s);
    QCOMPARE(change.target, u"leo"_s);
    QCOMPARE(change.detail[u"before"][u"role"].toString(), u"auditor"_s);
    QCOMPARE(change.detail[u"after"][u"role"].toString(), u"operador"_s);
    const auth::AuditEntry &denied = bench.audit.entries.at(4);
    QCOMPARE(denied.who, u"cajero"_s);
    QCOMPARE(denied.target, u"GET /api/v1/admin/users"_s);
    QVERIFY(denied.result == auth::AuditEntry::Result::Refused);
    for (const auth::AuditEntry &entry : bench.audit.entries)
        QVERIFY(!auth::auditText(1, entry).contains(keyOf(key)));
}

void TestAdminRoutes::readsTheAudit()
{
    GatewayBench bench;
    const QByteArray text = auth::auditText(5, {u"ana"_s, u"192.0.2.1"_s, u"login"_s, {}});
    bench.audit.records = {{5, text, auth::auditHash(auth::auditGenesis(), text)}};
    const Reply page =
        bench.ask("GET", root + "audit?limit=1&desde=2023-11-14&hasta=2023-11-14&usuario=ana&accion=login&cursor=9",
                  bench.bearer(Role::Auditor));
    QCOMPARE(page.status, 200);
    QCOMPARE(page.json()[u"items"][0][u"who"].toString(), u"ana"_s);
    QCOMPARE(page.json()[u"items"][0][u"hash"].toString().size(), 64);
    QCOMPARE(page.json()[u"next_cursor"].toString(), u"5"_s);
    QCOMPARE(bench.audit.asked.before, 9);
    QCOMPARE(bench.audit.asked.limit, 1);
    QCOMPARE(bench.audit.asked.who, u"ana"_s);
    QCOMPARE(bench.audit.asked.action, u"login"_s);
    QCOMPARE(bench.audit.asked.since->value, 1'699'920'000'000);
    QCOMPARE(bench.audit.asked.until->value - bench.audit.asked.since->value, 86'400'000);
    QCOMPARE(bench.ask("GET", root + "audit", bench.bearer(Role::Supervisor)).status, 403);
}

void TestAdminRoutes::exportsTheAudit()
{
    GatewayBench bench;
    const QByteArray text = auth::auditText(1, {u"ana"_s, u"192.0.2.1"_s, u"login"_s, {}});
    bench.audit.records = {{1, text, auth::auditHash(auth::auditGenesis(), text)}};
    const Reply lines = bench.ask("GET", root + "audit/export?after=0", bench.bearer(Role::Auditor));
    QCOMPARE(lines.headers[QByteArray("content-type")], QByteArray("application/x-ndjson"));
    const QJsonObject line = QJsonDocument::fromJson(lines.body.trimmed()).object();
    const QByteArray entry = line[u"entry"].toString().toUtf8();
    QCOMPARE(QByteArray::fromHex(line[u"hash"].toString().toLatin1()), auth::auditHash(auth::auditGenesis(), entry));
    QCOMPARE(bench.audit.asked.after, std::optional<qint64>(0));
}

void TestAdminRoutes::badAuditQueries_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addRow("no date") << QByteArray("audit?desde=ayer");
    QTest::addRow("no number") << QByteArray("audit?limit=x");
    QTest::addRow("too many") << QByteArray("audit?limit=501");
    QTest::addRow("no cursor") << QByteArray("audit?cursor=-1");
    QTest::addRow("no place to begin") << QByteArray("audit/export?after=x");
}

void TestAdminRoutes::badAuditQueries()
{
    QFETCH(QByteArray, path);
    GatewayBench bench;
    QCOMPARE(ask(bench, "GET", path).status, 422);
}

void TestAdminRoutes::busyIs503()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer(Role::Administrator);
    bench.adminPort.busy = true;
    QCOMPARE(bench.ask("GET", root + "users", bearer).status, 503);
}

QTEST_GUILESS_MAIN(TestAdminRoutes)
#include "tst_adminroutes.moc"
