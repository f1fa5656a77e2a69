// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/logtail.h"
#include "gateway/logging.h"

namespace gateway {
namespace {

/// Events of one read, at most; never more than the ring holds, so that nothing leaves it unseen.
constexpr size_t maxBatch = 500;
/// One read at a time.
constexpr size_t maxWaiting = 4;

base::Result<> readHead(events::EventSource &log, LogEncoder &encoder, QString &epoch, qint64 &head)
{
    const auto name = log.epoch();
    const auto last = log.lastSequence();
    if (!name || !last)
        return !name ? name.error() : last.error();
    epoch = *name;
    head = *last;
    const auto newest = log.readAfter(head - 1, 1);
    if (!newest)
        return newest.error();
    if (newest->empty())
        return {};
    return encoder.prime(log, head + 1, events::timeOf(newest->front()));
}

base::Result<std::vector<LogItem>> readItems(events::EventSource &log, LogEncoder &encoder, qint64 after, int limit)
{
    const auto events = log.readAfter(after, limit);
    if (!events)
        return events.error();
    std::vector<LogItem> items;
    items.reserve(events->size());
    for (const events::Event &event : *events)
        items.push_back(encoder.encode(event));
    return items;
}

} // namespace

LogTail::LogTail(ReaderPort &reader, QTimeZone zone, size_t capacity)
    : m_reader(reader)
    , m_zone(std::move(zone))
    , m_box(maxWaiting,
            [this](std::vector<Pull> &results) {
                for (Pull &result : results)
                    pulled(result);
            })
    , m_ring(capacity)
    , m_batch(static_cast<int>(std::min(maxBatch, capacity)))
{
    pull();
}

LogTail::~LogTail() = default;

void LogTail::committed(qint64 sequence)
{
    m_wanted = std::max(m_wanted, sequence);
    pull();
}

void LogTail::lookAgain()
{
    m_lookAgain = true;
    pull();
}

void LogTail::pull()
{
    if (m_pulling)
        return;
    base::Result<> started;
    if (!hasStarted())
        started = start();
    else if (m_ring.head() < m_wanted || m_lookAgain)
        started = readOn();
    else
        return;
    m_pulling = started.ok();
    m_lookAgain = m_lookAgain && !started.ok();
}

base::Result<> LogTail::start()
{
    m_encoder = std::make_shared<LogEncoder>(m_zone);
    return m_reader.read([sender = m_box.sender(), encoder = m_encoder](const base::Result<desk::Reader *> &reader) {
        Pull result;
        const auto read =
            reader ? readHead((*reader)->log(), *encoder, result.epoch, result.head) : base::Result<>(reader.error());
        if (!read)
            result.items = read.error();
        static_cast<void>(sender.push(std::move(result))); // refused only when the gateway has gone
    });
}

base::Result<> LogTail::readOn()
{
    return m_reader.read([sender = m_box.sender(), encoder = m_encoder, after = m_ring.head(),
                          limit = m_batch](const base::Result<desk::Reader *> &reader) {
        Pull result;
        if (reader)
            result.items = readItems((*reader)->log(), *encoder, after, limit);
        else
            result.items = reader.error();
        static_cast<void>(sender.push(std::move(result))); // as above
    });
}

void LogTail::pulled(Pull &result)
{
    m_pulling = false;
    if (!result.items) {
        qCWarning(lcGateway).noquote() << "reading the log failed, tried again soon:"
                                       << result.items.error().toString();
        return;
    }
    if (hasStarted())
        takeItems(*result.items);
    else
        takeStart(result);
}

void LogTail::takeStart(const Pull &result)
{
    m_epoch = result.epoch;
    m_ring.reset(result.head);
    for (LogConsumer *consumer : m_consumers)
        consumer->logStarted();
    pull();
}

void LogTail::takeItems(std::vector<LogItem> &items)
{
    const qint64 before = m_ring.head();
    for (LogItem &item : items) {
        const qint64 seq = item.seq;
        if (seq <= m_ring.head() || m_ring.append(std::move(item)))
            continue;
        // The log promises contiguity, so this is a fault; nobody may be shown a gap as if there were none.
        qCCritical(lcGateway) << "the log jumps from" << m_ring.head() << "to" << seq;
        m_ring.reset(seq);
        for (LogConsumer *consumer : m_consumers)
            consumer->logBroke();
    }
    for (LogConsumer *consumer : m_consumers)
        consumer->logGrew(before);
    if (!items.empty())
        pull();
}

} // namespace gateway
