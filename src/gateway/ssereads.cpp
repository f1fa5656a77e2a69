// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ssereads.h"

namespace gateway {
namespace {

/// Where the account's events begin; none: not there, or no longer kept.
base::Result<std::optional<qint64>> begin(desk::Reader &reader, const SseRead &read)
{
    events::AccountLog &log = reader.accountLog();
    std::optional<qint64> from;
    if (const auto *seq = std::get_if<qint64>(&read.after)) {
        from = *seq;
    } else if (const auto *since = std::get_if<base::UtcMs>(&read.after)) {
        const auto last = log.lastBefore(*since);
        if (!last)
            return last.error();
        from = *last;
    } else {
        const auto place = log.find(read.account, std::get<events::EventMark>(read.after), read.most);
        if (!place)
            return place.error();
        if (*place && (*place)->at >= read.oldest)
            from = (*place)->seq;
    }
    if (!from || !read.isFirst)
        return from;
    const auto count = log.countAfter(read.account, *from, read.most + 1);
    if (!count)
        return count.error();
    return *count > read.most ? std::nullopt : from;
}

base::Result<> readPage(desk::Reader &reader, const SseRead &read, const QTimeZone &zone, SseFound &found)
{
    const auto head = reader.log().lastSequence(); // before the events: what comes meanwhile is read again
    if (!head)
        return head.error();
    const auto events = reader.accountLog().accountEvents(read.account, found.from, SseReads::pageSize);
    if (!events)
        return events.error();
    LogEncoder encoder(zone);
    if (!events->empty()) {
        const auto &first = events->front();
        if (auto ok = encoder.prime(reader.log(), events::sequenceOf(first), events::timeOf(first)); !ok)
            return ok;
    }
    const bool isAll = events->size() < static_cast<size_t>(SseReads::pageSize);
    found.position = isAll ? std::max(*head, found.from) : events::sequenceOf(events->back());
    for (const events::Event &event : *events) {
        base::Bytes block = encoder.encodeSse(event);
        if (events::sequenceOf(event) <= found.position && !block.isEmpty())
            found.blocks->push_back(std::move(block));
    }
    return {};
}

base::Result<> run(desk::Reader &reader, const SseRead &read, const QTimeZone &zone, SseFound &found)
{
    const auto from = begin(reader, read);
    if (!from)
        return from.error();
    found.isGone = !*from;
    if (found.isGone)
        return {};
    found.from = **from;
    return readPage(reader, read, zone, found);
}

} // namespace

SseReads::SseReads(ReaderPort &reader, QTimeZone zone, Receiver receiver)
    : m_reader(reader)
    , m_zone(std::move(zone))
    , m_receiver(std::move(receiver))
    , m_box(maxAtOnce, [this](std::vector<SseFound> &results) {
        m_running -= results.size();
        for (SseFound &result : results)
            m_receiver(result);
        pump();
    })
{
}

void SseReads::ask(SseRead read)
{
    m_waiting.push_back(std::move(read));
    pump();
}

void SseReads::pump()
{
    while (m_running < maxAtOnce && !m_waiting.empty()) {
        const auto started = m_reader.read([sender = m_box.sender(), zone = m_zone,
                                            read = m_waiting.front()](const base::Result<desk::Reader *> &reader) {
            SseFound found;
            found.stream = read.stream;
            const auto done = reader ? run(**reader, read, zone, found) : base::Result<>(reader.error());
            if (!done)
                found.blocks = done.error();
            static_cast<void>(sender.push(std::move(found))); // refused only when the gateway has gone
        });
        if (!started)
            return; // the tick tries again
        m_waiting.pop_front();
        ++m_running;
    }
}

} // namespace gateway
