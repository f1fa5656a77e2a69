// SPDX-License-Identifier: GPL-3.0-or-later
// What an administrator asks of a shard.
#include "broker/queries.h"
#include "broker/journaling.h"
#include "broker/snapshot.h"
#include "mqtt/topic.h"
#include <numeric>

namespace broker {

namespace {

bool containsIgnoringCase(const QByteArray &text, const QByteArray &lowerPart)
{
    return text.toLower().contains(lowerPart);
}

bool isWanted(const Session &session, const ClientQuery &query, const QByteArray &lowerText)
{
    if (query.state != ClientState::Any && session.isOnline() != (query.state == ClientState::Connected))
        return false;
    if (!query.listener.isEmpty() && session.listener != query.listener)
        return false;
    return lowerText.isEmpty() || containsIgnoringCase(session.identity.clientId, lowerText) ||
           containsIgnoringCase(session.identity.user, lowerText) || session.identity.address.contains(lowerText);
}

quint64 droppedOf(const Session &session)
{
    return session.drops ? std::accumulate(session.drops->total.begin(), session.drops->total.end(), quint64(0)) : 0;
}

/// What a list of clients is ordered by, as one number; client ids order what is equal.
double keyOf(const State &state, const Session &session, ClientSort sort, base::Monotonic now)
{
    switch (sort) {
    case ClientSort::ClientId:
        return 0;
    case ClientSort::ConnectedSince:
        return double(session.connectedSince.value);
    case ClientSort::LastMessage:
        return double(session.lastMessage.value);
    case ClientSort::Queued:
        return double(session.queue.size());
    case ClientSort::Dropped:
        return double(droppedOf(session));
    case ClientSort::MessagesIn:
        return double(session.messagesReceived);
    case ClientSort::MessagesOut:
        return double(session.messagesSent);
    case ClientSort::Rate:
        return state.rates.messagesIn(session, now) + state.rates.messagesOut(session, now);
    }
    Q_UNREACHABLE();
}

struct Ranked
{
    double key;
    const Session *session;
    bool isBefore(const Ranked &other) const
    {
        return key != other.key ? key < other.key : session->identity.clientId < other.session->identity.clientId;
    }
};

bool isShown(const Message &message, const RetainedQuery &query)
{
    return query.hidden.isEmpty() || !message.topic.view().startsWith(query.hidden);
}

/// `#` leaves `$SYS` out as for everybody (MQTT-4.7.2-1).
std::vector<MessageRef> retainedUnder(const State &state, const RetainedQuery &query)
{
    std::vector<MessageRef> found;
    state.retained.match(query.filter, found);
    std::erase_if(found, [&query](const MessageRef &message) { return !isShown(*message, query); });
    return found;
}

RetainedSize sizeOf(const std::vector<MessageRef> &messages)
{
    RetainedSize size;
    for (const MessageRef &message : messages) {
        ++size.count;
        size.bytes += message->bytes();
    }
    return size;
}

bool isWanted(const QByteArray &filter, const SubscriptionQuery &query)
{
    if (!query.topic.isEmpty() && !mqtt::matches(mqtt::splitShared(filter).filter, query.topic))
        return false;
    return query.text.isEmpty() || filter.contains(query.text);
}

void collect(const Session &session, const SubscriptionQuery &query, std::vector<SubscriptionEntry> &found)
{
    for (const auto &[filter, how] : session.subscriptions) {
        if (isWanted(filter, query))
            found.push_back({session.identity.clientId, infoOf(filter, how), session.isOnline()});
    }
}

} // namespace

Part<ClientInfo> Broker::clients(const ClientQuery &query, Instant now) const
{
    const QByteArray lowerText = query.text.toLower();
    std::vector<Ranked> found;
    for (const auto &session : m_state->sessions.slots()) {
        if (session && isWanted(*session, query, lowerText))
            found.push_back({keyOf(*m_state, *session, query.sort, now.monotonic), session.get()});
    }
    const Part<Ranked> part = cut(std::move(found), query, [&query](const Ranked &a, const Ranked &b) {
        return query.descending ? b.isBefore(a) : a.isBefore(b);
    });
    Part<ClientInfo> infos;
    infos.total = part.total;
    for (const Ranked &one : part.items) {
        ClientInfo info = infoOf(*one.session, false);
        info.messagesInPerSecond = m_state->rates.messagesIn(*one.session, now.monotonic);
        info.messagesOutPerSecond = m_state->rates.messagesOut(*one.session, now.monotonic);
        infos.items.push_back(std::move(info));
    }
    return infos;
}

std::optional<ClientInfo> Broker::client(const QByteArray &clientId, Instant now) const
{
    const Session *session = m_state->sessions.find(clientId);
    if (!session)
        return std::nullopt;
    ClientInfo info = infoOf(*session, true);
    info.messagesInPerSecond = m_state->rates.messagesIn(*session, now.monotonic);
    info.messagesOutPerSecond = m_state->rates.messagesOut(*session, now.monotonic);
    return info;
}

Part<SubscriptionEntry> Broker::subscriptions(const SubscriptionQuery &query) const
{
    std::vector<SubscriptionEntry> found;
    if (!query.clientId.isEmpty()) {
        if (const Session *session = m_state->sessions.find(query.clientId))
            collect(*session, query, found);
    } else {
        for (const auto &session : m_state->sessions.slots()) {
            if (session)
                collect(*session, query, found);
        }
    }
    return cut(std::move(found), query, [](const SubscriptionEntry &a, const SubscriptionEntry &b) {
        return a.subscription.filter != b.subscription.filter ? a.subscription.filter < b.subscription.filter
                                                              : a.clientId < b.clientId;
    });
}

bool Broker::hasSubscriptionsUnder(QByteArrayView levels) const
{
    return m_state->index.hasUnder(levels);
}

Part<RetainedInfo> Broker::retained(const RetainedQuery &query) const
{
    const Part<MessageRef> part =
        cut(retainedUnder(*m_state, query), query, [](const MessageRef &a, const MessageRef &b) {
            return std::lexicographical_compare(a->topic.view().begin(), a->topic.view().end(), b->topic.view().begin(),
                                                b->topic.view().end());
        });
    Part<RetainedInfo> infos;
    infos.total = part.total;
    for (const MessageRef &message : part.items)
        infos.items.push_back(
            {message->topic.toByteArray(), message->qos, message->payload, message->received, message->publisherId});
    return infos;
}

RetainedSize Broker::retainedSize(const RetainedQuery &query) const
{
    return sizeOf(retainedUnder(*m_state, query));
}

RetainedSize Broker::clearRetained(const RetainedQuery &query, Instant now, Actions &actions)
{
    m_state->now = now;
    m_state->actions = &actions;
    const std::vector<MessageRef> found = retainedUnder(*m_state, query);
    for (const MessageRef &message : found) {
        m_state->retained.clear(message->topic.view());
        recordRetainedCleared(*m_state, message->topic.view());
    }
    return sizeOf(found);
}

qint64 Broker::subscribers(QByteArrayView topic) const
{
    std::vector<Subscriber> matched;
    m_state->index.match(topic, matched);
    std::vector<Subscriber> groups;
    m_state->shares.match(topic, groups);
    for (const Subscriber &group : groups) {
        const std::vector<Subscriber> &members = m_state->shares.at(group.session).members;
        matched.insert(matched.end(), members.begin(), members.end());
    }
    std::sort(matched.begin(), matched.end(),
              [](const Subscriber &a, const Subscriber &b) { return a.session < b.session; });
    const auto last = std::unique(matched.begin(), matched.end(),
                                  [](const Subscriber &a, const Subscriber &b) { return a.session == b.session; });
    return last - matched.begin();
}

Part<TopicInfo> Broker::topics(const TopicQuery &query, Instant now) const
{
    Part<TopicInfo> part = m_state->topics.list(query, now);
    for (TopicInfo &info : part.items)
        info.subscribers = subscribers(info.topic);
    return part;
}

TopicTotals Broker::topicTotals() const
{
    return m_state->topics.totals();
}

Part<Trace> Broker::traces(const TraceQuery &query) const
{
    return m_state->traces.list(query);
}

std::optional<Trace> Broker::trace(quint64 id) const
{
    const Trace *trace = m_state->traces.find(id);
    return trace ? std::optional(*trace) : std::nullopt;
}

std::vector<Trace> Broker::takeChangedTraces(size_t limit)
{
    return m_state->traces.takeChanged(limit);
}

std::vector<TraceFilter> Broker::traceFilters() const
{
    return m_state->traces.filters();
}

void Broker::setTraceFilters(std::vector<TraceFilter> filters)
{
    for (const QByteArray &always : m_state->settings.traced)
        filters.push_back({always, {}});
    m_state->traces.setFilters(std::move(filters));
    ++m_state->routeGeneration;
}

} // namespace broker
