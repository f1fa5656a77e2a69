// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/queries.h"
#include <QByteArrayView>
#include <memory>
#include <string>
#include <vector>

namespace broker {

/// What has been published under each topic: count, bytes, rate, last publisher. Bounded: beyond its capacity the topic
/// that has been quiet longest (by second chance) makes room, and its counts go to "others". `$SYS` is left out.
/// Cheap enough for every PUBLISH: who publishes keeps a Ref beside his route.
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

    /// `capacity`: topics; 0: nothing is counted.
    explicit TopicTable(qsizetype capacity);
    ~TopicTable();
    TopicTable(const TopicTable &) = delete;
    TopicTable &operator=(const TopicTable &) = delete;

    void count(Ref &ref, QByteArrayView topic, const Sample &sample, const Instant &now)
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
    static constexpr quint32 noRecord = 0;

    /// Counts of a window and of the one before: together a rate over the last ten seconds.
    struct Record
    {
        quint32 generation = 0;
        quint32 hash = 0;
        quint64 messages = 0;
        quint64 bytes = 0;
        base::UtcMs last;
        base::Monotonic windowStart{};
        quint64 windowBytes = 0;
        quint64 formerBytes = 0;
        quint32 windowMessages = 0;
        quint32 formerMessages = 0;
        mqtt::QoS qos = mqtt::QoS::AtMostOnce;
        bool retain = false;
        bool touched = false; ///< since the hand passed
        QByteArray publisher;
        std::string topic;
    };

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
        if (record.publisher.constData() != sample.publisher.constData())
            record.publisher = sample.publisher;
    }

    Ref find(QByteArrayView topic, const Instant &now);
    Record &at(size_t index) const { return m_chunks[index / chunkSize][index % chunkSize]; }
    size_t slotOf(QByteArrayView topic, quint32 hash) const;
    size_t append();
    size_t evict();
    void unplace(size_t index);
    void growSlots();
    bool isWanted(const Record &record, const TopicQuery &query) const;
    static void roll(Record &record, base::Monotonic now);
    static TopicInfo infoOf(const Record &record, base::Monotonic now);

    size_t m_capacity;
    std::vector<std::unique_ptr<Record[]>> m_chunks; ///< addresses are stable
    size_t m_count = 0;                              ///< records in use, from index 0
    std::vector<quint32> m_slots;                    ///< index + 1; open addressing, linear
    size_t m_hand = 0;
    Record m_system; ///< takes what is not to be listed
    TopicTotals m_others;
};

} // namespace broker
