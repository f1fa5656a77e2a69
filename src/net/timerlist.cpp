// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/timerlist.h"
#include <QCoreApplication>
#include <QTimerEvent>

namespace net {

TimerList::Duration TimerList::now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

void TimerList::schedule(Timer &timer, Duration from, Duration at)
{
    timer.due = from + timer.interval;
    if (timer.due < at) // behind (a long turn): skip what was missed instead of firing in a burst
        timer.due = at + timer.interval;
    if (timer.type == Qt::VeryCoarseTimer)
        timer.due = std::chrono::ceil<std::chrono::seconds>(timer.due);
    m_order.emplace(timer.due, timer.id);
}

void TimerList::add(int id, Duration interval, Qt::TimerType type, QObject *object)
{
    Timer &timer = m_timers[id];
    timer = {id, interval, type, object, {}, false};
    const Duration at = now();
    schedule(timer, at, at);
}

bool TimerList::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    m_order.erase({found->second.due, id});
    m_timers.erase(found);
    return true;
}

bool TimerList::removeAll(const QObject *object)
{
    const std::vector<Timer> timers = of(object);
    for (const Timer &timer : timers)
        remove(timer.id);
    return !timers.empty();
}

std::vector<TimerList::Timer> TimerList::of(const QObject *object) const
{
    std::vector<Timer> timers;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            timers.push_back(timer);
    }
    return timers;
}

std::optional<TimerList::Duration> TimerList::remaining(int id) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return std::nullopt;
    return std::max(Duration(0), found->second.due - now());
}

std::optional<TimerList::Duration> TimerList::untilNext() const
{
    for (const auto &[due, id] : m_order) {
        if (!m_timers.at(id).firing) // else a nested loop inside a timer would spin
            return std::max(Duration(0), due - now());
    }
    return std::nullopt;
}

std::vector<int> TimerList::dueIds(Duration at) const
{
    std::vector<int> ids;
    for (auto it = m_order.begin(); it != m_order.end() && it->first <= at; ++it)
        ids.push_back(it->second);
    return ids;
}

int TimerList::fireDue()
{
    if (m_order.empty())
        return 0;
    const Duration at = now();
    int fired = 0;
    for (const int id : dueIds(at)) {
        const auto found = m_timers.find(id);
        if (found == m_timers.end() || found->second.firing || found->second.due > at)
            continue; // removed, or fired by a nested loop, meanwhile
        Timer &timer = found->second;
        m_order.erase({timer.due, id});
        schedule(timer, timer.due, at);
        timer.firing = true;
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
        ++fired;
        if (const auto still = m_timers.find(id); still != m_timers.end())
            still->second.firing = false;
    }
    return fired;
}

} // namespace net
