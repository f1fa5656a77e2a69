// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/eventring.h"

namespace gateway {

void EventRing::reset(qint64 head)
{
    m_items.clear();
    m_head = head;
}

bool EventRing::append(LogItem item)
{
    if (item.seq != m_head + 1)
        return false;
    m_head = item.seq;
    m_items.push_back(std::move(item));
    if (m_items.size() > m_capacity)
        m_items.pop_front();
    return true;
}

std::vector<base::Bytes> EventRing::after(qint64 seq, qint64 upTo, qint64 limit) const
{
    Q_ASSERT(reaches(seq));
    std::vector<base::Bytes> forms;
    const qint64 last = std::min({upTo, m_head, seq + limit});
    for (qint64 next = seq + 1; next <= last; ++next)
        forms.push_back(at(next).feed);
    return forms;
}

} // namespace gateway
