// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/jsonscan.h"
#include <QtTest>

class TestJsonScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsJson_data();
    void tellsJson();
    void prefixesAreNoJson();
    void takesListsApart();
    void readsStrings();
};

void TestJsonScan::tellsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto rows = [](bool expected, std::initializer_list<const char *> texts) {
        for (const char *text : texts)
            QTest::newRow(QByteArray(text).left(40).toPercentEncoding(" {}[]:,\"\\+-.").constData())
                << QByteArray(text) << expected;
    };
    rows(true, {"0", "-0", "12.5e-3", "1E+9", "true", "false", "null", "\"\"", "\"a\\n\\u00e9\\\\\"", "[]", "{}",
                " [ 1 , [ ] , { } ] \n", "{\"a\":1,\"b\":[true]}", "\"\xc3\xa9\""});
    rows(false, {"",
                 " ",
                 "01",
                 "1.",
                 ".5",
                 "+1",
                 "1e",
                 "-",
                 "tru",
                 "nul",
                 "NaN",
                 "'a'",
                 "\"a",
                 "\"\\x\"",
                 "\"\\u12g4\"",
                 "\"\t\"",
                 "[1,]",
                 "[,1]",
                 "[1 2]",
                 "{\"a\"}",
                 "{\"a\":}",
                 "{a:1}",
                 "{\"a\":1,}",
                 "[",
                 "{",
                 "]",
                 "1 2",
                 "{} x",
                 "[1}",
                 "\"\xff\"",
                 "\"\xed\xa0\x80\"",
                 "hello"});
    QTest::newRow("as deep as allowed") << QByteArray(64, '[') + QByteArray(64, ']') << true;
    QTest::newRow("deeper") << QByteArray(65, '[') + QByteArray(65, ']') << false;
    QTest::newRow("endlessly deep") << QByteArray(1'000'000, '[') << false;
}

void TestJsonScan::tellsJson()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(web::isJson(text), expected);
}

void TestJsonScan::prefixesAreNoJson()
{
    const QByteArray whole = R"({"a":[1.5e3,"x\n\u0041",true,null],"b":{}})";
    QVERIFY(web::isJson(whole));
    for (qsizetype i = 0; i < whole.size(); ++i)
        QVERIFY2(!web::isJson(whole.first(i)), whole.first(i).constData());
}

void TestJsonScan::takesListsApart()
{
    const QByteArray text = R"( ["a", {"b":[1]} ,2.50,null ])";
    const auto items = web::jsonItems(text);
    QVERIFY(items);
    QByteArrayList found;
    for (const QByteArrayView item : *items)
        found << item.toByteArray();
    QCOMPARE(found, (QByteArrayList{"\"a\"", R"({"b":[1]})", "2.50", "null"}));
    QVERIFY(web::jsonItems("[]") && web::jsonItems("[]")->empty());
    QVERIFY(!web::jsonItems("{}"));
    QVERIFY(!web::jsonItems("[1"));
}

void TestJsonScan::readsStrings()
{
    QCOMPARE(web::jsonStringValue("\"mqtt:publish\""), QByteArray("mqtt:publish"));
    QCOMPARE(web::jsonStringValue("\"\\u00e9\\\"\\n\""), QByteArray("\xc3\xa9\"\n"));
}

QTEST_APPLESS_MAIN(TestJsonScan)
#include "tst_jsonscan.moc"
