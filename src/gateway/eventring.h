// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/logforms.h"
#include <deque>
#include <vector>

namespace gateway {

/// The newest events, contiguous, in their outward forms: what a client that comes back after a moment needs. A value
/// of the gateway's thread.
class EventRing
{
public:
    static constexpr size_t defaultCapacity = 10'000;
    explicit EventRing(size_t capacity = defaultCapacity)
        : m_capacity(capacity)
    {
    }

    /// Forgets everything; the next event must be `head` + 1.
    void reset(qint64 head);
    /// False (and nothing is done) unless the item is the next one.
    bool append(LogItem item);
    /// The newest event known, whether it is still held or not.
    qint64 head() const { return m_head; }
    /// The oldest event held is the one after it.
    qint64 tail() const { return m_head - static_cast<qint64>(m_items.size()); }
    /// Whether all events after `seq` are held.
    bool reaches(qint64 seq) const { return seq >= tail() && seq <= m_head; }
    /// An event that is held: tail() < seq ≤ head().
    const LogItem &at(qint64 seq) const
    {
        Q_ASSERT(seq > tail() && seq <= m_head);
        return m_items[static_cast<size_t>(seq - tail() - 1)];
    }
    /// Feed forms of the events after `seq`, at most up to `upTo`, at most `limit`. `seq` must be reached.
    std::vector<base::Bytes> after(qint64 seq, qint64 upTo, qint64 limit) const;

private:
    size_t m_capacity;
    qint64 m_head = 0;
    std::deque<LogItem> m_items;
};

} // namespace gateway
