// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/amountwords.h"
#include <QtTest>

using namespace console;

class AmountWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void everyKnownCurrencyHasAName_data();
    void everyKnownCurrencyHasAName();
};

void AmountWordsTest::words_data()
{
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<QString>("spanish");
    QTest::addColumn<QString>("english");
    const auto row = [](const char *name, qint64 cents, const char16_t *es, const char16_t *en) {
        QTest::newRow(name) << cents << QString(QString::fromUtf16(es) + u" dólares")
                            << QString(QString::fromUtf16(en) + u" dollars");
    };
    row("the example", 15'000, u"ciento cincuenta con 00/100", u"one hundred fifty and 00/100");
    row("nothing", 0, u"cero con 00/100", u"zero and 00/100");
    row("a cent", 1, u"cero con 01/100", u"zero and 01/100");
    row("one", 100, u"uno con 00/100", u"one and 00/100");
    row("sixteen", 1'650, u"dieciséis con 50/100", u"sixteen and 50/100");
    row("twenty-one stands alone", 2'100, u"veintiuno con 00/100", u"twenty-one and 00/100");
    row("twenty-two has its accent", 2'299, u"veintidós con 99/100", u"twenty-two and 99/100");
    row("thirty", 3'000, u"treinta con 00/100", u"thirty and 00/100");
    row("thirty-one", 3'100, u"treinta y uno con 00/100", u"thirty-one and 00/100");
    row("a hundred", 10'000, u"cien con 00/100", u"one hundred and 00/100");
    row("a hundred and one", 10'100, u"ciento uno con 00/100", u"one hundred one and 00/100");
    row("irregular hundreds", 57'700, u"quinientos setenta y siete con 00/100",
        u"five hundred seventy-seven and 00/100");
    row("seven and nine hundred", 99'999, u"novecientos noventa y nueve con 99/100",
        u"nine hundred ninety-nine and 99/100");
    row("a thousand has no un", 100'000, u"mil con 00/100", u"one thousand and 00/100");
    row("a thousand one", 100'100, u"mil uno con 00/100", u"one thousand one and 00/100");
    row("twenty-one thousand", 2'100'000, u"veintiún mil con 00/100", u"twenty-one thousand and 00/100");
    row("thirty-one thousand", 3'100'000, u"treinta y un mil con 00/100", u"thirty-one thousand and 00/100");
    row("a hundred thousand", 10'000'000, u"cien mil con 00/100", u"one hundred thousand and 00/100");
    row("a hundred and one thousand", 10'100'000, u"ciento un mil con 00/100", u"one hundred one thousand and 00/100");
    row("a million", 100'000'000, u"un millón con 00/100", u"one million and 00/100");
    row("two millions and one", 200'000'100, u"dos millones uno con 00/100", u"two million one and 00/100");
    row("twenty-one millions", 2'100'000'000, u"veintiún millones con 00/100", u"twenty-one million and 00/100");
    row("an English billion is mil millones", 100'000'000'000, u"mil millones con 00/100", u"one billion and 00/100");
    row("a Spanish billón is a trillion", 100'000'000'000'000, u"un billón con 00/100", u"one trillion and 00/100");
    row("each place filled", 123'456'789'012'345,
        u"un billón doscientos treinta y cuatro mil quinientos sesenta y siete "
        "millones ochocientos noventa mil ciento veintitrés con 45/100",
        u"one trillion two hundred thirty-four billion five hundred sixty-seven million eight hundred ninety thousand "
        "one hundred twenty-three and 45/100");
    row("the largest", base::Money::maxMinor, u"novecientos veinte billones con 00/100",
        u"nine hundred twenty trillion and 00/100");
    row("below zero", -250, u"menos dos con 50/100", u"minus two and 50/100");
}

void AmountWordsTest::words()
{
    QFETCH(qint64, cents);
    QFETCH(QString, spanish);
    QFETCH(QString, english);
    const base::Money amount = *base::Money::fromMinor(cents, base::Currency::usd());
    QCOMPARE(amountInWords(amount, QLocale::Spanish), spanish);
    QCOMPARE(amountInWords(amount, QLocale::English), english);
}

void AmountWordsTest::everyKnownCurrencyHasAName_data()
{
    QTest::addColumn<QByteArray>("code");
    for (const char *code : {"USD", "BOB", "PEN", "COP", "ARS", "BRL", "MXN", "EUR", "UYU", "GTQ", "DOP", "PAB"})
        QTest::newRow(code) << QByteArray(code);
}

void AmountWordsTest::everyKnownCurrencyHasAName()
{
    QFETCH(QByteArray, code);
    const base::Money amount(*base::Currency::parse(code));
    QVERIFY(!amountInWords(amount, QLocale::Spanish).contains(QString::fromLatin1(code)));
    QVERIFY(!amountInWords(amount, QLocale::English).contains(QString::fromLatin1(code)));
}

QTEST_APPLESS_MAIN(AmountWordsTest)
#include "tst_amountwords.moc"
