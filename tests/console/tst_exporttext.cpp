// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/exporttext.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace console;

namespace {
base::Money usd(qint64 minor)
{
    return *base::Money::fromMinor(minor, base::Currency::usd());
}
const ExportOptions commaDecimals{};
const ExportOptions plain{ExportOptions::Format::Csv, u',', u'.'};
} // namespace

class ExportTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void formulasAreDefused_data();
    void formulasAreDefused();
    void csvCells_data();
    void csvCells();
    void jsonIsExact();
    void jsonEscapes_data();
    void jsonEscapes();
    void tsvKeepsOneLineARow();
};

void ExportTextTest::formulasAreDefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("M3 = starts a formula") << u"=1+2"_qs << u"'=1+2"_qs;
    QTest::newRow("M3 + starts a formula") << u"+593987"_qs << u"'+593987"_qs;
    QTest::newRow("M3 - starts a formula") << u"-1"_qs << u"'-1"_qs;
    QTest::newRow("M3 @ starts a function") << u"@SUM(A1)"_qs << u"'@SUM(A1)"_qs;
    QTest::newRow("M3 a tab hides what follows") << u"\t=1"_qs << u"'\t=1"_qs;
    QTest::newRow("M3 a carriage return hides what follows") << u"\r=1"_qs << u"'\r=1"_qs;
    QTest::newRow("M3 a line feed hides what follows") << u"\n=1"_qs << u"'\n=1"_qs;
    QTest::newRow("M3 a full-width = is = to some") << u"\uff1d1"_qs << u"'\uff1d1"_qs;
    QTest::newRow("M3 DDE") << u"=cmd|' /C calc'!A0"_qs << u"'=cmd|' /C calc'!A0"_qs;
    QTest::newRow("text inside may hold signs") << u"a=b+c"_qs << u"a=b+c"_qs;
    QTest::newRow("nothing stays nothing") << QString() << QString();
}

void ExportTextTest::formulasAreDefused()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(formulaSafe(text), expected);
}

void ExportTextTest::csvCells_data()
{
    QTest::addColumn<QVariant>("text");
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<QByteArray>("semicolon");
    QTest::addColumn<QByteArray>("comma");
    const QVariant none;
    QTest::newRow("plain text") << QVariant(u"Ana"_qs) << qint64(0) << QByteArray("Ana") << QByteArray("Ana");
    QTest::newRow("a delimiter inside is quoted")
        << QVariant(u"a;b"_qs) << qint64(0) << QByteArray("\"a;b\"") << QByteArray("a;b");
    QTest::newRow("a comma inside is quoted where it delimits")
        << QVariant(u"a,b"_qs) << qint64(0) << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quotes are doubled") << QVariant(u"a \"b\""_qs) << qint64(0) << QByteArray("\"a \"\"b\"\"\"")
                                        << QByteArray("\"a \"\"b\"\"\"");
    QTest::newRow("a line end is quoted")
        << QVariant(u"a\nb"_qs) << qint64(0) << QByteArray("\"a\nb\"") << QByteArray("\"a\nb\"");
    QTest::newRow("M3 a formula is text, also when quoted")
        << QVariant(u"=HYPERLINK(\"x\";1)"_qs) << qint64(0) << QByteArray("\"'=HYPERLINK(\"\"x\"\";1)\"")
        << QByteArray("\"'=HYPERLINK(\"\"x\"\";1)\"");
    QTest::newRow("leading zeros of a cédula stay")
        << QVariant(u"0102030405"_qs) << qint64(0) << QByteArray("0102030405") << QByteArray("0102030405");
    QTest::newRow("UTF-8") << QVariant(u"Núñez"_qs) << qint64(0) << QByteArray("Núñez") << QByteArray("Núñez");
    QTest::newRow("an amount has two decimals, no groups")
        << none << qint64(123450) << QByteArray("1234,50") << QByteArray("1234.50");
    QTest::newRow("a negative amount is a number, not a formula")
        << none << qint64(-5) << QByteArray("-0,05") << QByteArray("-0.05");
}

void ExportTextTest::csvCells()
{
    QFETCH(QVariant, text);
    QFETCH(qint64, cents);
    QFETCH(QByteArray, semicolon);
    QFETCH(QByteArray, comma);
    const ExportValue value = text.isValid() ? ExportValue(text.toString()) : ExportValue(usd(cents));
    QCOMPARE(csvLine({value}, commaDecimals), semicolon + "\r\n");
    QCOMPARE(csvLine({value, ExportValue()}, plain), comma + ",\r\n");
}

void ExportTextTest::jsonIsExact()
{
    const QByteArray line = jsonObject({u"monto"_qs, u"n"_qs, u"nota"_qs, u"x"_qs},
                                       {usd(9'007'199'254'740'993), qint64(7), u"=1"_qs, ExportValue()});
    QCOMPARE(line, QByteArray(R"({"monto":90071992547409.93,"n":7,"nota":"=1","x":null})"));
}

void ExportTextTest::jsonEscapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quotes") << u"\"quoted\""_qs;
    QTest::newRow("backslash") << u"back\\slash"_qs;
    QTest::newRow("line end") << u"line\nend"_qs;
    QTest::newRow("control characters") << u"tab\t bell\a nul"_qs + QChar(0);
    QTest::newRow("accents and the euro") << u"Núñez €"_qs;
    QTest::newRow("beyond the first plane") << u"\U0001F600"_qs;
}

void ExportTextTest::jsonEscapes()
{
    QFETCH(QString, text);
    const QJsonDocument read = QJsonDocument::fromJson(jsonObject({u"k"_qs}, {text}));
    QCOMPARE(read.object()[u"k"_qs].toString(), text);
}

void ExportTextTest::tsvKeepsOneLineARow()
{
    QCOMPARE(tsvLine({u"a\tb"_qs, u"c\nd"_qs, u"=1"_qs, u"1\u00a0USD"_qs}), u"a b\tc d\t'=1\t1 USD"_qs);
}

QTEST_APPLESS_MAIN(ExportTextTest)
#include "tst_exporttext.moc"
