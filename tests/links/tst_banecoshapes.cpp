// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/banecoshapes.h"
#include "support/verify.h"
#include <QTimeZone>

using namespace Qt::StringLiterals;
using base::Currency;
using base::ErrorCode;
using base::Money;
using payments::BankQrState;

namespace {

payments::QrOrder order()
{
    payments::QrOrder order;
    order.transactionId = u"TXN_123456"_s;
    order.amount = Money::parse("100.5", Currency::bob()).value();
    order.description = u"Pago de \"cuota\""_s;
    order.dueDate = {QDateTime(QDate(2025, 9, 7), QTime(3, 59, 59), Qt::UTC).toMSecsSinceEpoch()};
    return order;
}

const QByteArray paymentExample =
    "{\"qrId\":\"21061401016000000006\",\"transactionId\":\"1236342\",\"paymentDate\":\"2021-06-14T00:00:00\","
    "\"paymentTime\":\"17:06:29\",\"currency\":\"BOB\",\"amount\":1,\"senderBankCode\":\"1016\",\"senderName\":"
    "\"PEDRO PEREZ\",\"senderDocumentId\":\"0\",\"senderAccount\":\"******1913\",\"description\":\"Ejemplo "
    "generacion de QR\",\"branchCode\":\"E0001\"}";

QByteArray statusWith(const QByteArray &payment)
{
    return "{\"statusQrCode\":1,\"payment\":[" + payment + "],\"responseCode\":0,\"message\":\"\"}";
}

} // namespace

class BanecoShapesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesAnOrder();
    void readsTheManualsStatus();
    void readsTheStates_data();
    void readsTheStates();
    void readsPaymentsOfADay();
    void readsAnIssuedQr();
    void readsVerdicts();
    void refusesWhatTheApiDoesNotSay_data();
    void refusesWhatTheApiDoesNotSay();
    void knowsTheBankByNameAndNumber();
};

void BanecoShapesTest::writesAnOrder()
{
    QCOMPARE(links::orderBody(order(), "c2VjcmV0"),
             QByteArray("{\"transactionId\":\"TXN_123456\",\"accountCredit\":\"c2VjcmV0\",\"currency\":\"BOB\","
                        "\"amount\":100.50,\"description\":\"Pago de \\\"cuota\\\"\",\"dueDate\":\"2025-09-06\","
                        "\"singleUse\":true,\"modifyAmount\":false}"));
    payments::QrOrder branch = order();
    branch.branchCode = u"E0001"_s;
    branch.dueDate.value += 1'000; // midnight of La Paz
    const QByteArray body = links::orderBody(branch, "x");
    QVERIFY(body.contains("\"branchCode\":\"E0001\""));
    QVERIFY2(body.contains("\"dueDate\":\"2025-09-07\""), "SPEC 2.6: a day of La Paz");
}

void BanecoShapesTest::readsTheManualsStatus()
{
    const auto status = links::readStatus(statusWith(paymentExample));
    QVERIFY_OK(status);
    QVERIFY(status->state == BankQrState::Paid);
    QCOMPARE(status->payments.size(), 1u);
    const payments::BankPayment &payment = status->payments[0];
    QCOMPARE(payment.qrId, u"21061401016000000006"_s);
    QCOMPARE(payment.transactionId, u"1236342"_s);
    QCOMPARE(payment.amount.toWire(), "1.00");
    QCOMPARE(payment.amount.currency(), Currency::bob());
    QCOMPARE(payment.senderBankCode, u"1016"_s);
    QCOMPARE(payment.senderName, u"PEDRO PEREZ"_s);
    QCOMPARE(payment.senderDocumentId, u"0"_s);
    QCOMPARE(payment.senderAccount, u"******1913"_s);
    QCOMPARE(payment.description, u"Ejemplo generacion de QR"_s);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(payment.paidAt.value, Qt::UTC).toString(Qt::ISODate),
             u"2021-06-14T21:06:29Z"_s); // La Paz is UTC-4
}

void BanecoShapesTest::readsTheStates_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("state");
    QTest::newRow("SPEC 2.6 0 is active")
        << QByteArray("{\"statusQrCode\":0,\"payment\":[],\"responseCode\":0}") << int(BankQrState::Active);
    QTest::newRow("SPEC 2.6 1 is paid") << statusWith(paymentExample) << int(BankQrState::Paid);
    QTest::newRow("SPEC 2.6 9 is cancelled")
        << QByteArray("{\"statusQrCode\":9,\"payment\":null,\"responseCode\":0}") << int(BankQrState::Cancelled);
    QTest::newRow("the other spelling of the manual")
        << QByteArray("{\"statusQRCode\":9,\"responseCode\":0}") << int(BankQrState::Cancelled);
}

void BanecoShapesTest::readsTheStates()
{
    QFETCH(QByteArray, json);
    QFETCH(int, state);
    const auto status = links::readStatus(json);
    QVERIFY_OK(status);
    QCOMPARE(int(status->state), state);
}

void BanecoShapesTest::readsPaymentsOfADay()
{
    QByteArray second = paymentExample;
    second.replace("1236342", "1236394").replace("\"amount\":1,", "\"amount\":12345678901.25,").replace("BOB", "USD");
    const auto payments = links::readPaid("{\"paymentList\":[" + paymentExample + "," + second +
                                          "],\"responseCode\":0,\"message\":\"\"}");
    QVERIFY_OK(payments);
    QCOMPARE(payments->size(), 2u);
    QCOMPARE((*payments)[1].amount.toWire(), "12345678901.25"); // exact: no double in between
    QCOMPARE((*payments)[1].amount.currency(), Currency::usd());
    QVERIFY(links::readPaid("{\"paymentList\":null,\"responseCode\":0}")->empty());
}

void BanecoShapesTest::readsAnIssuedQr()
{
    const auto issued = links::readIssued(
        "{\"qrId\":\"21061401016000000003\",\"qrImage\":\"iVBORw0KGgo=\",\"responseCode\":0,\"message\":\"\"}");
    QVERIFY_OK(issued);
    QCOMPARE(issued->qrId, u"21061401016000000003"_s);
    QCOMPARE(issued->image, QByteArray("\x89PNG\r\n\x1A\n"));
}

void BanecoShapesTest::readsVerdicts()
{
    const auto no = links::readVerdict("{\"responseCode\":7,\"message\":\"CUENTA\\n NO HABILITADA\"}");
    QVERIFY_OK(no);
    QCOMPARE(no->responseCode, 7);
    QCOMPARE(no->message, u"CUENTA NO HABILITADA"_s);
    QCOMPARE(links::readVerdict("{\"responseCode\":1,\"message\":\"" + QByteArray(5'000, 'x') + "\"}")->message.size(),
             200);
    for (const QByteArray &bad : {QByteArray("{}"), QByteArray("[]"), QByteArray("<html>"), QByteArray(),
                                  QByteArray("{\"responseCode\":\"0\"}")})
        QCOMPARE(links::readVerdict(bad).error().code(), ErrorCode::Malformed);
}

void BanecoShapesTest::refusesWhatTheApiDoesNotSay_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &from, const QByteArray &to) {
        QByteArray changed = paymentExample;
        changed.replace(from, to);
        QTest::addRow("%s", name) << statusWith(changed);
    };
    row("a payment without the QR's number", "21061401016000000006", "");
    row("a payment without a number of its own", "1236342", "");
    row("a number with a line end in it", "1236342", "12\\n36");
    row("an amount of zero", "\"amount\":1,", "\"amount\":0,");
    row("a negative amount", "\"amount\":1,", "\"amount\":-1,");
    row("an amount of three decimals", "\"amount\":1,", "\"amount\":1.005,");
    row("an amount with an exponent", "\"amount\":1,", "\"amount\":1e2,");
    row("no amount", "\"amount\":1,", "");
    row("a currency that is none", "BOB", "XYZ");
    row("no date", "2021-06-14T00:00:00", "");
    row("a day that is none", "2021-06-14", "2021-02-30");
    row("no time", "17:06:29", "");
    QTest::newRow("a status that is none") << QByteArray("{\"statusQrCode\":5,\"payment\":[],\"responseCode\":0}");
    QTest::newRow("no status") << QByteArray("{\"payment\":[],\"responseCode\":0}");
    QTest::newRow("a list of payments that is none") << QByteArray("{\"statusQrCode\":1,\"payment\":\"x\"}");
    QTest::newRow("no JSON") << QByteArray("<html>");
}

void BanecoShapesTest::refusesWhatTheApiDoesNotSay()
{
    QFETCH(QByteArray, json);
    const auto status = links::readStatus(json);
    QVERIFY(!status);
    QCOMPARE(status.error().code(), ErrorCode::Malformed);
    QVERIFY(!status.error().message().isEmpty());
}

void BanecoShapesTest::knowsTheBankByNameAndNumber()
{
    QCOMPARE(links::asfiCode(u"BANECO"_s), u"1016"_s);
    QCOMPARE(links::asfiCode(u"baneco"_s), u"1016"_s);
    QCOMPARE(links::asfiCode(u"1016"_s), u"1016"_s);
    QCOMPARE(links::asfiCode(u"1009"_s), u"1009"_s);
    QVERIFY(links::readToken("{\"token\":\"\",\"responseCode\":0}").ok() == false);
    QVERIFY2(!links::readToken("{\"token\":\"a\\r\\nX-Evil: 1\",\"responseCode\":0}"),
             "no line end gets into a header");
    QVERIFY(!links::readIssued("{\"qrId\":\"1\",\"qrImage\":\"***\",\"responseCode\":0}"));
    QVERIFY(!links::readIssued("{\"qrId\":\"\",\"qrImage\":\"aaaa\",\"responseCode\":0}"));
}

QTEST_APPLESS_MAIN(BanecoShapesTest)
#include "tst_banecoshapes.moc"
