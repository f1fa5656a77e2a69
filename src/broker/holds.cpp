// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/holds.h"
#include <algorithm>

namespace broker {

namespace {

constexpr std::chrono::seconds longestHold{1};

bool isFuller(const State &state, const Session &session, int quarters)
{
    const Limits &limits = state.limits();
    return session.queue.counted() * 4 > limits.maxQueued * quarters ||
           session.queue.bytes() * 4 > limits.maxQueuedBytes * quarters;
}

void letGo(State &state, Connection &connection)
{
    if (--connection.holds > 0)
        return;
    connection.lastReceived = state.now.monotonic; // silence was ours
    state.actions->resume(connection.id);
}

void release(State &state, Session &slow)
{
    for (const Session::Holds::Publisher &held : std::exchange(slow.holds->publishers, {})) {
        if (!state.neighbours.isHere(held.shard))
            state.actions->forward(held.shard, PublisherHeld{held.connection, slow.id, false});
        else if (Connection *connection = state.connections.find(held.connection))
            letGo(state, *connection);
    }
}

/// One that is itself owed acknowledgements is never held, since those would not be read either.
bool mayBeHeld(const Session &publisher)
{
    return publisher.isOnline() && publisher.window.isEmpty() && publisher.queue.isEmpty();
}

/// False: it is held already, or not to be held any more.
bool note(State &state, Session &slow, const Session::Holds::Publisher &publisher)
{
    if (!slow.holds)
        slow.holds = std::make_unique<Session::Holds>();
    Session::Holds &holds = *slow.holds;
    const auto &held = holds.publishers;
    if (holds.isSpent || std::find(held.begin(), held.end(), publisher) != held.end())
        return false;
    if (held.empty()) {
        holds.since = state.now.monotonic;
        state.holding.push_back(slow.index());
    }
    holds.publishers.push_back(publisher);
    return true;
}

} // namespace

void holdIfFilling(State &state, Session &slow, const Session *publisher, const Session::Holds::Publisher &remote)
{
    if (publisher == &slow || !slow.isOnline() || !isFuller(state, slow, 2))
        return;
    if (publisher && mayBeHeld(*publisher)) {
        if (note(state, slow, {publisher->connection, state.neighbours.self}))
            ++state.connections.find(publisher->connection)->holds;
    } else if (!remote.connection.isNull() && note(state, slow, remote)) {
        state.actions->forward(remote.shard, PublisherHeld{remote.connection, slow.id, true});
    }
}

void holdForOther(State &state, const PublisherHeld &change)
{
    Connection *connection = state.connections.find(change.connection);
    if (!connection)
        return;
    if (!connection->heldBy)
        connection->heldBy = std::make_unique<std::vector<SessionId>>();
    std::vector<SessionId> &by = *connection->heldBy;
    if (!change.isHeld) {
        if (std::erase(by, change.by) > 0)
            letGo(state, *connection);
    } else if (connection->session && mayBeHeld(*connection->session)) {
        by.push_back(change.by);
        ++connection->holds;
    }
}

void releaseIfDrained(State &state, Session &slow)
{
    if (!slow.holds || (slow.isOnline() && isFuller(state, slow, 1)))
        return;
    release(state, slow);
    slow.holds.reset();
}

void holdIfBehind(State &state, Connection &connection)
{
    const Limits &limits = state.limits();
    const bool isFar = state.journal.waiting() > quint64(limits.maxUnpersisted) ||
                       state.journal.waitingBytes() > limits.maxUnpersistedBytes;
    if (!isFar || connection.isBehind)
        return;
    connection.isBehind = true;
    ++connection.holds;
    state.behind.push_back(connection.id);
}

void releaseIfCaughtUp(State &state)
{
    const Limits &limits = state.limits();
    if (state.behind.empty() || state.journal.waiting() > quint64(limits.maxUnpersisted) / 2 ||
        state.journal.waitingBytes() > limits.maxUnpersistedBytes / 2)
        return;
    for (const ConnectionId id : std::exchange(state.behind, {})) {
        Connection *connection = state.connections.find(id);
        if (!connection)
            continue;
        connection->isBehind = false;
        connection->lastReceived = state.now.monotonic; // silence was ours
        if (--connection->holds == 0)
            state.actions->resume(id);
    }
}

void expireHolds(State &state)
{
    std::erase_if(state.holding, [&state](quint32 index) {
        const auto &session = state.sessions.slots()[index];
        if (!session || !session->holds || session->holds->publishers.empty())
            return true;
        if (state.now.monotonic - session->holds->since < longestHold)
            return false;
        session->holds->isSpent = true; // until the queue has drained
        release(state, *session);
        return true;
    });
}

} // namespace broker
