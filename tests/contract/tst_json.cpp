// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/json.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using base::Currency;
using base::ErrorCode;
using contract::JsonFields;
using contract::JsonValue;
using contract::JsonWriter;

class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheNumbersToken_data();
    void keepsTheNumbersToken();
    void readsMoneyFromTheToken_data();
    void readsMoneyFromTheToken();
    void refuses_data();
    void refuses();
    void respectsLimits();
    void readsTextExactly_data();
    void readsTextExactly();
    void fieldsKeepTheFirstError();
    void fieldsFallBackOnlyWhenAbsent();
    void absentMembersAreNull();
    void writesInOrder();
    void writesMoneyWithTwoDecimals_data();
    void writesMoneyWithTwoDecimals();
    void escapesText_data();
    void escapesText();
    void writesRealNumbers();
};

void JsonTest::keepsTheNumbersToken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("token");
    QTest::addRow("S0-28 two decimals stay two") << QByteArray("150.00") << QByteArray("150.00");
    QTest::addRow("an integer is its digits") << QByteArray("150") << QByteArray("150");
    QTest::addRow("a negative integer") << QByteArray("-7") << QByteArray("-7");
    QTest::addRow("one decimal") << QByteArray("0.1") << QByteArray("0.1");
    QTest::addRow("trap 14: beyond a double's digits")
        << QByteArray("12345678901234567.89") << QByteArray("12345678901234567.89");
    QTest::addRow("the largest unsigned") << QByteArray("18446744073709551615") << QByteArray("18446744073709551615");
    QTest::addRow("trap 13: twenty digits beyond 2^64")
        << QByteArray("99999999999999999999") << QByteArray("99999999999999999999");
    QTest::addRow("an exponent is kept for the reader to refuse") << QByteArray("1e2") << QByteArray("1e2");
}

void JsonTest::keepsTheNumbersToken()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, token);
    const auto json = JsonValue::parse(text);
    QVERIFY_OK(json);
    QVERIFY(json->isNumber());
    QCOMPARE(json->numberToken(), token);
}

void JsonTest::readsMoneyFromTheToken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<qint64>("minor");
    QTest::addRow("150.00 is 150 dollars") << QByteArray("150.00") << true << qint64{15000};
    QTest::addRow("150 is the same") << QByteArray("150") << true << qint64{15000};
    QTest::addRow("0.1 is ten cents") << QByteArray("0.1") << true << qint64{10};
    QTest::addRow("0.29 is twenty-nine cents, not 28") << QByteArray("0.29") << true << qint64{29};
    QTest::addRow("4.35 is 435 cents, not 434") << QByteArray("4.35") << true << qint64{435};
    QTest::addRow("a string works too") << QByteArray("\"150.00\"") << true << qint64{15000};
    QTest::addRow("1e2 is refused") << QByteArray("1e2") << false << qint64{0};
    QTest::addRow("1E2 is refused") << QByteArray("1E2") << false << qint64{0};
    QTest::addRow("three decimals are refused") << QByteArray("1.005") << false << qint64{0};
    QTest::addRow("150.000 is refused on the wire") << QByteArray("150.000") << false << qint64{0};
    QTest::addRow("fourteen integer digits are refused") << QByteArray("12345678901234") << false << qint64{0};
    QTest::addRow("a comma in a string is refused") << QByteArray("\"1,5\"") << false << qint64{0};
    QTest::addRow("true is no amount") << QByteArray("true") << false << qint64{0};
    QTest::addRow("null is no amount") << QByteArray("null") << false << qint64{0};
}

void JsonTest::readsMoneyFromTheToken()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, ok);
    QFETCH(qint64, minor);
    const auto json = JsonValue::parse(text);
    QVERIFY_OK(json);
    const auto money = json->toMoney(Currency::usd());
    QCOMPARE(money.ok(), ok);
    if (ok)
        QCOMPARE(money->minor(), minor);
    else
        QCOMPARE(money.error().code(), ErrorCode::InvalidArgument);
}

void JsonTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("nothing") << QByteArray("");
    QTest::addRow("something after the value") << QByteArray("{} {}");
    QTest::addRow("an unclosed object") << QByteArray("{\"a\":1");
    QTest::addRow("a trailing comma") << QByteArray("[1,]");
    QTest::addRow("a comment") << QByteArray("[1/*x*/]");
    QTest::addRow("NaN") << QByteArray("NaN");
    QTest::addRow("Infinity") << QByteArray("Infinity");
    QTest::addRow("a number beyond every double") << QByteArray("1e999");
    QTest::addRow("a leading zero") << QByteArray("0150");
    QTest::addRow("a leading plus") << QByteArray("+150");
    QTest::addRow("a bare decimal point") << QByteArray(".5");
    QTest::addRow("single quotes") << QByteArray("{'a':1}");
    QTest::addRow("a raw control character") << QByteArray("\"a\nb\"");
    QTest::addRow("broken UTF-8") << QByteArray("\"\xc3\x28\"");
    QTest::addRow("half a surrogate pair") << QByteArray("\"\\ud800\"");
    QTest::addRow("a name twice") << QByteArray("{\"monto\":1,\"monto\":2}");
    QTest::addRow("a name twice, one of them escaped") << QByteArray("{\"a\":1,\"\\u0061\":2}");
    QTest::addRow("a name twice in an inner object") << QByteArray("[{\"a\":{\"b\":1,\"c\":2,\"b\":3}}]");
    QTest::addRow("a byte-order mark in the middle") << QByteArray("[\xef\xbb\xbf]");
}

void JsonTest::refuses()
{
    QFETCH(QByteArray, text);
    const auto json = JsonValue::parse(text);
    QVERIFY(!json);
    QCOMPARE(json.error().code(), ErrorCode::Malformed);
}

void JsonTest::respectsLimits()
{
    const auto nested = [](int depth) -> QByteArray { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY_OK(JsonValue::parse(nested(32)));
    const auto deep = JsonValue::parse(nested(33));
    QVERIFY(!deep);
    QCOMPARE(deep.error().code(), ErrorCode::Malformed);
    QVERIFY(!JsonValue::parse(nested(500'000)));

    const auto large = JsonValue::parse(QByteArray("[1,2,3]"), {.maxBytes = 6});
    QVERIFY(!large);
    QCOMPARE(large.error().code(), ErrorCode::TooLarge);
    QVERIFY_OK(JsonValue::parse(QByteArray("[1,2,3]"), {.maxBytes = 7, .maxValues = 4}));
    const auto many = JsonValue::parse(QByteArray("[1,2,3]"), {.maxValues = 3});
    QVERIFY(!many);
    QCOMPARE(many.error().code(), ErrorCode::TooLarge);
}

void JsonTest::readsTextExactly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::addRow("accents") << QByteArray("\"Mu\xc3\xb1oz\"") << u"Muñoz"_s;
    QTest::addRow("escapes") << QByteArray("\"a\\\"b\\\\c\\/d\\n\\u00f1\"") << u"a\"b\\c/d\nñ"_s;
    QTest::addRow("a surrogate pair") << QByteArray("\"\\ud83d\\udcb0\"") << u"💰"_s;
    QTest::addRow("a NUL inside") << QByteArray("\"a\\u0000b\"") << QString(u"a\0b"_s);
    QTest::addRow("leading zeros are text") << QByteArray("\"0102030400\"") << u"0102030400"_s;
}

void JsonTest::readsTextExactly()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, value);
    const auto json = JsonValue::parse(text);
    QVERIFY_OK(json);
    QCOMPARE(json->toString(), value);
    JsonWriter out;
    out.value(QStringView(value));
    const auto again = JsonValue::parse(out.take());
    QVERIFY_OK(again);
    QCOMPARE(again->toString(), value);
}

void JsonTest::fieldsKeepTheFirstError()
{
    const auto json = JsonValue::parse(QByteArray(R"({"cedula":1350509525,"monto":"x"})"));
    QVERIFY_OK(json);
    JsonFields fields(*json);
    QCOMPARE(fields.text("cedula"_L1), QString());
    QVERIFY(fields.money("monto"_L1, Currency::usd()).isZero());
    const auto result = fields.result();
    QVERIFY(!result);
    QCOMPARE(result.error().code(), ErrorCode::InvalidArgument);
    QVERIFY(result.error().message().startsWith(u"cedula:"_s));

    const auto number = JsonValue::parse(QByteArray("5"));
    QVERIFY_OK(number);
    QVERIFY(!JsonFields(*number).result());
}

void JsonTest::fieldsFallBackOnlyWhenAbsent()
{
    const auto json = JsonValue::parse(QByteArray(R"({"a":null,"b":7,"c":"USD"})"));
    QVERIFY_OK(json);
    JsonFields fields(*json);
    QCOMPARE(fields.textOr("a"_L1, u"x"_s), u"x"_s);
    QCOMPARE(fields.integerOr("z"_L1, 3), 3);
    QCOMPARE(fields.integerOr("b"_L1, 3), 7);
    QVERIFY(fields.currencyOr("c"_L1, Currency::bob()) == Currency::usd());
    QVERIFY_OK(fields.result());
    fields.textOr("b"_L1, u"x"_s); // there, but of another type
    QVERIFY(!fields.result());
}

void JsonTest::absentMembersAreNull()
{
    const auto json = JsonValue::parse(QByteArray(R"({"a":{"b":1.5}})"));
    QVERIFY_OK(json);
    QVERIFY((*json)["x"_L1]["y"_L1]["z"_L1].isNull());
    QCOMPARE((*json)["a"_L1]["b"_L1].toDouble(), std::optional(1.5));
    QCOMPARE((*json)["a"_L1]["b"_L1].toInt(), std::nullopt);
    QVERIFY(!json->has("x"_L1));
    QVERIFY(json->has("a"_L1));
}

void JsonTest::writesInOrder()
{
    JsonWriter out;
    out.beginObject().member("z"_L1, 1).member("a"_L1, true).key("list"_L1).beginArray();
    out.value(qint64{-5}).null().beginObject().endObject().beginArray().endArray().endArray();
    out.member("opt"_L1, std::optional<qint64>()).key("raw"_L1).raw("[1]").endObject();
    QCOMPARE(out.take(), QByteArray(R"({"z":1,"a":true,"list":[-5,null,{},[]],"opt":null,"raw":[1]})"));
}

void JsonTest::writesMoneyWithTwoDecimals_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QByteArray>("token");
    QTest::addRow("S0-28 150 is 150.00") << qint64{15000} << QByteArray("150.00");
    QTest::addRow("five cents") << qint64{5} << QByteArray("0.05");
    QTest::addRow("minus five cents") << qint64{-5} << QByteArray("-0.05");
    QTest::addRow("zero") << qint64{0} << QByteArray("0.00");
    QTest::addRow("beyond a double's digits") << qint64{90'000'000'000'000'001} << QByteArray("900000000000000.01");
}

void JsonTest::writesMoneyWithTwoDecimals()
{
    QFETCH(qint64, minor);
    QFETCH(QByteArray, token);
    JsonWriter out;
    out.value(base::Money::fromMinor(minor, Currency::usd()).value());
    QCOMPARE(out.take(), token);
}

void JsonTest::escapesText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::addRow("quotes and backslashes") << u"a\"b\\"_s << QByteArray("\"a\\\"b\\\\\"");
    QTest::addRow("control characters") << u"\x01\n\x1f"_s << QByteArray("\"\\u0001\\u000a\\u001f\"");
    QTest::addRow("accents stay as they are") << u"ñ"_s << QByteArray("\"\xc3\xb1\"");
    QTest::addRow("the empty text") << QString() << QByteArray("\"\"");
    QTest::addRow("half a surrogate becomes a question mark, never broken UTF-8")
        << QString(QChar(0xd800)) << QByteArray("\"?\"");
}

void JsonTest::escapesText()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    JsonWriter out;
    out.value(QStringView(text));
    QCOMPARE(out.take(), json);
}

void JsonTest::writesRealNumbers()
{
    JsonWriter out;
    out.beginArray().real(12).real(0.1).real(qQNaN()).real(qInf()).endArray();
    QCOMPARE(out.take(), QByteArray("[12,0.1,null,null]"));
}

QTEST_APPLESS_MAIN(JsonTest)
#include "tst_json.moc"
