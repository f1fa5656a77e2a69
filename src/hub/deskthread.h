// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/metrics.h"
#include "desk/desk.h"
#include "store/ledgerfile.h"
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hub {

/// The thread that owns the writing connection to the ledger and the Desk. Commands wait in a bounded queue; the thread
/// drains it, commits once, answers all, and takes what came in meanwhile as the next batch. It never waits for a batch
/// to fill. Create, start and stop from one thread; submit and perform from any. Answers, jobs and listeners run on the
/// desk's thread: they post to their own thread and return at once.
class DeskThread
{
public:
    struct Options
    {
        qsizetype queueLimit = 10'000; ///< commands and jobs waiting; beyond it Busy
        qsizetype batchLimit = 500;
    };
    /// For gauges. A snapshot; figures since start.
    struct Figures
    {
        qsizetype waiting = 0;
        qint64 commands = 0; ///< in all: succeeded, refused by a rule, or failed
        qint64 refused = 0;
        qint64 failed = 0;
        qint64 jobs = 0;
        qint64 batches = 0;
        qint64 refusedBusy = 0;
        base::UtcMs lastCommit;               ///< 0: none yet
        contract::LatencyHistogram batchTook; ///< rules, writing and the sync to the disk
    };
    using OnAnswer = std::function<void(desk::Answer)>;
    using Job = std::function<base::Result<>(store::LedgerFile &)>;
    using OnDone = std::function<void(base::Result<>)>;
    using OnCommitted = std::function<void(qint64 lastSequence)>;

    /// `clock` outlives the thread. `path` is the ledger's file.
    DeskThread(QString path, const base::Clock &clock, bank::Policy policy);
    DeskThread(QString path, const base::Clock &clock, bank::Policy policy, Options options);
    ~DeskThread();
    DeskThread(const DeskThread &) = delete;
    DeskThread &operator=(const DeskThread &) = delete;

    /// Called when events have been logged, after their commit and after the answers: once for all batches that follow
    /// one another without a pause, but at least once for three. Before start() only.
    void addCommittedListener(OnCommitted listener) { m_listeners.push_back(std::move(listener)); }

    /// Opens (and migrates) the ledger on the new thread; returns when that is done, with its error if it failed.
    base::Result<> start();

    /// Queues a command. Busy when the queue is full, Unavailable before start and after stop; then `onAnswer` is not
    /// called. Otherwise it is called exactly once.
    base::Result<> submit(desk::Command command, OnAnswer onAnswer);

    /// Queues a job of its own transaction on the writing connection (settings, users, cursors): committed when the job
    /// succeeds, rolled back when it fails. In order with the commands. Same errors as submit().
    base::Result<> perform(Job job, OnDone onDone);

    /// Takes effect with the next batch.
    void setPolicy(bank::Policy policy);
    void setQrPolicy(payments::QrPolicy policy);

    Figures figures() const;
    /// Grows with everything that may have changed the ledger, before whoever asked for it is answered. Any thread.
    quint64 version() const { return m_version.load(std::memory_order_acquire); }

    /// Refuses new work, commits and answers what waits, checkpoints, closes, ends the thread. Idempotent.
    void stop();

private:
    struct Work
    {
        std::variant<desk::Command, Job> what;
        OnAnswer onAnswer;
        OnDone onDone;
    };
    base::Result<> enqueue(Work work);
    void run(std::function<void(base::Result<>)> opened);
    void serve(store::LedgerFile &file);
    bool takeBatch(std::vector<Work> &batch, desk::Desk &desk);
    void runCommands(desk::Desk &desk, std::vector<Work> &batch);
    void count(const std::vector<desk::Answer> &answers, base::Monotonic took);
    void runJob(store::LedgerFile &file, Work &work);
    void tellListeners(const desk::Desk &desk);

    const QString m_path;
    const base::Clock &m_clock;
    const Options m_options;
    std::vector<OnCommitted> m_listeners;
    qint64 m_told = 0; ///< to the listeners
    int m_untoldBatches = 0;
    std::thread m_thread;

    std::atomic<quint64> m_version{1};
    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_wake;
    std::deque<Work> m_queue;
    std::optional<bank::Policy> m_newPolicy;
    std::optional<payments::QrPolicy> m_newQrPolicy;
    Figures m_figures;
    bool m_accepting = false;
    bool m_stopping = false;
};

} // namespace hub
