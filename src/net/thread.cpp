// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/thread.h"
#include <QThread>
#include <semaphore>
#if defined(Q_OS_LINUX)
#include "net/epolldispatcher.h"
#endif

namespace net {

namespace {
constexpr size_t jobsWaiting = 100'000;
}

std::unique_ptr<QAbstractEventDispatcher> makeDispatcher()
{
#if defined(Q_OS_LINUX) && !defined(VENTANILLA_PORTABLE_NET)
    if (qgetenv("VENTANILLA_DISPATCHER") != "default")
        return std::make_unique<EpollDispatcher>();
#endif
    return nullptr;
}

HubThread::HubThread(const QString &name)
    : m_thread(std::make_unique<QThread>())
    , m_jobs(jobsWaiting, [](std::vector<Job> &jobs) {
        for (const Job &job : jobs)
            job();
    })
{
    m_thread->setObjectName(name);
    m_jobs.moveToThread(m_thread.get());
    QObject::connect(
        m_thread.get(), &QThread::finished, m_thread.get(), [this] { m_finished = true; }, Qt::DirectConnection);
}

HubThread::~HubThread()
{
    stop();
}

void HubThread::start()
{
    // Here and not before: a QThread lets go of its dispatcher only after it has run.
    if (auto dispatcher = makeDispatcher())
        m_thread->setEventDispatcher(dispatcher.release());
    m_thread->start();
}

void HubThread::stop()
{
    if (!m_thread->isRunning())
        return;
    m_thread->quit();
    m_thread->wait();
    m_finished.load();
}

QThread *HubThread::thread() const
{
    return m_thread.get();
}

void HubThread::call(const std::function<void()> &job)
{
    if (QThread::currentThread() == m_thread.get())
        return job();
    Q_ASSERT_X(m_thread->isRunning(), "net::HubThread", "call() needs a running thread");
    std::binary_semaphore done(0);
    post([&] {
        job();
        done.release();
    });
    done.acquire();
}

void HubThread::post(std::function<void()> job)
{
    const bool taken = m_jobs.sender().push(std::move(job));
    Q_ASSERT_X(taken, "net::HubThread", "post() is for rare things: too many wait");
    Q_UNUSED(taken)
}

} // namespace net
