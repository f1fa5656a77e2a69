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

void release(State &state, Session &slow)
{
    for (const ConnectionId id : std::exchange(slow.holds->publishers, {})) {
        Connection *connection = state.connections.find(id);
        if (!connection || --connection->holds > 0)
            continue;
        connection->lastReceived = state.now.monotonic; // silence was ours
        state.actions->resume(id);
    }
}

} // namespace

void holdIfFilling(State &state, Session &slow, const Session *publisher)
{
    if (!publisher || publisher == &slow || !publisher->isOnline() || !slow.isOnline() || !isFuller(state, slow, 2))
        return;
    if (!publisher->window.isEmpty() || !publisher->queue.isEmpty())
        return;
    if (!slow.holds)
        slow.holds = std::make_unique<Session::Holds>();
    Session::Holds &holds = *slow.holds;
    const auto &held = holds.publishers;
    if (holds.isSpent || std::find(held.begin(), held.end(), publisher->connection) != held.end())
        return;
    if (held.empty()) {
        holds.since = state.now.monotonic;
        state.holding.push_back(slow.index());
    }
    holds.publishers.push_back(publisher->connection);
    ++state.connections.find(publisher->connection)->holds;
}

void releaseIfDrained(State &state, Session &slow)
{
    if (!slow.holds || (slow.isOnline() && isFuller(state, slow, 1)))
        return;
    release(state, slow);
    slow.holds.reset();
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
