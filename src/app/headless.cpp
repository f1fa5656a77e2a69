// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"
#include "app/hubrun.h"
#include "app/monitor.h"
#include "app/quitsignals.h"
#include "app/readiness.h"
#include "app/startup.h"
#include "app/typedsecret.h"
#include "hub/settingsecrets.h"
#include "hub/storedsettings.h"
#include <QCoreApplication>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString row(const QString &name, const QString &value)
{
    return u"  %1 %2\n"_s.arg(name, -16).arg(value);
}

/// Where clients find what, and how to get in.
QString welcome(const HubRun &run)
{
    const hub::Hub &hub = run.hub();
    const hub::HubAddresses &at = hub.addresses();
    const QString host = hub.settings().onLoopback() ? u"127.0.0.1"_s : hub.settings().bind;
    const QString shownHost = host == u"any" ? u"<this machine>"_s : host;
    const auto url = [&](const QString &scheme, quint16 port) {
        return port == 0 ? QCoreApplication::translate("app", "off") : u"%1://%2:%3"_s.arg(scheme, shownHost).arg(port);
    };
    QString text = u"Ventanilla %1 · %2\n"_s.arg(QStringLiteral(VENTANILLA_VERSION), hub.settings().hubName);
    text += row(QCoreApplication::translate("app", "Data"), hub.settings().dataDir);
    text += row(QCoreApplication::translate("app", "Profile"),
                hub.settings().profile == hub::Profile::Lab
                    ? QCoreApplication::translate("app", "lab: MQTT clients need no credentials, on this machine only")
                    : QCoreApplication::translate("app", "branch: credentials everywhere"));
    text += row(u"MQTT"_s, url(u"mqtt"_s, at.mqtt));
    text += row(u"MQTT WebSocket"_s, url(u"ws"_s, at.mqttWebSocket));
    if (at.mqtts != 0)
        text += row(u"MQTTS"_s, url(u"mqtts"_s, at.mqtts));
    if (at.mqttWebSocketTls != 0)
        text += row(u"MQTT WSS"_s, url(u"wss"_s, at.mqttWebSocketTls));
    text += row(u"HTTP"_s, url(u"http"_s, at.http));
    if (at.httpAlias != 0)
        text += row(u"HTTP (alias)"_s, url(u"http"_s, at.httpAlias));
    if (at.https != 0)
        text += row(u"HTTPS"_s, url(u"https"_s, at.https));
    if (at.bankSocket != 0)
        text += row(QCoreApplication::translate("app", "Bank socket"), url(u"tcp"_s, at.bankSocket));
    if (at.bankSocketTls != 0)
        text += row(QCoreApplication::translate("app", "Bank socket TLS"), url(u"tls"_s, at.bankSocketTls));
    for (const QString &warning : run.warnings())
        text += QCoreApplication::translate("app", "Note: ") + warning + u'\n';
    if (const auto &admin = hub.firstAdministrator()) {
        text +=
            QCoreApplication::translate("app", "First start: log in as \"%1\" with the one-time password  %2\n"
                                               "             (shown only now; choose your own after the first login)\n")
                .arg(admin->username, admin->password);
    }
    if (at.http != 0) {
        text += QCoreApplication::translate("app", "Attach a window: ventanilla --attach %1\n")
                    .arg(url(u"http"_s, at.http));
    }
    return text + QCoreApplication::translate("app", "Ready. Ctrl+C ends it.\n");
}

/// Of a secret only whether there is one.
QString shownValue(const hub::SettingDefinition &setting, const hub::SettingTexts &stored)
{
    const QString value = stored.value(setting.key, setting.defaultValue);
    return setting.isSecret && !value.isEmpty() ? QCoreApplication::translate("app", "(set, shown to nobody)") : value;
}

int listSettings(const hub::SettingTexts &stored)
{
    for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
        printOut(u"%1 = %2%3\n"_s.arg(setting.key, shownValue(setting, stored),
                                      stored.contains(setting.key) ? QString() : u"   (default)"_s));
    }
    return 0;
}

} // namespace

void printOut(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), stdout);
    std::fflush(stdout);
}

void printError(const QString &sentence)
{
    const QByteArray utf8 = "ventanilla: " + sentence.toUtf8() + "\n";
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), stderr);
}

int runHeadless(const CommandLine &line, const QHash<QString, QString> &environment, LogSink &log)
{
    QuitSignals signalsToQuit;
    QObject::connect(&signalsToQuit, &QuitSignals::quitRequested, qApp, &QCoreApplication::quit);
    const base::SystemClock clock;
    HubRun run(line, environment, clock, &log);
    if (const auto started = run.start(false); !started) {
        printError(started.error().toString());
        return 1;
    }
    printOut(welcome(run));
    notifySystem("READY=1\nSTATUS=Serving");
    signalsToQuit.watchHangUp();
    QObject::connect(&signalsToQuit, &QuitSignals::reloadRequested, qApp, [&run] { run.reloadCertificates(); });
    QCoreApplication::exec();
    notifySystem("STOPPING=1");
    printOut(QCoreApplication::translate("app", "Stopping…\n"));
    run.stop();
    return 0;
}

int runMonitor(const QHash<QString, QString> &environment)
{
    QuitSignals signalsToQuit;
    Monitor monitor(Monitor::optionsFrom(environment));
    QObject::connect(&signalsToQuit, &QuitSignals::quitRequested, qApp, &QCoreApplication::quit); // S0-39
    QObject::connect(&monitor, &Monitor::gaveUp, qApp, [] { QCoreApplication::exit(1); });
    monitor.start();
    const int status = QCoreApplication::exec();
    monitor.stop();
    return status;
}

int runVerify(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const auto outcome = hub::verifyLedger(dataDirOf(line, environment));
    if (!outcome) {
        printError(outcome.error().toString());
        return 2;
    }
    printOut(outcome->text);
    return outcome->ok ? 0 : 1;
}

namespace {

/// A secret stands on no command line, where other users and the shell's history would see it.
base::Result<QString> valueToSet(const QStringList &words, const QHash<QString, QString> &environment)
{
    if (!hub::isSecretSetting(words[1])) {
        if (words.size() == 3)
            return words[2];
        return base::Error(base::ErrorCode::InvalidArgument, u"config set wants a name and a value"_s);
    }
    if (words.size() == 3)
        return base::Error(
            base::ErrorCode::InvalidArgument,
            u"%1 is a secret: leave the value out, it is asked for (or taken from VENTANILLA_SECRET)"_s.arg(words[1]));
    if (environment.contains(u"VENTANILLA_SECRET"_s))
        return environment.value(u"VENTANILLA_SECRET"_s);
    return typedSecret(QCoreApplication::translate("app", "Value of %1 (not shown): ").arg(words[1]));
}

} // namespace

int runConfig(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const QString dataDir = dataDirOf(line, environment);
    const QString what = line.words.value(0, u"list"_s);
    const auto stored = hub::readStoredSettings(dataDir);
    if (!stored) {
        printError(stored.error().toString());
        return 2;
    }
    if (what == u"list" && line.words.size() <= 1)
        return listSettings(*stored);
    if (what == u"get" && line.words.size() == 2) {
        for (const hub::SettingDefinition &setting : hub::settingDefinitions()) {
            if (setting.key == line.words[1]) {
                printOut(shownValue(setting, *stored) + u'\n');
                return 0;
            }
        }
        printError(u"there is no setting \"%1\"; see: ventanilla config list"_s.arg(line.words[1]));
        return 2;
    }
    if (what == u"set" && (line.words.size() == 3 || line.words.size() == 2)) {
        const auto value = valueToSet(line.words, environment);
        const auto done = value ? hub::storeSetting(dataDir, line.words[1], *value, base::SystemClock())
                                : base::Result<>(value.error());
        if (!done)
            printError(done.error().toString());
        return done ? 0 : 2;
    }
    printError(u"config wants: list, get NAME, or set NAME VALUE"_s);
    return 2;
}

} // namespace app
