// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"
#include "hub/hub.h"

namespace app {

class DemoThread;
class LogSink;

/// A hub of this process with what the command line adds to it: the demo's clients. Used by the headless run and by the
/// window alike. One thread.
class HubRun
{
public:
    /// `log`: configured by start() as the settings say; null: the process has none. Outlives the run.
    HubRun(CommandLine line, QHash<QString, QString> environment, const base::Clock &clock, LogSink *log = nullptr);
    ~HubRun();
    HubRun(const HubRun &) = delete;
    HubRun &operator=(const HubRun &) = delete;

    /// Settings that go before all others, for a second try ("use free ports").
    void overrideSettings(const hub::SettingTexts &settings);
    /// `forWindow`: with the private listener for our own window.
    base::Result<> start(bool forWindow);
    /// In order; idempotent.
    void stop();
    /// See hub::Hub.
    void reloadCertificates();

    const hub::Hub &hub() const { return *m_hub; }
    bool isRunning() const { return m_hub != nullptr; }
    /// What is not as configured, to be told to whoever started this. English sentences.
    QStringList warnings() const;
    /// Name and password of the demo's teller; empty without --demo.
    const QString &demoUser() const { return m_demoUser; }
    const QString &demoPassword() const { return m_demoPassword; }

private:
    base::Result<> prepareDemo(const QString &dataDir, hub::StartOptions &options);

    CommandLine m_line;
    const QHash<QString, QString> m_environment;
    const base::Clock &m_clock;
    LogSink *m_log;
    QString m_demoUser;
    QString m_demoPassword;
    std::unique_ptr<hub::Hub> m_hub;
    std::unique_ptr<DemoThread> m_demo;
};

} // namespace app
