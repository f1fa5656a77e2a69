// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/actionlist.h"
#include "console/shell/agetext.h"
#include "console/shell/errortext.h"
#include <QAction>
#include <QSet>
#include <QtTest>

using namespace console;

class TextsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agesAreSaid_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("tenths below ten seconds") << qint64{240} << QStringLiteral("0,2 s");
        QTest::newRow("nothing") << qint64{0} << QStringLiteral("0,0 s");
        QTest::newRow("a clock that runs ahead") << qint64{-5000} << QStringLiteral("0,0 s");
        QTest::newRow("seconds") << qint64{12'900} << QStringLiteral("12 s");
        QTest::newRow("minutes") << qint64{3'599'000} << QStringLiteral("59 min");
        QTest::newRow("hours to two days") << qint64{47 * 3600'000LL} << QStringLiteral("47 h");
        QTest::newRow("days") << qint64{50 * 3600'000LL} << QStringLiteral("2 d");
    }
    void agesAreSaid()
    {
        QFETCH(const qint64, ms);
        QFETCH(const QString, text);
        QCOMPARE(ageText(std::chrono::milliseconds(ms), QLocale(QLocale::Spanish, QLocale::Ecuador)), text);
    }
    void everyErrorHasASentenceOfItsOwn()
    {
        QSet<QString> sentences;
        for (int code = 0; code <= int(base::ErrorCode::Internal); ++code) {
            const QString text = errorText(base::Error(base::ErrorCode(code), QStringLiteral("words")));
            QVERIFY(text.endsWith(u'.') || text.endsWith(QStringLiteral("words")));
            sentences.insert(text);
        }
        QCOMPARE(sentences.size(), int(base::ErrorCode::Internal) + 1);
        QVERIFY(errorText(base::Error(base::ErrorCode::Timeout, {})).contains(QStringLiteral("not known")));
        QCOMPARE(loginErrorText(base::Error(base::ErrorCode::Unauthenticated, {})),
                 QStringLiteral("User or password is wrong."));
    }
    void mnemonicsAndDotsAreNotShown()
    {
        QAction action(QStringLiteral("&Find an action…"));
        QCOMPARE(plainText(action), QStringLiteral("Find an action"));
    }
    void patternsAreFound_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        QTest::newRow("nothing typed yet fits") << QString() << QStringLiteral("Deposit") << true;
        QTest::newRow("a start") << QStringLiteral("dep") << QStringLiteral("Depósito") << true;
        QTest::newRow("without its accent") << QStringLiteral("deposito") << QStringLiteral("Depósito") << true;
        QTest::newRow("with an accent too many") << QStringLiteral("Lóck") << QStringLiteral("Lock") << true;
        QTest::newRow("letters in order") << QStringLiteral("tdk") << QStringLiteral("Theme: dark") << true;
        QTest::newRow("letters out of order") << QStringLiteral("kdt") << QStringLiteral("Theme: dark") << false;
        QTest::newRow("a letter that is missing") << QStringLiteral("depx") << QStringLiteral("Deposit") << false;
        QTest::newRow("longer than the text") << QStringLiteral("deposits") << QStringLiteral("Deposit") << false;
    }
    void patternsAreFound()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        QFETCH(const bool, fits);
        QCOMPARE(fuzzyScore(pattern, text).has_value(), fits);
    }
    void wholeWordsWin()
    {
        QVERIFY(fuzzyScore(u"lock", u"Window › Lock") > fuzzyScore(u"lock", u"Window › Unlock the list"));
        QVERIFY(fuzzyScore(u"dark", u"Theme: dark") > fuzzyScore(u"dark", u"Find an action to ask"));
    }
};

QTEST_MAIN(TextsTest)
#include "tst_texts.moc"
