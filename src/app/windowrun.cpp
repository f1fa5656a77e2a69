// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowrun.h"
#include "app/headless.h"
#include "app/hubrun.h"
#include "app/quitsignals.h"
#include "app/sqliteuisettings.h"
#include "app/startfailure.h"
#include "app/startup.h"
#include "client/httphubclient.h"
#include "console/bankpages.h"
#include "console/shell/mainwindow.h"
#include <QApplication>
#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QString preferencePath()
{
    const QString place = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return QDir(place).filePath(u"ventanilla/console.db"_s);
}

hub::SettingTexts freePorts()
{
    return {
        {u"mqtt.port"_s, u"0"_s},           {u"mqtt.tls_port"_s, u"0"_s},       {u"mqtt.websocket_tls_port"_s, u"0"_s},
        {u"mqtt.websocket_port"_s, u"0"_s}, {u"http.port"_s, u"0"_s},           {u"http.alias_port"_s, u"off"_s},
        {u"bank.socket.port"_s, u"0"_s},    {u"bank.socket.tls_port"_s, u"0"_s}};
}

/// False: the person gave up.
bool startHub(HubRun &run)
{
    while (true) {
        const auto started = run.start(true);
        if (started)
            return true;
        printError(started.error().toString());
        switch (askAfterFailure(started.error())) {
        case AfterFailure::Retry:
            break;
        case AfterFailure::UseFreePorts:
            run.overrideSettings(freePorts());
            break;
        case AfterFailure::Quit:
            return false;
        }
    }
}

client::HubAddress addressOf(const CommandLine &line, const HubRun &run)
{
    if (!line.attachUrl.isEmpty())
        return {QUrl(line.attachUrl), {}};
    const hub::HubAddresses &at = run.hub().addresses();
    return {QUrl(u"http://127.0.0.1:%1"_s.arg(at.console)), at.consoleSecret};
}

void enter(console::MainWindow &window, const HubRun &run)
{
    if (!run.isRunning()) {
        window.signIn();
        return;
    }
    for (const QString &warning : run.warnings())
        window.showToast(console::ToastKind::Warning, warning);
    if (!run.demoUser().isEmpty()) {
        window.signInAs(run.demoUser(), run.demoPassword());
        window.showToast(console::ToastKind::Info,
                         QCoreApplication::translate("app", "Demonstration with sample data: you are “%1”, password %2")
                             .arg(run.demoUser(), run.demoPassword()));
        return;
    }
    const auto &first = run.hub().firstAdministrator();
    window.signIn(first ? std::optional(console::FirstPassword{first->username, first->password}) : std::nullopt);
}

int runConsole(const CommandLine &line, HubRun &run, const base::Clock &clock)
{
    SqliteUiSettings settings(preferencePath());
    console::Theme theme;
    theme.set(console::Theme::parse(settings.text(u"shell/theme"_s)).value_or(console::Theme::Mode::System));
    console::Language language;
    const QString wanted = line.language.isEmpty() ? settings.text(u"shell/language"_s) : line.language;
    language.set(console::Language::parse(wanted).value_or(console::Language::systemDefault()));
    if (line.attachUrl.isEmpty() && !startHub(run))
        return 1;
    int status = 0;
    {
        client::HttpHubClient hub(addressOf(line, run), clock);
        console::AppContext context{hub, settings, clock, language, theme};
        console::MainWindow window(context);
        console::addBankPages(window, context);
        QObject::connect(&window, &console::MainWindow::closed, qApp, &QCoreApplication::quit);
        if (const auto forced = console::Language::parse(line.language)) {
            // --lang goes before what a person chose earlier, which the window applies when he signs in.
            QObject::connect(
                &hub, &client::HubClient::userChanged, &window, [&language, code = *forced] { language.set(code); },
                Qt::QueuedConnection);
        }
        enter(window, run);
        status = QApplication::exec();
    }
    run.stop(); // the window is gone; what was accepted is committed before the program ends
    return status;
}

} // namespace

int runWindow(const CommandLine &line, int &argc, char **argv, LogSink &log)
{
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Ventanilla"_s);
    QApplication::setApplicationVersion(QStringLiteral(VENTANILLA_VERSION));
    QApplication::setDesktopFileName(u"ventanilla"_s);
    QApplication::setQuitOnLastWindowClosed(false); // dialogs come and go before the window is there
    const auto environment = environmentOf(line);
    if (!environment) {
        printError(environment.error().toString());
        return 2;
    }
    QuitSignals signalsToQuit;
    QObject::connect(&signalsToQuit, &QuitSignals::quitRequested, qApp, &QCoreApplication::quit);
    const base::SystemClock clock;
    HubRun run(line, *environment, clock, &log);
    return runConsole(line, run, clock);
}

} // namespace app
