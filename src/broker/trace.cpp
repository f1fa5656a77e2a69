// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/trace.h"
#include "mqtt/topic.h"
#include <algorithm>

namespace broker {

QLatin1StringView traceStepName(TraceStep step)
{
    switch (step) {
    case TraceStep::Queued:
        return QLatin1StringView("queued");
    case TraceStep::Sent:
        return QLatin1StringView("sent");
    case TraceStep::Received:
        return QLatin1StringView("received");
    case TraceStep::Acknowledged:
        return QLatin1StringView("acknowledged");
    case TraceStep::Dropped:
        return QLatin1StringView("dropped");
    }
    Q_UNREACHABLE();
}

bool TraceRecorder::wants(QByteArrayView topic) const
{
    return std::any_of(m_filters.begin(), m_filters.end(),
                       [topic](const TraceFilter &f) { return mqtt::matches(f.filter, topic); });
}

namespace {

/// Numbers ascend, whatever shards they are of.
quint64 orderOf(quint64 id)
{
    return (id << (64 - traceShardBits)) | (id >> traceShardBits);
}

} // namespace

size_t TraceRecorder::placeOf(quint64 id) const
{
    if (m_traces.empty())
        return 0;
    const quint64 first = m_traces.front().trace.id;
    if (id - first < m_traces.size() && m_traces[id - first].trace.id == id) // no gap: nothing but this process's
        return id - first;
    const auto place = std::lower_bound(m_traces.begin(), m_traces.end(), orderOf(id),
                                        [](const Kept &kept, quint64 order) { return orderOf(kept.trace.id) < order; });
    const bool isKept = place != m_traces.end() && place->trace.id == id;
    return isKept ? static_cast<size_t>(place - m_traces.begin()) : m_traces.size();
}

void TraceRecorder::restore(std::vector<Trace> traces)
{
    constexpr quint64 numbers = (quint64(1) << traceShardBits) - 1;
    std::sort(traces.begin(), traces.end(),
              [](const Trace &a, const Trace &b) { return orderOf(a.id) < orderOf(b.id); });
    for (Trace &trace : traces) {
        m_nextId = (m_nextId & ~numbers) | std::max(m_nextId & numbers, (trace.id & numbers) + 1);
        for (TraceDelivery &delivery : trace.deliveries)
            delivery.session = SessionId();
        m_deliveries += trace.deliveries.size();
        m_traces.push_back({std::move(trace), false});
    }
    while (!m_traces.empty() && (m_traces.size() > m_limits.traces || m_deliveries > m_limits.deliveriesInAll))
        dropOldest();
}

void TraceRecorder::changed(Kept &kept)
{
    if (!m_tellsChanges || kept.isChanged)
        return;
    kept.isChanged = true;
    m_changed.push_back(kept.trace.id);
}

std::vector<Trace> TraceRecorder::takeChanged(size_t limit)
{
    std::vector<Trace> taken;
    while (taken.size() < limit && !m_changed.empty()) {
        const size_t place = placeOf(m_changed.front());
        m_changed.pop_front();
        if (place == m_traces.size())
            continue;
        m_traces[place].isChanged = false;
        taken.push_back(m_traces[place].trace);
    }
    return taken;
}

bool TraceRecorder::expire(base::UtcMs now)
{
    const qint64 oldest = now.value - std::chrono::milliseconds(m_limits.age).count();
    while (!m_traces.empty() && m_traces.front().trace.at.value < oldest)
        dropOldest();
    return std::erase_if(m_filters, [now](const TraceFilter &f) { return f.until && *f.until <= now; }) > 0;
}

quint64 TraceRecorder::begin(Trace trace)
{
    trace.id = m_nextId++;
    const quint64 id = trace.id;
    m_traces.push_back({std::move(trace), false});
    changed(m_traces.back());
    while (m_traces.size() > m_limits.traces)
        dropOldest();
    while (!m_changed.empty() && placeOf(m_changed.front()) == m_traces.size()) // nobody takes them fast enough
        m_changed.pop_front();
    return id;
}

const Trace *TraceRecorder::find(quint64 id) const
{
    const size_t place = placeOf(id);
    return place < m_traces.size() ? &m_traces[place].trace : nullptr;
}

void TraceRecorder::dropOldest()
{
    m_deliveries -= m_traces.front().trace.deliveries.size();
    m_traces.pop_front();
}

/// The delivery to the session, made if need be; null when no more are listed.
TraceDelivery *TraceRecorder::deliveryOf(Trace &trace, const Note &note)
{
    std::vector<TraceDelivery> &list = trace.deliveries;
    const auto place = std::lower_bound(list.begin(), list.end(), note.session,
                                        [](const TraceDelivery &d, SessionId session) { return d.session < session; });
    if (place != list.end() && place->session == note.session && place->clientId == note.clientId)
        return &*place;
    // Those of a former process stand first: one of them gets the session's place of now.
    for (auto former = list.begin(); former != place && former->session == SessionId(); ++former) {
        if (former->clientId == note.clientId) {
            former->session = note.session;
            return &*std::rotate(former, former + 1, place); // where it stands now
        }
    }
    if (list.size() >= m_limits.deliveries) {
        ++trace.unlisted;
        return nullptr;
    }
    TraceDelivery fresh;
    fresh.session = note.session;
    fresh.clientId = note.clientId;
    fresh.qos = note.qos;
    fresh.retained = note.retained;
    ++m_deliveries;
    return &*list.insert(place, std::move(fresh));
}

void TraceRecorder::note(const Note &note, base::UtcMs now)
{
    const size_t trace = placeOf(note.trace);
    if (trace == m_traces.size())
        return;
    changed(m_traces[trace]);
    TraceDelivery *place = deliveryOf(m_traces[trace].trace, note);
    if (!place)
        return;
    place->step = note.step;
    switch (note.step) {
    case TraceStep::Queued:
        place->queued = now;
        break;
    case TraceStep::Sent:
        place->sent = place->sends++ == 0 ? now : place->sent;
        break;
    case TraceStep::Received:
        place->received = now;
        break;
    case TraceStep::Acknowledged:
        place->acknowledged = now;
        break;
    case TraceStep::Dropped:
        place->dropped = now;
        place->cause = note.cause;
        break;
    }
    while (m_deliveries > m_limits.deliveriesInAll && m_traces.size() > 1)
        dropOldest();
}

namespace {

bool isAsked(const Trace &trace, const TraceQuery &query)
{
    if (query.event != 0 && (trace.event != query.event || trace.epoch != query.epoch))
        return false;
    const bool isHidden = !query.hidden.isEmpty() && trace.topic.startsWith(query.hidden);
    return !isHidden && mqtt::matches(query.filter, trace.topic);
}

} // namespace

Part<Trace> TraceRecorder::list(const TraceQuery &query) const
{
    Part<Trace> part;
    for (auto kept = m_traces.rbegin(); kept != m_traces.rend(); ++kept) {
        const Trace &trace = kept->trace;
        if (!isAsked(trace, query))
            continue;
        if (part.total >= query.offset && static_cast<qsizetype>(part.items.size()) < query.limit)
            part.items.push_back(trace);
        ++part.total;
    }
    return part;
}

} // namespace broker
