// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/sessionsthread.h"
#include "hub/logging.h"
#include <future>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {

namespace {
constexpr ptrdiff_t tracesAtOnce = 500;
constexpr size_t tracesWaiting = 20'000;
} // namespace

SessionsThread::SessionsThread(QString path, const base::Clock &clock, Options options, OnTrouble onTrouble)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_options(options)
    , m_onTrouble(std::move(onTrouble))
{
}

SessionsThread::~SessionsThread()
{
    stop();
}

Result<broker::SavedState> SessionsThread::start()
{
    std::promise<Result<broker::SavedState>> opened;
    auto outcome = opened.get_future();
    m_thread = std::thread([this, &opened] { run([&opened](auto result) { opened.set_value(std::move(result)); }); });
    Result<broker::SavedState> result = outcome.get();
    if (!result)
        m_thread.join();
    return result;
}

void SessionsThread::append(Batch changes)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_accepting)
            return; // stopped: nobody is left to hear an answer
        m_figures.waiting += changes.size();
        m_queue.push_back(std::move(changes));
    }
    m_wake.notify_one();
}

void SessionsThread::keepTraces(std::vector<broker::Trace> traces)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_accepting)
            return;
        if (m_traces.size() > tracesWaiting)
            m_traces.clear(); // the disk has stood still for seconds: what comes now says more
        m_traces.insert(m_traces.end(), std::make_move_iterator(traces.begin()), std::make_move_iterator(traces.end()));
    }
    m_wake.notify_one();
}

SessionsThread::Figures SessionsThread::figures() const
{
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

broker::LogCursor SessionsThread::cursor() const
{
    const std::lock_guard lock(m_mutex);
    return m_cursor;
}

void SessionsThread::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = false;
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void SessionsThread::run(const std::function<void(Result<broker::SavedState>)> &opened)
{
    auto file = store::BrokerFile::open(m_path, m_options.sync);
    if (!file) {
        opened(file.error());
        return;
    }
    auto state = (*file)->load({m_clock.monotonicNow(), m_clock.utcNow()});
    if (!state) {
        opened(state.error());
        return;
    }
    if ((*file)->orphansDeleted() > 0)
        qCWarning(lcStore) << m_path << "held" << (*file)->orphansDeleted() << "rows of no session; they are deleted";
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = !m_stopping;
    }
    opened(std::move(state));
    serve(**file);
    if (auto ok = (*file)->checkpoint(); !ok) // the next start replays the log instead: no loss
        qCWarning(lcStore).noquote() << "sessions: no checkpoint at the end:" << ok.error().toString();
}

void SessionsThread::serve(store::BrokerFile &file)
{
    Batch batch;
    while (takeBatch(batch)) {
        if (!batch.empty()) {
            if (!commit(file, batch))
                return;
            committed(file, batch);
            m_answer.push(broker::Persisted{batch.back().number}); // refused only if the server has gone
            batch.clear();
        }
        writeTraces(file); // after what acknowledgements wait for
    }
}

/// At most so many as do not keep the next batch waiting for long.
std::vector<broker::Trace> SessionsThread::takeTraces()
{
    const std::lock_guard lock(m_mutex);
    if (m_traces.size() <= static_cast<size_t>(tracesAtOnce))
        return std::exchange(m_traces, {});
    const auto end = m_traces.begin() + tracesAtOnce;
    std::vector<broker::Trace> first(std::make_move_iterator(m_traces.begin()), std::make_move_iterator(end));
    m_traces.erase(m_traces.begin(), end);
    return first;
}

void SessionsThread::writeTraces(store::BrokerFile &file)
{
    const std::vector<broker::Trace> traces = takeTraces();
    if (traces.empty())
        return;
    const auto kept = file.keepTraces(traces, m_clock.utcNow());
    if (!kept && !m_losesTraces)
        qCWarning(lcStore).noquote() << "sessions: delivery traces are not kept:" << kept.error().toString();
    m_losesTraces = !kept;
}

bool SessionsThread::takeBatch(Batch &batch)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty() || !m_traces.empty(); });
    if (m_queue.empty())
        return !m_traces.empty();
    batch = std::move(m_queue.front());
    m_queue.pop_front();
    while (!m_queue.empty() && batch.size() < m_options.batchLimit) {
        batch.insert(batch.end(), std::make_move_iterator(m_queue.front().begin()),
                     std::make_move_iterator(m_queue.front().end()));
        m_queue.pop_front();
    }
    return true;
}

/// Until it succeeds. False: the hub stops and the disk fails still.
bool SessionsThread::commit(store::BrokerFile &file, const Batch &batch)
{
    Result<> done = file.apply(batch);
    while (!done) {
        failed(done.error());
        const bool isLastTry = waitToRetry();
        done = file.reopen();
        if (done)
            done = file.apply(batch);
        if (!done && isLastTry) {
            qCCritical(lcStore).noquote() << "sessions:" << figures().waiting << "changes are lost, none of which was"
                                          << "acknowledged:" << done.error().toString();
            return false;
        }
    }
    return true;
}

/// True: the hub stops, so that there is one more try.
bool SessionsThread::waitToRetry()
{
    std::unique_lock lock(m_mutex);
    return m_wake.wait_for(lock, m_options.retryInterval, [this] { return m_stopping; });
}

void SessionsThread::committed(const store::BrokerFile &file, const Batch &batch)
{
    bool isOver = false;
    {
        const std::lock_guard lock(m_mutex);
        m_figures.waiting -= batch.size();
        m_figures.changes += batch.size();
        m_figures.commits = file.commits();
        m_figures.rows = file.rows();
        isOver = !m_figures.trouble.isEmpty();
        m_figures.trouble.clear();
        for (const broker::DurableChange &change : batch) {
            if (change.cursor)
                m_cursor = *change.cursor;
        }
    }
    if (isOver && m_onTrouble)
        m_onTrouble({});
}

void SessionsThread::failed(const base::Error &error)
{
    const QString why = error.toString();
    bool isNew = false;
    {
        const std::lock_guard lock(m_mutex);
        ++m_figures.failures;
        isNew = m_figures.trouble.isEmpty();
        m_figures.trouble = QString(why); // a move: what Qt copies inside its library no race detector can follow
    }
    if (isNew && m_onTrouble)
        m_onTrouble(why);
}

} // namespace hub
