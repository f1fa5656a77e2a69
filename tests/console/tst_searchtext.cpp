// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/searchtext.h"
#include <QtTest>

using namespace console;

class SearchTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void folds_data();
    void folds();
    void matches_data();
    void matches();
    void hiddenCellsDoNotCount();
    void moreLettersNarrow_data();
    void moreLettersNarrow();
};

void SearchTextTest::folds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("ASCII loses its case") << u"ABC def"_qs << u"abc def"_qs;
    QTest::newRow("accents go") << u"José Núñez ÁÉÍÓÚ"_qs << u"jose nunez aeiou"_qs;
    QTest::newRow("u with diaeresis") << u"Güemes"_qs << u"guemes"_qs;
    QTest::newRow("decomposed accents go too") << u"Jose\u0301"_qs << u"jose"_qs;
    QTest::newRow("a non-breaking space is a space") << u"150,00\u00a0USD"_qs << u"150,00 usd"_qs;
    QTest::newRow("a printed minus is a hyphen") << u"\u2212 20"_qs << u"- 20"_qs;
    QTest::newRow("control characters cannot end a cell") << u"a\u001fb\u0007é"_qs << u"abe"_qs;
    QTest::newRow("other scripts stay") << u"Ωmega Д"_qs << u"ωmega д"_qs;
    QTest::newRow("nothing") << QString() << QString();
}

void SearchTextTest::folds()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(folded(text), expected);
}

void SearchTextTest::matches_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("expected");
    QTest::newRow("M1 nothing typed matches all") << u"  "_qs << true;
    QTest::newRow("M1 part of a word") << u"mar"_qs << true;
    QTest::newRow("M1 case does not matter") << u"MARÍA"_qs << true;
    QTest::newRow("M1 accents do not matter") << u"maria"_qs << true;
    QTest::newRow("M1 two words in two columns") << u"dep maria"_qs << true;
    QTest::newRow("M1 all words must occur") << u"dep pedro"_qs << false;
    QTest::newRow("M1 digits of the cédula") << u"50952"_qs << true;
    QTest::newRow("M1 an amount as printed") << u"1.150,00 usd"_qs << true;
    QTest::newRow("a word does not span two cells") << u"1350509525maria"_qs << false;
}

void SearchTextTest::matches()
{
    QFETCH(QString, typed);
    QFETCH(bool, expected);
    const QString row =
        QStringList{u"deposito"_qs, u"1350509525"_qs, folded(u"María Núñez"), folded(u"1.150,00\u00a0USD")}.join(
            cellMark);
    QCOMPARE(Needle(typed).matches(row, {}), expected);
}

void SearchTextTest::hiddenCellsDoNotCount()
{
    const QString row = QStringList{u"ana"_qs, u"luis"_qs, u"anabel"_qs}.join(cellMark);
    QVERIFY(!Needle(u"luis").matches(row, {true, false, true}));
    QVERIFY(Needle(u"ana").matches(row, {false, true, true}));
    QVERIFY(!Needle(u"ana").matches(row, {false, true, false}));
    QVERIFY(Needle(u"anab").matches(row, {true, true})); // a column added later counts
}

void SearchTextTest::moreLettersNarrow_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("expected");
    QTest::newRow("a letter more") << u"an"_qs << u"ana"_qs << true;
    QTest::newRow("a letter before") << u"na"_qs << u"ana"_qs << true;
    QTest::newRow("a word more") << u"ana"_qs << u"ana dep"_qs << true;
    QTest::newRow("from nothing") << QString() << u"a"_qs << true;
    QTest::newRow("a letter less") << u"ana"_qs << u"an"_qs << false;
    QTest::newRow("another word") << u"ana"_qs << u"luis"_qs << false;
    QTest::newRow("a word split in two widens") << u"anab"_qs << u"an ab"_qs << false;
}

void SearchTextTest::moreLettersNarrow()
{
    QFETCH(QString, before);
    QFETCH(QString, now);
    QFETCH(bool, expected);
    QCOMPARE(Needle(now).narrows(Needle(before)), expected);
}

QTEST_APPLESS_MAIN(SearchTextTest)
#include "tst_searchtext.moc"
