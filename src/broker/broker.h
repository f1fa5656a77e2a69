// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/actions.h"
#include "broker/authorizer.h"
#include "broker/events.h"
#include "broker/limits.h"
#include "broker/queries.h"
#include "broker/statistics.h"
#include "broker/trace.h"
#include "mqtt/codec.h"
#include <QHash>
#include <memory>

namespace broker {

struct State;

struct Settings
{
    quint32 shard = 0;  ///< which of them this one is
    quint32 shards = 1; ///< at most maxShards (shardmap.h); ShardGroup makes them
    Limits limits;
    QHash<QByteArray, ListenerLimits> listeners; ///< by name; those that are not here live by `limits`
    Features features;
    /// Persist actions are given and acknowledgements wait for Persisted. Off: acknowledged at once.
    bool journal = false;
    /// Shared by the shards of one journal; null: the broker has its own.
    std::shared_ptr<JournalNumbers> journalNumbers;
    /// Topics whose messages are followed on their way (trace.h), always.
    std::vector<QByteArray> traced;
    TraceLimits traceLimits;
    /// Seed of generated client ids: `auto-<seed><counter>`; give each start another one.
    quint64 idSeed = 0;
};

/// One shard of the MQTT broker: what it decides, and nothing of how bytes travel. Events in, actions out; no clock, no
/// socket, no thread. Every call from one thread, the shard's. Deterministic: the same events give the same actions.
///
/// Host's duties: give each ConnectionId an Opened and, when the transport is gone, a Closed event; carry actions out
/// in order; flush each stream once a turn; send a Tick every 250 ms to 1 s; decode with decodeOptions(), asked anew
/// for each packet (CONNECT changes them). While a password is being checked it may stop reading that stream; packets
/// that it still gives are held up to a limit.
class Broker
{
public:
    Broker(const Settings &settings, std::shared_ptr<const Authorizer> authorizer);
    ~Broker();
    Broker(const Broker &) = delete;
    Broker &operator=(const Broker &) = delete;

    void handle(const ConnectionOpened &event, Instant now, Actions &actions);
    void handle(const PacketReceived &event, Instant now, Actions &actions);
    void handle(const PacketRefused &event, Instant now, Actions &actions);
    void handle(const ConnectionClosed &event, Instant now, Actions &actions);
    void handle(const Authenticated &event, Instant now, Actions &actions);
    void handle(const AuthenticationRefused &event, Instant now, Actions &actions);
    void handle(const Tick &event, Instant now, Actions &actions);
    void handle(const PublishInternal &event, Instant now, Actions &actions);
    void handle(const PublishLogged &event, Instant now, Actions &actions);
    void handle(const Restore &event, Instant now, Actions &actions);
    void handle(const Persisted &event, Instant now, Actions &actions);
    void handle(const KickClient &event, Instant now, Actions &actions);
    void handle(const Shutdown &event, Instant now, Actions &actions);
    /// What another shard wants; its contents are taken.
    void handle(ShardMessage &message, Instant now, Actions &actions);

    /// The host dropped an outgoing QoS 0 message of a stream beyond its byte budget: count it.
    void countSlowConsumerDrop(ConnectionId connection, quint64 messages);

    /// How the next packet of the connection is to be read.
    mqtt::DecodeOptions decodeOptions(ConnectionId connection) const;

    /// Whether the connection is to be left unread for now, since it fills a subscriber's queue faster than that is
    /// emptied. Ask after each packet; action Resume ends it. A host that reads on loses nothing but the protection.
    bool isHeld(ConnectionId connection) const;

    /// The client identifier of an accepted connection; empty for every other one.
    QByteArray clientOf(ConnectionId connection) const;

    /// New rules: cached decisions are dropped at once, live sessions fall under the new ones.
    void setAuthorizer(std::shared_ptr<const Authorizer> authorizer);

    /// All that outlives the process, as Restore takes it.
    SavedState savedState(Instant now) const; ///< retained messages of `$` topics apart

    Statistics statistics() const;
    /// Sessions in order of their ids, connected or kept; `withSubscriptions` fills the filters in.
    std::vector<ClientInfo> clients(bool withSubscriptions = false) const;
    /// One session with its subscriptions; empty: unknown.
    std::optional<ClientInfo> client(const QByteArray &clientId) const;
    /// Retained messages under a filter, at most `limit`.
    std::vector<RetainedInfo> retained(QByteArrayView filter, int limit) const;

    // What an administrator asks (queries.h). `now`: for rates.
    Part<ClientInfo> clients(const ClientQuery &query, Instant now) const;
    std::optional<ClientInfo> client(const QByteArray &clientId, Instant now) const;
    Part<SubscriptionEntry> subscriptions(const SubscriptionQuery &query) const;
    /// Whether any filter begins with these whole levels.
    bool hasSubscriptionsUnder(QByteArrayView levels) const;
    Part<RetainedInfo> retained(const RetainedQuery &query) const;
    RetainedSize retainedSize(const RetainedQuery &query) const;
    Part<TopicInfo> topics(const TopicQuery &query, Instant now) const;
    TopicTotals topicTotals() const;
    /// Sessions that the topic reaches.
    qint64 subscribers(QByteArrayView topic) const;
    Part<Trace> traces(const TraceQuery &query) const;
    std::optional<Trace> trace(quint64 id) const;
    /// With the journal on: what has changed of the traces since it was last taken (TraceRecorder::takeChanged).
    std::vector<Trace> takeChangedTraces(size_t limit);
    /// Topics traced for a while, beside those of the settings.
    std::vector<TraceFilter> traceFilters() const;
    void setTraceFilters(std::vector<TraceFilter> filters);
    /// Forgets every retained message that the query covers, its offset and limit aside. Subscribers are told nothing.
    RetainedSize clearRetained(const RetainedQuery &query, Instant now, Actions &actions);

private:
    std::unique_ptr<State> m_state;
};

} // namespace broker
