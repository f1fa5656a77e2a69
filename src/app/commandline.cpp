// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include <QCommandLineParser>
#include <QUrl>
#include <span>

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
    {"practice", nullptr, QT_TRANSLATE_NOOP("app", "open the window on a throw-away copy of the data, to practise")},
    {"monitor", nullptr, QT_TRANSLATE_NOOP("app", "print the bank's messages of a broker (MQTT_BROKER_HOST, …_PORT)")},
    {"attach", "url", QT_TRANSLATE_NOOP("app", "open the window on a hub elsewhere, such as http://127.0.0.1:8000")},
    {"data-dir", "folder", QT_TRANSLATE_NOOP("app", "where the hub keeps its data")},
    {"env-file", "file", QT_TRANSLATE_NOOP("app", "read NAME=value lines as if they were in the environment")},
    {"host", "name",
     QT_TRANSLATE_NOOP("app", "certificate create: a name or address that clients use; may be repeated")},
    {"threshold", "number", QT_TRANSLATE_NOOP("app", "score-anomalies: this threshold instead of the best one")},
    {"lang", "es|en", QT_TRANSLATE_NOOP("app", "language of the window and of messages")},
    {"log", "rules", QT_TRANSLATE_NOOP("app", "what to log, such as gateway=info,websocket=debug")},
    {"help", nullptr, QT_TRANSLATE_NOOP("app", "show this text")},
    {"version", nullptr, QT_TRANSLATE_NOOP("app", "show the version")},
};

/// Of the commands `acl` and `device` alone.
constexpr OwnOption accessOptions[] = {
    {"format", "name", QT_TRANSLATE_NOOP("app", "mosquitto, emqx or json; import finds it out by itself")},
    {"apply", nullptr, QT_TRANSLATE_NOOP("app", "import for good; without it the report is all that happens")},
    {"replace", nullptr, QT_TRANSLATE_NOOP("app", "imported rules take the place of those that are there")},
    {"partial", nullptr, QT_TRANSLATE_NOOP("app", "import what was understood, though not all was")},
    {"client-id", "a,b", QT_TRANSLATE_NOOP("app", "client identifiers that the device may connect as; none: any")},
    {"device-id", "id", QT_TRANSLATE_NOOP("app", "gives the device its own topics under iot/")},
    {"cedula", "number", QT_TRANSLATE_NOOP("app", "of the bank's topics it reads those of this customer alone")},
    {"note", "text", QT_TRANSLATE_NOOP("app", "what the credential is for")},
    {"mosquitto", nullptr, QT_TRANSLATE_NOOP("app", "keep a hash that a mosquitto password_file can hold")},
    {"certificate", nullptr, QT_TRANSLATE_NOOP("app", "no secret: the device shows a certificate of this name")},
    {"grace", "time", QT_TRANSLATE_NOOP("app", "how long the old secret stays good: 15m, 24h, 7d; not at all [0]")},
    {"user", "name", QT_TRANSLATE_NOOP("app", "administrator to log in as at a running hub [admin]")},
};

/// Of the command `ws-test` alone.
constexpr OwnOption testerOptions[] = {
    {"url", "url", QT_TRANSLATE_NOOP("app", "where the channels are [ws://localhost:8000/api/v1/ws]")},
    {"channel", "name", QT_TRANSLATE_NOOP("app", "the channel to test [general]")},
    {"token", "token", QT_TRANSLATE_NOOP("app", "access token or API key; better in VENTANILLA_TOKEN")},
    {"choice", "1-5", QT_TRANSLATE_NOOP("app", "one choice of the menu, without the menu")},
    {"seconds", "number", QT_TRANSLATE_NOOP("app", "choice 3: how long [60]")},
    {"interval", "number", QT_TRANSLATE_NOOP("app", "choice 3: seconds between two test events [5]")},
    {"message", "text", QT_TRANSLATE_NOOP("app", "choice 4: what the test event says [Prueba]")},
};

void addOptions(QCommandLineParser &parser)
{
    for (const auto &options : {std::span<const OwnOption>(accessOptions), std::span<const OwnOption>(testerOptions)}) {
        for (const OwnOption &option : options)
            parser.addOption(QCommandLineOption(QString::fromLatin1(option.name), QString(),
                                                option.valueName ? QString::fromLatin1(option.valueName) : QString()));
    }
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
        else if (command == u"acl")
            modes << Mode::Acl;
        else if (command == u"device")
            modes << Mode::Device;
        else if (command == u"certificate")
            modes << Mode::Certificate;
        else if (command == u"ws-test")
            modes << Mode::WsTest;
        else if (command == u"score-anomalies")
            modes << Mode::ScoreAnomalies;
        else if (command == u"qr")
            modes << Mode::Qr;
        else
            return Error(ErrorCode::InvalidArgument, u"unknown command \"%1\"; see --help"_s.arg(command.left(40)));
    }
    if (modes.size() > 1)
        return Error(ErrorCode::InvalidArgument,
                     u"only one of --headless, --monitor, verify, config, acl, device, certificate, qr, "
                     u"score-anomalies and ws-test is possible"_s);
    return modes.isEmpty() ? Mode::Window : modes.first();
}

bool isAboutAccess(const CommandLine &line)
{
    return line.mode == Mode::Acl || line.mode == Mode::Device;
}

Result<> checkTogether(const CommandLine &line)
{
    const bool hubWanted = line.mode == Mode::Window || line.mode == Mode::Headless;
    if (line.practice && (line.mode != Mode::Window || line.demo || !line.attachUrl.isEmpty()))
        return Error(ErrorCode::InvalidArgument, u"--practice goes with a window of its own alone"_s);
    if (line.demo && !hubWanted)
        return Error(ErrorCode::InvalidArgument, u"--demo goes with a window or with --headless"_s);
    if (!line.attachUrl.isEmpty()) {
        const QUrl url(line.attachUrl);
        if ((line.mode != Mode::Window && !isAboutAccess(line)) || line.demo)
            return Error(ErrorCode::InvalidArgument, u"--attach goes with a window, acl and device alone"_s);
        if ((url.scheme() != u"http" && url.scheme() != u"https") || url.host().isEmpty())
            return Error(ErrorCode::InvalidArgument,
                         u"--attach needs the hub's address, such as http://127.0.0.1:8000"_s);
    }
    if (!line.language.isEmpty() && line.language != u"es" && line.language != u"en")
        return Error(ErrorCode::InvalidArgument, u"--lang is \"%1\"; es or en is expected"_s.arg(line.language));
    if (!line.access.isEmpty() && !isAboutAccess(line))
        return Error(ErrorCode::InvalidArgument,
                     u"--%1 goes with acl and device alone"_s.arg(line.access.begin().key()));
    if (!line.tester.isEmpty() && line.mode != Mode::WsTest)
        return Error(ErrorCode::InvalidArgument, u"--%1 goes with ws-test alone"_s.arg(line.tester.begin().key()));
    const bool takesWords = line.mode == Mode::Config || line.mode == Mode::Certificate || line.mode == Mode::Qr ||
                            line.mode == Mode::ScoreAnomalies || isAboutAccess(line);
    if (!line.threshold.isEmpty() && line.mode != Mode::ScoreAnomalies)
        return Error(ErrorCode::InvalidArgument, u"--threshold goes with: ventanilla score-anomalies"_s);
    if (!line.hosts.isEmpty() && line.mode != Mode::Certificate)
        return Error(ErrorCode::InvalidArgument, u"--host goes with: ventanilla certificate create"_s);
    if (!takesWords && !line.words.isEmpty())
        return Error(ErrorCode::InvalidArgument, u"\"%1\" is not understood; see --help"_s.arg(line.words.first()));
    return {};
}

QString row(const QString &left, const QString &right)
{
    return u"  %1 %2\n"_s.arg(left, -30).arg(right);
}

QString row(const OwnOption &option)
{
    QString name = u"--"_s + QString::fromLatin1(option.name);
    if (option.valueName)
        name += u" <"_s + QString::fromLatin1(option.valueName) + u'>';
    return row(name, QCoreApplication::translate("app", option.description));
}

QString accessCommands()
{
    QString text = row(u"acl list"_s, QCoreApplication::translate("app", "show who may publish and subscribe what"));
    text += row(u"acl check USER CLIENT publish|subscribe|receive TOPIC"_s,
                QCoreApplication::translate("app", "tell what would be decided, and why; - for none"));
    text += row(u"acl import FILE"_s,
                QCoreApplication::translate("app", "read mosquitto's acl_file, EMQX's acl.conf or our own form"));
    text += row(u"acl export [FILE]"_s, QCoreApplication::translate("app", "write the rules, see --format"));
    text += row(u"device list"_s, QCoreApplication::translate("app", "show what devices connect with"));
    text += row(u"device add NAME"_s, QCoreApplication::translate("app", "make a credential and show its secret once"));
    text += row(u"device change NAME"_s, QCoreApplication::translate("app", "change what the options name"));
    text += row(u"device rotate NAME"_s, QCoreApplication::translate("app", "give it a new secret, see --grace"));
    text += row(u"device enable|disable|remove NAME"_s,
                QCoreApplication::translate("app", "let it in, keep it out, forget it"));
    text += row(u"device import FILE"_s, QCoreApplication::translate("app", "read mosquitto's password_file"));
    text += row(u"device export [FILE]"_s, QCoreApplication::translate("app", "write a password_file"));
    return text + QCoreApplication::translate(
                      "app", "  acl and device ask the hub that runs on the data folder (or --attach) as an\n"
                             "  administrator, with the password of VENTANILLA_PASSWORD or the terminal; when no hub\n"
                             "  runs they change the folder itself. VENTANILLA_SECRET sets a device's own secret.\n");
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
    line.practice = parser.isSet(u"practice"_s);
    line.dataDir = parser.value(u"data-dir"_s);
    line.attachUrl = parser.value(u"attach"_s);
    line.envFile = parser.value(u"env-file"_s);
    line.hosts = parser.values(u"host"_s);
    line.threshold = parser.value(u"threshold"_s);
    line.language = parser.value(u"lang"_s);
    line.logRules = parser.value(u"log"_s);
    for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
        if (!setting.option.isEmpty() && parser.isSet(setting.option))
            line.settings.insert(setting.key, parser.value(setting.option));
    }
    for (const OwnOption &option : accessOptions) {
        const QString name = QString::fromLatin1(option.name);
        if (parser.isSet(name))
            line.access.insert(name, parser.value(name));
    }
    for (const OwnOption &option : testerOptions) {
        const QString name = QString::fromLatin1(option.name);
        if (parser.isSet(name))
            line.tester.insert(name, parser.value(name));
    }
    if (const Result<> together = checkTogether(line); !together)
        return together.error();
    return line;
}

QString helpText()
{
    QString text = QCoreApplication::translate("app", "Usage: ventanilla [options] [command]") + u"\n\n"_s;
    text += QCoreApplication::translate("app", "The messaging hub of a bank branch or a workshop, and its console.") +
            u"\n\n"_s;
    text += QCoreApplication::translate("app", "Commands:") + u'\n';
    text += row(u"verify"_s, QCoreApplication::translate("app", "prove the ledger: balances, entries, hash chain"));
    text += row(u"config list"_s, QCoreApplication::translate("app", "show every stored setting"));
    text += row(u"config get NAME"_s, QCoreApplication::translate("app", "show one stored setting"));
    text +=
        row(u"config set NAME VALUE"_s,
            QCoreApplication::translate("app", "store a setting for the next start; a secret's value is asked for"));
    text += accessCommands();
    text += row(u"certificate create"_s,
                QCoreApplication::translate("app", "make a CA and a certificate for MQTT over TLS, and use them"));
    text += row(u"certificate device NAME"_s,
                QCoreApplication::translate("app", "make a certificate for a device of that name"));
    text += row(u"certificate revoke NAME"_s, QCoreApplication::translate("app", "revoke a device's certificate"));
    text += row(u"certificate show"_s, QCoreApplication::translate("app", "show the listeners' certificate"));
    text += row(u"qr decode FILE|TEXT"_s,
                QCoreApplication::translate("app", "tell what a QR says, out of a picture or as text, tag by tag"));
    text +=
        row(u"qr make TEXT FILE [SIDE]"_s, QCoreApplication::translate("app", "paint a text as a QR, as PNG or SVG"));
    text += row(u"score-anomalies FOLDER"_s,
                QCoreApplication::translate("app", "score the anomaly detector on labelled data (NAB)"));
    text += row(u"ws-test"_s, QCoreApplication::translate("app", "try a hub's WebSocket channels, by a menu"));
    text += u'\n' + QCoreApplication::translate("app", "Options:") + u'\n';
    for (const OwnOption &option : ownOptions)
        text += row(option);
    text += u'\n' + QCoreApplication::translate("app", "Options of acl and device:") + u'\n';
    for (const OwnOption &option : accessOptions)
        text += row(option);
    text += u'\n' + QCoreApplication::translate("app", "Options of ws-test:") + u'\n';
    for (const OwnOption &option : testerOptions)
        text += row(option);
    text += u'\n' +
            QCoreApplication::translate("app", "Settings (option, then environment, then --env-file, then stored):") +
            u'\n';
    for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
        if (setting.isDetail)
            continue;
        const QString left = setting.option.isEmpty() ? setting.key : u"--"_s + setting.option + u" <value>"_s;
        text += row(
            left, u"%1 [%2] %3"_s.arg(QCoreApplication::translate("settings", setting.description.toUtf8().constData()),
                                      setting.defaultValue, setting.variables.first()));
    }
    text += row(u"…"_s, QCoreApplication::translate("app", "there are more: ventanilla config list"));
    return text;
}

} // namespace app
