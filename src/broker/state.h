// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/broker.h"
#include "broker/clientrates.h"
#include "broker/connectiontable.h"
#include "broker/deadlines.h"
#include "broker/journalwriter.h"
#include "broker/neighbours.h"
#include "broker/receipts.h"
#include "broker/retainedstore.h"
#include "broker/routecache.h"
#include "broker/sessiontable.h"
#include "broker/sharegroups.h"
#include "broker/topicindex.h"
#include "broker/topictable.h"
#include "broker/trace.h"

namespace broker {

/// What a shard knows: the parts over which the handlers (handlers.h) work. Private to the room.
struct State
{
    State(const Settings &with, std::shared_ptr<const Authorizer> judge)
        : settings(with)
        , defaults(with.limits.ofListener())
        , authorizer(std::move(judge))
        , sessions(with.shard)
        , journal(with.journal, with.journalNumbers)
        , topics(with.limits.maxTopicsCounted)
        , traces(with.shard, with.traceLimits, with.journal)
        , neighbours(with)
    {
    }

    Settings settings;
    const ListenerLimits defaults; ///< of listeners that have no limits of their own
    std::shared_ptr<const Authorizer> authorizer;
    quint64 rules = 1;           ///< number of the rules in force
    quint64 routeGeneration = 1; ///< rises with every change of subscriptions, sessions or rules
    ConnectionTable connections;
    SessionTable sessions;
    TopicIndex index;
    ShareGroups shares;
    Deadlines deadlines;
    RetainedStore retained;
    RouteCache routes;
    JournalWriter journal;
    Statistics statistics;
    TopicTable topics;
    TraceRecorder traces;
    ClientRates rates;
    Neighbours neighbours;
    Receipts receipts;
    std::vector<ConnectionId> throttled; ///< connections that are not read since they publish too fast
    std::vector<quint32> dropping;       ///< sessions with drops that no notice has told of
    std::vector<quint32> holding;        ///< sessions that hold publishers
    std::vector<ConnectionId> behind;    ///< publishers that are not read until the journal has caught up
    quint64 generatedIds = 0;
    const QByteArray hubId; ///< client id of what the hub itself publishes: none

    // Of the call that is being handled.
    Instant now;
    Actions *actions = nullptr;
    const LogCursor *logged = nullptr; ///< of the event of the hub's log that is being published; null: none is

    // Reused memory.
    std::vector<Subscriber> matched;
    std::vector<MessageRef> found;
    std::vector<quint32> identifiers;

    const Limits &limits() const { return settings.limits; }
};

} // namespace broker
