// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/descriptorwatch.h"
#include "net/timerlist.h"
#include <QAbstractEventDispatcher>
#include <array>
#include <atomic>
#include <memory>
#include <vector>

struct epoll_event;

namespace net {

QT_WARNING_PUSH
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
using EventDispatcherBase =
    QAbstractEventDispatcherV2; // its functions hide those of its own base, which stay as they are
QT_WARNING_DISABLE_GCC("-Woverloaded-virtual")
QT_WARNING_DISABLE_CLANG("-Woverloaded-virtual")
#else
using EventDispatcherBase = QAbstractEventDispatcher;
#endif

/// Qt's event loop for a thread with many sockets, on Linux: the cost of a wake-up does not grow with the sockets that
/// are silent (Qt's own dispatchers hand every descriptor to the kernel at each wake-up: 570 µs against 30 with 5,000
/// idle clients). Give it to a QThread before start() (HubThread does).
///
/// One processEvents(): posted events, then at most 256 ready descriptors, then timers; so no kind of event starves
/// another. All functions but wakeUp() and interrupt() belong to its thread.
class EpollDispatcher final : public EventDispatcherBase
{
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    /// What a user of the house wants to know of its descriptor (DescriptorWatch), without a QSocketNotifier. A
    /// descriptor has one user or notifiers, not both. Nothing wanted: forgotten at once, before it is closed.
    struct Interest
    {
        bool reading = false;
        bool writing = false;
    };
    void watch(int descriptor, DescriptorUser *user, Interest interest);
    bool unregisterTimers(QObject *object) override;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    void registerTimer(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(Qt::TimerId id) override;
    QList<TimerInfoV2> timersForObject(QObject *object) const override;
    Duration remainingTime(Qt::TimerId id) const override;
#else
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
#endif
    /// Any thread. Costs a system call only from another thread, and only the first time before the loop looks.
    void wakeUp() override;
    void interrupt() override;

private:
    using Notifiers = std::array<QSocketNotifier *, 3>; ///< by QSocketNotifier::Type
    /// One descriptor. `generation` tells events of a closed descriptor from those of its successor with the same
    /// number.
    struct Entry
    {
        DescriptorUser *user = nullptr;
        std::unique_ptr<Notifiers> notifiers; ///< once there were any
        quint32 armed = 0;                    ///< what the kernel watches
        quint32 generation = 0;
        Interest interest;    ///< the user's
        bool changed = false; ///< stands in m_changed
    };

    static quint32 wanted(const Entry &entry);
    Entry &entryOf(int descriptor);
    void changed(int descriptor, Entry &entry);
    void apply(int descriptor, Entry &entry);
    void applyChanges();
    int waitTimeout(bool mayWait, bool withTimers) const;
    void waitForEvents(int timeout, bool withNotifiers);
    int deliverBatch();
    int deliver(int descriptor, quint32 generation, quint32 events);
    int deliverToNotifiers(int descriptor, quint32 generation, quint32 events);
    void drainWakeUps();

    int m_epoll = -1;
    int m_eventFd = -1;
    std::vector<Entry> m_entries; ///< by descriptor
    std::vector<int> m_changed;
    std::vector<epoll_event> m_batch; ///< shared with nested loops, which continue it
    size_t m_batchSize = 0;
    size_t m_batchNext = 0;
    TimerList m_timers;
    std::atomic<bool> m_wakeUpPending{false};
    std::atomic<bool> m_interrupted{false};
};
QT_WARNING_POP

} // namespace net
