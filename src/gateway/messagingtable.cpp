// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/messagingtable.h"
#include "mqtt/topic.h"
#include <algorithm>

namespace gateway {
namespace {

// A tag is an MQTT subscription identifier (28 bits): the filter's slot and the nonce of one joining; nonce 0: all.
constexpr quint32 nonceBits = 12;
constexpr quint32 maxNonce = (1u << nonceBits) - 1;
constexpr quint32 maxSlot = 0xFFFF;

} // namespace

int MessagingTable::qosOf(const Entry &entry)
{
    int qos = 0;
    for (const Member &member : entry.members)
        qos = std::max(qos, member.qos);
    return qos;
}

/// Not the one that was freed last: messages under its tags may still be on their way.
quint32 MessagingTable::freeSlot()
{
    do {
        m_lastSlot = m_lastSlot == maxSlot ? 1 : m_lastSlot + 1;
    } while (m_entries.contains(m_lastSlot));
    return m_lastSlot;
}

base::Result<MessagingTable::Upstream> MessagingTable::join(Subscriber who, const QByteArray &filter, int qos)
{
    quint32 slot = m_slots.value(filter);
    if (slot == 0) {
        if (m_slots.size() >= maxFilters)
            return base::Error(base::ErrorCode::LimitExceeded, u"too many topics are subscribed to in all"_qs);
        slot = freeSlot();
        m_slots.insert(filter, slot);
    }
    Entry &entry = m_entries[slot];
    entry.filter = filter;
    entry.lastNonce = entry.lastNonce == maxNonce ? 1 : entry.lastNonce + 1;
    const auto known = std::find_if(entry.members.begin(), entry.members.end(),
                                    [who](const Member &member) { return member.who == who; });
    if (known != entry.members.end()) {
        *known = {who, qos, entry.lastNonce};
    } else {
        entry.members.push_back({who, qos, entry.lastNonce});
        m_filters[who].push_back(filter);
    }
    return Upstream{filter, qosOf(entry), slot << nonceBits | entry.lastNonce};
}

MessagingTable::Left MessagingTable::leave(Subscriber who, const QByteArray &filter)
{
    const quint32 slot = m_slots.value(filter);
    if (slot == 0)
        return Left::NotThere;
    Entry &entry = m_entries[slot];
    if (std::erase_if(entry.members, [who](const Member &member) { return member.who == who; }) == 0)
        return Left::NotThere;
    std::vector<QByteArray> &own = m_filters[who];
    std::erase(own, filter);
    if (own.empty())
        m_filters.remove(who);
    if (!entry.members.empty())
        return Left::Others;
    m_entries.erase(slot);
    m_slots.remove(filter);
    return Left::Last;
}

std::vector<QByteArray> MessagingTable::leaveAll(Subscriber who)
{
    std::vector<QByteArray> unused;
    const std::vector<QByteArray> own = m_filters.value(who);
    for (const QByteArray &filter : own) {
        if (leave(who, filter) == Left::Last)
            unused.push_back(filter);
    }
    return unused;
}

std::vector<MessagingTable::Upstream> MessagingTable::all() const
{
    std::vector<Upstream> upstream;
    upstream.reserve(m_entries.size());
    for (const auto &[slot, entry] : m_entries)
        upstream.push_back({entry.filter, qosOf(entry), slot << nonceBits});
    return upstream;
}

std::vector<MessagingTable::Recipient> MessagingTable::recipients(const MessagingDelivery &message) const
{
    std::vector<Recipient> all;
    for (const quint32 tag : message.tags) {
        const auto found = m_entries.find(tag >> nonceBits);
        if (found == m_entries.end() || !mqtt::matches(found->second.filter, message.topic.view()))
            continue; // of a filter that has gone, whose slot another may have now
        const quint32 nonce = tag & maxNonce;
        for (const Member &member : found->second.members) {
            if (!message.isRetained || nonce == 0 || member.nonce == nonce)
                all.push_back({member.who, std::min(member.qos, message.qos)});
        }
    }
    if (message.tags.size() < 2)
        return all;
    std::sort(all.begin(), all.end(), [](const Recipient &a, const Recipient &b) {
        return a.who != b.who ? a.who < b.who : a.qos > b.qos; // the greatest QoS of those that match
    });
    all.erase(
        std::unique(all.begin(), all.end(), [](const Recipient &a, const Recipient &b) { return a.who == b.who; }),
        all.end());
    return all;
}

std::vector<MessagingTable::Subscription> MessagingTable::subscriptions(Subscriber who) const
{
    std::vector<Subscription> list;
    const std::vector<QByteArray> own = m_filters.value(who);
    for (const QByteArray &filter : own) {
        const Entry &entry = m_entries.at(m_slots.value(filter));
        for (const Member &member : entry.members) {
            if (member.who == who)
                list.push_back({filter, member.qos});
        }
    }
    std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.filter < b.filter; });
    return list;
}

qsizetype MessagingTable::count() const
{
    qsizetype sum = 0;
    for (const auto &[who, filters] : m_filters.asKeyValueRange())
        sum += static_cast<qsizetype>(filters.size());
    return sum;
}

} // namespace gateway
