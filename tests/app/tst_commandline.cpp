// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "support/verify.h"

using app::Mode;
using app::parseCommandLine;

class CommandLineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understands_data();
    void understands();
    void refuses_data();
    void refuses();
    void settingsArriveByTheirKeys();
    void helpNamesEveryOption();
};

void CommandLineTest::understands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Mode>("mode");
    QTest::addRow("nothing: the window") << QStringList{} << Mode::Window;
    QTest::addRow("headless") << QStringList{u"--headless"_qs} << Mode::Headless;
    QTest::addRow("headless demo") << QStringList{u"--demo"_qs, u"--headless"_qs} << Mode::Headless;
    QTest::addRow("S0-36 monitor") << QStringList{u"--monitor"_qs} << Mode::Monitor;
    QTest::addRow("verify") << QStringList{u"verify"_qs, u"--data-dir"_qs, u"/d"_qs} << Mode::Verify;
    QTest::addRow("config") << QStringList{u"config"_qs, u"set"_qs, u"mqtt.port"_qs, u"1"_qs} << Mode::Config;
    QTest::addRow("help before all else") << QStringList{u"--headless"_qs, u"--help"_qs} << Mode::Help;
    QTest::addRow("version") << QStringList{u"-v"_qs} << Mode::Version;
    QTest::addRow("attach") << QStringList{u"--attach"_qs, u"http://127.0.0.1:8000"_qs} << Mode::Window;
}

void CommandLineTest::understands()
{
    QFETCH(QStringList, arguments);
    QFETCH(Mode, mode);
    const auto line = parseCommandLine(QStringList{u"ventanilla"_qs} + arguments);
    QVERIFY_OK(line);
    QCOMPARE(line->mode, mode);
}

void CommandLineTest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addRow("unknown option") << QStringList{u"--nonsense"_qs};
    QTest::addRow("unknown command") << QStringList{u"dance"_qs};
    QTest::addRow("two modes") << QStringList{u"--headless"_qs, u"--monitor"_qs};
    QTest::addRow("a mode and a command") << QStringList{u"--headless"_qs, u"verify"_qs};
    QTest::addRow("a word too many") << QStringList{u"verify"_qs, u"twice"_qs};
    QTest::addRow("attach without a scheme") << QStringList{u"--attach"_qs, u"127.0.0.1:8000"_qs};
    QTest::addRow("attach and headless") << QStringList{u"--attach"_qs, u"http://h"_qs, u"--headless"_qs};
    QTest::addRow("demo of a monitor") << QStringList{u"--demo"_qs, u"--monitor"_qs};
    QTest::addRow("a language that we do not speak") << QStringList{u"--lang"_qs, u"fr"_qs};
    QTest::addRow("an option without its value") << QStringList{u"--mqtt-port"_qs};
}

void CommandLineTest::refuses()
{
    QFETCH(QStringList, arguments);
    const auto line = parseCommandLine(QStringList{u"ventanilla"_qs} + arguments);
    QVERIFY(!line);
    QCOMPARE(line.error().code(), base::ErrorCode::InvalidArgument);
    QVERIFY(!line.error().message().isEmpty());
}

void CommandLineTest::settingsArriveByTheirKeys()
{
    const auto line = parseCommandLine({u"ventanilla"_qs, u"--mqtt-port"_qs, u"0"_qs, u"--profile"_qs, u"lab"_qs});
    QVERIFY_OK(line);
    QCOMPARE(line->settings.value(u"mqtt.port"_qs), u"0"_qs);
    QCOMPARE(line->settings.value(u"security.profile"_qs), u"lab"_qs);
    QCOMPARE(line->settings.size(), 2);
}

void CommandLineTest::helpNamesEveryOption()
{
    const QString help = app::helpText();
    for (const hub::SettingDefinition &setting : hub::settingDefinitions())
        QVERIFY2(setting.option.isEmpty() || help.contains(u"--" + setting.option), qPrintable(setting.option));
    for (const char *name : {"--headless", "--demo", "--monitor", "--attach", "--data-dir", "--env-file", "verify"})
        QVERIFY2(help.contains(QString::fromLatin1(name)), name);
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
