// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/language.h"
#include <QDialogButtonBox>
#include <QPushButton>
#include <QtTest>

using console::Language;

class LanguageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsAreReadAndWritten()
    {
        QCOMPARE(Language::parse(u"es"), Language::Code::Spanish);
        QCOMPARE(Language::parse(u"en"), Language::Code::English);
        QVERIFY(!Language::parse(u"fr"));
        QCOMPARE(Language::word(Language::Code::Spanish), u"es"_qs);
        QCOMPARE(Language::word(Language::Code::English), u"en"_qs);
    }
    void switchesWhileWidgetsLive()
    {
        Language language;
        QSignalSpy changed(&language, &Language::changed);
        language.set(Language::Code::Spanish);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(language.locale().decimalPoint(), u","_qs);
        // Qt's own words come too, without Qt's translations being installed.
        QDialogButtonBox box(QDialogButtonBox::Cancel);
        QCOMPARE(box.button(QDialogButtonBox::Cancel)->text(), u"Cancelar"_qs);
        language.set(Language::Code::English);
        QCOMPARE(language.locale().decimalPoint(), u"."_qs);
        QCoreApplication::processEvents(); // delivers LanguageChange
        QVERIFY(box.button(QDialogButtonBox::Cancel)->text().contains(u"Cancel"_qs));
        QVERIFY(!box.button(QDialogButtonBox::Cancel)->text().contains(u"Cancelar"_qs));
    }
};

QTEST_MAIN(LanguageTest)
#include "tst_language.moc"
