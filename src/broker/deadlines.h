// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/session.h"
#include <set>

namespace broker {

/// When something is due for sessions that are not connected: a delayed will, the session's end. Exactly one entry a
/// session that waits, so that those who come and go leave nothing behind.
class Deadlines
{
public:
    /// Sets both and remembers the nearer; 0: none.
    void set(Session &session, base::Monotonic willDue, base::Monotonic expires)
    {
        m_entries.erase({session.nextDeadline(), session.index()});
        session.willDue = willDue;
        session.expires = expires;
        if (const base::Monotonic next = session.nextDeadline(); next.count() != 0)
            m_entries.emplace(next, session.index());
    }
    /// The index of a session for which something is due; 0: nothing is. Set its deadlines anew before the next call.
    quint32 firstDue(base::Monotonic now) const
    {
        return m_entries.empty() || m_entries.begin()->first > now ? 0 : m_entries.begin()->second;
    }

private:
    std::set<std::pair<base::Monotonic, quint32>> m_entries;
};

} // namespace broker
