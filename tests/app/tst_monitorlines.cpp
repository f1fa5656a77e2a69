// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitorlines.h"
#include <QtTest>

using namespace Qt::StringLiterals;

using app::MonitorLines;

class MonitorLinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void printsTheSeedsHeading();
    void printsTheSeedsLines_data();
    void printsTheSeedsLines();
    void aMovementPrintsOnce();
    void withoutAFolioTheContentTellsThemApart();
    void whatIsNoMovementPrintsNothing_data();
    void whatIsNoMovementPrintsNothing();
};

void MonitorLinesTest::printsTheSeedsHeading()
{
    QCOMPARE(MonitorLines::title() + MonitorLines::connected(),
             u" Sistema Bancario - Monitor MQTT\n"
             "============================================================\n"
             "✅ Conectado a broker MQTT\n"
             "📡 Suscrito a: banco/transacciones (QoS 1)\n"
             "📡 Suscrito a: banco/depositos (QoS 1)\n"
             "📡 Suscrito a: banco/retiros (QoS 1)\n"
             "📡 Suscrito a: banco/saldo/# (QoS 1)\n"
             "📡 Suscrito a: banco/estadisticas (QoS 0)\n"
             "📡 Suscrito a: banco/alertas (QoS 2)\n"
             "👂 Escuchando eventos MQTT... (Ctrl+C para salir)\n\n"_s); // S0-36, S0-37
}

void MonitorLinesTest::printsTheSeedsLines_data()
{
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("line");
    QTest::addRow("S0-38: deposit")
        << QByteArray("banco/transacciones")
        << QByteArray(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150.00,"saldo_nuevo":1150.00,)"
                      R"("timestamp":"2024-01-15T14:30:00"})")
        << u"💰 DEPÓSITO: $150.00 - Cédula: 1350509525 - Nuevo saldo: $1150.00\n"_s;
    QTest::addRow("S0-38: withdrawal")
        << QByteArray("banco/retiros")
        << QByteArray(R"({"cedula":"1350509525","tipo":"RETIRO","monto":50.00,"saldo_nuevo":1100.00,"folio":"000002"})")
        << u"💸 RETIRO: $50.00 - Cédula: 1350509525 - Nuevo saldo: $1100.00\n"_s;
    QTest::addRow("S0-38: a publisher that writes 150 prints as 150.00")
        << QByteArray("banco/depositos")
        << QByteArray(R"({"cedula":"1350509525","tipo":"DEPOSITO","monto":150,"saldo_nuevo":1150.5})")
        << u"💰 DEPÓSITO: $150.00 - Cédula: 1350509525 - Nuevo saldo: $1150.50\n"_s;
    QTest::addRow("S0-38: alert")
        << QByteArray("banco/alertas")
        << QByteArray(R"({"type":"LOW_BALANCE","message":"Saldo bajo: $85.50","cedula":"1350509525",)"
                      R"("data":{"saldo":85.50},"timestamp":"2024-01-15T14:30:00"})")
        << u"🚨 ALERTA [LOW_BALANCE]: Saldo bajo: $85.50 (Cédula: 1350509525)\n"_s;
    QTest::addRow("S0-41: a test alert without cédula")
        << QByteArray("banco/alertas") << QByteArray(R"({"type":"TEST","message":"Prueba"})")
        << u"🚨 ALERTA [TEST]: Prueba\n"_s;
}

void MonitorLinesTest::printsTheSeedsLines()
{
    QFETCH(QByteArray, topic);
    QFETCH(QByteArray, payload);
    MonitorLines lines;
    QTEST(lines.line(topic, payload), "line");
}

void MonitorLinesTest::aMovementPrintsOnce()
{
    const QByteArray payload(R"({"cedula":"1","tipo":"DEPOSITO","monto":1.00,"saldo_nuevo":2.00,"folio":"000007"})");
    MonitorLines lines;
    QVERIFY(!lines.line("banco/transacciones", payload).isEmpty());
    QVERIFY(lines.line("banco/depositos", payload).isEmpty());
    QVERIFY(lines.line("banco/transacciones", payload).isEmpty()); // repeated after a crash of the hub
}

void MonitorLinesTest::withoutAFolioTheContentTellsThemApart()
{
    const QByteArray first(R"({"cedula":"1","tipo":"DEPOSITO","monto":1.00,"saldo_nuevo":2.00,"timestamp":"t1"})");
    const QByteArray second(R"({"cedula":"1","tipo":"DEPOSITO","monto":1.00,"saldo_nuevo":3.00,"timestamp":"t1"})");
    MonitorLines lines;
    QVERIFY(!lines.line("banco/transacciones", first).isEmpty());
    QVERIFY(lines.line("banco/depositos", first).isEmpty());
    QVERIFY(!lines.line("banco/transacciones", second).isEmpty());
}

void MonitorLinesTest::whatIsNoMovementPrintsNothing_data()
{
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("payload");
    QTest::addRow("S0-38: a balance") << QByteArray("banco/saldo/1")
                                      << QByteArray(R"({"cedula":"1","saldo_nuevo":2.00})");
    QTest::addRow("statistics") << QByteArray("banco/estadisticas") << QByteArray(R"({"clientes_conectados":5})");
    QTest::addRow("S0-41: no JSON") << QByteArray("banco/alertas") << QByteArray("hola");
    QTest::addRow("S0-41: JSON, but no object") << QByteArray("banco/transacciones") << QByteArray("[1]");
    QTest::addRow("an unknown kind") << QByteArray("banco/transacciones") << QByteArray(R"({"tipo":"OTRO"})");
    QTest::addRow("empty") << QByteArray("banco/transacciones") << QByteArray();
}

void MonitorLinesTest::whatIsNoMovementPrintsNothing()
{
    QFETCH(QByteArray, topic);
    QFETCH(QByteArray, payload);
    MonitorLines lines;
    QVERIFY(lines.line(topic, payload).isEmpty());
}

QTEST_APPLESS_MAIN(MonitorLinesTest)
#include "tst_monitorlines.moc"
