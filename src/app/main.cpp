// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accesscommand.h"
#include "app/certificates.h"
#include "app/headless.h"
#include "app/logsink.h"
#include "app/messagelanguage.h"
#include "app/qrcommand.h"
#include "app/scoreanomalies.h"
#include "app/startup.h"
#include "app/windowrun.h"
#include "app/wstest.h"
#include <QCoreApplication>
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace {

/// Before there is an application object: the options alone say whether there may be a window.
QStringList rawArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

int runWithoutWindow(const app::CommandLine &line, int argc, char **argv, app::LogSink &log)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(VENTANILLA_VERSION));
    const app::MessageLanguage language(line.language);
    if (line.mode == app::Mode::Help) {
        app::printOut(app::helpText());
        return 0;
    }
    if (line.mode == app::Mode::Version) {
        app::printOut(QStringLiteral("ventanilla " VENTANILLA_VERSION "\n"));
        return 0;
    }
    if (line.mode == app::Mode::Qr)
        return app::runQr(line);
    if (line.mode == app::Mode::ScoreAnomalies)
        return app::runScoreAnomalies(line);
    const auto environment = app::environmentOf(line);
    if (!environment) {
        app::printError(environment.error().toString());
        return 2;
    }
    switch (line.mode) {
    case app::Mode::Monitor:
        return app::runMonitor(*environment);
    case app::Mode::Verify:
        return app::runVerify(line, *environment);
    case app::Mode::Config:
        return app::runConfig(line, *environment);
    case app::Mode::Acl:
    case app::Mode::Device:
        return app::runAccess(line, *environment);
    case app::Mode::Certificate:
        return app::runCertificate(line, *environment);
    case app::Mode::WsTest:
        return app::runWsTest(line, *environment);
    default:
        return app::runHeadless(line, *environment, log);
    }
}

} // namespace

int main(int argc, char **argv)
{
#ifdef Q_OS_UNIX
    umask(077); // ledger, keys and exports are their owner's alone
#endif
    QCoreApplication::setApplicationName(QStringLiteral("ventanilla"));
    const auto line = app::parseCommandLine(rawArguments(argc, argv));
    if (!line) {
        app::printError(line.error().toString());
        return 2;
    }
    const base::SystemClock clock;
    app::LogSink log(clock);
    if (const auto configured = log.configure({}, line->logRules); !configured) {
        app::printError(configured.error().toString());
        return 2;
    }
    if (line->mode == app::Mode::Window)
        return app::runWindow(*line, argc, argv, log);
    return runWithoutWindow(*line, argc, argv, log);
}
