// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

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
    QTest::addRow("headless") << QStringList{u"--headless"_s} << Mode::Headless;
    QTest::addRow("headless demo") << QStringList{u"--demo"_s, u"--headless"_s} << Mode::Headless;
    QTest::addRow("S0-36 monitor") << QStringList{u"--monitor"_s} << Mode::Monitor;
    QTest::addRow("verify") << QStringList{u"verify"_s, u"--data-dir"_s, u"/d"_s} << Mode::Verify;
    QTest::addRow("config") << QStringList{u"config"_s, u"set"_s, u"mqtt.port"_s, u"1"_s} << Mode::Config;
    QTest::addRow("S3-47 ws-test") << QStringList{u"ws-test"_s, u"--choice"_s, u"4"_s} << Mode::WsTest;
    QTest::addRow("help before all else") << QStringList{u"--headless"_s, u"--help"_s} << Mode::Help;
    QTest::addRow("version") << QStringList{u"-v"_s} << Mode::Version;
    QTest::addRow("attach") << QStringList{u"--attach"_s, u"http://127.0.0.1:8000"_s} << Mode::Window;
}

void CommandLineTest::understands()
{
    QFETCH(QStringList, arguments);
    QFETCH(Mode, mode);
    const auto line = parseCommandLine(QStringList{u"ventanilla"_s} + arguments);
    QVERIFY_OK(line);
    QCOMPARE(line->mode, mode);
}

void CommandLineTest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addRow("unknown option") << QStringList{u"--nonsense"_s};
    QTest::addRow("unknown command") << QStringList{u"dance"_s};
    QTest::addRow("two modes") << QStringList{u"--headless"_s, u"--monitor"_s};
    QTest::addRow("a mode and a command") << QStringList{u"--headless"_s, u"verify"_s};
    QTest::addRow("a word too many") << QStringList{u"verify"_s, u"twice"_s};
    QTest::addRow("attach without a scheme") << QStringList{u"--attach"_s, u"127.0.0.1:8000"_s};
    QTest::addRow("attach and headless") << QStringList{u"--attach"_s, u"http://h"_s, u"--headless"_s};
    QTest::addRow("a choice without ws-test") << QStringList{u"--headless"_s, u"--choice"_s, u"1"_s};
    QTest::addRow("demo of a monitor") << QStringList{u"--demo"_s, u"--monitor"_s};
    QTest::addRow("a language that we do not speak") << QStringList{u"--lang"_s, u"fr"_s};
    QTest::addRow("an option without its value") << QStringList{u"--mqtt-port"_s};
}

void CommandLineTest::refuses()
{
    QFETCH(QStringList, arguments);
    const auto line = parseCommandLine(QStringList{u"ventanilla"_s} + arguments);
    QVERIFY(!line);
    QCOMPARE(line.error().code(), base::ErrorCode::InvalidArgument);
    QVERIFY(!line.error().message().isEmpty());
}

void CommandLineTest::settingsArriveByTheirKeys()
{
    const auto line = parseCommandLine({u"ventanilla"_s, u"--mqtt-port"_s, u"0"_s, u"--profile"_s, u"lab"_s});
    QVERIFY_OK(line);
    QCOMPARE(line->settings.value(u"mqtt.port"_s), u"0"_s);
    QCOMPARE(line->settings.value(u"security.profile"_s), u"lab"_s);
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
