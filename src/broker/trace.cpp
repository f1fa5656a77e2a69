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

bool TraceRecorder::expire(base::UtcMs now)
{
    const qint64 oldest = now.value - std::chrono::milliseconds(m_limits.age).count();
    while (!m_traces.empty() && m_traces.front().at.value < oldest)
        dropOldest();
    return std::erase_if(m_filters, [now](const TraceFilter &f) { return f.until && *f.until <= now; }) > 0;
}

quint64 TraceRecorder::begin(Trace trace)
{
    trace.id = m_firstId + m_traces.size();
    const quint64 id = trace.id;
    m_traces.push_back(std::move(trace));
    while (m_traces.size() > m_limits.traces)
        dropOldest();
    return id;
}

const Trace *TraceRecorder::find(quint64 id) const
{
    const size_t place = placeOf(id);
    return place < m_traces.size() ? &m_traces[place] : nullptr;
}

void TraceRecorder::dropOldest()
{
    m_deliveries -= m_traces.front().deliveries.size();
    m_traces.pop_front();
    ++m_firstId;
}

/// The delivery to the session, made if need be; null when no more are listed.
TraceDelivery *TraceRecorder::deliveryOf(Trace &trace, const Note &note)
{
    std::vector<TraceDelivery> &list = trace.deliveries;
    const auto place = std::lower_bound(list.begin(), list.end(), note.session,
                                        [](const TraceDelivery &d, SessionId session) { return d.session < session; });
    if (place != list.end() && place->session == note.session && place->clientId == note.clientId)
        return &*place;
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
    TraceDelivery *place = deliveryOf(m_traces[trace], note);
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

Part<Trace> TraceRecorder::list(const TraceQuery &query) const
{
    Part<Trace> part;
    for (auto trace = m_traces.rbegin(); trace != m_traces.rend(); ++trace) {
        const bool hidden = !query.hidden.isEmpty() && trace->topic.startsWith(query.hidden);
        if (hidden || !mqtt::matches(query.filter, trace->topic))
            continue;
        if (part.total >= query.offset && static_cast<qsizetype>(part.items.size()) < query.limit)
            part.items.push_back(*trace);
        ++part.total;
    }
    return part;
}

} // namespace broker
