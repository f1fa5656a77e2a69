// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/receipt.h"
#include "contract/tilljson.h"
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

base::Money usd(qint64 minor)
{
    return *base::Money::fromMinor(minor, base::Currency::usd());
}

base::Money bob(qint64 minor)
{
    return *base::Money::fromMinor(minor, base::Currency::bob());
}

contract::TillSession counted()
{
    contract::TillSession s;
    s.id = 4;
    s.tillId = 1;
    s.tillName = u"Caja 1"_s;
    s.user = u"ana"_s;
    s.state = contract::TillState::Counted;
    s.day = u"2026-11-24"_s;
    s.openedAt = base::UtcMs{1'000};
    s.countedAt = base::UtcMs{2'000};
    s.submissions = 2;
    s.openingReason = u"faltó una moneda"_s;
    s.receivedFrom = u"eva"_s;
    s.cash = {{bob(50'00), {}, {}, {}, bob(0), bob(0)},
              {usd(100'00), usd(149'50), usd(150'00), usd(-50), usd(149'50), usd(0)}};
    return s;
}

template <typename T>
base::Result<T> back(const T &value, base::Result<T> (*read)(const contract::JsonValue &))
{
    return read(contract::JsonValue::parse(contract::toJson(value)).value());
}

} // namespace

/// The words of docs/api.md "Tills" and "Receipts": what one side writes the other reads, and nothing else is accepted.
class TestTillJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sessionsComeBack()
    {
        const auto read = back(counted(), &contract::readTillSession);
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().toString()));
        QCOMPARE(*read, counted());
    }

    void aSessionLooksAsDocumented()
    {
        contract::TillSession s = counted();
        s.cash.erase(s.cash.begin());
        QCOMPARE(contract::toJson(s),
                 QByteArray(R"({"id":4,"caja":1,"caja_nombre":"Caja 1","operador":"ana","estado":"CONTADA",)"
                            R"("dia":"2026-11-24","apertura_utc_ms":1000,"conteo_utc_ms":2000,"cierre_utc_ms":null,)"
                            R"("conteos":2,"motivo_apertura":"faltó una moneda","recibida_de":"eva","entregada_a":"",)"
                            R"("efectivo":[{"moneda":"USD","apertura":100.00,"contado":149.50,"esperado":150.00,)"
                            R"("diferencia":-0.50,"a_boveda":149.50,"arrastre":0.00}]})"));
    }

    void tillsAndWhatIsMineComeBack()
    {
        contract::Till till{1, u"Caja 1"_s, {bob(5), usd(20'00)}, counted()};
        QCOMPARE(back(till, &contract::readTill).value(), till);
        till.session.reset();
        QCOMPARE(back(till, &contract::readTill).value(), till);
        const contract::MyTill mine{counted(), {{base::Currency::usd(), {usd(100'00)}, {usd(25)}}}};
        QCOMPARE(back(mine, &contract::readMyTill).value(), mine);
        QCOMPARE(back(contract::MyTill{}, &contract::readMyTill).value(), contract::MyTill{});
    }

    void reportsCountsAndMovementsComeBack()
    {
        const contract::TillReport x{counted(), {{u"RETIRO"_s, 3, usd(0), usd(75'25)}}, 1, 2, base::UtcMs{9}};
        QCOMPARE(back(x, &contract::readTillReport).value(), x);
        const contract::TillCount count{4, {{usd(20'00), 3}}, {usd(60'00)}};
        QCOMPARE(back(count, &contract::readTillCount).value(), count);
        contract::TillMovement m{17,       u"000017"_s, contract::CashMove::Transfer, usd(5'00),     4, 1, u"ana"_s, 2,
                                 u"eva"_s, u"cambio"_s, u"2026-11-24T10:00:00"_s,     base::UtcMs{7}};
        QCOMPARE(back(m, &contract::readTillMovement).value(), m);
        m.toTill.reset();
        QCOMPARE(back(m, &contract::readTillMovement).value(), m);
    }

    void closingsComeBack()
    {
        contract::TillClosing z;
        z.number = 3;
        z.session = counted();
        z.totals = {{u"DEPOSITO"_s, 2, usd(50'00), usd(0)}};
        z.count = {{usd(20'00), 7}, {usd(1'00), 9}};
        z.closedBy = u"ana"_s;
        z.reason = u"moneda perdida"_s;
        z.approvers = {u"eva"_s};
        z.lastFolio = u"000099"_s;
        z.journalHash = u"ab"_s;
        z.previousHash = u"cd"_s;
        z.hash = u"ef"_s;
        z.isVerified = true;
        z.next = counted();
        z.localTime = u"2026-11-24T18:00:00"_s;
        z.at = base::UtcMs{11};
        QCOMPARE(back(z, &contract::readTillClosing).value(), z);
    }

    void bodiesComeBack()
    {
        const contract::OpenTillRequest open{{{usd(100'00), 2}, {bob(50), 4}}, u"sencillo"_s};
        const auto opened = back(open, &contract::readOpenTillRequest).value();
        QCOMPARE(opened.count, open.count);
        QCOMPARE(opened.reason, open.reason);
        const contract::CloseTillRequest close{u"x"_s, contract::TillDestination::Carry};
        QCOMPARE(back(close, &contract::readCloseTillRequest)->destination, close.destination);
        const contract::HandOverRequest hand{u"eva"_s, u"y"_s};
        QCOMPARE(back(hand, &contract::readHandOverRequest)->toUser, hand.toUser);
        const auto json = contract::JsonValue::parse(R"({"tipo":"TRASPASO","monto":1.50,"a_caja":2,"motivo":"z"})");
        const auto move = contract::readCashMoveRequest(*json, base::Currency::bob());
        QCOMPARE(move->amount, bob(150));
        QCOMPARE(move->toTill, std::optional<qint64>(2));
    }

    void wrongBodiesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a count is a list") << QByteArray(R"({"conteo":{}})");
        QTest::newRow("a count is needed") << QByteArray(R"({"motivo":"x"})");
        QTest::newRow("a line has a currency") << QByteArray(R"({"conteo":[{"denominacion":20,"cantidad":1}]})");
        QTest::newRow("a quantity is whole")
            << QByteArray(R"({"conteo":[{"moneda":"USD","denominacion":20,"cantidad":1.5}]})");
        QTest::newRow("a denomination has two decimals at most")
            << QByteArray(R"({"conteo":[{"moneda":"USD","denominacion":0.001,"cantidad":1}]})");
    }
    void wrongBodiesAreRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!contract::readOpenTillRequest(*contract::JsonValue::parse(text)).ok());
    }

    void receiptsComeBackWithTheCedulaHidden()
    {
        contract::Receipt receipt;
        receipt.copy = 2;
        receipt.printedBy = u"ana"_s;
        receipt.printedAt = base::UtcMs{5};
        receipt.printedLocal = u"2026-11-24T10:00:00"_s;
        receipt.maskedCedula = contract::maskedCedula(u"1350509525"_s);
        receipt.branch = u"Sucursal Centro"_s;
        receipt.transaction.folio = u"000017"_s;
        receipt.transaction.cedula = u"1350509525"_s;
        QCOMPARE(receipt.maskedCedula, u"••••••9525"_s);
        QCOMPARE(back(receipt, &contract::readReceipt).value(), receipt);
        QCOMPARE(contract::maskedCedula(u"9525"_s), u"••••"_s);
        QCOMPARE(contract::maskedCedula(QString()), QString());
    }
};

QTEST_APPLESS_MAIN(TestTillJson)
#include "tst_tilljson.moc"
