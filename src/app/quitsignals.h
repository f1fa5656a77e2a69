// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

class QSocketNotifier;

namespace app {

/// Turns SIGINT, SIGTERM (and the console's Ctrl+C elsewhere) into a signal in the main thread. The second one ends the
/// process at once with status 130: whoever presses Ctrl+C twice means it. One instance a process.
class QuitSignals final : public QObject
{
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

    /// From now on SIGHUP asks for a reload; before, it ends the program, as is its custom. Not on Windows.
    void watchHangUp();

Q_SIGNALS:
    void quitRequested();
    void reloadRequested();

private:
    void onReadable();
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace app
