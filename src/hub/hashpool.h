// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hub {

/// One thread for password hashes, which take tens of milliseconds each and 64 MiB, with a short queue before it:
/// beyond that we are busy, so that a flood of logins costs no more than one core (SPEC 3, "CPU DoS"). Jobs run in
/// order. Create, start and stop from one thread; submit from any.
class HashPool
{
public:
    /// What becomes of a job.
    enum class Fate {
        Run,
        Cancelled, ///< the pool has stopped: answer so and return
    };
    /// Called exactly once, on the pool's thread or, cancelled, on the one that stops the pool.
    using Job = std::function<void(Fate)>;

    /// `limit`: jobs that wait, > 0. 200 are some 20 s of hashing.
    explicit HashPool(size_t limit = 200)
        : m_limit(limit)
    {
    }
    ~HashPool();
    HashPool(const HashPool &) = delete;
    HashPool &operator=(const HashPool &) = delete;

    void start();
    /// False when the queue is full or the pool does not run: the job will not be run.
    [[nodiscard]] bool submit(Job job);
    /// Ends the thread after its present job and cancels what still waits. Idempotent.
    void stop();
    size_t waiting() const;

private:
    void run();

    const size_t m_limit;
    std::thread m_thread;
    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    bool m_running = false;
};

} // namespace hub
