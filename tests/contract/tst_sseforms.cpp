// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/sseforms.h"
#include "support/qrevents.h"
#include <QtTest>

using namespace Qt::StringLiterals;

class TestSseForms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tells_data();
    void tells();
    void leavesOutWhatIsNoAccounts();
    void tellsMovementTypes_data();
    void tellsMovementTypes();
    void localTimeIsTheBranchs();
    void greets();
    void countsConnections();
};

namespace {

const QTimeZone zone("America/Guayaquil");

events::TransactionPosted deposit()
{
    events::TransactionPosted e;
    e.seq = 42;
    e.at.value = 1'705'347'000'123;
    e.id = 17;
    e.accountId = 3;
    e.amount = base::Money::fromMinor(150'00, base::Currency::usd()).value();
    e.balanceBefore = base::Money::fromMinor(1000'00, base::Currency::usd()).value();
    e.balanceAfter = base::Money::fromMinor(1150'00, base::Currency::usd()).value();
    return e;
}

} // namespace

void TestSseForms::tells_data()
{
    QTest::addColumn<events::Event>("event");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("data");
    QTest::addRow("S2-13 S2-14 S2-22 S2-23 S2-24 qr_created")
        << events::Event(support::qrCreated()) << QByteArray("qr_created_25090601016617035877")
        << QByteArray("qr_created")
        << QByteArray(R"({"qrId":"25090601016617035877","transactionId":"TXN_123456","amount":100.50,"currency":"BOB",)"
                      R"("description":"Pago de servicios","dueDate":"2024-01-15T23:59:59.000Z","singleUse":true,)"
                      R"("modifyAmount":false,"status":"active","seq":7})");
    QTest::addRow("S2-15 S2-16 S2-21 S2-24 qr_payment, its local time that of La Paz")
        << events::Event(support::qrPaid()) << QByteArray("qr_payment_TXN_123456") << QByteArray("qr_payment")
        << QByteArray(R"({"qrId":"25090601016617035877","transactionId":"TXN_123456","amount":100.50,"currency":"BOB",)"
                      R"("senderName":"Juan Pérez","senderDocumentId":"12345678","senderAccount":"1234567890",)"
                      R"("senderBankCode":"BANECO","description":"Pago de servicios",)"
                      R"("paymentDate":"2024-01-15T10:30:00.000Z","paymentTime":"06:30:00","singleUse":true,)"
                      R"("newStatus":"used","newBalance":1100.50,"seq":8})");
    QTest::addRow("S2-17 S2-18 S2-21 qr_status_change")
        << events::Event(support::qrStatusChanged())
        << QByteArray("qr_status_change_25090601016617035877_1705312800000") << QByteArray("qr_status_change")
        << QByteArray(R"({"qrId":"25090601016617035877","previousStatus":"active","newStatus":"completed",)"
                      R"("amount":100.50,"currency":"BOB","description":"Pago de servicios","singleUse":true,)"
                      R"("dueDate":"2024-01-15T23:59:59.000Z","syncSource":"bank_api","seq":9})");
    QTest::addRow("S2-19 S2-20 account_balance_update of a QR payment")
        << events::Event(support::qrPosting()) << QByteArray("balance_update_1705312800000_1")
        << QByteArray("account_balance_update")
        << QByteArray(R"({"accountId":1,"movementType":"qr_payment","amount":100.50,"previousBalance":1000.00,)"
                      R"("newBalance":1100.50,"previousAvailableBalance":1000.00,"newAvailableBalance":1100.50,)"
                      R"("description":"Pago QR recibido","qrId":"25090601016617035877","transactionId":"TXN_123456",)"
                      R"("currency":"BOB","seq":10})");
    QTest::addRow("S2-20 a deposit has no QR, and its folio for a transaction id")
        << events::Event(deposit()) << QByteArray("balance_update_1705347000123_3")
        << QByteArray("account_balance_update")
        << QByteArray(R"({"accountId":3,"movementType":"deposit","amount":150.00,"previousBalance":1000.00,)"
                      R"("newBalance":1150.00,"previousAvailableBalance":1000.00,"newAvailableBalance":1150.00,)"
                      R"("description":"","qrId":null,"transactionId":"000017","currency":"USD","seq":42})");
}

void TestSseForms::tells()
{
    QFETCH(events::Event, event);
    const auto form = contract::sseForm(event, zone);
    QVERIFY(form);
    QTEST(form->id, "id");
    QTEST(QByteArray(form->event.data(), form->event.size()), "name");
    QTEST(form->data, "data");
    QCOMPARE(std::optional(form->accountId), events::accountOf(event));
}

void TestSseForms::leavesOutWhatIsNoAccounts()
{
    QVERIFY(!contract::sseForm(events::AlertRaised(), zone));
    QVERIFY(!contract::sseForm(events::AccountOpened(), zone));
}

void TestSseForms::tellsMovementTypes_data()
{
    QTest::addColumn<events::TransactionPosted>("posted");
    QTest::addColumn<QByteArray>("word");
    auto posted = deposit();
    QTest::addRow("S2-19 deposit") << posted << QByteArray("deposit");
    posted.kind = events::MovementKind::Withdrawal;
    QTest::addRow("S2-19 withdrawal") << posted << QByteArray("withdrawal");
    posted.reverses = 5;
    QTest::addRow("S2-19 reversal, whichever way the money goes") << posted << QByteArray("reversal");
    posted.reverses.reset();
    posted.operation = events::PostingOperation::Adjustment;
    QTest::addRow("S2-19 adjustment") << posted << QByteArray("adjustment");
    QTest::addRow("S2-19 qr_payment") << support::qrPosting() << QByteArray("qr_payment");
}

void TestSseForms::tellsMovementTypes()
{
    QFETCH(events::TransactionPosted, posted);
    QFETCH(QByteArray, word);
    const QByteArray member = "\"movementType\":\"" + word + "\"";
    QVERIFY(contract::sseForm(posted, zone)->data.contains(member));
}

void TestSseForms::localTimeIsTheBranchs()
{
    auto paid = support::qrPaid();
    paid.amount = base::Money::fromMinor(1, base::Currency::usd()).value();
    QVERIFY(contract::sseForm(paid, zone)->data.contains(R"("paymentTime":"05:30:00")"));
}

void TestSseForms::greets()
{
    contract::SseConnection connection{1, 5, "conn_1234567890_abc123", true, true, {1'705'312'800'000}};
    QCOMPARE(contract::sseConnectionData(connection),
             QByteArray(R"({"message":"Conectado exitosamente a eventos de la cuenta","accountId":1,"userId":5,)"
                        R"("connectionId":"conn_1234567890_abc123","authType":"apikey","tokenSource":"query",)"
                        R"("timestamp":"2024-01-15T10:00:00.000Z"})"));
    connection.userId.reset();
    connection.isApiKey = connection.isInQuery = false;
    QVERIFY(contract::sseConnectionData(connection).contains(R"("userId":null)"));
    QVERIFY(contract::sseConnectionData(connection).contains(R"("authType":"jwt","tokenSource":"header")"));
    QCOMPARE(contract::sseHeartbeatData({1'705'312'800'000}, "conn_1_a"),
             QByteArray(R"({"timestamp":"2024-01-15T10:00:00.000Z","connectionId":"conn_1_a"})"));
}

void TestSseForms::countsConnections()
{
    QCOMPARE(contract::sseStatisticsBody({5, 3, {{1, 2}, {2, 1}, {3, 2}}, 1, {1'705'312'800'000}}),
             QByteArray(R"({"success":true,"message":"Estadísticas de eventos obtenidas","data":{"totalConnections":5,)"
                        R"("accountsWithSubscriptions":3,"subscriptionsByAccount":{"1":2,"2":1,"3":2},)"
                        R"("yourAccountId":1,"timestamp":"2024-01-15T10:00:00.000Z"}})"));
}

QTEST_APPLESS_MAIN(TestSseForms)
#include "tst_sseforms.moc"
