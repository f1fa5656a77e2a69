// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/routecache.h"

namespace broker {

RouteCache::Entry &RouteCache::at(QByteArrayView topic, quint64 generation)
{
    if (m_entries.empty())
        m_entries.resize(entryCount);
    const size_t hash = TopicTable::hashOf(topic);
    Entry &entry = m_entries[hash % entryCount];
    if (entry.generation == generation && QByteArrayView(entry.topic) == topic)
        return entry;
    m_targets -= entry.route.weight();
    entry.route.clear();
    entry.generation = 0;
    if (QByteArrayView(entry.topic) == topic)
        return entry;
    entry.counted = {};
    entry.hash = hash;
    entry.topic.assign(topic.data(), static_cast<size_t>(topic.size()));
    return entry;
}

void RouteCache::filled(Entry &entry, quint64 generation)
{
    entry.generation = generation;
    m_targets += entry.route.weight();
    if (m_targets <= maxTargets)
        return;
    for (Entry &other : m_entries) { // rare: start anew with this one
        if (&other != &entry)
            other = Entry();
    }
    m_targets = entry.route.weight();
}

} // namespace broker
