// SPDX-License-Identifier: GPL-3.0-or-later
// The API's description against the API: every route is described, and every member of real answers is.
#include "gateway/apischema.h"
#include "gateway/routetexts.h"
#include "gatewaybench.h"
#include "support/schemacheck.h"
#include <QRegularExpression>
#include <QtTest>

using namespace support;
using namespace Qt::StringLiterals;

class TestOpenApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemas_data();
    void schemas();
    void badSchemas_data();
    void badSchemas();
    void isADocument();
    void everyRouteIsDescribed();
    void everyTextHasItsRoute();
    void everyReferenceIsThere();
    void answersAreAsDescribed_data();
    void answersAreAsDescribed();
    void errorsAreAsDescribed();
    void pages_data();
    void pages();
};

namespace {

const QStringList methods{u"get"_s, u"post"_s, u"put"_s, u"patch"_s, u"delete"_s, u"x-upgrade"_s};

QJsonObject documentOf(GatewayBench &bench)
{
    return bench.ask("GET", "/openapi.json").json();
}

/// Calls `visit` with "get /path" and its operation.
void eachOperation(const QJsonObject &document, const std::function<void(const QString &, const QJsonObject &)> &visit)
{
    const QJsonObject paths = document.value(u"paths").toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject item = path.value().toObject();
        for (const QString &method : methods) {
            if (item.contains(method))
                visit(method + u' ' + path.key(), item.value(method).toObject());
        }
    }
}

/// The schema that an answer of this status has; of the path whose pattern fits the target.
std::optional<QJsonObject> schemaOf(const QJsonObject &document, const QString &method, const QString &target,
                                    int status)
{
    const QStringList segments = target.section(u'?', 0, 0).split(u'/');
    const QJsonObject paths = document.value(u"paths").toObject();
    std::optional<QJsonObject> found;
    qsizetype fewest = 100;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QStringList pattern = path.key().split(u'/');
        const qsizetype places = path.key().count(u'{');
        bool fits = pattern.size() == segments.size() && places < fewest;
        for (qsizetype i = 0; fits && i < pattern.size(); ++i)
            fits = pattern[i].startsWith(u'{') || pattern[i] == segments[i];
        const QJsonObject answer = path.value()[method.toLower()][u"responses"][QString::number(status)].toObject();
        if (!fits || answer.isEmpty())
            continue;
        fewest = places;
        found = answer.value(u"content")[u"application/json"][u"schema"].toObject();
    }
    return found;
}

} // namespace

void TestOpenApi::schemas_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *text, const char *json) {
        QTest::addRow("%s", text) << QByteArray(text) << QByteArray(json);
    };
    row("string", R"({"type":"string"})");
    row("integer|null", R"({"type":["integer","null"],"format":"int64"})");
    row("any", "{}");
    row("'a' | 'b'", R"({"type":"string","enum":["a","b"]})");
    row("$Thing", R"({"$ref":"#/components/schemas/Thing"})");
    row("[$Thing]", R"({"type":"array","items":{"$ref":"#/components/schemas/Thing"}})");
    row("{a:string, b?:boolean}",
        R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"boolean"}},"required":["a"]})");
    row("{*:number}", R"({"type":"object","properties":{},"additionalProperties":{"type":"number"}})");
    row("$A|null", R"({"anyOf":[{"$ref":"#/components/schemas/A"},{"type":"null"}]})");
}

void TestOpenApi::schemas()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const auto schema = gateway::parseSchema(text);
    QVERIFY2(schema, schema ? "" : qPrintable(schema.error().toString()));
    QCOMPARE(*schema, QJsonDocument::fromJson(json).object());
}

void TestOpenApi::badSchemas_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *bad : {"", "strin", "{a}", "{a:", "[string", "'a", "string string", "$", "{a:string}}", "string|"})
        QTest::addRow("not \"%s\"", bad) << QByteArray(bad);
    QTest::addRow("not a very deep one") << QByteArray(40, '[');
}

void TestOpenApi::badSchemas()
{
    QFETCH(QByteArray, text);
    const auto schema = gateway::parseSchema(text);
    QVERIFY(!schema && schema.error().code() == base::ErrorCode::Malformed);
}

void TestOpenApi::isADocument()
{
    GatewayBench bench;
    const Reply reply = bench.ask("GET", "/openapi.json");
    QCOMPARE(reply.status, 200);
    const QJsonObject document = reply.json();
    QCOMPARE(document.value(u"openapi").toString(), u"3.1.0"_s);
    QCOMPARE(document.value(u"info")[u"version"].toString(), u"1.2.3"_s);
    QCOMPARE(bench.ask("GET", "/openapi.json", "If-None-Match: " + reply.headers.value("etag") + "\r\n").status, 304);
    QStringList ids;
    eachOperation(document, [&](const QString &, const QJsonObject &operation) {
        if (operation.contains(u"operationId"))
            ids << operation.value(u"operationId").toString();
    });
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
    QVERIFY(ids.size() > 40);
}

void TestOpenApi::everyRouteIsDescribed()
{
    GatewayBench bench;
    QStringList bare;
    eachOperation(documentOf(bench), [&](const QString &name, const QJsonObject &operation) {
        const bool hasAnswer = operation.value(u"responses").toObject().size() > 1; // besides the errors
        const bool hasGroup = !operation.value(u"tags")[0].toString().isEmpty();
        if (operation.value(u"summary").toString().isEmpty() || !hasAnswer || !hasGroup || name.contains(u"{}"))
            bare << name;
        const qsizetype places = name.count(u'{');
        qsizetype named = 0;
        for (const QJsonValue &one : operation.value(u"parameters").toArray())
            named += one[u"in"].toString() == u"path" ? 1 : 0;
        if (named != places)
            bare << name;
    });
    QVERIFY2(bare.isEmpty(),
             qPrintable(u"describe them (gateway/routedoc.h, resources/api/routes.txt): "_s + bare.join(u", ")));
}

void TestOpenApi::everyTextHasItsRoute()
{
    GatewayBench bench;
    QStringList known;
    static const QRegularExpression names(u"\\{[^}]*\\}"_s);
    eachOperation(documentOf(bench), [&](QString name, const QJsonObject &) {
        name.replace(names, u"{}"_s);
        known << name.section(u' ', 0, 0).toUpper().replace(u"X-UPGRADE"_s, u"UPGRADE"_s) + u' ' +
                     name.section(u' ', 1);
    });
    QStringList stale;
    for (const QByteArray &route : gateway::routeTexts().routes.keys()) {
        if (!known.contains(QString::fromUtf8(route)))
            stale << QString::fromUtf8(route);
    }
    QVERIFY2(stale.isEmpty(), qPrintable(u"there is no such route: "_s + stale.join(u", ")));
}

void TestOpenApi::everyReferenceIsThere()
{
    GatewayBench bench;
    const Reply reply = bench.ask("GET", "/openapi.json");
    const QJsonObject schemas = reply.json().value(u"components")[u"schemas"].toObject();
    static const QRegularExpression reference(u"#/components/schemas/(\\w+)"_s);
    int count = 0;
    for (const QRegularExpressionMatch &match : reference.globalMatch(QString::fromUtf8(reply.body))) {
        ++count;
        QVERIFY2(schemas.contains(match.captured(1)), qPrintable(match.captured(1)));
    }
    QVERIFY(count > 50);
}

void TestOpenApi::answersAreAsDescribed_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    const auto get = [](const char *target) {
        QTest::addRow("GET %s", target) << QByteArray("GET") << QByteArray(target) << QByteArray();
    };
    const auto send = [](const char *method, const char *target, const char *body) {
        QTest::addRow("%s %s %s", method, target, body) << QByteArray(method) << QByteArray(target) << QByteArray(body);
    };
    for (const char *target : {"/health",
                               "/auth/me",
                               "/api/v1/bank/transactions",
                               "/api/v1/bank/accounts",
                               "/api/v1/bank/accounts/1350509525",
                               "/api/v1/bank/accounts/1350509525/statement",
                               "/api/v1/bank/summary",
                               "/api/v1/admin/users",
                               "/api/v1/admin/users/cajero",
                               "/api/v1/admin/api-keys",
                               "/api/v1/admin/foreign-subjects",
                               "/api/v1/admin/revoked-tokens",
                               "/api/v1/admin/audit",
                               "/api/v1/admin/credentials",
                               "/api/v1/admin/credentials/known",
                               "/api/v1/admin/credentials-file",
                               "/api/v1/admin/acl",
                               "/api/v1/admin/acl/1",
                               "/api/v1/admin/acl-file",
                               "/api/v1/broker",
                               "/api/v1/broker/clients",
                               "/api/v1/broker/clients/ESP32%2F001",
                               "/api/v1/broker/clients/ESP32%2F001/history",
                               "/api/v1/broker/history",
                               "/api/v1/broker/bans",
                               "/api/v1/broker/subscriptions",
                               "/api/v1/broker/retained",
                               "/api/v1/broker/topics",
                               "/api/v1/broker/traces",
                               "/api/v1/broker/traces/17",
                               "/api/v1/broker/trace-filters"})
        get(target);
    send("POST", "/auth/login", R"({"username":"cajero","password":"correct horse"})");
    send("POST", "/api/v1/bank/transactions", R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1})");
    send("POST", "/api/v1/bank/accounts", R"({"cedula":"1710034065","nombre":"Ana"})");
    send("POST", "/api/v1/admin/credentials", R"({"username":"device_1"})");
    send("POST", "/api/v1/admin/users", R"({"username":"nora","role":"auditor"})");
    send("PATCH", "/api/v1/admin/users/cajero", R"({"display_name":"Ana"})");
    send("POST", "/api/v1/admin/users/cajero/password", "{}");
    send("POST", "/api/v1/admin/api-keys", R"({"name":"k","scopes":["bank:read"]})");
    send("POST", "/api/v1/admin/foreign-subjects", R"({"subject":"s","username":"cajero"})");
    send("POST", "/api/v1/stream-tickets", "");
    send("PATCH", "/api/v1/admin/credentials/known", R"({"note":"x"})");
    send("POST", "/api/v1/admin/credentials/known/rotate", "{}");
    send("POST", "/api/v1/admin/credentials-file", R"({"text":"u:$7$101$x$y"})");
    send("PUT", "/api/v1/admin/acl", R"({"rules":[{"effect":"deny"}]})");
    send("POST", "/api/v1/admin/acl", R"({"effect":"permit","who":{"user":"a"},"action":"publish","topics":["a/#"]})");
    send("PUT", "/api/v1/admin/acl/1", R"({"effect":"deny","qos":[0,1],"retain":true,"note":"n"})");
    send("POST", "/api/v1/admin/acl-file", R"({"format":"mosquitto","text":"topic read a/#"})");
    send("POST", "/api/v1/admin/acl-check", R"({"username":"a","action":"publish","topic":"a/b"})");
    send("DELETE", "/api/v1/broker/retained?topic=a", "");
    send("POST", "/api/v1/broker/retained/clear", R"({"filter":"a/#"})");
}

void TestOpenApi::answersAreAsDescribed()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    GatewayBench bench;
    bench.bank.deposit(u"1350509525"_s, 100);
    const QByteArray bearer = bench.bearer(auth::Role::Administrator);
    bench.ask("POST", "/api/v1/admin/credentials", bearer, R"({"username":"known"})");
    bench.ask("POST", "/api/v1/admin/acl", bearer, R"({"effect":"permit","who":"named","topics":[{"eq":"#"}]})");
    gateway::HubFigures figures;
    figures.mqttUp = figures.ledgerUp = true;
    bench.gateway->setFigures(figures);
    bench.settle();
    const Reply reply = bench.ask(method, target, bearer + "Idempotency-Key: k\r\n", body);
    QVERIFY2(reply.status >= 200 && reply.status < 300, reply.body.constData());
    const QJsonObject document = documentOf(bench);
    const auto schema = schemaOf(document, QString::fromLatin1(method), QString::fromLatin1(target), reply.status);
    QVERIFY2(schema, "this status is not described");
    const QStringList faults = SchemaCheck(document).faults(reply.json(), *schema);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n') + u'\n' + QString::fromUtf8(reply.body)));
}

void TestOpenApi::errorsAreAsDescribed()
{
    GatewayBench bench;
    const QJsonObject document = documentOf(bench);
    const QJsonObject problem{{u"$ref"_s, u"#/components/schemas/Problem"_s}};
    for (const char *path : {"/none", "/auth/me"})
        QCOMPARE(SchemaCheck(document).faults(bench.ask("GET", path).json(), problem), QStringList());
    QVERIFY(!SchemaCheck(document).faults(QJsonObject{{u"status"_s, u"x"_s}}, problem).isEmpty());
}

void TestOpenApi::pages_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addRow("the page") << QByteArray("/docs") << QByteArray("text/html; charset=utf-8");
    QTest::addRow("with a slash") << QByteArray("/docs/") << QByteArray("text/html; charset=utf-8");
    QTest::addRow("its script") << QByteArray("/docs.js") << QByteArray("text/javascript; charset=utf-8");
    QTest::addRow("its style") << QByteArray("/docs.css") << QByteArray("text/css; charset=utf-8");
}

void TestOpenApi::pages()
{
    QFETCH(QByteArray, path);
    GatewayBench bench;
    const Reply reply = bench.ask("GET", path);
    QCOMPARE(reply.status, 200);
    QTEST(reply.headers.value("content-type"), "type");
    QVERIFY(!reply.body.contains("http://") && !reply.body.contains("https://")); // nothing from elsewhere
    const QByteArray policy = reply.headers.value("content-security-policy");
    QVERIFY(policy.startsWith("default-src 'none'") && !policy.contains("unsafe"));
    QCOMPARE(bench.ask("GET", path, "If-None-Match: " + reply.headers.value("etag") + "\r\n").status, 304);
}

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
