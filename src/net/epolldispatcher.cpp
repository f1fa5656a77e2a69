// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/epolldispatcher.h"
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace net {

namespace {

constexpr size_t batchLimit = 256;

/// What makes each type of notifier fire; errors and hang-ups wake all of them, as with Qt's dispatcher.
constexpr std::array<quint32, 3> firesOn = {EPOLLIN | EPOLLHUP | EPOLLERR, EPOLLOUT | EPOLLHUP | EPOLLERR,
                                            EPOLLPRI | EPOLLHUP | EPOLLERR};
constexpr std::array<quint32, 3> interestOf = {EPOLLIN, EPOLLOUT, EPOLLPRI};

quint64 keyOf(int descriptor, quint32 generation)
{
    return (quint64(generation) << 32) | static_cast<quint32>(descriptor);
}

int ceilToMs(TimerList::Duration duration)
{
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    return static_cast<int>(std::min<qint64>(ms, std::numeric_limits<int>::max()));
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : EventDispatcherBase(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_eventFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_batch(batchLimit)
{
    if (m_epoll < 0 || m_eventFd < 0)
        qFatal("no epoll or eventfd: %s", std::strerror(errno));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = keyOf(m_eventFd, 0);
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_eventFd, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_eventFd);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    const bool withNotifiers = !(flags & QEventLoop::ExcludeSocketNotifiers);
    const bool withTimers = !(flags & QEventLoop::X11ExcludeTimers);
    m_interrupted = false;
    // Forgotten before posted events are sent: what is posted from now on is seen before we wait.
    const bool hadWakeUp = m_wakeUpPending.exchange(false);
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    // A caller of one round is answered once posted events have been sent; exec() goes round anyway, and may wait.
    const bool isAnswered = hadWakeUp && !(flags & QEventLoop::EventLoopExec);
    const bool mayWait = (flags & QEventLoop::WaitForMoreEvents) && !m_interrupted && !m_wakeUpPending && !isAnswered;
    int handled = 0;
    if (!withNotifiers || m_batchNext >= m_batchSize) {
        int timeout = waitTimeout(mayWait, withTimers);
        if (timeout != 0) {
            Q_EMIT aboutToBlock();
            if (m_wakeUpPending) // a slot has posted something: our own wake-ups are this flag alone
                timeout = 0;
        }
        waitForEvents(timeout, withNotifiers);
        if (timeout != 0)
            Q_EMIT awake();
    }
    if (withNotifiers)
        handled += deliverBatch();
    if (withTimers)
        handled += m_timers.fireDue();
    return handled > 0 || hadWakeUp;
}

int EpollDispatcher::waitTimeout(bool mayWait, bool withTimers) const
{
    if (!mayWait)
        return 0;
    const auto next = withTimers ? m_timers.untilNext() : std::nullopt;
    return next ? ceilToMs(*next) : -1;
}

void EpollDispatcher::waitForEvents(int timeout, bool withNotifiers)
{
    if (!withNotifiers) {
        pollfd only{m_eventFd, POLLIN, 0};
        if (::poll(&only, 1, timeout) > 0)
            drainWakeUps();
        return;
    }
    applyChanges();
    const int n = epoll_wait(m_epoll, m_batch.data(), static_cast<int>(m_batch.size()), timeout);
    m_batchNext = 0;
    m_batchSize = n > 0 ? static_cast<size_t>(n) : 0; // EINTR counts as nothing
}

int EpollDispatcher::deliverBatch()
{
    int handled = 0;
    while (m_batchNext < m_batchSize) {
        const epoll_event event = m_batch[m_batchNext++];
        const int descriptor = static_cast<int>(event.data.u64 & 0xFFFFFFFF);
        if (descriptor == m_eventFd)
            drainWakeUps();
        else
            handled += deliver(descriptor, static_cast<quint32>(event.data.u64 >> 32), event.events);
    }
    return handled;
}

int EpollDispatcher::deliver(int descriptor, quint32 generation, quint32 events)
{
    const Entry &entry = m_entries[static_cast<size_t>(descriptor)];
    if (entry.generation != generation)
        return 0;
    if (!entry.user)
        return deliverToNotifiers(descriptor, generation, events);
    const bool readable = entry.interest.reading && (events & firesOn[QSocketNotifier::Read]);
    const bool writable = entry.interest.writing && (events & firesOn[QSocketNotifier::Write]);
    if (!readable && !writable)
        return 0;
    entry.user->descriptorReady(readable, writable);
    return 1;
}

int EpollDispatcher::deliverToNotifiers(int descriptor, quint32 generation, quint32 events)
{
    int handled = 0;
    for (size_t type = 0; type < firesOn.size(); ++type) {
        // Looked up anew each time: the notifier before may have removed this one, or closed the descriptor.
        const Entry &entry = m_entries[static_cast<size_t>(descriptor)];
        if (entry.generation != generation || !entry.notifiers)
            break;
        QSocketNotifier *notifier = (*entry.notifiers)[type];
        if (!(events & firesOn[type]) || !notifier)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        ++handled;
    }
    return handled;
}

void EpollDispatcher::drainWakeUps()
{
    quint64 count = 0;
    [[maybe_unused]] const auto n = ::read(m_eventFd, &count, sizeof count);
}

quint32 EpollDispatcher::wanted(const Entry &entry)
{
    quint32 mask = (entry.interest.reading ? EPOLLIN : 0u) | (entry.interest.writing ? EPOLLOUT : 0u);
    for (size_t type = 0; entry.notifiers && type < interestOf.size(); ++type) {
        if ((*entry.notifiers)[type])
            mask |= interestOf[type];
    }
    return mask;
}

EpollDispatcher::Entry &EpollDispatcher::entryOf(int descriptor)
{
    const auto at = static_cast<size_t>(descriptor);
    if (at >= m_entries.size())
        m_entries.resize(std::max(at + 1, m_entries.size() * 2));
    return m_entries[at];
}

/// Told to the kernel before the next wait: what is switched on and off meanwhile costs nothing. But what nobody wants
/// any more at once: the descriptor may be closed, and its number reused, before that.
void EpollDispatcher::changed(int descriptor, Entry &entry)
{
    if (wanted(entry) == 0) {
        apply(descriptor, entry);
        ++entry.generation;
    } else if (!entry.changed) {
        entry.changed = true;
        m_changed.push_back(descriptor);
    }
}

void EpollDispatcher::watch(int descriptor, DescriptorUser *user, Interest interest)
{
    Entry &entry = entryOf(descriptor);
    Q_ASSERT(!entry.user || entry.user == user);
    entry.interest = interest;
    entry.user = interest.reading || interest.writing ? user : nullptr;
    changed(descriptor, entry);
}

void EpollDispatcher::apply(int descriptor, Entry &entry)
{
    const quint32 mask = wanted(entry);
    if (mask == entry.armed)
        return;
    epoll_event event{};
    event.events = mask;
    event.data.u64 = keyOf(descriptor, entry.generation);
    const int operation = mask == 0 ? EPOLL_CTL_DEL : entry.armed == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (epoll_ctl(m_epoll, operation, descriptor, &event) != 0 && mask != 0)
        qWarning("epoll_ctl for descriptor %d: %s", descriptor, std::strerror(errno));
    entry.armed = mask;
}

void EpollDispatcher::applyChanges()
{
    for (const int descriptor : m_changed) {
        Entry &entry = m_entries[static_cast<size_t>(descriptor)];
        entry.changed = false;
        apply(descriptor, entry);
    }
    m_changed.clear();
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    Entry &entry = entryOf(descriptor);
    if (!entry.notifiers)
        entry.notifiers = std::make_unique<Notifiers>();
    QSocketNotifier *&slot = (*entry.notifiers)[static_cast<size_t>(notifier->type())];
    if (slot)
        qWarning("two socket notifiers of one type on descriptor %d", descriptor);
    slot = notifier;
    changed(descriptor, entry);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto at = static_cast<size_t>(notifier->socket());
    if (at >= m_entries.size() || !m_entries[at].notifiers)
        return;
    QSocketNotifier *&slot = (*m_entries[at].notifiers)[static_cast<size_t>(notifier->type())];
    if (slot != notifier)
        return;
    slot = nullptr;
    changed(static_cast<int>(at), m_entries[at]);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
void EpollDispatcher::registerTimer(Qt::TimerId id, Duration interval, Qt::TimerType type, QObject *object)
{
    m_timers.add(qToUnderlying(id), interval, type, object);
}

bool EpollDispatcher::unregisterTimer(Qt::TimerId id)
{
    return m_timers.remove(qToUnderlying(id));
}

QList<EpollDispatcher::TimerInfoV2> EpollDispatcher::timersForObject(QObject *object) const
{
    QList<TimerInfoV2> list;
    for (const TimerList::Timer &timer : m_timers.of(object))
        list.append(TimerInfoV2{timer.interval, Qt::TimerId(timer.id), timer.type});
    return list;
}

EpollDispatcher::Duration EpollDispatcher::remainingTime(Qt::TimerId id) const
{
    return m_timers.remaining(qToUnderlying(id)).value_or(Duration(-1));
}
#else
void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.add(id, std::chrono::milliseconds(interval), type, object);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return m_timers.remove(id);
}

QList<EpollDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const TimerList::Timer &timer : m_timers.of(object)) {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(timer.interval).count();
        list.append(TimerInfo(timer.id, static_cast<int>(ms), timer.type));
    }
    return list;
}

int EpollDispatcher::remainingTime(int id)
{
    const auto left = m_timers.remaining(id);
    return left ? ceilToMs(*left) : -1;
}
#endif

void EpollDispatcher::wakeUp()
{
    if (m_wakeUpPending.exchange(true))
        return;
    if (QThread::currentThread() == thread())
        return; // we are awake, and look at the flag before we wait
    const quint64 one = 1;
    [[maybe_unused]] const auto n = ::write(m_eventFd, &one, sizeof one);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

} // namespace net
