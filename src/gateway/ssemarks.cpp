// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ssemarks.h"
#include <algorithm>

namespace gateway {

void SseMarks::heartbeat(base::UtcMs at, qint64 seq)
{
    if (!m_heartbeats.empty() && m_heartbeats.back().first >= at.value) {
        if (m_heartbeats.back().first == at.value)
            return;           // the first one of the millisecond promises the least
        m_heartbeats.clear(); // the machine's clock was set back: the log is asked by time instead
    }
    m_heartbeats.emplace_back(at.value, seq);
    if (m_heartbeats.size() > maxHeartbeats)
        m_heartbeats.pop_front();
}

std::optional<qint64> SseMarks::heartbeatAt(base::UtcMs at) const
{
    const auto found = std::lower_bound(m_heartbeats.begin(), m_heartbeats.end(), std::pair(at.value, qint64{0}));
    if (found == m_heartbeats.end() || found->first != at.value)
        return std::nullopt;
    return found->second;
}

void SseMarks::welcome(const QByteArray &id, Welcome where)
{
    if (!m_welcomes.contains(id))
        m_order.push_back(id);
    m_welcomes.insert(id, where);
    if (m_order.size() <= maxWelcomes)
        return;
    m_welcomes.remove(m_order.front());
    m_order.pop_front();
}

std::optional<SseMarks::Welcome> SseMarks::welcomed(const QByteArray &id) const
{
    const auto found = m_welcomes.find(id);
    return found == m_welcomes.end() ? std::nullopt : std::optional(*found);
}

} // namespace gateway
