// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/practicerun.h"
#include "client/httphubclient.h"
#include "console/shell/mainwindow.h"

namespace app {

/// A window on a PracticeRun, with a green frame and the word PRÁCTICA. Nothing of it is remembered. Ends with the
/// window. GUI thread.
class PracticeWindow : public QObject
{
    Q_OBJECT
public:
    /// `language` and `theme`: the program's, which there is one of. All outlive it.
    PracticeWindow(std::unique_ptr<PracticeRun> run, const base::Clock &clock, console::Language &language,
                   console::Theme &theme, QObject *parent = nullptr);
    ~PracticeWindow() override;

    console::MainWindow &window() { return *m_window; }
    const PracticeRun &run() const { return *m_run; }

Q_SIGNALS:
    /// The window was closed: destroy this.
    void ended();

private:
    std::unique_ptr<PracticeRun> m_run; ///< first: clients go before their hub
    console::MemoryUiSettings m_settings;
    client::HttpHubClient m_hub;
    console::AppContext m_context;
    std::unique_ptr<console::MainWindow> m_window;
};

} // namespace app
