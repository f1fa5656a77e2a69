// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/subscribing.h"
#include "broker/delivery.h"
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
        tellUnsubscribed(state, filter);
}

} // namespace

bool addSubscription(State &state, Session &session, const QByteArray &filter, const Subscription &how)
{
    const bool isNew = session.subscriptions.insert_or_assign(filter, how).second;
    if (isShared(filter))
        state.shares.set(filter, {session.index(), how});
    else
        state.index.set(filter, {session.index(), how});
    ++state.routeGeneration;
    if (isNew && !state.neighbours.isAlone())
        tellSubscribed(state, filter);
    if (isJournaled(state, session))
        journal(state, session, {.kind = JournalRecord::Kind::SubscriptionSet, .filter = filter, .subscription = how});
    return isNew;
}

bool removeSubscription(State &state, Session &session, const QByteArray &filter)
{
    if (session.subscriptions.erase(filter) == 0)
        return false;
    takeOut(state, session, filter);
    if (isJournaled(state, session))
        journal(state, session, {.kind = JournalRecord::Kind::SubscriptionRemoved, .filter = filter});
    return true;
}

void dropSubscriptions(State &state, Session &session)
{
    for (const auto &[filter, how] : session.subscriptions)
        takeOut(state, session, filter);
    session.subscriptions.clear();
}

} // namespace broker
