// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/topictable.h"
#include "mqtt/topic.h"
#include <QHashFunctions>
#include <algorithm>

namespace broker {

namespace {

constexpr quint32 systemGeneration = 0xFFFFFFFF;

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

size_t TopicTable::hashOf(QByteArrayView topic)
{
    return qHashBits(topic.data(), static_cast<size_t>(topic.size()), QHashSeed::globalSeed());
}

TopicTable::TopicTable(qsizetype capacity)
    : m_capacity(static_cast<size_t>(std::max<qsizetype>(capacity, 0)))
{
    m_system.generation = systemGeneration;
}

TopicTable::~TopicTable() = default;

TopicTable::Ref TopicTable::find(const Topic &topic, const Instant &now)
{
    if (isSystem(topic.name))
        return {&m_system, systemGeneration};
    if ((m_count + 1) * 2 > m_slots.size())
        growSlots();
    size_t slot = slotOf(topic.hash);
    if (m_slots[slot].place == 0) {
        const size_t index = m_count < m_capacity ? append() : evict();
        at(index).windowStart = now.monotonic;
        Details &details = detailsAt(index);
        details.hash = topic.hash;
        details.topic.assign(topic.name.data(), static_cast<size_t>(topic.name.size()));
        slot = slotOf(topic.hash); // an eviction may have moved it
        m_slots[slot] = {topic.hash, static_cast<quint32>(index + 1)};
    }
    Record &record = at(m_slots[slot].place - size_t(1));
    return {&record, record.generation};
}

/// Where the topic is, or where it would have to be put.
size_t TopicTable::slotOf(size_t hash) const
{
    const size_t mask = m_slots.size() - 1;
    size_t slot = hash & mask;
    while (m_slots[slot].place != 0 && m_slots[slot].hash != hash)
        slot = (slot + 1) & mask;
    return slot;
}

size_t TopicTable::append()
{
    if (m_count == m_chunks.size() * chunkSize)
        m_chunks.push_back(std::make_unique<Chunk>());
    at(m_count).generation = 1;
    at(m_count).index = static_cast<quint32>(m_count);
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
    Record &record = at(index);
    unplace(detailsAt(index).hash);
    ++m_others.forgotten;
    m_others.otherMessages += record.messages;
    m_others.otherBytes += record.bytes;
    const quint32 generation = record.generation + 1;
    record = Record();
    record.generation = generation == systemGeneration ? 1 : generation;
    record.index = static_cast<quint32>(index);
    detailsAt(index) = Details();
    return index;
}

/// Takes a topic out of the slots; what stood behind it moves up.
void TopicTable::unplace(size_t hash)
{
    const size_t mask = m_slots.size() - 1;
    size_t hole = slotOf(hash);
    m_slots[hole] = Slot();
    for (size_t slot = (hole + 1) & mask; m_slots[slot].place != 0; slot = (slot + 1) & mask) {
        const size_t home = m_slots[slot].hash & mask;
        if (((slot - home) & mask) < ((slot - hole) & mask))
            continue;
        m_slots[hole] = std::exchange(m_slots[slot], Slot());
        hole = slot;
    }
}

void TopicTable::growSlots()
{
    std::vector<Slot> grown(std::max<size_t>(64, m_slots.size() * 2));
    const size_t mask = grown.size() - 1;
    for (const Slot &old : m_slots) {
        if (old.place == 0)
            continue;
        size_t slot = old.hash & mask;
        while (grown[slot].place != 0)
            slot = (slot + 1) & mask;
        grown[slot] = old;
    }
    m_slots = std::move(grown);
}

TopicTable::Details &TopicTable::detailsOf(const Record &record)
{
    return &record == &m_system ? m_systemDetails : detailsAt(record.index);
}

void TopicTable::setPublisher(Record &record, const QByteArray &publisher)
{
    QByteArray &kept = detailsOf(record).publisher;
    kept = publisher;
    record.publisher = kept.constData();
}

void TopicTable::roll(Record &record, base::Monotonic now)
{
    const auto passed = (now - record.windowStart) / window;
    Details &details = detailsOf(record);
    details.formerMessages = passed == 1 ? record.windowMessages : 0;
    details.formerBytes = passed == 1 ? record.windowBytes : 0;
    record.windowMessages = 0;
    record.windowBytes = 0;
    record.windowStart += window * passed;
}

TopicInfo TopicTable::infoOf(size_t index, base::Monotonic now) const
{
    const Record &record = at(index);
    const Details &details = detailsAt(index);
    const double passed =
        std::chrono::duration<double>(now - record.windowStart) / std::chrono::duration<double>(window);
    const double seconds = std::chrono::duration<double>(window).count();
    TopicInfo info;
    info.topic = QByteArray(details.topic.data(), static_cast<qsizetype>(details.topic.size()));
    info.messages = record.messages;
    info.bytes = record.bytes;
    info.perSecond = sliding(record.windowMessages, details.formerMessages, passed) / seconds;
    info.bytesPerSecond = sliding(double(record.windowBytes), double(details.formerBytes), passed) / seconds;
    info.last = record.last;
    info.publisher = details.publisher;
    info.qos = record.qos;
    info.retain = record.retain;
    return info;
}

bool TopicTable::isWanted(size_t index, const TopicQuery &query) const
{
    const QByteArrayView topic(detailsAt(index).topic);
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
        if (isWanted(index, query))
            found.push_back(infoOf(index, now.monotonic));
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
