// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/quitsignals.h"
#include <QSocketNotifier>
#include <atomic>
#include <csignal>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace app {
#ifdef Q_OS_UNIX
namespace {

// A signal handler can reach nothing but globals; these two are the reason why one instance a process is allowed.
int wakePipe[2] = {-1, -1};
std::atomic<int> received{0};

constexpr char quitByte = 1;
constexpr char reloadByte = 2;

extern "C" void onHangUp(int)
{
    [[maybe_unused]] const auto written = write(wakePipe[1], &reloadByte, 1); // async-signal-safe
}

extern "C" void onQuitSignal(int)
{
    if (received.fetch_add(1) > 0)
        _exit(130);
    [[maybe_unused]] const auto written =
        write(wakePipe[1], &quitByte, 1); // async-signal-safe; a full pipe is awake too
}

} // namespace

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
    if (pipe2(wakePipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &QuitSignals::onReadable);
    struct sigaction action = {};
    action.sa_handler = onQuitSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

QuitSignals::~QuitSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_DFL);
    delete m_notifier;
    close(wakePipe[0]);
    close(wakePipe[1]);
    received = 0;
}

void QuitSignals::watchHangUp()
{
    struct sigaction action = {};
    action.sa_handler = onHangUp;
    action.sa_flags = SA_RESTART;
    sigaction(SIGHUP, &action, nullptr);
}

void QuitSignals::onReadable()
{
    bool quits = false, reloads = false;
    char byte = 0;
    while (read(wakePipe[0], &byte, 1) > 0) {
        quits = quits || byte == quitByte;
        reloads = reloads || byte == reloadByte;
    }
    if (quits)
        Q_EMIT quitRequested();
    else if (reloads)
        Q_EMIT reloadRequested();
}
#else
// Elsewhere the window's close button and the service manager end the program; Ctrl+C ends it at once.
QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
}
QuitSignals::~QuitSignals() = default;
void QuitSignals::onReadable() {}
void QuitSignals::watchHangUp() {}
#endif

} // namespace app
