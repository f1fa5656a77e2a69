// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/routing.h"
#include "broker/sharding.h"
#include <algorithm>
#include <span>

namespace broker {

namespace {

using Audience = Target::Audience;

/// Clients that subscribe alike have the same identifiers: they share one object, and with it the heads of a fan-out.
quint32 extrasFor(Route &route, const std::vector<quint32> &identifiers)
{
    if (identifiers.empty())
        return 0;
    std::vector<ExtrasRef> &extras = route.rarities().extras;
    if (extras.size() > 1 && extras.back()->identifiers == identifiers)
        return static_cast<quint32>(extras.size() - 1);
    auto *made = new DeliveryExtras;
    made->identifiers = identifiers;
    extras.emplace_back(made);
    return static_cast<quint32>(extras.size() - 1);
}

/// One target for subscriptions of one session; none of them counts for FromItself if it is no-local. One delivery at
/// the highest QoS, with every identifier (MQTT5-3.3.4-2, -3, -4).
void addTarget(State &state, Route &route, std::span<const Subscriber> list, Target target)
{
    std::vector<quint32> &identifiers = state.identifiers;
    identifiers.clear();
    bool any = false;
    for (const Subscriber &subscriber : list) {
        if (target.audience == Audience::FromItself && subscriber.how.noLocal)
            continue;
        any = true;
        target.qos = std::max(target.qos, subscriber.how.qos);
        target.retainAsPublished |= subscriber.how.retainAsPublished;
        if (subscriber.how.identifier != 0)
            identifiers.push_back(subscriber.how.identifier);
    }
    if (!any)
        return;
    target.extras = extrasFor(route, identifiers);
    route.targets.push_back(target);
}

/// The subscriptions of one session that match.
void addSession(State &state, Route &route, std::span<const Subscriber> list, QByteArrayView topic)
{
    Target target;
    target.session = &state.sessions.at(list.front().session);
    target.allowed = state.authorizer->canReceive(target.session->identity, topic);
    const bool anyNoLocal =
        std::any_of(list.begin(), list.end(), [](const Subscriber &subscriber) { return subscriber.how.noLocal; });
    target.audience = anyNoLocal ? Audience::FromOthers : Audience::All;
    addTarget(state, route, list, target);
    if (anyNoLocal) {
        target.audience = Audience::FromItself;
        addTarget(state, route, list, target);
    }
}

void addGroup(State &state, Route &route, quint32 number, QByteArrayView topic)
{
    const ShareGroup &group = state.shares.at(number);
    Route::Rare &rare = route.rarities();
    Route::Shared shared{number, static_cast<quint32>(rare.members.size()), 0};
    for (const Subscriber &member : group.members) {
        Target target = memberTarget(state, member, topic);
        target.extras = static_cast<quint32>(rare.extras.size());
        rare.extras.push_back(memberExtras(group, member));
        rare.members.push_back(target);
        ++shared.count;
    }
    rare.shared.push_back(shared);
}

void fillRoute(State &state, QByteArrayView topic, Route &route)
{
    std::vector<Subscriber> &matched = state.matched;
    matched.clear();
    state.index.match(topic, matched);
    std::sort(matched.begin(), matched.end(),
              [](const Subscriber &a, const Subscriber &b) { return a.session < b.session; });
    for (size_t from = 0; from < matched.size();) {
        size_t to = from + 1;
        while (to < matched.size() && matched[to].session == matched[from].session)
            ++to;
        addSession(state, route, std::span(matched).subspan(from, to - from), topic);
        from = to;
    }
    if (!state.neighbours.isAlone()) {
        addOthers(state, route, topic);
        return;
    }
    if (state.shares.isEmpty())
        return;
    matched.clear();
    state.shares.match(topic, matched);
    for (const Subscriber &group : matched)
        addGroup(state, route, group.session, topic);
}

} // namespace

RouteCache::Entry &routeOf(State &state, QByteArrayView topic)
{
    RouteCache::Entry &entry = state.routes.at(topic, state.routeGeneration);
    if (entry.generation != state.routeGeneration) {
        fillRoute(state, topic, entry.route);
        entry.traced = state.traces.wants(topic);
        state.routes.filled(entry, state.routeGeneration);
    }
    return entry;
}

Target memberTarget(const State &state, const Subscriber &member, QByteArrayView topic)
{
    Target target;
    target.session = &state.sessions.at(member.session);
    target.qos = member.how.qos;
    target.retainAsPublished = member.how.retainAsPublished;
    target.allowed = state.authorizer->canReceive(target.session->identity, topic);
    return target;
}

ExtrasRef memberExtras(const ShareGroup &group, const Subscriber &member)
{
    auto *extras = new DeliveryExtras;
    extras->share = group.filter;
    if (member.how.identifier != 0)
        extras->identifiers.push_back(member.how.identifier);
    return ExtrasRef(extras);
}

} // namespace broker
