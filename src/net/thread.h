// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/mailbox.h"
#include <QAbstractEventDispatcher>
#include <QString>
#include <atomic>
#include <functional>
#include <memory>

class QThread;

namespace net {

/// The dispatcher for a hub thread: the epoll one on Linux; null (Qt's own) elsewhere, in a portable build
/// (VENTANILLA_PORTABLE_NET) and when the environment says VENTANILLA_DISPATCHER=default, which exists to compare.
std::unique_ptr<QAbstractEventDispatcher> makeDispatcher();

/// A background thread with the house's event dispatcher. Owned by whoever composes the hub; make, start and stop it
/// from one thread, which is not itself.
class HubThread
{
public:
    /// `name` appears in debuggers and in `top -H` (15 characters of it).
    explicit HubThread(const QString &name);
    /// Stops the thread if it runs.
    ~HubThread();
    HubThread(const HubThread &) = delete;
    HubThread &operator=(const HubThread &) = delete;

    void start();
    /// Ends the event loop and waits. Objects of the thread must have been destroyed by call() before.
    void stop();
    /// For moveToThread and deleteLater connections.
    QThread *thread() const;

    /// Runs `job` in the thread and waits for its end. From the thread itself: runs it at once.
    void call(const std::function<void()> &job);
    /// Runs `job` in the thread, later. For rare things; streams of messages go through a Mailbox.
    void post(std::function<void()> job);

private:
    using Job = std::function<void()>;
    std::unique_ptr<QThread> m_thread;
    Mailbox<Job> m_jobs;
    std::atomic<bool> m_finished{false}; ///< shows ThreadSanitizer the order of the thread's end and stop()
};

} // namespace net
