// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/topictable.h"
#include "mqtt/topic.h"
#include <QHashFunctions>
#include <algorithm>

namespace broker {

namespace {

constexpr quint32 systemGeneration = 0xFFFFFFFF;

quint32 hashOf(QByteArrayView topic)
{
    return static_cast<quint32>(qHashBits(topic.data(), static_cast<size_t>(topic.size()), QHashSeed::globalSeed()));
}

bool isSystem(QByteArrayView topic)
{
    return topic.startsWith("$SYS/");
}

/// The count of a sliding window of one length, from that of the running window and the one before.
double sliding(double running, double former, double passed)
{
    if (passed < 1)
        return former * (1 - passed) + running;
    return passed < 2 ? running * (2 - passed) : 0;
}

bool isBefore(const TopicInfo &a, const TopicInfo &b, TopicSort sort)
{
    switch (sort) {
    case TopicSort::Topic:
        break;
    case TopicSort::Messages:
        if (a.messages != b.messages)
            return a.messages < b.messages;
        break;
    case TopicSort::Rate:
        if (a.perSecond != b.perSecond)
            return a.perSecond < b.perSecond;
        break;
    case TopicSort::Bytes:
        if (a.bytes != b.bytes)
            return a.bytes < b.bytes;
        break;
    case TopicSort::Last:
        if (a.last != b.last)
            return a.last < b.last;
        break;
    }
    return a.topic < b.topic;
}

} // namespace

TopicTable::TopicTable(qsizetype capacity)
    : m_capacity(static_cast<size_t>(std::max<qsizetype>(capacity, 0)))
{
    m_system.generation = systemGeneration;
}

TopicTable::~TopicTable() = default;

TopicTable::Ref TopicTable::find(QByteArrayView topic, const Instant &now)
{
    if (isSystem(topic))
        return {&m_system, systemGeneration};
    if ((m_count + 1) * 2 > m_slots.size())
        growSlots();
    const quint32 hash = hashOf(topic);
    size_t slot = slotOf(topic, hash);
    if (m_slots[slot] == noRecord) {
        const size_t index = m_count < m_capacity ? append() : evict();
        Record &fresh = at(index);
        fresh.hash = hash;
        fresh.topic.assign(topic.data(), static_cast<size_t>(topic.size()));
        fresh.windowStart = now.monotonic;
        slot = slotOf(topic, hash); // an eviction may have moved it
        m_slots[slot] = static_cast<quint32>(index + 1);
    }
    Record &record = at(m_slots[slot] - size_t(1));
    return {&record, record.generation};
}

/// Where the topic is, or where it would have to be put.
size_t TopicTable::slotOf(QByteArrayView topic, quint32 hash) const
{
    const size_t mask = m_slots.size() - 1;
    for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        if (m_slots[slot] == noRecord)
            return slot;
        const Record &record = at(m_slots[slot] - size_t(1));
        if (record.hash == hash && QByteArrayView(record.topic) == topic)
            return slot;
    }
}

size_t TopicTable::append()
{
    if (m_count == m_chunks.size() * chunkSize)
        m_chunks.push_back(std::make_unique<Record[]>(chunkSize));
    at(m_count).generation = 1;
    return m_count++;
}

/// Second chance: the hand passes over what was published to since it last came by.
size_t TopicTable::evict()
{
    while (at(m_hand).touched) {
        at(m_hand).touched = false;
        m_hand = (m_hand + 1) % m_count;
    }
    const size_t index = m_hand;
    m_hand = (m_hand + 1) % m_count;
    unplace(index);
    Record &record = at(index);
    ++m_others.forgotten;
    m_others.otherMessages += record.messages;
    m_others.otherBytes += record.bytes;
    const quint32 generation = record.generation + 1;
    record = Record();
    record.generation = generation == systemGeneration ? 1 : generation;
    return index;
}

/// Takes a record out of the slots; what stood behind it moves up.
void TopicTable::unplace(size_t index)
{
    const size_t mask = m_slots.size() - 1;
    size_t hole = slotOf(at(index).topic, at(index).hash);
    m_slots[hole] = noRecord;
    for (size_t slot = (hole + 1) & mask; m_slots[slot] != noRecord; slot = (slot + 1) & mask) {
        const size_t home = at(m_slots[slot] - size_t(1)).hash & mask;
        if (((slot - home) & mask) < ((slot - hole) & mask))
            continue;
        m_slots[hole] = std::exchange(m_slots[slot], noRecord);
        hole = slot;
    }
}

void TopicTable::growSlots()
{
    std::vector<quint32> grown(std::max<size_t>(64, m_slots.size() * 2), noRecord);
    const size_t mask = grown.size() - 1;
    for (size_t index = 0; index < m_count; ++index) {
        size_t slot = at(index).hash & mask;
        while (grown[slot] != noRecord)
            slot = (slot + 1) & mask;
        grown[slot] = static_cast<quint32>(index + 1);
    }
    m_slots = std::move(grown);
}

void TopicTable::roll(Record &record, base::Monotonic now)
{
    const auto passed = (now - record.windowStart) / window;
    record.formerMessages = passed == 1 ? record.windowMessages : 0;
    record.formerBytes = passed == 1 ? record.windowBytes : 0;
    record.windowMessages = 0;
    record.windowBytes = 0;
    record.windowStart += window * passed;
}

TopicInfo TopicTable::infoOf(const Record &record, base::Monotonic now)
{
    const double passed =
        std::chrono::duration<double>(now - record.windowStart) / std::chrono::duration<double>(window);
    const double seconds = std::chrono::duration<double>(window).count();
    TopicInfo info;
    info.topic = QByteArray(record.topic.data(), static_cast<qsizetype>(record.topic.size()));
    info.messages = record.messages;
    info.bytes = record.bytes;
    info.perSecond = sliding(record.windowMessages, record.formerMessages, passed) / seconds;
    info.bytesPerSecond = sliding(double(record.windowBytes), double(record.formerBytes), passed) / seconds;
    info.last = record.last;
    info.publisher = record.publisher;
    info.qos = record.qos;
    info.retain = record.retain;
    return info;
}

bool TopicTable::isWanted(const Record &record, const TopicQuery &query) const
{
    const QByteArrayView topic(record.topic);
    if (!query.hidden.isEmpty() && topic.startsWith(query.hidden))
        return false;
    if (query.filter != "#" && !mqtt::matches(query.filter, topic))
        return false;
    return query.text.isEmpty() || topic.contains(query.text);
}

Part<TopicInfo> TopicTable::list(const TopicQuery &query, const Instant &now) const
{
    std::vector<TopicInfo> found;
    for (size_t index = 0; index < m_count; ++index) {
        if (isWanted(at(index), query))
            found.push_back(infoOf(at(index), now.monotonic));
    }
    return cut(std::move(found), query, [&query](const TopicInfo &a, const TopicInfo &b) {
        return query.descending ? isBefore(b, a, query.sort) : isBefore(a, b, query.sort);
    });
}

TopicTotals TopicTable::totals() const
{
    TopicTotals totals = m_others;
    totals.topics = static_cast<qint64>(m_count);
    return totals;
}

} // namespace broker
