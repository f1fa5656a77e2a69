// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/money.h"
#include "support/verify.h"
#include <numeric>

using namespace Qt::StringLiterals;

using base::Currency;
using base::ErrorCode;
using base::Money;

static_assert(!std::is_convertible_v<double, Money>);
static_assert(!std::is_constructible_v<Money, double, Currency>);
static_assert(!std::is_convertible_v<qint64, Money>);

class MoneyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parsesWireTokens_data();
    void parsesWireTokens();
    void refusesWireTokens_data();
    void refusesWireTokens();
    void parsesWhatPeopleType_data();
    void parsesWhatPeopleType();
    void refusesWhatPeopleType_data();
    void refusesWhatPeopleType();
    void writesTwoDecimals_data();
    void writesTwoDecimals();
    void neverMixesCurrencies();
    void staysInRange();
    void allocatesEveryCent_data();
    void allocatesEveryCent();
    void refusesBadWeights();
    void refusesUnknownCurrencies_data();
    void refusesUnknownCurrencies();
};

void MoneyTest::parsesWireTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<qint64>("minor");
    QTest::addRow("SPEC 2.2: two decimals") << QByteArray("150.00") << qint64(15000);
    QTest::addRow("SPEC 2.2: no decimals") << QByteArray("150") << qint64(15000);
    QTest::addRow("SPEC 2.2: one decimal") << QByteArray("0.1") << qint64(10);
    QTest::addRow("SPEC 2.2: 4.35 is 435, a double truncates to 434") << QByteArray("4.35") << qint64(435);
    QTest::addRow("SPEC 2.2: 0.29 is 29, a double truncates to 28") << QByteArray("0.29") << qint64(29);
    QTest::addRow("SPEC 2.2: 1.00 is 100") << QByteArray("1.00") << qint64(100);
    QTest::addRow("zero") << QByteArray("0") << qint64(0);
    QTest::addRow("negative") << QByteArray("-0.05") << qint64(-5);
    QTest::addRow("thirteen integer digits") << QByteArray("9999999999999.99") << qint64(999999999999999);
}

void MoneyTest::parsesWireTokens()
{
    QFETCH(QByteArray, token);
    const auto money = Money::parse(token, Currency::usd());
    QVERIFY_OK(money);
    QTEST(money->minor(), "minor");
}

void MoneyTest::refusesWireTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addRow("SPEC 2.2: no digit before the point") << QByteArray(".5");
    QTest::addRow("SPEC 2.2: exponent") << QByteArray("1e2");
    QTest::addRow("SPEC 2.2: comma") << QByteArray("1,5");
    QTest::addRow("SPEC 2.2: NaN") << QByteArray("NaN");
    QTest::addRow("SPEC 2.2: three decimals, even zeros") << QByteArray("150.000");
    QTest::addRow("SPEC 2.2: 1.005 is not rounded") << QByteArray("1.005");
    QTest::addRow("SPEC 2.2: fourteen integer digits") << QByteArray("12345678901234");
    QTest::addRow("SPEC 2.2: 12345678901234567.89") << QByteArray("12345678901234567.89");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("sign alone") << QByteArray("-");
    QTest::addRow("plus sign") << QByteArray("+1");
    QTest::addRow("point without decimals") << QByteArray("1.");
    QTest::addRow("two points") << QByteArray("1.2.3");
    QTest::addRow("leading zero") << QByteArray("007");
    QTest::addRow("space") << QByteArray(" 1");
    QTest::addRow("Arabic-Indic digits") << QByteArray("\xD9\xA1\xD9\xA2");
    QTest::addRow("infinity") << QByteArray("Infinity");
    QTest::addRow("NUL inside") << QByteArray("1\0 2", 4);
}

void MoneyTest::refusesWireTokens()
{
    QFETCH(QByteArray, token);
    const auto money = Money::parse(token, Currency::usd());
    QVERIFY(!money);
    QCOMPARE(money.error().code(), ErrorCode::Malformed);
}

void MoneyTest::parsesWhatPeopleType_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QChar>("decimalPoint");
    QTest::addColumn<qint64>("minor");
    QTest::addRow("UX 3.1: 1.234,50 in Spanish") << u"1.234,50"_s << QChar(u',') << qint64(123450);
    QTest::addRow("UX 3.1: 1234.50 in Spanish") << u"1234.50"_s << QChar(u',') << qint64(123450);
    QTest::addRow("1,234.50 in Spanish: the later mark is the decimal one")
        << u"1,234.50"_s << QChar(u',') << qint64(123450);
    QTest::addRow("1,234.50 in English") << u"1,234.50"_s << QChar(u'.') << qint64(123450);
    QTest::addRow("1.234 in Spanish is a thousand and more") << u"1.234"_s << QChar(u',') << qint64(123400);
    QTest::addRow("1,234 in English is a thousand and more") << u"1,234"_s << QChar(u'.') << qint64(123400);
    QTest::addRow("1.234.567,8") << u"1.234.567,8"_s << QChar(u',') << qint64(123456780);
    QTest::addRow("SPEC 2.2: 150.000 in English is accepted from a person")
        << u"150.000"_s << QChar(u'.') << qint64(15000);
    QTest::addRow("150.000 in Spanish is 150 thousand") << u"150.000"_s << QChar(u',') << qint64(15000000);
    QTest::addRow("spaces as groups") << u" 1 234,5 "_s << QChar(u',') << qint64(123450);
    QTest::addRow("no-break space") << u"1\u00A0234,50"_s << QChar(u',') << qint64(123450);
    QTest::addRow("no whole part") << u",50"_s << QChar(u',') << qint64(50);
    QTest::addRow("a mark and nothing yet") << u"12,"_s << QChar(u',') << qint64(1200);
    QTest::addRow("leading zeros") << u"0012"_s << QChar(u',') << qint64(1200);
    QTest::addRow("1234.567 cannot be groups, zeros only") << u"1234.500"_s << QChar(u',') << qint64(123450);
}

void MoneyTest::parsesWhatPeopleType()
{
    QFETCH(QString, text);
    QFETCH(QChar, decimalPoint);
    const auto money = Money::parseTyped(text, Currency::usd(), decimalPoint);
    QVERIFY_OK(money);
    QTEST(money->minor(), "minor");
}

void MoneyTest::refusesWhatPeopleType_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QChar>("decimalPoint");
    QTest::addRow("three decimals") << u"1,234"_s << QChar(u',');
    QTest::addRow("three decimals that cannot be groups") << u"1234.567"_s << QChar(u',');
    QTest::addRow("bad groups") << u"1.23.456"_s << QChar(u',');
    QTest::addRow("group of four") << u"1.2345,00"_s << QChar(u',');
    QTest::addRow("letters") << u"12a"_s << QChar(u',');
    QTest::addRow("empty") << QString() << QChar(u',');
    QTest::addRow("mark alone") << u","_s << QChar(u',');
    QTest::addRow("exponent") << u"1e3"_s << QChar(u'.');
    QTest::addRow("Arabic-Indic digits") << u"\u0661\u0662"_s << QChar(u'.');
    QTest::addRow("two signs") << u"--1"_s << QChar(u'.');
    QTest::addRow("too long") << u"99999999999999"_s << QChar(u'.');
}

void MoneyTest::refusesWhatPeopleType()
{
    QFETCH(QString, text);
    QFETCH(QChar, decimalPoint);
    const auto money = Money::parseTyped(text, Currency::usd(), decimalPoint);
    QVERIFY2(!money, money.ok() ? money->toWire().constData() : "");
    QCOMPARE(money.error().code(), ErrorCode::Malformed);
}

void MoneyTest::writesTwoDecimals_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QByteArray>("wire");
    QTest::addRow("S0-28: 150.00") << qint64(15000) << QByteArray("150.00");
    QTest::addRow("S0-28: 85.50") << qint64(8550) << QByteArray("85.50");
    QTest::addRow("cents alone") << qint64(7) << QByteArray("0.07");
    QTest::addRow("negative cents") << qint64(-7) << QByteArray("-0.07");
    QTest::addRow("zero") << qint64(0) << QByteArray("0.00");
    QTest::addRow("largest") << Money::maxMinor << QByteArray("920000000000000.00");
}

void MoneyTest::writesTwoDecimals()
{
    QFETCH(qint64, minor);
    QTEST(Money::fromMinor(minor, Currency::usd())->toWire(), "wire");
}

void MoneyTest::neverMixesCurrencies()
{
    const Money dollars = *Money::fromMinor(100, Currency::usd());
    const Money bolivianos = *Money::fromMinor(100, Currency::bob());
    QVERIFY(dollars != bolivianos);
    QCOMPARE(dollars.plus(bolivianos).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(dollars.minus(bolivianos).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(dollars.plus(dollars)->minor(), 200);
    QCOMPARE(dollars.minus(dollars)->minor(), 0);
}

void MoneyTest::staysInRange()
{
    const Money most = *Money::fromMinor(Money::maxMinor, Currency::usd());
    const Money cent = *Money::fromMinor(1, Currency::usd());
    QCOMPARE(most.plus(cent).error().code(), ErrorCode::LimitExceeded);
    QCOMPARE(most.negated().minus(cent).error().code(), ErrorCode::LimitExceeded);
    QCOMPARE(Money::fromMinor(Money::maxMinor + 1, Currency::usd()).error().code(), ErrorCode::LimitExceeded);
    QCOMPARE(Money::fromMinor(std::numeric_limits<qint64>::min(), Currency::usd()).error().code(),
             ErrorCode::LimitExceeded);
    QCOMPARE(most.minus(most)->minor(), 0);
}

void MoneyTest::allocatesEveryCent_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QList<qint64>>("weights");
    QTest::addColumn<QList<qint64>>("parts");
    QTest::addRow("a third each") << qint64(100) << QList<qint64>{1, 1, 1} << QList<qint64>{34, 33, 33};
    QTest::addRow("negative") << qint64(-100) << QList<qint64>{1, 1, 1} << QList<qint64>{-34, -33, -33};
    QTest::addRow("largest remainder first") << qint64(5) << QList<qint64>{3, 7} << QList<qint64>{2, 3};
    QTest::addRow("a zero weight gets nothing") << qint64(7) << QList<qint64>{0, 1} << QList<qint64>{0, 7};
    QTest::addRow("the largest amount does not overflow")
        << Money::maxMinor << QList<qint64>{Money::maxMinor, Money::maxMinor}
        << QList<qint64>{Money::maxMinor / 2, Money::maxMinor / 2};
}

void MoneyTest::allocatesEveryCent()
{
    QFETCH(qint64, minor);
    QFETCH(QList<qint64>, weights);
    const auto parts = Money::fromMinor(minor, Currency::usd())->allocate(weights);
    QVERIFY_OK(parts);
    QList<qint64> minors;
    for (const Money &part : *parts)
        minors.append(part.minor());
    QTEST(minors, "parts");
    QCOMPARE(std::accumulate(minors.begin(), minors.end(), qint64(0)), minor);
}

void MoneyTest::refusesBadWeights()
{
    const Money dollar = *Money::fromMinor(100, Currency::usd());
    const QList<qint64> negative{1, -1};
    const QList<qint64> zeros{0, 0};
    QVERIFY(!dollar.allocate(negative));
    QVERIFY(!dollar.allocate(zeros));
    QVERIFY(!dollar.allocate({}));
}

void MoneyTest::refusesUnknownCurrencies_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addRow("lower case") << QByteArray("usd");
    QTest::addRow("unknown") << QByteArray("XXX");
    QTest::addRow("too long") << QByteArray("USDT");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("yen has no cents and is not known here") << QByteArray("JPY");
}

void MoneyTest::refusesUnknownCurrencies()
{
    QFETCH(QByteArray, code);
    QCOMPARE(Currency::parse(code).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(Currency::parse("BOB")->numericCode().toByteArray(), QByteArray("068"));
    QCOMPARE(Currency::fromNumber("068"), std::optional(Currency::bob()));
    QVERIFY(!Currency::fromNumber("999"));
    QVERIFY(!Currency::fromNumber("BOB"));
}

QTEST_APPLESS_MAIN(MoneyTest)
#include "tst_money.moc"
