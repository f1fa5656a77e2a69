// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/deliveryextras.h"
#include "broker/topictable.h"
#include "mqtt/packet.h"
#include <memory>
#include <string>
#include <vector>

namespace broker {

struct Session;

/// One session that a topic reaches, however many of its subscriptions match.
struct Target
{
    /// Whose messages: a session with a no-local subscription gets its own by the others alone (MQTT5-3.8.3-3).
    enum class Audience : quint8 { All, FromOthers, FromItself };
    Session *session = nullptr;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce; ///< the highest of them (MQTT-3.3.5-1, MQTT5-3.3.4-2)
    bool allowed = false;                  ///< the authorizer lets it receive the topic
    bool retainAsPublished = false;        ///< one of them asks for it
    Audience audience = Audience::All;
    quint32 extras = 0; ///< place in Route::Rare::extras; 0: none
};

/// Whom a topic reaches. What most routes have none of is kept apart.
struct Route
{
    /// A shared group: one of its members is chosen a message.
    struct Shared
    {
        quint32 group = 0;
        quint32 first = 0; ///< of its members in Rare::members
        quint32 count = 0;
    };
    struct Rare
    {
        std::vector<ExtrasRef> extras{ExtrasRef()}; ///< [0] is none
        std::vector<Shared> shared;
        std::vector<Target> members;
        quint64 shards = 0;         ///< others that want the topic, a bit each
        std::vector<quint32> owned; ///< of OwnedShares: for which we choose among the shards
    };
    std::vector<Target> targets;
    std::unique_ptr<Rare> rare;

    Rare &rarities()
    {
        if (!rare)
            rare = std::make_unique<Rare>();
        return *rare;
    }
    bool isEmpty() const
    {
        return targets.empty() && (!rare || (rare->shared.empty() && rare->shards == 0 && rare->owned.empty()));
    }
    /// Memory, counted in targets.
    size_t weight() const { return targets.capacity() + (rare ? rare->members.capacity() + rare->extras.size() : 0); }
    void clear()
    {
        targets.clear();
        rare.reset();
    }
};

/// The routes of the topics published to lately: matching, merging and asking the authorizer are done once a topic as
/// long as no subscription and no rule changes. Direct-mapped; bounded by entries and by targets in all.
class RouteCache
{
public:
    struct Entry
    {
        std::string topic;
        size_t hash = 0;        ///< of the topic
        quint64 generation = 0; ///< 0: unused
        Route route;
        bool traced = false;     ///< of the route: its messages are followed (trace.h)
        TopicTable::Ref counted; ///< of the topic
    };
    /// The place of the topic. Its route is good when `generation` is the present one, else the caller fills it
    /// (route is then empty) and calls filled().
    Entry &at(QByteArrayView topic, quint64 generation);
    void filled(Entry &entry, quint64 generation);

private:
    static constexpr size_t entryCount = 4096;
    static constexpr size_t maxTargets = 1'000'000;

    std::vector<Entry> m_entries;
    size_t m_targets = 0; ///< weight of all routes
};

} // namespace broker
