// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/subscribing.h"
#include "broker/journaling.h"
#include "broker/sharding.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

bool isShared(const QByteArray &filter)
{
    return !mqtt::splitShared(filter).group.isEmpty();
}

void takeOut(State &state, const Session &session, const QByteArray &filter)
{
    if (isShared(filter))
        state.shares.remove(filter, session.index());
    else
        state.index.remove(filter, session.index());
    ++state.routeGeneration;
    if (!state.neighbours.isAlone())
        tellUnsubscribed(state, session, filter);
}

} // namespace

bool addSubscription(State &state, Session &session, const QByteArray &filter, const Subscription &how)
{
    const auto known = session.subscriptions.find(filter);
    const bool isNew = known == session.subscriptions.end();
    if (isNew || known->second != how)
        recordSubscription(state, session, filter, how);
    session.subscriptions.insert_or_assign(filter, how);
    if (isShared(filter))
        state.shares.set(filter, {session.index(), how});
    else
        state.index.set(filter, {session.index(), how});
    ++state.routeGeneration;
    if (isNew && !state.neighbours.isAlone())
        tellSubscribed(state, session, filter);
    return isNew;
}

bool removeSubscription(State &state, Session &session, const QByteArray &filter)
{
    if (session.subscriptions.erase(filter) == 0)
        return false;
    takeOut(state, session, filter);
    recordUnsubscribed(state, session, filter);
    return true;
}

void dropSubscriptions(State &state, Session &session)
{
    for (const auto &[filter, how] : session.subscriptions)
        takeOut(state, session, filter);
    session.subscriptions.clear();
}

} // namespace broker
