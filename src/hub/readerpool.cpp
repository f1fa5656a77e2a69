// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/readerpool.h"
#include <future>

namespace hub {

using namespace Qt::StringLiterals;

ReaderPool::ReaderPool(QString path, const base::Clock &clock)
    : ReaderPool(std::move(path), clock, Options())
{
}

ReaderPool::ReaderPool(QString path, const base::Clock &clock, Options options)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_options(options)
{
}

ReaderPool::~ReaderPool()
{
    stop();
}

base::Result<> ReaderPool::start()
{
    {
        const std::lock_guard lock(m_mutex);
        m_running = true;
    }
    base::Result<> result;
    for (int i = 0; i < m_options.threads && result; ++i) {
        std::promise<base::Result<>> opened;
        auto outcome = opened.get_future();
        m_threads.emplace_back([this, &opened] { run([&opened](base::Result<> ok) { opened.set_value(ok); }); });
        result = outcome.get();
    }
    if (!result)
        stop();
    return result;
}

base::Result<> ReaderPool::submit(Job job, std::chrono::milliseconds deadline)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_running)
            return {base::ErrorCode::Unavailable, u"the readers are not running"_s};
        if (static_cast<qsizetype>(m_queue.size()) >= m_options.queueLimit)
            return {base::ErrorCode::Busy, u"too many queries are waiting: try again in a moment"_s};
        m_queue.push_back({std::move(job), m_clock.monotonicNow() + deadline});
    }
    m_wake.notify_one();
    return {};
}

qsizetype ReaderPool::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(m_queue.size());
}

void ReaderPool::stop()
{
    std::deque<Work> left;
    {
        const std::lock_guard lock(m_mutex);
        m_running = false;
        left.swap(m_queue);
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
    for (Work &work : left)
        work.job(base::Error(base::ErrorCode::Unavailable, u"the hub is stopping"_s));
}

void ReaderPool::run(std::function<void(base::Result<>)> opened)
{
    auto reader = store::SqlReader::open(m_path);
    if (!reader) {
        opened(reader.error());
        return;
    }
    opened({});
    while (auto work = take())
        execute(*work, **reader);
}

std::optional<ReaderPool::Work> ReaderPool::take()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return !m_running || !m_queue.empty(); });
    if (m_queue.empty())
        return std::nullopt;
    Work work = std::move(m_queue.front());
    m_queue.pop_front();
    return work;
}

void ReaderPool::execute(Work &work, store::SqlReader &reader)
{
    if (m_clock.monotonicNow() >= work.deadline)
        work.job(base::Error(base::ErrorCode::Timeout, u"the query waited too long"_s));
    else
        work.job(&reader);
}

} // namespace hub
