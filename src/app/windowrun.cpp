// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowrun.h"
#include "app/headless.h"
#include "app/hubrun.h"
#include "app/practicewindow.h"
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

QString ledgerOf(const CommandLine &line, const QHash<QString, QString> &environment)
{
    return QDir(dataDirOf(line, environment)).filePath(u"ledger.db"_s);
}

/// Opens a practice window beside the real one; null: it could not be, and the window has been told.
std::unique_ptr<PracticeWindow> practise(console::MainWindow &window, const QString &ledger,
                                         const console::AppContext &context)
{
    auto run = PracticeRun::start(ledger, context.clock);
    if (!run) {
        window.showToast(
            console::ToastKind::Error,
            QCoreApplication::translate("app", "There is no practising now: %1").arg(run.error().toString()));
        return nullptr;
    }
    return std::make_unique<PracticeWindow>(std::move(*run), context.clock, context.language, context.theme);
}

/// The menu's "Practise": one practice window at a time, which ends with its own closing or with the program.
class PracticeMenu : public QObject
{
public:
    PracticeMenu(console::MainWindow &window, QString ledger, const console::AppContext &context)
        : m_window(window)
        , m_ledger(std::move(ledger))
        , m_context(context)
    {
        connect(&window, &console::MainWindow::practiceWanted, this, &PracticeMenu::open);
    }

private:
    void open()
    {
        if (m_practice) {
            m_practice->window().raise();
            m_practice->window().activateWindow();
            return;
        }
        QApplication::setOverrideCursor(Qt::WaitCursor);
        m_practice = practise(m_window, m_ledger, m_context);
        QApplication::restoreOverrideCursor();
        if (m_practice) // queued: the window is in its close event
            connect(
                m_practice.get(), &PracticeWindow::ended, this, [this] { m_practice.reset(); }, Qt::QueuedConnection);
    }

    console::MainWindow &m_window;
    const QString m_ledger;
    const console::AppContext &m_context;
    std::unique_ptr<PracticeWindow> m_practice;
};

/// `--practice`: nothing else runs.
int runPractice(const QString &ledger, const base::Clock &clock, console::Language &language, console::Theme &theme)
{
    auto run = PracticeRun::start(ledger, clock);
    if (!run) {
        printError(run.error().toString());
        return 1;
    }
    PracticeWindow practice(std::move(*run), clock, language, theme);
    QObject::connect(&practice, &PracticeWindow::ended, qApp, &QCoreApplication::quit);
    return QApplication::exec();
}

int runConsole(const CommandLine &line, const QHash<QString, QString> &environment, HubRun &run,
               const base::Clock &clock)
{
    SqliteUiSettings settings(preferencePath());
    console::Theme theme;
    theme.set(console::Theme::parse(settings.text(u"shell/theme"_s)).value_or(console::Theme::Mode::System));
    console::Language language;
    const QString wanted = line.language.isEmpty() ? settings.text(u"shell/language"_s) : line.language;
    language.set(console::Language::parse(wanted).value_or(console::Language::systemDefault()));
    if (line.practice)
        return runPractice(ledgerOf(line, environment), clock, language, theme);
    if (line.attachUrl.isEmpty() && !startHub(run))
        return 1;
    int status = 0;
    {
        client::HttpHubClient hub(addressOf(line, run), clock);
        console::AppContext context{hub, settings, clock, language, theme};
        console::MainWindow window(context);
        console::addBankPages(window, context);
        // Attached to a hub elsewhere there is no ledger here to copy: one practises in an empty bank.
        const PracticeMenu practice(window, line.attachUrl.isEmpty() ? ledgerOf(line, environment) : QString(),
                                    context);
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
    return runConsole(line, *environment, run, clock);
}

} // namespace app
