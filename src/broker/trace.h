// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/ids.h"
#include "broker/queries.h"
#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

namespace broker {

/// How far a traced message has come on its way to one session.
enum class TraceStep : quint8 {
    Queued,       ///< waits for room in the window, or for the client to come back
    Sent,         ///< QoS 0: the last word
    Received,     ///< QoS 2: PUBREC came
    Acknowledged, ///< PUBACK or PUBCOMP came
    Dropped,      ///< cause
};
QLatin1StringView traceStepName(TraceStep step);

struct TraceDelivery
{
    SessionId session{};
    QByteArray clientId;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    TraceStep step = TraceStep::Sent;
    DropCause cause = DropCause::QueueFull; ///< of Dropped
    bool retained = false;                  ///< answered a new subscription
    quint16 sends = 0;                      ///< above 1: it was sent again
    base::UtcMs queued;                     ///< 0: never
    base::UtcMs sent;                       ///< the first time; 0: never
    base::UtcMs received;
    base::UtcMs acknowledged;
    base::UtcMs dropped;
};

/// One publication and what became of it.
struct Trace
{
    quint64 id = 0;   ///< shard << 40 | number, 0: not traced
    qint64 event = 0; ///< of the hub's log, which caused it (LogCursor::sequence); 0: none
    QByteArray epoch; ///< that `event` counts in
    QByteArray topic;
    QByteArray publisher; ///< client id; empty: the hub
    mqtt::QoS qos = mqtt::QoS::AtMostOnce;
    bool retain = false;
    qint64 bytes = 0; ///< of the payload
    base::UtcMs at;
    std::vector<TraceDelivery> deliveries; ///< by session; those of a former process first, with session 0
    quint64 unlisted = 0;                  ///< deliveries beyond TraceLimits::deliveries
};

struct TraceLimits
{
    size_t traces = 10'000;           ///< kept; the oldest goes first
    size_t deliveries = 1'000;        ///< listed of one message
    size_t deliveriesInAll = 200'000; ///< kept; the oldest message goes first
    std::chrono::hours age{24};       ///< kept at the longest
};

struct TraceQuery
{
    QByteArray filter = "#"; ///< MQTT filter
    QByteArray hidden{};     ///< topics that begin so are left out, when not empty
    qint64 event = 0;        ///< what one event of the log has caused alone, when not 0
    QByteArray epoch{};      ///< of `event`
    qsizetype offset = 0;
    qsizetype limit = 100;
};

/// Which topics are traced: always, or until a moment.
struct TraceFilter
{
    QByteArray filter;
    std::optional<base::UtcMs> until; ///< none: always
    friend bool operator==(const TraceFilter &, const TraceFilter &) = default;
};

/// A trace's id: its shard above so many bits for its number.
constexpr int traceShardBits = 40;

/// Which of so many shards follows the message; a former process may have had more of them.
inline quint32 traceShard(quint64 id, quint32 shards)
{
    return static_cast<quint32>(id >> traceShardBits) % shards;
}

/// Follows messages of chosen topics on their way to each session. Told by the delivery points, of traced messages
/// alone; bounded in number and age.
class TraceRecorder
{
public:
    /// `tellsChanges`: for takeChanged().
    TraceRecorder(quint32 shard, const TraceLimits &limits, bool tellsChanges = false)
        : m_limits(limits)
        , m_tellsChanges(tellsChanges)
        , m_nextId((quint64(shard) << traceShardBits) + 1)
    {
    }

    /// What a former process has left, before anything else. A session is known by its client from here on.
    void restore(std::vector<Trace> traces);
    /// Copies of what has changed since it was last taken, the earliest change first, at most so many; what has been
    /// forgotten meanwhile is not among them.
    std::vector<Trace> takeChanged(size_t limit);

    /// In place of the former ones. Routes must be made anew afterwards.
    void setFilters(std::vector<TraceFilter> filters) { m_filters = std::move(filters); }
    const std::vector<TraceFilter> &filters() const { return m_filters; }
    bool wants(QByteArrayView topic) const;
    /// Ends filters whose time has come (true: routes must be made anew) and forgets old traces.
    bool expire(base::UtcMs now);

    /// Begins to follow a publication; `trace.id` is allotted here.
    quint64 begin(Trace trace);

    struct Note
    {
        quint64 trace = 0;
        SessionId session{};
        const QByteArray &clientId;
        TraceStep step = TraceStep::Sent;
        mqtt::QoS qos = mqtt::QoS::AtMostOnce;
        bool retained = false;
        DropCause cause = DropCause::QueueFull;
    };
    /// Ignores what has been forgotten meanwhile.
    void note(const Note &note, base::UtcMs now);

    /// The newest first, without their deliveries' detail if `withDeliveries` is false.
    Part<Trace> list(const TraceQuery &query) const;
    const Trace *find(quint64 id) const;

private:
    struct Kept
    {
        Trace trace;
        bool isChanged = false; ///< stands in m_changed
    };
    /// Past the end for what has been forgotten.
    size_t placeOf(quint64 id) const;
    TraceDelivery *deliveryOf(Trace &trace, const Note &note);
    void changed(Kept &kept);
    void dropOldest();

    TraceLimits m_limits;
    bool m_tellsChanges;
    quint64 m_nextId;
    std::deque<Kept> m_traces; ///< ascending by number
    std::deque<quint64> m_changed;
    size_t m_deliveries = 0;
    std::vector<TraceFilter> m_filters;
};

} // namespace broker
