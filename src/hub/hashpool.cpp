// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/hashpool.h"

namespace hub {

HashPool::~HashPool()
{
    stop();
}

void HashPool::start()
{
    const std::scoped_lock lock(m_mutex);
    if (m_running)
        return;
    m_running = true;
    m_thread = std::thread([this] { run(); });
}

bool HashPool::submit(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_running || m_queue.size() >= m_limit)
            return false;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void HashPool::stop()
{
    std::deque<Job> dropped;
    {
        const std::scoped_lock lock(m_mutex);
        m_running = false;
        dropped.swap(m_queue);
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
    for (const Job &job : dropped) // without the lock: a job may ask the pool
        job(Fate::Cancelled);
}

size_t HashPool::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queue.size();
}

void HashPool::run()
{
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_running || !m_queue.empty(); });
            if (!m_running)
                return;
            job = std::move(m_queue.front());
            m_queue.pop_front();
        }
        job(Fate::Run);
    }
}

} // namespace hub
