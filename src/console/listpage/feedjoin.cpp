// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/feedjoin.h"

namespace console {

void FeedJoin::beginLoad()
{
    m_loading = true;
}

std::optional<std::vector<client::FeedEvent>> FeedJoin::loaded(qint64 seq)
{
    const auto after = since(seq);
    if (!after)
        return std::nullopt;
    m_loading = false;
    m_appliedTo = after->empty() ? seq : after->back().seq;
    return after;
}

std::optional<std::vector<client::FeedEvent>> FeedJoin::since(qint64 seq) const
{
    if (seq < m_lost)
        return std::nullopt;
    const auto first = std::upper_bound(m_recent.begin(), m_recent.end(), seq,
                                        [](qint64 s, const client::FeedEvent &event) { return s < event.seq; });
    return std::vector<client::FeedEvent>(first, m_recent.end());
}

bool FeedJoin::offer(const client::FeedEvent &event)
{
    if (!m_recent.empty() && event.seq <= m_recent.back().seq)
        return false; // a repeat
    m_recent.push_back(event);
    if (m_recent.size() > remembered) {
        m_lost = m_recent.front().seq;
        m_recent.pop_front();
    }
    if (m_loading || event.seq <= m_appliedTo)
        return false;
    m_appliedTo = event.seq;
    return true;
}

void FeedJoin::forget()
{
    m_recent.clear();
    m_lost = m_appliedTo = 0;
    m_loading = true;
}

} // namespace console
