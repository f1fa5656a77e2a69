// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/thread.h"
#include <QThread>
#if defined(Q_OS_LINUX)
#include "net/epolldispatcher.h"
#endif

namespace net {

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
    , m_context(std::make_unique<QObject>())
{
    m_thread->setObjectName(name);
    if (auto dispatcher = makeDispatcher())
        m_thread->setEventDispatcher(dispatcher.release()); // the QThread takes ownership
    m_context->moveToThread(m_thread.get());
}

HubThread::~HubThread()
{
    stop();
}

void HubThread::start()
{
    m_thread->start();
}

void HubThread::stop()
{
    if (!m_thread->isRunning())
        return;
    m_thread->quit();
    m_thread->wait();
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
    QMetaObject::invokeMethod(m_context.get(), job, Qt::BlockingQueuedConnection);
}

void HubThread::post(std::function<void()> job)
{
    QMetaObject::invokeMethod(m_context.get(), std::move(job), Qt::QueuedConnection);
}

} // namespace net
