// SPDX-License-Identifier: GPL-3.0-or-later
// A new subscription, when what is retained lives in several shards.
#include "broker/handlers.h"
#include "broker/lifecycle.h"
#include "broker/sharding.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

/// The shards other than this one that may keep something under the filters, a bit each.
quint64 keepersOf(const Neighbours &neighbours, const std::vector<RetainedWish> &wishes)
{
    quint64 keepers = 0;
    for (const RetainedWish &wish : wishes) {
        if (mqtt::hasWildcard(wish.filter))
            keepers |= (~quint64(0) >> (maxShards - neighbours.map.shards));
        else
            keepers |= quint64(1) << neighbours.ownerOf(wish.filter);
    }
    return keepers & ~(quint64(1) << neighbours.self);
}

} // namespace

bool askRetained(State &state, Connection &connection, mqtt::Suback &suback, std::vector<RetainedWish> &wishes)
{
    const Neighbours &neighbours = state.neighbours;
    const quint64 keepers = keepersOf(neighbours, wishes);
    if (keepers == 0)
        return false;
    auto subscribing = std::make_unique<Connection::Subscribing>();
    RetainedAsked question{neighbours.self, connection.id, {}};
    for (const RetainedWish &wish : wishes)
        question.filters.push_back(wish.filter);
    for (quint32 shard = 0; keepers >> shard != 0; ++shard) {
        if ((keepers >> shard & 1) == 0)
            continue;
        state.actions->forward(shard, question);
        ++subscribing->awaited;
    }
    subscribing->suback = std::move(suback);
    subscribing->found.resize(wishes.size());
    subscribing->wishes = std::move(wishes);
    connection.pending = std::make_unique<Connection::Pending>();
    connection.pending->subscribing = std::move(subscribing);
    return true;
}

void takeRetained(State &state, Connection &connection, RetainedFound &answer)
{
    Connection::Subscribing &subscribing = *connection.pending->subscribing;
    for (size_t i = 0; i < subscribing.found.size() && i < answer.found.size(); ++i) {
        std::vector<MessageRef> &found = subscribing.found[i];
        found.insert(found.end(), answer.found[i].begin(), answer.found[i].end());
    }
    if (--subscribing.awaited > 0)
        return;
    const std::unique_ptr<Connection::Pending> pending = std::move(connection.pending);
    answerSubscribe(state, connection, *pending->subscribing);
    handleHeld(state, connection, pending->packets);
}

} // namespace broker
