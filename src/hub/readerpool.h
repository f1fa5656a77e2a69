// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "store/sqlreader.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hub {

/// One or two threads with read-only connections to the ledger: lists, statements, search, log catch-up. Create, start
/// and stop from one thread; submit from any.
class ReaderPool
{
public:
    struct Options
    {
        int threads = 2;
        qsizetype queueLimit = 1'000;
    };
    /// Runs on a reader's thread, exactly once: with a reader, or with Timeout (its deadline passed while it waited) or
    /// Unavailable. It reads, then posts the answer to its own thread. It must not keep the pointer.
    using Job = std::function<void(base::Result<store::SqlReader *>)>;

    ReaderPool(QString path, const base::Clock &clock);
    ReaderPool(QString path, const base::Clock &clock, Options options);
    ~ReaderPool();
    ReaderPool(const ReaderPool &) = delete;
    ReaderPool &operator=(const ReaderPool &) = delete;

    /// Opens the connections; the ledger must exist and be migrated (DeskThread::start). The first error, if any.
    base::Result<> start();
    /// Busy when the queue is full, Unavailable when not running; then `job` is not called. `deadline` is from now.
    base::Result<> submit(Job job, std::chrono::milliseconds deadline = std::chrono::seconds(10));
    qsizetype waiting() const;
    /// Ends the threads after their present job; what still waits is answered Unavailable. Idempotent.
    void stop();

private:
    struct Work
    {
        Job job;
        base::Monotonic deadline;
    };
    void run(std::function<void(base::Result<>)> opened);
    std::optional<Work> take();
    void execute(Work &work, store::SqlReader &reader);

    const QString m_path;
    const base::Clock &m_clock;
    const Options m_options;
    std::vector<std::thread> m_threads;

    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_wake;
    std::deque<Work> m_queue;
    bool m_running = false;
};

} // namespace hub
