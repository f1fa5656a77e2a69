// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include <QCommandLineParser>
#include <QUrl>

using namespace Qt::StringLiterals;

using base::Error;
using base::ErrorCode;
using base::Result;

namespace app {
namespace {

struct OwnOption
{
    const char *name;
    const char *valueName; ///< null: a switch
    const char *description;
};

constexpr OwnOption ownOptions[] = {
    {"headless", nullptr, QT_TRANSLATE_NOOP("app", "run the hub without a window")},
    {"demo", nullptr, QT_TRANSLATE_NOOP("app", "start with sample accounts and simulated clients, in profile lab")},
    {"monitor", nullptr, QT_TRANSLATE_NOOP("app", "print the bank's messages of a broker (MQTT_BROKER_HOST, …_PORT)")},
    {"attach", "url", QT_TRANSLATE_NOOP("app", "open the window on a hub elsewhere, such as http://127.0.0.1:8000")},
    {"data-dir", "folder", QT_TRANSLATE_NOOP("app", "where the hub keeps its data")},
    {"env-file", "file", QT_TRANSLATE_NOOP("app", "read NAME=value lines as if they were in the environment")},
    {"lang", "es|en", QT_TRANSLATE_NOOP("app", "language of the window and of messages")},
    {"log", "rules", QT_TRANSLATE_NOOP("app", "what to log, such as ventanilla.gateway=true")},
    {"help", nullptr, QT_TRANSLATE_NOOP("app", "show this text")},
    {"version", nullptr, QT_TRANSLATE_NOOP("app", "show the version")},
};

void addOptions(QCommandLineParser &parser)
{
    for (const OwnOption &option : ownOptions) {
        QStringList names{QString::fromLatin1(option.name)};
        if (names.first() == u"help")
            names << u"h"_s << u"?"_s;
        if (names.first() == u"version")
            names << u"v"_s;
        parser.addOption(
            QCommandLineOption(names, QString(), option.valueName ? QString::fromLatin1(option.valueName) : QString()));
    }
    for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
        if (!setting.option.isEmpty())
            parser.addOption(QCommandLineOption(setting.option, setting.description, u"value"_s));
    }
}

Result<Mode> modeOf(const QCommandLineParser &parser, QStringList &words)
{
    if (parser.isSet(u"help"_s))
        return Mode::Help;
    if (parser.isSet(u"version"_s))
        return Mode::Version;
    QList<Mode> modes;
    if (parser.isSet(u"headless"_s))
        modes << Mode::Headless;
    if (parser.isSet(u"monitor"_s))
        modes << Mode::Monitor;
    if (!words.isEmpty()) {
        const QString command = words.takeFirst();
        if (command == u"verify")
            modes << Mode::Verify;
        else if (command == u"config")
            modes << Mode::Config;
        else
            return Error(ErrorCode::InvalidArgument, u"unknown command \"%1\"; see --help"_s.arg(command.left(40)));
    }
    if (modes.size() > 1)
        return Error(ErrorCode::InvalidArgument, u"only one of --headless, --monitor, verify and config is possible"_s);
    return modes.isEmpty() ? Mode::Window : modes.first();
}

Result<> checkTogether(const CommandLine &line)
{
    const bool hubWanted = line.mode == Mode::Window || line.mode == Mode::Headless;
    if (line.demo && !hubWanted)
        return Error(ErrorCode::InvalidArgument, u"--demo goes with a window or with --headless"_s);
    if (!line.attachUrl.isEmpty()) {
        const QUrl url(line.attachUrl);
        if (line.mode != Mode::Window || line.demo)
            return Error(ErrorCode::InvalidArgument, u"--attach opens a window and goes with no other mode"_s);
        if ((url.scheme() != u"http" && url.scheme() != u"https") || url.host().isEmpty())
            return Error(ErrorCode::InvalidArgument,
                         u"--attach needs the hub's address, such as http://127.0.0.1:8000"_s);
    }
    if (!line.language.isEmpty() && line.language != u"es" && line.language != u"en")
        return Error(ErrorCode::InvalidArgument, u"--lang is \"%1\"; es or en is expected"_s.arg(line.language));
    const bool takesWords = line.mode == Mode::Config;
    if (!takesWords && !line.words.isEmpty())
        return Error(ErrorCode::InvalidArgument, u"\"%1\" is not understood; see --help"_s.arg(line.words.first()));
    return {};
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return Error(ErrorCode::InvalidArgument, parser.errorText() + u" See --help."_s);
    CommandLine line;
    line.words = parser.positionalArguments();
    const Result<Mode> mode = modeOf(parser, line.words);
    if (!mode)
        return mode.error();
    line.mode = *mode;
    line.demo = parser.isSet(u"demo"_s);
    line.dataDir = parser.value(u"data-dir"_s);
    line.attachUrl = parser.value(u"attach"_s);
    line.envFile = parser.value(u"env-file"_s);
    line.language = parser.value(u"lang"_s);
    line.logRules = parser.value(u"log"_s);
    for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
        if (!setting.option.isEmpty() && parser.isSet(setting.option))
            line.settings.insert(setting.key, parser.value(setting.option));
    }
    if (const Result<> together = checkTogether(line); !together)
        return together.error();
    return line;
}

QString helpText()
{
    const auto row = [](const QString &left, const QString &right) { return u"  %1 %2\n"_s.arg(left, -30).arg(right); };
    QString text = QCoreApplication::translate("app", "Usage: ventanilla [options] [command]") + u"\n\n"_s;
    text += QCoreApplication::translate("app", "The messaging hub of a bank branch or a workshop, and its console.") +
            u"\n\n"_s;
    text += QCoreApplication::translate("app", "Commands:") + u'\n';
    text += row(u"verify"_s, QCoreApplication::translate("app", "prove the ledger: balances, entries, hash chain"));
    text += row(u"config list"_s, QCoreApplication::translate("app", "show every stored setting"));
    text += row(u"config get NAME"_s, QCoreApplication::translate("app", "show one stored setting"));
    text += row(u"config set NAME VALUE"_s, QCoreApplication::translate("app", "store a setting for the next start"));
    text += u'\n' + QCoreApplication::translate("app", "Options:") + u'\n';
    for (const OwnOption &option : ownOptions) {
        QString name = u"--"_s + QString::fromLatin1(option.name);
        if (option.valueName)
            name += u" <"_s + QString::fromLatin1(option.valueName) + u'>';
        text += row(name, QCoreApplication::translate("app", option.description));
    }
    text += u'\n' +
            QCoreApplication::translate("app", "Settings (option, then environment, then --env-file, then stored):") +
            u'\n';
    for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
        const QString left = setting.option.isEmpty() ? setting.key : u"--"_s + setting.option + u" <value>"_s;
        text += row(
            left, u"%1 [%2] %3"_s.arg(QCoreApplication::translate("settings", setting.description.toUtf8().constData()),
                                      setting.defaultValue, setting.variables.first()));
    }
    return text;
}

} // namespace app
