// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/topictable.h"
#include "mqtt/packet.h"
#include <string>
#include <vector>

namespace broker {

struct Session;

/// One session that a topic reaches, however many of its subscriptions match.
struct Target
{
    Session *session = nullptr;
    mqtt::QoS qos = mqtt::QoS::AtMostOnce; ///< the highest of them (MQTT-3.3.5-1)
    bool allowed = false;                  ///< the authorizer lets it receive the topic
};
using Route = std::vector<Target>;

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
    size_t m_targets = 0; ///< capacity of all routes
};

} // namespace broker
