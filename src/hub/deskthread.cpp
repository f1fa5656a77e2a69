// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/deskthread.h"
#include "hub/logging.h"
#include <future>

namespace hub {

using namespace Qt::StringLiterals;

namespace {
/// A batch takes a commit, some milliseconds at most.
constexpr int maxUntoldBatches = 3;
} // namespace

DeskThread::DeskThread(QString path, const base::Clock &clock, bank::Policy policy)
    : DeskThread(std::move(path), clock, std::move(policy), Options())
{
}

DeskThread::DeskThread(QString path, const base::Clock &clock, bank::Policy policy, Options options)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_options(options)
    , m_newPolicy(std::move(policy))
{
}

DeskThread::~DeskThread()
{
    stop();
}

base::Result<> DeskThread::start()
{
    std::promise<base::Result<>> opened;
    auto outcome = opened.get_future();
    m_thread = std::thread([this, &opened] { run([&opened](base::Result<> result) { opened.set_value(result); }); });
    base::Result<> result = outcome.get();
    if (!result)
        m_thread.join();
    return result;
}

base::Result<> DeskThread::enqueue(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_accepting)
            return {base::ErrorCode::Unavailable, u"the ledger is not running"_s};
        if (static_cast<qsizetype>(m_queue.size()) >= m_options.queueLimit) {
            ++m_figures.refusedBusy;
            return {base::ErrorCode::Busy, u"too many operations are waiting: try again in a moment"_s};
        }
        m_queue.push_back(std::move(work));
    }
    m_wake.notify_one();
    return {};
}

base::Result<> DeskThread::submit(desk::Command command, OnAnswer onAnswer)
{
    return enqueue({std::move(command), std::move(onAnswer), {}});
}

base::Result<> DeskThread::perform(Job job, OnDone onDone)
{
    return enqueue({std::move(job), {}, std::move(onDone)});
}

void DeskThread::setPolicy(bank::Policy policy)
{
    const std::lock_guard lock(m_mutex);
    m_newPolicy = std::move(policy);
}

void DeskThread::setQrPolicy(payments::QrPolicy policy)
{
    const std::lock_guard lock(m_mutex);
    m_newQrPolicy = std::move(policy);
}

DeskThread::Figures DeskThread::figures() const
{
    const std::lock_guard lock(m_mutex);
    Figures figures = m_figures;
    figures.waiting = static_cast<qsizetype>(m_queue.size());
    return figures;
}

void DeskThread::stop()
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

void DeskThread::run(std::function<void(base::Result<>)> opened)
{
    auto file = store::LedgerFile::open(m_path);
    if (!file) {
        opened(file.error());
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = !m_stopping;
    }
    opened({});
    serve(**file);
    if (auto ok = (*file)->checkpoint(); !ok) // the next start replays the log instead: no loss
        qCWarning(lcStore).noquote() << "ledger: no checkpoint at the end:" << ok.error().toString();
}

void DeskThread::serve(store::LedgerFile &file)
{
    desk::Desk desk(file.unitOfWork(), m_clock, bank::Policy());
    std::vector<Work> batch;
    while (takeBatch(batch, desk)) {
        if (std::holds_alternative<Job>(batch.front().what))
            runJob(file, batch.front());
        else
            runCommands(desk, batch);
        tellListeners(desk);
        batch.clear();
    }
}

bool DeskThread::takeBatch(std::vector<Work> &batch, desk::Desk &desk)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    if (m_queue.empty())
        return false;
    if (m_newPolicy)
        desk.setPolicy(*std::exchange(m_newPolicy, std::nullopt));
    if (m_newQrPolicy)
        desk.setQrPolicy(*std::exchange(m_newQrPolicy, std::nullopt));
    // Either one job or a run of commands: order is kept, and a job has a transaction of its own.
    do {
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    } while (std::holds_alternative<desk::Command>(batch.back().what) && !m_queue.empty() &&
             std::holds_alternative<desk::Command>(m_queue.front().what) &&
             static_cast<qsizetype>(batch.size()) < m_options.batchLimit);
    return true;
}

void DeskThread::runCommands(desk::Desk &desk, std::vector<Work> &batch)
{
    std::vector<desk::Command> commands;
    commands.reserve(batch.size());
    for (Work &work : batch)
        commands.push_back(std::get<desk::Command>(std::move(work.what)));
    const base::Monotonic began = m_clock.monotonicNow();
    std::vector<desk::Answer> answers = desk.run(commands);
    m_version.fetch_add(1, std::memory_order_release);
    count(answers, m_clock.monotonicNow() - began);
    for (size_t i = 0; i < batch.size(); ++i) {
        if (batch[i].onAnswer)
            batch[i].onAnswer(std::move(answers[i]));
    }
}

void DeskThread::count(const std::vector<desk::Answer> &answers, base::Monotonic took)
{
    qint64 refused = 0, failed = 0;
    for (const desk::Answer &answer : answers) {
        if (answer)
            continue;
        const bool isFault = answer.error().code() == base::ErrorCode::Io ||
                             answer.error().code() == base::ErrorCode::Corrupt ||
                             answer.error().code() == base::ErrorCode::Internal;
        if (isFault)
            qCWarning(lcDesk).noquote() << "a command failed:" << answer.error().toString();
        ++(isFault ? failed : refused);
    }
    const std::lock_guard lock(m_mutex);
    m_figures.commands += static_cast<qint64>(answers.size());
    m_figures.refused += refused;
    m_figures.failed += failed;
    ++m_figures.batches;
    m_figures.lastCommit = m_clock.utcNow();
    m_figures.batchTook.add(took);
}

/// After the answers, so that telling thousands never delays one; and while more commands wait, once for several
/// batches: what is told together is sent together.
void DeskThread::tellListeners(const desk::Desk &desk)
{
    if (desk.lastSequence() == m_told)
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_queue.empty() && ++m_untoldBatches < maxUntoldBatches)
            return;
    }
    m_untoldBatches = 0;
    m_told = desk.lastSequence();
    for (const OnCommitted &listener : m_listeners)
        listener(m_told);
}

void DeskThread::runJob(store::LedgerFile &file, Work &work)
{
    base::Result<> outcome = file.transact(std::get<Job>(work.what));
    m_version.fetch_add(1, std::memory_order_release);
    {
        const std::lock_guard lock(m_mutex);
        ++m_figures.jobs;
    }
    if (work.onDone)
        work.onDone(std::move(outcome));
}

} // namespace hub
