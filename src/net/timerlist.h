// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <chrono>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace net {

/// The timers of one event dispatcher, ordered by when they are due. Never early: times are rounded up for every
/// Qt::TimerType (a very coarse one to whole seconds). Lives in the dispatcher's thread.
class TimerList
{
public:
    using Duration = std::chrono::nanoseconds;
    struct Timer
    {
        int id = 0;
        Duration interval{};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        Duration due{};
        bool firing = false; ///< inside its own event: not activated again by a nested loop
    };

    void add(int id, Duration interval, Qt::TimerType type, QObject *object);
    bool remove(int id);
    bool removeAll(const QObject *object);
    std::vector<Timer> of(const QObject *object) const;
    /// Zero when overdue; nothing for an unknown timer.
    std::optional<Duration> remaining(int id) const;
    /// Until the next one that may fire; nothing when there is none.
    std::optional<Duration> untilNext() const;
    /// Sends each timer that is due its event, once. Timers added meanwhile wait for the next pass. Returns how many.
    int fireDue();

private:
    using Key = std::pair<Duration, int>;
    static Duration now();
    void schedule(Timer &timer, Duration from, Duration at);
    std::vector<int> dueIds(Duration at) const;

    std::unordered_map<int, Timer> m_timers;
    std::set<Key> m_order;
};

} // namespace net
