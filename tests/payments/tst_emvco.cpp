// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/emvco.h"
#include "payments/emvcodecoder.h"
#include "payments/plaintext.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::ErrorCode;
using base::Money;
using payments::decodeEmvco;
using payments::encodeEmvco;
using payments::MerchantQr;

namespace {

/// SPEC 2.5, worked by hand.
const QString housesVector =
    u"00020101021226410013bo.ventanilla0120250906010166170358775204490053030685406100.505802BO5909COOP DEMO"
    "6006LA PAZ62140510TXN_12345663044B04"_s;

/// EMVCo's own, out of its specification: lengths count characters, the checksum bytes.
const QString emvcosSpecimen =
    u"00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
    "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME9132"
    "0016A0112233449988770708123456786304A13A"_s;

MerchantQr housesQr()
{
    MerchantQr qr;
    qr.qrId = u"25090601016617035877"_s;
    qr.categoryCode = u"4900"_s;
    qr.amount = Money::parse("100.50", Currency::bob()).value();
    qr.merchantName = u"COOP DEMO"_s;
    qr.city = u"LA PAZ"_s;
    qr.reference = u"TXN_123456"_s;
    return qr;
}

/// With a right checksum, so that only what the row is about is wrong.
QString sealed(const QString &text)
{
    const QString open = text + u"6304"_s;
    return open + QString::number(payments::emvcoChecksum(open.toUtf8()), 16).toUpper().rightJustified(4, u'0');
}

using Change = void (*)(MerchantQr &);

} // namespace

class EmvcoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checksums_data();
    void checksums();
    void writesTheWorkedVector();
    void readsTheWorkedVector();
    void readsEmvcosSpecimen();
    void namesInPlainLetters_data();
    void namesInPlainLetters();
    void keepsNamesInTheirOwnLettersToo();
    void cutsLongNames();
    void refusesWhatCannotBeWritten_data();
    void refusesWhatCannotBeWritten();
    void leavesAnOpenAmountOut();
    void readsLengthsInBytes();
    void refusesBrokenTexts_data();
    void refusesBrokenTexts();
    void everyChangedCharacterIsSeen();
    void readsWhatItWrote();
};

void EmvcoTest::checksums_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint16>("checksum");
    QTest::newRow("SPEC 2.5 the check value of CRC-16/CCITT-FALSE") << u"123456789"_s << quint16(0x29B1);
    QTest::newRow("SPEC 2.5 our worked vector, 4B04") << housesVector.chopped(4) << quint16(0x4B04);
    QTest::newRow("SPEC 2.5 EMVCo's specimen, over UTF-8 bytes, A13A") << emvcosSpecimen.chopped(4) << quint16(0xA13A);
    QTest::newRow("nothing leaves the initial value") << QString() << quint16(0xFFFF);
}

void EmvcoTest::checksums()
{
    QFETCH(QString, text);
    QFETCH(quint16, checksum);
    QCOMPARE(payments::emvcoChecksum(text.toUtf8()), checksum);
}

void EmvcoTest::writesTheWorkedVector()
{
    const auto text = encodeEmvco(housesQr());
    QVERIFY_OK(text);
    QCOMPARE(*text, housesVector);
    QCOMPARE(text->size(), 137);
}

void EmvcoTest::readsTheWorkedVector()
{
    const auto content = decodeEmvco(housesVector);
    QVERIFY_OK(content);
    QVERIFY(content->isSingleUse);
    QCOMPARE(content->qrId, u"25090601016617035877"_s);
    QCOMPARE(content->amount->toWire(), "100.50");
    QCOMPARE(content->currency, std::optional(Currency::bob()));
    QCOMPARE(content->merchantName, u"COOP DEMO"_s);
    QCOMPARE(content->city, u"LA PAZ"_s);
    QCOMPARE(content->reference, u"TXN_123456"_s);
    QStringList tags;
    for (const auto &field : content->fields)
        tags << field.tag + u'=' + field.meaning;
    QCOMPARE(tags.join(u' '), u"00=payload_format 01=initiation_method 26=merchant_account 26.00=account_system "
                              "26.01=account_detail 52=merchant_category 53=currency 54=amount 58=country "
                              "59=merchant_name 60=merchant_city 62=additional_data 62.05=reference_label "
                              "63=checksum"_s);
    QCOMPARE(content->value(u"52"), u"4900"_s);
    QCOMPARE(content->value(u"58"), u"BO"_s);
    QCOMPARE(content->value(u"63"), u"4B04"_s);
    QVERIFY(content->value(u"80").isEmpty());
}

void EmvcoTest::readsEmvcosSpecimen()
{
    const auto content = decodeEmvco(emvcosSpecimen);
    QVERIFY_OK(content);
    QVERIFY(content->isSingleUse);
    QCOMPARE(content->merchantName, u"最佳运输"_s);
    QCOMPARE(content->city, u"北京"_s);
    QCOMPARE(content->value(u"59"), u"BEST TRANSPORT"_s);
    QCOMPARE(content->value(u"54"), u"23.72"_s);
    QVERIFY2(!content->amount && !content->currency, "156 is no currency of the house: no amount is made up");
    QCOMPARE(content->value(u"91.07"), u"12345678"_s);
    QVERIFY2(content->qrId.isEmpty(), "another system's account is none of our QRs");
}

void EmvcoTest::namesInPlainLetters_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("plain");
    QTest::newRow("trap: ñ and á become n and a") << u"Peña Cañón Ávila"_s << u"Pena Canon Avila"_s;
    QTest::newRow("decomposed letters as well") << u"Pen\u0303a"_s << u"Pena"_s;
    QTest::newRow("letters without a decomposition") << u"Größe Łódź Æro"_s << u"Grosse Lodz AEro"_s;
    QTest::newRow("quotes and dashes") << u"«Doña María» – l’été"_s << u"\"Dona Maria\" - l'ete"_s;
    QTest::newRow("wide and ligature forms") << u"Ａｂ ﬁ"_s << u"Ab fi"_s;
    QTest::newRow("blanks of any kind become one") << u" a\u00A0\t b "_s << u"a b"_s;
    QTest::newRow("what has no Latin letters is left out") << u"北京 7 😀"_s << u"7"_s;
    QTest::newRow("control characters are left out") << u"a\u0001b\u007Fc"_s << u"abc"_s;
}

void EmvcoTest::namesInPlainLetters()
{
    QFETCH(QString, name);
    QFETCH(QString, plain);
    QCOMPARE(payments::plainText(name), plain);
}

void EmvcoTest::keepsNamesInTheirOwnLettersToo()
{
    MerchantQr qr = housesQr();
    qr.merchantName = u"Peña & Muñoz"_s;
    qr.city = u"POTOSÍ"_s;
    const auto text = encodeEmvco(qr);
    QVERIFY_OK(text);
    QVERIFY2(text->contains(u"5912Pena & Munoz6006POTOSI"), qPrintable(*text));
    QVERIFY2(text->contains(u"64320002es0112Peña & Muñoz0206POTOSÍ6304"), qPrintable(*text));
    const auto content = decodeEmvco(*text);
    QVERIFY_OK(content);
    QCOMPARE(content->merchantName, u"Peña & Muñoz"_s);
    QCOMPARE(content->city, u"POTOSÍ"_s);
    QCOMPARE(content->value(u"59"), u"Pena & Munoz"_s);
}

void EmvcoTest::cutsLongNames()
{
    MerchantQr qr = housesQr();
    qr.merchantName = u"Cooperativa de Ahorro y Crédito Abierta San José de Punata"_s;
    qr.city = u"Santa Cruz de la Sierra"_s;
    const auto content = decodeEmvco(encodeEmvco(qr).valueOr(QString()));
    QVERIFY_OK(content);
    QCOMPARE(content->value(u"59"), u"Cooperativa de Ahorro y C"_s);
    QCOMPARE(content->value(u"59").size(), 25);
    QCOMPARE(content->value(u"60"), u"Santa Cruz de l"_s);
    QCOMPARE(content->value(u"60").size(), 15);
    QVERIFY2(content->value(u"64").isEmpty(), "nothing to add: the 25 characters are plain");
    qr.merchantName = u"😀"_s.repeated(30) + u"z"_s; // outside the basic plane: two UTF-16 units a character
    const auto wide = decodeEmvco(encodeEmvco(qr).valueOr(QString()));
    QVERIFY_OK(wide);
    QCOMPARE(wide->merchantName, u"😀"_s.repeated(25));
    QCOMPARE(wide->value(u"59"), u"z"_s);
}

void EmvcoTest::refusesWhatCannotBeWritten_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::addRow("%s", name) << change; };
    row("a name without a Latin letter", [](MerchantQr &q) { q.merchantName = u"北京"_s; });
    row("no city", [](MerchantQr &q) { q.city = u"  "_s; });
    row("no number", [](MerchantQr &q) { q.qrId.clear(); });
    row("a number too long for its template", [](MerchantQr &q) { q.qrId = u"1"_s.repeated(33); });
    row("a number in other letters", [](MerchantQr &q) { q.qrId = u"ñ"_s; });
    row("no account system", [](MerchantQr &q) { q.accountSystem.clear(); });
    row("a category that is no number", [](MerchantQr &q) { q.categoryCode = u"49A0"_s; });
    row("a category of three digits", [](MerchantQr &q) { q.categoryCode = u"490"_s; });
    row("a country in small letters", [](MerchantQr &q) { q.countryCode = u"bo"_s; });
    row("a language of three letters", [](MerchantQr &q) { q.language = u"spa"_s; });
    row("a reference too long", [](MerchantQr &q) { q.reference = u"r"_s.repeated(26); });
    row("a reference with an accent", [](MerchantQr &q) { q.reference = u"pagó"_s; });
    row("an amount in another currency", [](MerchantQr &q) { q.amount = Money::parse("1", Currency::usd()).value(); });
    row("an amount of zero", [](MerchantQr &q) { q.amount = Money(Currency::bob()); });
    row("a negative amount", [](MerchantQr &q) { q.amount = q.amount->negated(); });
    row("an amount of 14 characters",
        [](MerchantQr &q) { q.amount = Money::parse("12345678901.00", Currency::bob()).value(); });
}

void EmvcoTest::refusesWhatCannotBeWritten()
{
    QFETCH(Change, change);
    MerchantQr qr = housesQr();
    change(qr);
    const auto text = encodeEmvco(qr);
    QVERIFY2(!text, text.ok() ? qPrintable(*text) : "");
    QCOMPARE(text.error().code(), ErrorCode::InvalidArgument);
}

void EmvcoTest::leavesAnOpenAmountOut()
{
    MerchantQr qr = housesQr();
    qr.amount.reset();
    qr.isSingleUse = false;
    const auto content = decodeEmvco(encodeEmvco(qr).valueOr(QString()));
    QVERIFY_OK(content);
    QVERIFY(!content->amount);
    QVERIFY(!content->isSingleUse);
    QCOMPARE(content->value(u"01"), u"11"_s);
    QVERIFY(content->value(u"54").isEmpty());
}

void EmvcoTest::readsLengthsInBytes()
{
    const QString text =
        sealed(u"00020126190015bo.ventanilla.x52040000530306858"_s + u"02BO5906Pe\u00F1a.6006LA PAZ"_s);
    const auto content = decodeEmvco(text); // "Peña." is five characters and six bytes
    QVERIFY_OK(content);
    QCOMPARE(content->value(u"59"), u"Peña."_s);
    QCOMPARE(content->city, u"LA PAZ"_s);
}

void EmvcoTest::refusesBrokenTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const QString head = u"000201"_s;
    const QString account = u"26170013bo.ventanilla"_s;
    const QString tail = u"5204490053030685802BO5909COOP DEMO6006LA PAZ"_s;
    QTest::newRow("nothing") << QString() << u"000201"_s;
    QTest::newRow("a text that is no EMVCo code") << u"https://example.com"_s << u"character 1"_s;
    QTest::newRow("a bank's own ciphertext") << u"dGhpcyBpcyBvcGFxdWU=|12345"_s << u"character 1"_s;
    QTest::newRow("the first tag is another") << sealed(u"010212"_s + account + tail) << u"000201"_s;
    QTest::newRow("another version") << sealed(u"000202"_s + account + tail) << u"000201"_s;
    QTest::newRow("a checksum that is wrong") << QString(housesVector.chopped(4) + u"4B05"_s) << u"4B05"_s;
    QTest::newRow("no checksum") << QString(head + account + tail) << u"tag 63"_s;
    QTest::newRow("cut in the checksum") << housesVector.chopped(2) << u"tag 63"_s;
    QTest::newRow("something behind the checksum") << QString(housesVector + u"0103abc"_s) << u"twice"_s;
    QTest::newRow("a length beyond the end") << sealed(head + account + u"5299"_s) << u"only"_s;
    QTest::newRow("a length of zero") << sealed(head + account + u"5400"_s + tail) << u"tag 54 has length zero"_s;
    QTest::newRow("a length that is no number") << sealed(head + account + u"54xx1"_s + tail) << u"no tag and length"_s;
    QTest::newRow("digits of another script")
        << sealed(head + account + u"54\u0661\u06611"_s + tail) << u"no tag and length"_s;
    QTest::newRow("a tag twice") << sealed(head + account + tail + u"5802BO"_s) << u"tag 58 is there twice"_s;
    QTest::newRow("a broken template") << sealed(head + u"26170099bo.ventanilla"_s + tail) << u"in tag 26"_s;
    QTest::newRow("a template that does not say whose") << sealed(head + u"26170113bo.ventanilla"_s + tail) << u"00"_s;
    QTest::newRow("no merchant account") << sealed(head + tail) << u"merchant account"_s;
    QTest::newRow("no name") << sealed(head + account + u"5204490053030685802BO6006LA PAZ"_s) << u"tag 59"_s;
    QTest::newRow("no currency") << sealed(head + account + u"520449005802BO5901x6001y"_s) << u"tag 53"_s;
    QTest::newRow("a use that is neither") << sealed(head + u"010213"_s + account + tail) << u"tag 01"_s;
    QTest::newRow("a category of letters")
        << sealed(head + account + u"5204abcd53030685802BO5901x6001y"_s) << u"tag 52"_s;
    QTest::newRow("a currency of letters")
        << sealed(head + account + u"520449005303BOB5802BO5901x6001y"_s) << u"tag 53"_s;
    QTest::newRow("a country in small letters")
        << sealed(head + account + u"5204490053030685802bo5901x6001y"_s) << u"tag 58"_s;
    QTest::newRow("a name of 26 characters")
        << sealed(head + account + u"5204490053030685802BO5926"_s + u"n"_s.repeated(26) + u"6001y"_s) << u"25"_s;
    QTest::newRow("an amount with a comma") << sealed(head + account + u"54041,50"_s + tail) << u"tag 54"_s;
    QTest::newRow("an amount with an exponent") << sealed(head + account + u"54031e2"_s + tail) << u"tag 54"_s;
    QTest::newRow("a negative amount") << sealed(head + account + u"5402-1"_s + tail) << u"tag 54"_s;
    QTest::newRow("longer than EMVCo allows") << u"0"_s.repeated(513) << u"512"_s;
}

void EmvcoTest::refusesBrokenTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto content = decodeEmvco(text);
    QVERIFY(!content);
    QCOMPARE(content.error().code(), ErrorCode::Malformed);
    QVERIFY2(content.error().message().contains(says), qPrintable(content.error().message()));
}

void EmvcoTest::everyChangedCharacterIsSeen()
{
    for (qsizetype i = 0; i < housesVector.size(); ++i) {
        for (const QChar other : u"0A z"_s) {
            QString changed = housesVector;
            changed[i] = other;
            if (changed != housesVector)
                QVERIFY2(!decodeEmvco(changed), qPrintable(changed));
        }
        QVERIFY(!decodeEmvco(housesVector.first(i)));
    }
}

void EmvcoTest::readsWhatItWrote()
{
    for (const QString &name : {u"A"_s, u"Peña"_s, u"北京 x"_s, u"x"_s.repeated(80)}) {
        MerchantQr qr = housesQr();
        qr.merchantName = name;
        const auto content = decodeEmvco(encodeEmvco(qr).valueOr(QString()));
        QVERIFY_OK(content);
        QCOMPARE(content->merchantName, name.left(25));
        QCOMPARE(content->amount, qr.amount);
        QCOMPARE(content->qrId, qr.qrId);
    }
}

QTEST_APPLESS_MAIN(EmvcoTest)
#include "tst_emvco.moc"
