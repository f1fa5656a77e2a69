// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaybench.h"
#include <QLoggingCategory>
#include <QRegularExpression>
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

gateway::HttpSettings httpSettings(const QByteArrayList &origins, const QByteArrayList &hosts = {})
{
    gateway::HttpSettings http;
    http.origins = {origins, hosts};
    return http;
}

} // namespace

class TestHttpPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corsByAllowList_data();
    void corsByAllowList();
    void faultsAreReadableForAllowedPages();
    void packsWhatIsLarge_data();
    void packsWhatIsLarge();
    void revalidatesByTag();
    void limitsByCaller();
    void strangersNeverUseUpAUsersTokens();
    void believesProxiesAlone();
    void absoluteTargetsOverrideTheHost();
    void theAccessLogHoldsNoSecrets();
};

void TestHttpPolicy::corsByAllowList_data()
{
    QTest::addColumn<QByteArrayList>("list");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const QByteArrayList app{"https://app.example"};
    QTest::addRow("S3-66 a listed page") << app << QByteArray("https://app.example") << 200;
    QTest::addRow("S3-66 an unlisted page") << app << QByteArray("https://other.example") << 403;
    QTest::addRow("S3-66 localhost when it is not listed") << app << QByteArray("http://localhost:5173") << 403;
    QTest::addRow("S3-66 the same origin") << app << QByteArray("http://localhost") << 200;
    QTest::addRow("S3-73 a star lets nobody else in")
        << QByteArrayList{"*"} << QByteArray("https://evil.example") << 403;
}

void TestHttpPolicy::corsByAllowList()
{
    QFETCH(QByteArrayList, list);
    QFETCH(QByteArray, origin);
    QFETCH(int, status);
    GatewayBench bench(auth::Profile::Branch, true, httpSettings(list));
    const Reply reply = bench.ask("GET", "/", "Host: localhost\r\nOrigin: " + origin + "\r\n");
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.headers.value("access-control-allow-origin"), status == 200 ? origin : QByteArray());
    QCOMPARE(reply.headers.contains("access-control-allow-credentials"), status == 200); // S3-73 never beside a star
    QVERIFY(reply.headers.value("vary").startsWith("Origin"));
    const Reply socket = bench.ask("GET", "/api/v1/feed",
                                   "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                   "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                   "Origin: " +
                                       origin + "\r\n");
    QCOMPARE(socket.status, status == 200 ? 401 : 403); // the same list for WebSocket
}

void TestHttpPolicy::faultsAreReadableForAllowedPages()
{
    GatewayBench bench;
    for (const char *origin : {"http://localhost:5173", "http://evil.example"}) {
        const Reply reply =
            bench.ask("GET", "/auth/login",
                      "Host: localhost\r\nContent-Length: 9999999\r\nOrigin: " + QByteArray(origin) + "\r\n");
        verifyProblem(reply, 413, "too_large");
        QCOMPARE(reply.headers.contains("access-control-allow-origin"), origin[7] == 'l');
    }
}

void TestHttpPolicy::packsWhatIsLarge_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("accounts");
    QTest::addColumn<bool>("packed");
    QTest::addRow("S4-63 large and wanted") << QByteArray("Accept-Encoding: br, gzip\r\n") << 30 << true;
    QTest::addRow("S4-63 small and wanted") << QByteArray("Accept-Encoding: gzip\r\n") << 1 << false;
    QTest::addRow("large and not wanted") << QByteArray() << 30 << false;
    QTest::addRow("large and refused by its weight") << QByteArray("Accept-Encoding: gzip;q=0, *\r\n") << 30 << false;
}

void TestHttpPolicy::packsWhatIsLarge()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, accounts);
    QFETCH(bool, packed);
    GatewayBench bench;
    for (int i = 1; i < accounts; ++i)
        bench.bank.addAccount(QString::number(1000000000 + i));
    const QByteArray bearer = bench.bearer();
    const Reply plain = bench.ask("GET", "/api/v1/bank/accounts", bearer);
    const Reply reply = bench.ask("GET", "/api/v1/bank/accounts", bearer + headers);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.value("content-encoding"), packed ? QByteArray("gzip") : QByteArray());
    QCOMPARE(reply.headers.value("vary").contains("Accept-Encoding"), accounts > 1);
    QCOMPARE(reply.headers.value("content-length").toLongLong(), reply.body.size());
    QCOMPARE(reply.body.startsWith("\x1f\x8b"), packed);
    QCOMPARE(reply.body == plain.body, !packed);
    QVERIFY(!packed || reply.body.size() * 2 < plain.body.size());
    QCOMPARE(reply.headers.value("etag"), plain.headers.value("etag"));
}

void TestHttpPolicy::revalidatesByTag()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer();
    const Reply first = bench.ask("GET", "/api/v1/bank/accounts", bearer);
    const QByteArray condition = "If-None-Match: " + first.headers.value("etag") + "\r\n";
    QVERIFY(first.headers.value("etag").startsWith("W/\""));
    for (const char *method : {"GET", "HEAD"}) {
        const Reply same = bench.ask(method, "/api/v1/bank/accounts", bearer + condition);
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty() && !same.headers.contains("content-length"));
        QCOMPARE(same.headers.value("etag"), first.headers.value("etag"));
        QCOMPARE(same.headers.value("cache-control"), QByteArray("no-store"));
    }
    bench.bank.deposit(u"1350509525"_qs, 100);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", bearer + condition).status, 200);
    QCOMPARE(bench.ask("GET", "/api/v1/bank/accounts", condition).status, 401); // a tag is no way in
    QVERIFY(!bench.ask("GET", "/auth/me", bearer).headers.contains("etag"));
}

void TestHttpPolicy::limitsByCaller()
{
    gateway::HttpSettings http;
    http.rates = {{2, 4}, {1, 2}, {1, 1}, true};
    GatewayBench bench(auth::Profile::Branch, true, http);
    const QByteArray one = bench.bearer();
    const QByteArray two = bench.bearer(auth::Role::Supervisor);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(bench.ask("GET", "/auth/me", one).status, 200);
    const Reply refused = bench.ask("GET", "/auth/me", one);
    verifyProblem(refused, 429, "limit_exceeded");
    QCOMPARE(refused.headers.value("retry-after"), QByteArray("1"));
    QCOMPARE(bench.ask("GET", "/auth/me", two).status, 200); // another user has his own
    QCOMPARE(bench.ask("POST", "/api/v1/bank/transactions", one + "Idempotency-Key: a\r\n", deposit).status, 201);
    QCOMPARE(bench.ask("POST", "/api/v1/bank/transactions", one + "Idempotency-Key: b\r\n", deposit).status, 429);
    QCOMPARE(bench.bank.commandsSeen, 1);
    bench.clock.advance(1s);
    QCOMPARE(bench.ask("GET", "/auth/me", one).status, 200);

    gateway::HttpSettings generous;
    generous.rates = {{2, 4}, {1, 2}, {1, 1}, false};
    GatewayBench local(auth::Profile::Branch, true, generous);
    const QByteArray bearer = local.bearer();
    for (int i = 0; i < 50; ++i)
        QCOMPARE(local.ask("GET", "/auth/me", bearer).status, 200); // this machine's callers are not limited
}

void TestHttpPolicy::strangersNeverUseUpAUsersTokens()
{
    gateway::HttpSettings http;
    http.rates = {{2, 4}, {1, 3}, {1, 1}, true};
    GatewayBench bench(auth::Profile::Branch, true, http);
    const QByteArray bearer = bench.bearer();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(bench.ask("GET", "/auth/me", "Authorization: Bearer nonsense\r\n").status, i < 4 ? 401 : 429);
    QCOMPARE(bench.ask("GET", "/auth/me", bearer).status, 200);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(bench.ask("POST", "/auth/login", {}, R"({"username":"eva","password":"x"})").status,
                 i < 3 ? 401 : 429);
}

void TestHttpPolicy::believesProxiesAlone()
{
    gateway::HttpSettings http;
    http.rates = {{1, 1}, {1, 1}, {1, 1}, false};
    const QByteArray forwarded = "X-Forwarded-For: 192.0.2.7\r\nX-Request-Id: from-the-proxy\r\n";
    GatewayBench alone(auth::Profile::Branch, true, http);
    for (int i = 0; i < 3; ++i) {
        const Reply reply = alone.ask("GET", "/", forwarded);
        QCOMPARE(reply.status, 200); // still somebody of this machine
        QVERIFY(reply.headers.value("x-request-id") != "from-the-proxy");
    }
    http.proxies = {{QHostAddress(QHostAddress::LocalHost), 32}};
    GatewayBench behind(auth::Profile::Branch, true, http);
    for (int i = 0; i < 3; ++i) {
        const Reply reply = behind.ask("GET", "/", forwarded);
        QCOMPARE(reply.status, i == 0 ? 200 : 429);
        QCOMPARE(reply.headers.value("x-request-id"), QByteArray("from-the-proxy"));
    }
}

void TestHttpPolicy::absoluteTargetsOverrideTheHost()
{
    GatewayBench bench;
    QCOMPARE(bench.ask("GET", "http://evil.example/", "Host: localhost\r\n").status, 421);
    QCOMPARE(bench.ask("GET", "http://localhost:8000/", "Host: evil.example\r\n").status, 200);
    GatewayBench named(auth::Profile::Branch, true, httpSettings({"localhost"}, {"bank.example"}));
    QCOMPARE(named.ask("GET", "/", "Host: bank.example\r\n").status, 200); // behind a reverse proxy on this machine
    QCOMPARE(named.ask("GET", "/", "Host: evil.example\r\n").status, 421);
}

namespace {

QStringList logLines;

} // namespace

void TestHttpPolicy::theAccessLogHoldsNoSecrets()
{
    GatewayBench bench;
    const QByteArray bearer = bench.bearer();
    logLines.clear();
    QLoggingCategory::setFilterRules(QStringLiteral("ventanilla.gateway.info=true"));
    const auto before =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &line) { logLines << line; });
    bench.ask("GET", "/auth/me?token=s3kr1t&api-key=s3kr1t&access_token=s3kr1t&ticket=s3kr1t", bearer);
    bench.ask("GET", "http://localhost/none?token=s3kr1t", "Authorization: Bearer s3kr1t\r\n");
    bench.ask("POST", "/auth/login?token=s3kr1t", {}, R"({"username":"cajero","password":"s3kr1t"})");
    bench.ask("GET", "/%zz?token=s3kr1t");
    bench.ask("GET", "/x?token=s3kr1t", "Content-Length: 99999999\r\n"); // refused before it is whole
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QCOMPARE(logLines.size(), 5);
    const QString all = logLines.join(u'\n');
    QVERIFY2(!all.contains(u"s3kr1t") && !all.contains(QString::fromLatin1(bearer.mid(22).trimmed())), qPrintable(all));
    static const QRegularExpression form(
        QStringLiteral("^GET /auth/me status=200 bytes=\\d+ ms=0 user=\"cajero\" from=\\S+ request=\\S+$"));
    QVERIFY2(form.match(logLines.first()).hasMatch(), qPrintable(logLines.first()));
    QVERIFY2(logLines.last().startsWith(u"GET /x status=413"), qPrintable(logLines.last()));
}

QTEST_GUILESS_MAIN(TestHttpPolicy)
#include "tst_httppolicy.moc"
