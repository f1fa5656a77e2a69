// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/verdictcache.h"

namespace broker {

void VerdictCache::add(const Question &question, bool allowed)
{
    Entry &entry = m_entries[m_next];
    m_next = (m_next + 1) % m_entries.size();
    entry.topic.assign(question.topic.data(), static_cast<size_t>(question.topic.size()));
    entry.qos = question.qos;
    entry.retain = question.retain;
    entry.rules = question.rules;
    entry.allowed = allowed;
}

} // namespace broker
