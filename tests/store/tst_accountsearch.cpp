// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchtext.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

class SearchTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldsCaseAndAccents_data();
    void foldsCaseAndAccents();
    void splitsQueries();
    void quotesEverything_data();
    void quotesEverything();
};

void SearchTextTest::foldsCaseAndAccents_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("folded");
    QTest::addRow("accents and ñ") << u"María MUÑOZ Güell"_s << u"maria munoz guell"_s;
    QTest::addRow("composed and decomposed are one") << u"Mari\u0301a"_s << u"maria"_s;
    QTest::addRow("digits stay") << u"0102030400"_s << u"0102030400"_s;
}

void SearchTextTest::foldsCaseAndAccents()
{
    QFETCH(QString, text);
    QFETCH(QString, folded);
    QCOMPARE(store::folded(text), folded);
    QCOMPARE(store::searchText(u"17"_s, text), u"17 "_s + folded);
}

void SearchTextTest::splitsQueries()
{
    QCOMPARE(store::searchTerms(u"  María   lópez "_s), (QStringList{u"maria"_s, u"lopez"_s}));
    QCOMPARE(store::searchTerms(u"   "_s), QStringList());
}

void SearchTextTest::quotesEverything_data()
{
    QTest::addColumn<QStringList>("terms");
    QTest::addColumn<QString>("expression");
    QTest::addRow("one") << QStringList{u"maria"_s} << u"\"maria\""_s;
    QTest::addRow("two") << QStringList{u"maria"_s, u"1350"_s} << u"\"maria\" AND \"1350\""_s;
    QTest::addRow("operators are words") << QStringList{u"or*"_s} << u"\"or*\""_s;
    QTest::addRow("quotes are doubled") << QStringList{u"a\"b"_s} << u"\"a\"\"b\""_s;
}

void SearchTextTest::quotesEverything()
{
    QFETCH(QStringList, terms);
    QFETCH(QString, expression);
    QCOMPARE(store::matchExpression(terms), expression);
}

QTEST_APPLESS_MAIN(SearchTextTest)
#include "tst_accountsearch.moc"
