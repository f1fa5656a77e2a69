// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/aliastable.h"
#include "broker/topictable.h"

namespace broker {

namespace {
/// An alias takes three bytes: shorter topics gain nothing by it.
constexpr qsizetype worthwhile = 4;
constexpr int mostUses = 16;
} // namespace

AliasTable::Use AliasTable::use(QByteArrayView topic, size_t hash)
{
    if (topic.size() < worthwhile)
        return {};
    const size_t place = hash % m_entries.size();
    const auto alias = static_cast<quint16>(place + 1);
    Entry &entry = m_entries[place];
    if (QByteArrayView(entry.topic) == topic) {
        entry.uses = entry.uses < mostUses ? entry.uses + 1 : mostUses;
        return {alias, true};
    }
    if (--entry.uses >= 0)
        return {};
    entry.topic.assign(topic.data(), static_cast<size_t>(topic.size()));
    entry.uses = 1;
    return {alias, false};
}

bool AliasTable::apply(mqtt::PublishHead &head, qsizetype maxPacket)
{
    if (mqtt::publishHeadSize(head) + head.payloadSize + overhead > maxPacket)
        return false;
    const Use known = use(head.topic, TopicTable::hashOf(head.topic));
    head.topicAlias = known.alias;
    if (known.isKnown)
        head.topic = {};
    return known.alias != 0 && !known.isKnown;
}

} // namespace broker
