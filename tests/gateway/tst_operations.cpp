// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaybench.h"
#include "support/prometheus.h"
#include <QJsonArray>

using namespace support;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

gateway::HubFigures whole()
{
    gateway::HubFigures figures;
    figures.ledgerUp = figures.mqttUp = figures.logReplayed = figures.sessionsSaved = true;
    return figures;
}

PrometheusText metrics(GatewayBench &bench)
{
    return PrometheusText(bench.ask("GET", "/metrics", bench.bearer(auth::Role::Technician)).body);
}

} // namespace

class OperationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readiness_data();
    void readiness();
    void isNotReadyWhileItStops();
    void whoMayReadMetrics_data();
    void whoMayReadMetrics();
    void metricsAreOpenInLab();
    void metricsAreWellFormed();
    void countersMove();
    void unknownPathsAreCountedTogether();
};

void OperationsTest::readiness_data()
{
    QTest::addColumn<bool gateway::HubFigures::*>("part");
    QTest::addColumn<QString>("name");
    QTest::newRow("S2-65 ledger") << &gateway::HubFigures::ledgerUp << u"ledger"_s;
    QTest::newRow("S2-65 broker") << &gateway::HubFigures::mqttUp << u"mqtt"_s;
    QTest::newRow("S2-65 log not replayed") << &gateway::HubFigures::logReplayed << u"event_log"_s;
    QTest::newRow("S2-65 disk") << &gateway::HubFigures::sessionsSaved << u"mqtt_persistence"_s;
}

void OperationsTest::readiness()
{
    QFETCH(bool gateway::HubFigures::*, part);
    QFETCH(QString, name);
    GatewayBench bench;
    QCOMPARE(bench.ask("GET", "/ready").status, 503); // nothing has been heard of the parts yet
    gateway::HubFigures figures = whole();
    bench.gateway->setFigures(figures);
    bench.settle();
    Reply reply = bench.ask("GET", "/ready");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()[u"status"_s].toString(), u"ready"_s);
    figures.*part = false;
    bench.gateway->setFigures(figures);
    bench.settle();
    reply = bench.ask("GET", "/ready");
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.json()[u"status"_s].toString(), u"not_ready"_s);
    QCOMPARE(reply.json()[u"missing"_s].toArray(), QJsonArray{name});
    QVERIFY(reply.headers.contains("retry-after"));
    QCOMPARE(bench.ask("HEAD", "/ready").status, 503);
}

void OperationsTest::isNotReadyWhileItStops()
{
    GatewayBench bench;
    bench.gateway->setFigures(whole());
    bench.settle();
    bench.bank.holdAnswers = true;
    net::LoopbackWire &wire = bench.connect();
    wire.send(GatewayBench::request("POST", "/api/v1/bank/transactions", bench.bearer() + "Idempotency-Key: k\r\n",
                                    R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1})"));
    net::LoopbackWire &prober = bench.connect();
    prober.send("GET /ready HTTP/1.1\r\nHost: loc"); // has begun to ask when the stop comes
    bench.settle();
    bench.gateway->stopAccepting([] {});
    prober.send("alhost\r\n\r\n");
    bench.settle();
    QByteArray received = prober.takeReceived();
    const Reply reply = GatewayBench::takeReply(received);
    if (reply.status != 0) { // an idle or half-read connection may also just end: that is not ready, too
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.json()[u"status"_s].toString(), u"stopping"_s);
    } else {
        QVERIFY(prober.isClosed());
    }
    bench.bank.releaseAnswers();
    bench.settle();
}

void OperationsTest::whoMayReadMetrics_data()
{
    QTest::addColumn<auth::Role>("role");
    QTest::addColumn<int>("status");
    QTest::newRow("administrador") << auth::Role::Administrator << 200;
    QTest::newRow("operador") << auth::Role::Operator << 200;
    QTest::newRow("tecnico") << auth::Role::Technician << 200;
    QTest::newRow("cajero") << auth::Role::Teller << 403;
}

void OperationsTest::whoMayReadMetrics()
{
    QFETCH(auth::Role, role);
    QFETCH(int, status);
    GatewayBench bench;
    QCOMPARE(bench.ask("GET", "/metrics").status, 401);
    QCOMPARE(bench.ask("GET", "/metrics", bench.bearer(role)).status, status);
}

void OperationsTest::metricsAreOpenInLab()
{
    GatewayBench bench(auth::Profile::Lab);
    QCOMPARE(bench.ask("GET", "/metrics").status, 200);
}

void OperationsTest::metricsAreWellFormed()
{
    GatewayBench bench;
    const Reply reply = bench.ask("GET", "/metrics", bench.bearer(auth::Role::Technician));
    QCOMPARE(reply.headers.value("content-type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
    const PrometheusText text(reply.body);
    QCOMPARE(text.problems, QStringList());
    QVERIFY(text.families.size() > 8);
    for (const auto &family : text.families)
        QVERIFY2(family.name.startsWith(u"ventanilla_"), qPrintable(family.name));
}

void OperationsTest::countersMove()
{
    GatewayBench bench;
    const QString requests = u"ventanilla_http_requests_total"_s;
    const auto posted = [&](const QString &status) {
        return metrics(bench)
            .value(requests,
                   {{u"route"_s, u"/api/v1/bank/transactions"_s}, {u"method"_s, u"POST"_s}, {u"status"_s, status}})
            .value_or(0);
    };
    QCOMPARE(posted(u"2xx"_s), 0.0);
    bench.post(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.00})", "a");
    bench.post(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1.00})", "b");
    bench.post(R"({"cedula":"1350509525","tipo":"RETIRO","monto":100.00})", "c");
    QCOMPARE(posted(u"2xx"_s), 2.0);
    QCOMPARE(posted(u"4xx"_s), 1.0);
    bench.bank.holdAnswers = true;
    net::LoopbackWire &wire = bench.connect();
    wire.send(GatewayBench::request("POST", "/api/v1/bank/transactions", bench.bearer() + "Idempotency-Key: d\r\n",
                                    R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":1})"));
    bench.settle();
    bench.clock.advance(3s);
    bench.bank.releaseAnswers();
    bench.settle();
    const PrometheusText text = metrics(bench);
    const QHash<QString, QString> route{{u"route"_s, u"/api/v1/bank/transactions"_s}, {u"method"_s, u"POST"_s}};
    QCOMPARE(text.value(u"ventanilla_http_request_duration_seconds_count"_s, route), std::optional(4.0));
    QCOMPARE(text.value(u"ventanilla_http_request_duration_seconds_sum"_s, route), std::optional(3.0));
    QHash<QString, QString> bucket = route;
    bucket[u"le"_s] = u"2.5"_s;
    QCOMPARE(text.value(u"ventanilla_http_request_duration_seconds_bucket"_s, bucket), std::optional(3.0));
    QVERIFY(*text.value(u"ventanilla_http_connections_total"_s) >= 8);
    QVERIFY(*text.value(u"ventanilla_bank_sessions"_s) >= 1);
}

void OperationsTest::unknownPathsAreCountedTogether()
{
    GatewayBench bench;
    for (int i = 0; i < 50; ++i) // a stranger must not make series without end
        bench.ask("GET", "/nothing/" + QByteArray::number(i));
    bench.ask("BREW", "/health");
    const PrometheusText text = metrics(bench);
    QCOMPARE(text.value(u"ventanilla_http_requests_total"_s, {{u"route"_s, u"none"_s}, {u"status"_s, u"4xx"_s}}),
             std::optional(51.0));
}

QTEST_GUILESS_MAIN(OperationsTest)
#include "tst_operations.moc"
