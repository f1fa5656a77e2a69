// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/queries.h"
#include <QByteArrayView>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace broker {

/// What has been published under each topic: count, bytes, rate, last publisher. Bounded: beyond its capacity the topic
/// that has been quiet longest (by second chance) makes room, and its counts go to "others". `$SYS` is left out.
/// Cheap enough for every PUBLISH: who publishes keeps a Ref beside his route, and one that he has lost is found by the
/// topic's 64-bit seeded hash alone (that two of 100,000 topics share one: once in four thousand million tables).
class TopicTable
{
    struct Record;

public:
    /// A topic's place; empty or outdated ones are found anew by count().
    struct Ref
    {
        Record *record = nullptr;
        quint32 generation = 0;
    };
    struct Sample
    {
        qint64 bytes = 0; ///< of the payload
        const QByteArray &publisher;
        mqtt::QoS qos = mqtt::QoS::AtMostOnce;
        bool retain = false;
    };
    /// A topic with its hash (hashOf).
    struct Topic
    {
        QByteArrayView name;
        size_t hash = 0;
    };
    static size_t hashOf(QByteArrayView topic);

    /// `capacity`: topics; 0: nothing is counted.
    explicit TopicTable(qsizetype capacity);
    ~TopicTable();
    TopicTable(const TopicTable &) = delete;
    TopicTable &operator=(const TopicTable &) = delete;

    void count(Ref &ref, const Topic &topic, const Sample &sample, const Instant &now)
    {
        if (m_capacity == 0)
            return;
        if (!ref.record || ref.record->generation != ref.generation) [[unlikely]]
            ref = find(topic, now);
        add(*ref.record, sample, now);
    }

    /// The topics asked for; `subscribers` is left to the caller.
    Part<TopicInfo> list(const TopicQuery &query, const Instant &now) const;
    TopicTotals totals() const;

private:
    static constexpr base::Monotonic window = std::chrono::seconds(10);
    static constexpr size_t chunkSize = 256;

    /// What every PUBLISH writes: one cache line. The counts of a window and of the one before make a rate.
    struct alignas(64) Record
    {
        quint32 generation = 0;
        quint32 windowMessages = 0;
        quint64 messages = 0;
        quint64 bytes = 0;
        base::UtcMs last;
        base::Monotonic windowStart{};
        quint64 windowBytes = 0;
        const char *publisher = nullptr; ///< the text of Details::publisher
        quint32 index = 0;
        mqtt::QoS qos = mqtt::QoS::AtMostOnce;
        bool retain = false;
        bool touched = false; ///< since the hand passed
    };
    struct Details
    {
        size_t hash = 0;
        std::string topic;
        QByteArray publisher;
        quint32 formerMessages = 0; ///< of the window before
        quint64 formerBytes = 0;
    };
    struct Chunk
    {
        std::array<Record, chunkSize> records;
        std::array<Details, chunkSize> details;
    };
    struct Slot
    {
        size_t hash = 0;
        quint32 place = 0; ///< index + 1; 0: free
    };
    static_assert(sizeof(Record) == 64);

    void add(Record &record, const Sample &sample, const Instant &now)
    {
        if (now.monotonic - record.windowStart >= window) [[unlikely]]
            roll(record, now.monotonic);
        ++record.messages;
        ++record.windowMessages;
        record.bytes += static_cast<quint64>(sample.bytes);
        record.windowBytes += static_cast<quint64>(sample.bytes);
        record.last = now.utc;
        record.qos = sample.qos;
        record.retain = sample.retain;
        record.touched = true;
        if (record.publisher != sample.publisher.constData())
            setPublisher(record, sample.publisher);
    }

    Ref find(const Topic &topic, const Instant &now);
    Record &at(size_t index) const { return m_chunks[index / chunkSize]->records[index % chunkSize]; }
    Details &detailsAt(size_t index) const { return m_chunks[index / chunkSize]->details[index % chunkSize]; }
    Details &detailsOf(const Record &record);
    size_t slotOf(size_t hash) const;
    size_t append();
    size_t evict();
    void unplace(size_t hash);
    void growSlots();
    bool isWanted(size_t index, const TopicQuery &query) const;
    void setPublisher(Record &record, const QByteArray &publisher);
    void roll(Record &record, base::Monotonic now);
    TopicInfo infoOf(size_t index, base::Monotonic now) const;

    size_t m_capacity;
    std::vector<std::unique_ptr<Chunk>> m_chunks; ///< addresses are stable
    size_t m_count = 0;                           ///< records in use, from index 0
    std::vector<Slot> m_slots;                    ///< open addressing, linear
    size_t m_hand = 0;
    Record m_system; ///< takes what is not to be listed
    Details m_systemDetails;
    TopicTotals m_others;
};

} // namespace broker
