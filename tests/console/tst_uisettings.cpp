// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/uisettings.h"
#include <QtTest>

using console::MemoryUiSettings;

class UiSettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachUserHasValuesOfTheirOwn()
    {
        MemoryUiSettings settings;
        settings.setText(u"shell/language"_qs, u"es"_qs);
        settings.selectUser(u"ana"_qs);
        QVERIFY(!settings.value(u"shell/language"_qs));
        settings.setText(u"shell/language"_qs, u"en"_qs);
        settings.selectUser(u"eva"_qs);
        QCOMPARE(settings.text(u"shell/language"_qs, u"none"_qs), u"none"_qs);
        settings.selectUser(u"ana"_qs);
        QCOMPARE(settings.text(u"shell/language"_qs), u"en"_qs);
        settings.selectUser({});
        QCOMPARE(settings.text(u"shell/language"_qs), u"es"_qs);
    }
    void numbersAndFlagsFallBackWhenAbsentOrBroken()
    {
        MemoryUiSettings settings;
        QCOMPARE(settings.number(u"a"_qs, 7), 7);
        settings.setNumber(u"a"_qs, -3);
        QCOMPARE(settings.number(u"a"_qs, 7), -3);
        settings.setText(u"a"_qs, u"three"_qs);
        QCOMPARE(settings.number(u"a"_qs, 7), 7);
        QVERIFY(settings.flag(u"b"_qs, true));
        settings.setFlag(u"b"_qs, false);
        QVERIFY(!settings.flag(u"b"_qs, true));
        settings.remove(u"b"_qs);
        QVERIFY(settings.flag(u"b"_qs, true));
    }
};

QTEST_APPLESS_MAIN(UiSettingsTest)
#include "tst_uisettings.moc"
