// SPDX-License-Identifier: GPL-3.0-or-later
// Device credentials and access rules over REST (docs/api.md "Access"), on a wire in memory.
#include "gateway/accessapi.h"
#include "gateway/accesscontroller.h"
#include "gateway/accessjson.h"
#include "gateway/credentialapi.h"
#include "gatewaybench.h"
#include "support/verify.h"
#include <QtTest>

using namespace Qt::StringLiterals;
using support::GatewayBench;
using support::Reply;

namespace {

const QByteArray root = "/api/v1/admin/";

/// As an administrator.
Reply ask(GatewayBench &bench, const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
{
    return bench.ask(method, root + path, bench.bearer(auth::Role::Administrator), body);
}

} // namespace

class TestAccessRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areForAdministratorsAlone_data();
    void areForAdministratorsAlone();
    void aCredentialsLife();
    void listsInPages();
    void rulesOneByOne();
    void theWholeList();
    void badCallsChangeNothing_data();
    void badCallsChangeNothing();
    void importsShowFirstAndApplyThen();
    void exports();
    void passwordFiles();
    void tellsWhy();
    void busyIs503();
};

void TestAccessRoutes::areForAdministratorsAlone_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const auto &[method, pattern] : gateway::AccessApi::routes()) {
        const QByteArray path = QString(pattern).replace(u"{}"_s, u"x"_s).toLatin1();
        QTest::addRow("%s %s", method.constData(), path.constData()) << method << path;
    }
}

void TestAccessRoutes::areForAdministratorsAlone()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    GatewayBench bench;
    const QByteArray body = method == "GET" || method == "DELETE" ? QByteArray() : QByteArray("{}");
    QCOMPARE(bench.ask(method, root + path, {}, body).status, 401);
    for (const auth::Role role : {auth::Role::Teller, auth::Role::Supervisor, auth::Role::Operator,
                                  auth::Role::Technician, auth::Role::Auditor})
        QCOMPARE(bench.ask(method, root + path, bench.bearer(role), body).status, 403);
    const int status = ask(bench, method, path, body).status;
    QVERIFY2(status == 200 || status == 404 || status == 422, QByteArray::number(status).constData());
    QVERIFY(bench.accessPort.changes.isEmpty());
}

void TestAccessRoutes::aCredentialsLife()
{
    GatewayBench bench;
    const Reply made =
        ask(bench, "POST", "credentials",
            R"({"username":"device_001","client_ids":["ESP32_001"],"device_id":"ESP32_001","note":"patio"})");
    QCOMPARE(made.status, 201);
    const QString secret = made.json()[u"secret"].toString();
    QVERIFY(secret.size() >= 32); // S1-66
    QVERIFY(bench.accessPort.registry->verify(u"device_001"_s, secret.toUtf8(), u"a"_s).ok());
    const Reply shown = ask(bench, "GET", "credentials/device_001");
    QCOMPARE(shown.status, 200);
    QVERIFY(!shown.body.contains("secret\":\"") && !shown.body.contains("argon2")); // shown once, hash never
    QCOMPARE(shown.json()[u"kind"].toString(), u"secret"_s);
    QCOMPARE(shown.json()[u"device_id"].toString(), u"ESP32_001"_s);
    const Reply changed = ask(bench, "PATCH", "credentials/device_001", R"({"enabled":false,"client_ids":[]})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json()[u"enabled"].toBool(true), false);
    QCOMPARE(changed.json()[u"note"].toString(), u"patio"_s); // what was not named stays
    ask(bench, "PATCH", "credentials/device_001", R"({"enabled":true})");
    const Reply rotated = ask(bench, "POST", "credentials/device_001/rotate", R"({"grace_s":3600})"); // S1-67
    QCOMPARE(rotated.status, 200);
    QVERIFY(!rotated.json()[u"secret"].toString().isEmpty());
    QVERIFY(bench.accessPort.registry->verify(u"device_001"_s, secret.toUtf8(), u"a"_s).ok());
    QCOMPARE(rotated.json()[u"grace_until_utc_ms"].toInteger(), bench.clock.utcNow().value + 3'600'000);
    QCOMPARE(ask(bench, "POST", "credentials/device_001/rotate").status, 200); // without a body: no grace
    QVERIFY(!bench.accessPort.registry->verify(u"device_001"_s, secret.toUtf8(), u"a"_s).ok());
    QCOMPARE(ask(bench, "DELETE", "credentials/device_001").status, 204);
    QCOMPARE(ask(bench, "GET", "credentials/device_001").status, 404);
    QCOMPARE(bench.accessPort.changes.size(), 6);
    for (const auto &change : bench.accessPort.changes)
        QCOMPARE(change.by, u"administrador"_s);
}

void TestAccessRoutes::listsInPages()
{
    GatewayBench bench;
    for (const char *name : {"b", "a", "d", "c"})
        ask(bench, "POST", "credentials", QByteArray(R"({"certificate_only":true,"username":")") + name + "\"}");
    QByteArrayList names;
    QByteArray cursor;
    do {
        const Reply page = ask(bench, "GET", "credentials?limit=3" + cursor);
        QCOMPARE(page.status, 200);
        for (const QJsonValue &item : page.json()[u"items"].toArray())
            names << item[u"username"].toString().toLatin1() + item[u"kind"].toString().first(1).toLatin1();
        cursor = page.json()[u"next_cursor"].isString() ? "&cursor=" + page.json()[u"next_cursor"].toString().toLatin1()
                                                        : QByteArray();
    } while (!cursor.isEmpty());
    QCOMPARE(names, (QByteArrayList{"ac", "bc", "cc", "dc"}));
    QCOMPARE(ask(bench, "GET", "credentials?limit=501").status, 422);
    QCOMPARE(ask(bench, "GET", "credentials?page=2").status, 422);
}

void TestAccessRoutes::rulesOneByOne()
{
    GatewayBench bench;
    const Reply last = ask(bench, "POST", "acl", R"({"effect":"deny","who":"all","topics":["x/#"]})");
    QCOMPARE(last.status, 201);
    const Reply first =
        ask(bench, "POST", "acl", R"({"position":0,"effect":"permit","who":{"user":"a"},"topics":["x/y"]})");
    QCOMPARE(first.status, 201);
    QCOMPARE(bench.accessPort.registry->rules()[0].who.text, u"a"_s);
    const QByteArray path = "acl/" + QByteArray::number(first.json()[u"id"].toInteger());
    QCOMPARE(ask(bench, "GET", path).json(), first.json());
    const Reply changed = ask(bench, "PUT", path, R"({"effect":"permit","who":{"user":"b"},"topics":["x/y"]})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json()[u"id"], first.json()[u"id"]);
    QCOMPARE(bench.accessPort.registry->rules()[0].who.text, u"b"_s); // in its place
    QCOMPARE(ask(bench, "DELETE", path).status, 204);
    QCOMPARE(ask(bench, "DELETE", path).status, 404);
    QCOMPARE(bench.accessPort.registry->rules().size(), size_t(1));
}

void TestAccessRoutes::theWholeList()
{
    GatewayBench bench;
    const qint64 number = ask(bench, "GET", "acl").json()[u"number"].toInteger();
    const QByteArray rules = R"("rules":[{"effect":"permit","who":{"user":"a"},"topics":["a/#"]},{"effect":"deny"}])";
    const QByteArray body = "{\"number\":" + QByteArray::number(number) + "," + rules + "}";
    const Reply set = ask(bench, "PUT", "acl", body);
    QCOMPARE(set.status, 200);
    QCOMPARE(set.json()[u"rules"].toArray().size(), 2);
    QCOMPARE(ask(bench, "PUT", "acl", body).status, 409); // made by looking at an older list
    QCOMPARE(ask(bench, "PUT", "acl", "{" + rules + "}").status, 200);
    QCOMPARE(ask(bench, "GET", "acl").json()[u"rules"].toArray().size(), 2);
}

void TestAccessRoutes::badCallsChangeNothing_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *method, const char *path, const char *body, int status) {
        QTest::addRow("%s", name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status;
    };
    row("a taken name", "POST", "credentials", R"({"username":"taken"})", 409);
    row("no name", "POST", "credentials", R"({"note":"x"})", 422);
    row("a name that opens topics", "POST", "credentials", R"({"username":"a/+"})", 422);
    row("a short secret", "POST", "credentials", R"({"username":"a","secret":"corto"})", 422);
    row("an unknown member", "POST", "credentials", R"({"username":"a","password":"una clave larga"})", 422);
    row("a member of another type", "POST", "credentials", R"({"username":"a","client_ids":"x"})", 422);
    row("client ids that are no texts", "POST", "credentials", R"({"username":"a","client_ids":[1]})", 422);
    row("a certificate with a secret", "POST", "credentials",
        R"({"username":"a","secret":"una clave larga","certificate_only":true})", 422);
    row("an unknown credential", "PATCH", "credentials/nadie", R"({"enabled":false})", 404);
    row("a fraction of a second", "POST", "credentials/taken/rotate", R"({"grace_s":1.5})", 422);
    row("no JSON", "POST", "credentials", "{", 400);
    row("a list as a body", "POST", "acl", "[]", 400);
    row("a rule half understood", "POST", "acl", R"({"effect":"permit","topic":"a/#"})", 422);
    row("one bad rule of two", "PUT", "acl", R"({"rules":[{"effect":"deny"},{"effect":"allow"}]})", 422);
    row("rules that are none", "PUT", "acl", R"({"rules":[1]})", 422);
    row("no rules", "PUT", "acl", "{}", 422);
    row("an unknown rule", "PUT", "acl/99", R"({"effect":"deny"})", 404);
    row("no number of a rule", "DELETE", "acl/x", "", 404);
    row("an unknown format", "POST", "acl-file", R"({"format":"vernemq","text":"x","apply":true})", 422);
    row("an unknown method", "PUT", "credentials/taken", "{}", 405);
}

void TestAccessRoutes::badCallsChangeNothing()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    GatewayBench bench;
    ask(bench, "POST", "credentials", R"({"username":"taken","certificate_only":true})");
    QTEST(ask(bench, method, path, body).status, "status");
    QCOMPARE(bench.accessPort.changes.size(), 1);
}

void TestAccessRoutes::importsShowFirstAndApplyThen()
{
    GatewayBench bench;
    const QByteArray apply = ",\"apply\":true";
    const QByteArray partly = ",\"apply\":true,\"partial\":true";
    const QByteArray anew = ",\"apply\":true,\"replace\":true";
    const auto body = [](const QByteArray &text, const QByteArray &more) -> QByteArray {
        return "{\"format\":\"mosquitto\",\"text\":\"" + text + '"' + more + '}';
    };
    const QByteArray half = "user a\\ntopic read a/#\\nrole x\\n";
    const Reply dry = ask(bench, "POST", "acl-file", body(half, {})); // S0-54
    QCOMPARE(dry.status, 200);
    QCOMPARE(dry.json()[u"applied"].toBool(true), false);
    QCOMPARE(dry.json()[u"complete"].toBool(true), false);
    QCOMPARE(dry.json()[u"report"][2][u"line"].toInt(), 3);
    QCOMPARE(dry.json()[u"report"][2][u"kind"].toString(), u"not_taken"_s);
    QCOMPARE(dry.json()[u"rules"].toArray().size(), 1);
    QCOMPARE(ask(bench, "POST", "acl-file", body(half, apply)).json()[u"applied"].toBool(true), false);
    QVERIFY(bench.accessPort.changes.isEmpty()); // nothing half imported
    QVERIFY(ask(bench, "POST", "acl-file", body(half, partly)).json()[u"applied"].toBool());
    QCOMPARE(bench.accessPort.registry->rules().size(), size_t(1));
    const QByteArray whole = "user b\\ntopic read b/#\\n";
    QVERIFY(ask(bench, "POST", "acl-file", body(whole, apply)).json()[u"applied"].toBool());
    QCOMPARE(bench.accessPort.registry->rules().size(), size_t(2)); // behind what is there
    QVERIFY(ask(bench, "POST", "acl-file", body(whole, anew)).json()[u"applied"].toBool());
    QCOMPARE(bench.accessPort.registry->rules().size(), size_t(1));
}

void TestAccessRoutes::exports()
{
    GatewayBench bench;
    ask(bench, "POST", "acl", R"({"effect":"permit","who":{"user":"a"},"action":"subscribe","topics":["a/#"]})");
    QCOMPARE(ask(bench, "GET", "acl-file?format=mosquitto").json()[u"text"].toString(),
             u"# mosquitto acl_file, written by Ventanilla\n\nuser a\ntopic read a/#\n"_s);
    QVERIFY(ask(bench, "GET", "acl-file?format=emqx")
                .json()[u"text"]
                .toString()
                .contains(u"{allow, {username, \"a\"}, subscribe, [\"a/#\"]}."_s));
    const QString own = ask(bench, "GET", "acl-file").json()[u"text"].toString();
    const QByteArray body =
        QJsonDocument(QJsonObject{{u"format"_s, u"json"_s}, {u"text"_s, own}, {u"apply"_s, true}}).toJson();
    QVERIFY(ask(bench, "POST", "acl-file", body).json()[u"applied"].toBool());
    auto rules = bench.accessPort.registry->rules();
    QCOMPARE(rules.size(), size_t(2));
    rules[1].id = rules[0].id;
    QCOMPARE(rules[1], rules[0]); // there and back again
    QCOMPARE(ask(bench, "GET", "acl-file?format=x").status, 422);
}

void TestAccessRoutes::passwordFiles()
{
    GatewayBench bench;
    const QByteArray line =
        "banco_user:$7$101$AGWEU+RGQk0INu05$kz/3McrSRiHDnudGQSiVEIS9cCjRawJAyzx5CNeXIO60VcS82FElV++3"
        "DTp4iqgRw9fD2a1Mz+0T0X2+mfCCiw==";
    const auto body = [](const QByteArray &text, bool partial) -> QByteArray {
        return QJsonDocument(
                   QJsonObject{{u"text"_s, QString::fromLatin1(text)}, {u"apply"_s, true}, {u"partial"_s, partial}})
            .toJson();
    };
    const Reply half = ask(bench, "POST", "credentials-file", body(line + "\nplano:secreto", false));
    QCOMPARE(half.json()[u"applied"].toBool(true), false);
    QVERIFY(!half.body.contains("secreto"));
    QVERIFY(bench.accessPort.changes.isEmpty());
    QVERIFY(ask(bench, "POST", "credentials-file", body(line + "\nplano:secreto", true)).json()[u"applied"].toBool());
    QCOMPARE(ask(bench, "GET", "credentials/banco_user").json()[u"kind"].toString(), u"imported"_s);
    QVERIFY(bench.accessPort.registry->verify(u"banco_user"_s, "clave del banco", u"a"_s).ok()); // S0-52
    ask(bench, "POST", "credentials", R"({"username":"own","secret":"una clave larga"})");
    const Reply back = ask(bench, "GET", "credentials-file");
    QCOMPARE(back.json()[u"text"].toString().toLatin1(), line + '\n');
    QCOMPARE(back.json()[u"not_exportable"], (QJsonArray{u"own"_s}));
    QCOMPARE(ask(bench, "POST", "credentials-file", body(line, false)).status, 409); // the name is taken by now
}

void TestAccessRoutes::tellsWhy()
{
    GatewayBench bench;
    ask(bench, "POST", "credentials", R"({"username":"device_001","device_id":"ESP32_001","certificate_only":true})");
    ask(bench, "POST", "acl", R"({"effect":"deny","who":{"client":"c9"},"topics":["iot/#"]})");
    const auto why = [&](const QByteArray &body) -> QByteArray {
        const QJsonObject answer = ask(bench, "POST", "acl-check", body).json();
        return QByteArray(answer[u"allowed"].toBool() ? "yes " : "no ") + answer[u"by"].toString().toLatin1();
    };
    const std::pair<const char *, const char *> answers[] = {
        {R"({"username":"device_001","action":"publish","topic":"iot/sensors/ESP32_001/data"})", "yes device"},
        {R"({"username":"device_001","client_id":"c9","action":"publish","topic":"iot/alerts/ESP32_001"})", "no rule"},
        {R"({"username":"nadie","action":"receive","topic":"x"})", "no stranger"},
        {R"({"username":"cajero","action":"subscribe","topic":"banco/#"})", "yes profile"},
    };
    for (const auto &[body, expected] : answers)
        QCOMPARE(why(body), QByteArray(expected));
    const QByteArray unknownAction = R"({"action":"read","topic":"x"})";
    QCOMPARE(ask(bench, "POST", "acl-check", unknownAction).status, 422);
    const QByteArray noTopic = R"({"action":"publish"})";
    QCOMPARE(ask(bench, "POST", "acl-check", noTopic).status, 422);
}

void TestAccessRoutes::busyIs503()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer(auth::Role::Administrator);
    bench.accessPort.busy = true;
    const Reply reply = bench.ask("GET", root + "acl", bearer);
    QCOMPARE(reply.status, 503);
    QVERIFY(reply.headers.contains("retry-after"));
}

QTEST_GUILESS_MAIN(TestAccessRoutes)
#include "tst_accessroutes.moc"
