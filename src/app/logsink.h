// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/loglevels.h"
#include "base/clock.h"
#include "hub/logsettings.h"
#include <QFile>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace app {

/// The log of the process: takes what Qt's logging categories say, from any thread, keeps the newest lines for
/// /api/v1/admin/logs, and writes all on a thread of its own, so that a slow terminal or disk delays nobody. When more
/// waits than may, lines are left out and counted. Categories and message handler are Qt's, one for the process: one
/// sink at a time, owned by main(); two hubs in one process share it.
class LogSink final : public gateway::LogPort
{
public:
    /// Lines kept for queries; lines that may wait to be written.
    static constexpr size_t maxKept = 2'000;
    static constexpr size_t maxWaiting = 20'000;
    static constexpr qsizetype maxMessage = 4'096; ///< characters; the rest is cut off

    /// Installs itself. `clock` outlives it. `toStderr`: false for tests.
    explicit LogSink(const base::Clock &clock, bool toStderr = true);
    /// Writes what waits and gives the handler back.
    ~LogSink() override;
    LogSink(const LogSink &) = delete;
    LogSink &operator=(const LogSink &) = delete;

    /// Takes effect at once; Io when the file cannot be opened (then it goes on without). Rules on top of the
    /// settings'.
    base::Result<> configure(const hub::LogSettings &settings, const QString &moreRules);
    /// Until everything taken so far is written.
    void flush();

    std::vector<gateway::LogCategory> categories() const override;
    base::Result<> setLevel(const QString &category, gateway::LogLevel level,
                            std::optional<std::chrono::seconds> span) override;
    std::vector<gateway::LogLine> lines(const gateway::LogQuery &query) const override;

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);
    void take(QtMsgType type, const char *category, const QString &message);
    void run();
    void write(const std::vector<gateway::LogLine> &batch, quint64 lost);
    void writeFile(const QByteArray &bytes);
    void rotate();

    const base::Clock &m_clock;
    const bool m_toStderr;
    QtMessageHandler m_former = nullptr;
    std::thread m_thread;

    mutable std::mutex m_mutex; ///< guards what follows; docs/threads.md
    mutable std::condition_variable m_wake;
    std::condition_variable m_written;
    LogLevels m_levels;
    std::deque<gateway::LogLine> m_kept;
    std::vector<gateway::LogLine> m_waiting;
    qint64 m_last = 0;
    qint64 m_lastWritten = 0;
    quint64 m_lost = 0;
    bool m_isStopping = false;

    std::mutex m_outMutex; ///< guards what is written to
    hub::LogSettings m_settings;
    QFile m_file;
};

} // namespace app
