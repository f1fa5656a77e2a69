// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/sseindex.h"
#include "web/ssewriter.h"

namespace gateway {

void SseIndex::reset(qint64 head)
{
    m_head = head;
    m_order.clear();
    m_byAccount.clear();
}

void SseIndex::follow(const EventRing &ring)
{
    for (qint64 seq = std::max(m_head, ring.tail()) + 1; seq <= ring.head(); ++seq) {
        const LogItem &item = ring.at(seq);
        if (item.account == 0)
            continue;
        m_order.emplace_back(seq, item.account);
        m_byAccount[item.account].push_back(seq);
    }
    m_head = ring.head();
    while (!m_order.empty() && m_order.front().first <= ring.tail()) {
        const auto found = m_byAccount.find(m_order.front().second);
        found->second.pop_front();
        if (found->second.empty())
            m_byAccount.erase(found);
        m_order.pop_front();
    }
}

std::vector<qint64> SseIndex::after(qint64 account, qint64 seq) const
{
    const auto found = m_byAccount.find(account);
    if (found == m_byAccount.end())
        return {};
    return {std::upper_bound(found->second.begin(), found->second.end(), seq), found->second.end()};
}

std::optional<qint64> SseIndex::find(const EventRing &ring, qint64 account, QByteArrayView id) const
{
    const auto found = m_byAccount.find(account);
    if (found == m_byAccount.end())
        return std::nullopt;
    for (auto seq = found->second.rbegin(); seq != found->second.rend(); ++seq) {
        if (web::sseId(ring.at(*seq).sse.view()) == id)
            return *seq;
    }
    return std::nullopt;
}

} // namespace gateway
