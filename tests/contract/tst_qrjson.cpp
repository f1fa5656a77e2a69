// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/qrjson.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Money;

namespace {

Money bob(qint64 minor)
{
    return *Money::fromMinor(minor, base::Currency::bob());
}

contract::QrSender sender()
{
    return {u"Juan Pérez"_s, u"12345678"_s, u"******1913"_s, u"1016"_s, u"BANECO"_s};
}

contract::Qr sampleQr()
{
    contract::Qr qr;
    qr.number = 7;
    qr.qrId = u"25090601016617035877"_s;
    qr.transactionId = u"TXN_123456"_s;
    qr.accountId = 1;
    qr.cedula = u"1350509525"_s;
    qr.holderName = u"María"_s;
    qr.amount = bob(10050);
    qr.description = u"Pago de servicios"_s;
    qr.dueDate = {1705363199000};
    qr.status = contract::QrStatus::Used;
    qr.syncSource = contract::QrChangeSource::Payment;
    qr.provider = u"local"_s;
    qr.content = u"000201"_s;
    qr.paid = bob(10050);
    qr.payments = 1;
    qr.inSuspense = 1;
    qr.suspenseReason = contract::QrSuspenseReason::NotActive;
    qr.sender = sender();
    qr.paidAt = base::UtcMs{1705314600000};
    qr.createdAt = {1705312800000};
    qr.createdBy = u"ana"_s;
    qr.changedAt = {1705314600000};
    qr.seq = 12;
    return qr;
}

contract::QrPayment samplePayment()
{
    contract::QrPayment payment;
    payment.number = 3;
    payment.qrId = u"25090601016617035877"_s;
    payment.transactionId = u"B-1"_s;
    payment.amount = bob(9999);
    payment.sender = sender();
    payment.description = u"x"_s;
    payment.paidAt = {1705314600000};
    payment.receivedAt = {1705314601000};
    payment.outcome = contract::QrOutcome::Returned;
    payment.reason = contract::QrSuspenseReason::AmountDiffers;
    payment.cedula = u"1350509525"_s;
    payment.posting = 5;
    payment.resolvedBy = u"sofia"_s;
    payment.resolvedAt = base::UtcMs{1705314700000};
    payment.resolutionNote = u"monto distinto"_s;
    return payment;
}

template <typename T>
base::Result<T> again(const T &value, base::Result<T> (*read)(const contract::JsonValue &))
{
    const auto json = contract::JsonValue::parse(contract::toJson(value));
    return json ? read(*json) : base::Result<T>(json.error());
}

} // namespace

class QrJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQrIsWrittenInTheWordsOfTheStream();
    void valuesReadBack();
    void dueDates_data();
    void dueDates();
    void requestsSayWhatIsWrong_data();
    void requestsSayWhatIsWrong();
    void anOpenAmountMayBeLeftOut();
    void newsOfTheFeed();
    void wordsGoBothWays();
};

void QrJsonTest::aQrIsWrittenInTheWordsOfTheStream()
{
    const auto json = contract::JsonValue::parse(contract::toJson(sampleQr()));
    QVERIFY_OK(json);
    QCOMPARE((*json)["qrId"_L1].toString(), u"25090601016617035877"_s);
    QCOMPARE((*json)["amount"_L1].numberToken(), QByteArray("100.50"));
    QCOMPARE((*json)["currency"_L1].toString(), u"BOB"_s);
    QCOMPARE((*json)["dueDate"_L1].toString(), u"2024-01-15T23:59:59.000Z"_s);
    QCOMPARE((*json)["status"_L1].toString(), u"used"_s);
    QCOMPARE((*json)["syncSource"_L1].toString(), u"payment"_s);
    QCOMPARE((*json)["suspenseReason"_L1].toString(), u"not_active"_s);
    QCOMPARE((*json)["payer"_L1]["senderBankCode"_L1].toString(), u"1016"_s);
}

void QrJsonTest::valuesReadBack()
{
    const auto qr = again(sampleQr(), &contract::readQr);
    QVERIFY_OK(qr);
    QVERIFY(*qr == sampleQr());
    contract::Qr bare = sampleQr();
    bare.sender.reset();
    bare.paidAt.reset();
    bare.syncSource.reset();
    bare.suspenseReason = contract::QrSuspenseReason::None;
    bare.qrId.clear();
    bare.isUncertain = true;
    QVERIFY(*again(bare, &contract::readQr) == bare);

    const auto payment = again(samplePayment(), &contract::readQrPayment);
    QVERIFY_OK(payment);
    QVERIFY(*payment == samplePayment());

    using What = contract::QrTimelineEntry::What;
    const contract::QrDetail detail{
        sampleQr(),
        {samplePayment()},
        {{What::Created, 9, {1705312800000}, contract::QrStatus::Active, {}, {}, {}, {}},
         {What::Paid, 10, {1705314600000}, contract::QrStatus::Used, {}, bob(10050), u"B-0"_s, u"Juan"_s},
         {What::StatusChanged,
          11,
          {1705314600000},
          contract::QrStatus::Used,
          contract::QrChangeSource::Payment,
          {},
          {},
          {}}}};
    const auto detailAgain = again(detail, &contract::readQrDetail);
    QVERIFY_OK(detailAgain);
    QVERIFY(*detailAgain == detail);

    const contract::QrReading reading{u"000201…"_s,
                                      u"emvco"_s,
                                      true,
                                      {},
                                      {{u"26"_s, u"Merchant"_s, u"00…"_s, {{u"00"_s, {}, u"bo"_s, {}}}}},
                                      u"25090601016617035877"_s};
    QVERIFY(*again(reading, &contract::readQrReading) == reading);
    const contract::QrRail rail{u"baneco"_s, false, u"no answer"_s, base::UtcMs{1705312800000}, 3};
    QVERIFY(*again(rail, &contract::readQrRail) == rail);
    const contract::QrRequest request{u"1350509525"_s, 5,     u"TXN"_s, bob(0), u"d"_s,
                                      {1705363199000}, false, true,     u"E1"_s};
    QVERIFY(*again(request, &contract::readQrRequest) == request);
    const contract::QrPayRequest pay{u"1350509525"_s, bob(5), u"d"_s};
    QVERIFY(*again(pay, &contract::readQrPayRequest) == pay);
    const contract::QrResolution resolution{true, u"why"_s};
    QVERIFY(*again(resolution, &contract::readQrResolution) == resolution);
}

void QrJsonTest::dueDates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("utcMs");
    QTest::newRow("SPEC 2.6 a day ends at 23:59:59 in La Paz") << u"2024-01-15"_s << qint64{1705377599000};
    QTest::newRow("S2-24 an instant in UTC") << u"2024-01-15T23:59:59.000Z"_s << qint64{1705363199000};
    QTest::newRow("an instant with an offset") << u"2024-01-15T19:59:59-04:00"_s << qint64{1705363199000};
    QTest::newRow("a time without a zone is refused") << u"2024-01-15T23:59:59"_s << qint64{-1};
    QTest::newRow("no day of the calendar is refused") << u"2024-02-30"_s << qint64{-1};
    QTest::newRow("nothing is refused") << QString() << qint64{-1};
}

void QrJsonTest::dueDates()
{
    QFETCH(QString, text);
    QFETCH(qint64, utcMs);
    const auto due = contract::parseDueDate(text);
    QCOMPARE(due ? due->value : -1, utcMs);
}

void QrJsonTest::requestsSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::newRow("an amount is needed") << QByteArray(R"({"dueDate":"2024-01-15"})") << u"amount"_s;
    QTest::newRow("three decimals are refused")
        << QByteArray(R"({"dueDate":"2024-01-15","amount":1.005})") << u"amount"_s;
    QTest::newRow("a due date is needed") << QByteArray(R"({"amount":1.00})") << u"dueDate"_s;
    QTest::newRow("flags are booleans") << QByteArray(R"({"dueDate":"2024-01-15","amount":1,"singleUse":"yes"})")
                                        << u"singleUse"_s;
}

void QrJsonTest::requestsSayWhatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    const auto request = contract::readQrRequest(*contract::JsonValue::parse(body));
    QVERIFY(!request);
    QVERIFY2(request.error().message().contains(message), qPrintable(request.error().message()));
}

void QrJsonTest::anOpenAmountMayBeLeftOut()
{
    const auto request = contract::readQrRequest(
        *contract::JsonValue::parse(QByteArray(R"({"cedula":"1","modifyAmount":true,"dueDate":"2024-01-15"})")));
    QVERIFY_OK(request);
    QVERIFY(request->amount.isZero());
    QVERIFY(request->isSingleUse);
}

void QrJsonTest::newsOfTheFeed()
{
    const auto json = contract::JsonValue::parse(QByteArray(
        R"({"qrId":"25","transactionId":"T","amount":1.50,"currency":"BOB","senderName":"Juan","newStatus":"used",)"
        R"("paymentDate":"2024-01-15T10:30:00.000Z","newBalance":2.50,"seq":4})"));
    const auto news = contract::readQrNews(u"qr_paid", *json);
    QVERIFY(news);
    QVERIFY_OK(*news);
    QCOMPARE((*news)->status, contract::QrStatus::Used);
    QCOMPARE((*news)->newBalance->minor(), 250);
    QCOMPARE((*news)->sender->name, u"Juan"_s);
    QVERIFY(!contract::readQrNews(u"alert_raised", *json));
}

void QrJsonTest::wordsGoBothWays()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(contract::parseQrStatus(QString(contract::word(static_cast<contract::QrStatus>(i)))) ==
                static_cast<contract::QrStatus>(i));
    for (int i = 0; i < 4; ++i) {
        QVERIFY(contract::parseQrChangeSource(QString(contract::word(static_cast<contract::QrChangeSource>(i)))));
        QVERIFY(contract::parseQrOutcome(QString(contract::word(static_cast<contract::QrOutcome>(i)))));
    }
    for (int i = 0; i < 6; ++i)
        QVERIFY(contract::parseQrSuspenseReason(QString(contract::word(static_cast<contract::QrSuspenseReason>(i)))));
    QVERIFY(!contract::parseQrOutcome(u"lost"));
}

QTEST_APPLESS_MAIN(QrJsonTest)
#include "tst_qrjson.moc"
