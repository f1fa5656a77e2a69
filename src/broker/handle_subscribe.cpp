// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/delivery.h"
#include "broker/handlers.h"
#include "broker/lifecycle.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

constexpr quint8 failure = 0x80; // MQTT-3.9.3-2

bool isAcceptable(const State &state, const Session &session, const QByteArray &filter)
{
    const Limits &limits = state.limits();
    const bool isNew = !session.subscriptions.contains(filter);
    // Shared subscriptions come with MQTT 5; until then they are refused rather than granted in vain.
    if (!mqtt::splitShared(filter).group.isEmpty())
        return false;
    return filter.size() <= limits.maxTopic && mqtt::levelCount(filter) <= limits.maxTopicLevels &&
           (!isNew || static_cast<int>(session.subscriptions.size()) < limits.maxSubscriptionsPerSession);
}

void tell(State &state, const Session &session, Notice::Kind kind, const QByteArray &filter)
{
    Notice notice = noticeOf(state, session, kind);
    notice.topic = filter;
    state.actions->notify(std::move(notice));
}

/// MQTT-3.8.4-3: a subscription to the same filter is replaced.
quint8 subscribe(State &state, Session &session, const mqtt::SubscriptionRequest &request)
{
    if (!isAcceptable(state, session, request.filter) ||
        !state.authorizer->canSubscribe(session.identity, request.filter, request.qos)) {
        tell(state, session, Notice::Kind::SubscribeDenied, request.filter);
        return failure;
    }
    const Subscription how{request.qos, request.noLocal, request.retainAsPublished, 0};
    session.subscriptions[request.filter] = how;
    state.index.set(request.filter, {session.index(), how});
    ++state.routeGeneration;
    if (isJournaled(state, session))
        journal(state, session,
                {.kind = JournalRecord::Kind::SubscriptionSet, .filter = request.filter, .subscription = how});
    tell(state, session, Notice::Kind::Subscribed, request.filter);
    return static_cast<quint8>(request.qos);
}

} // namespace

void handleSubscribe(State &state, Connection &connection, const mqtt::Subscribe &packet)
{
    Session &session = *connection.session;
    mqtt::Suback answer{packet.packetId, {}, {}};
    answer.codes.reserve(packet.requests.size());
    for (const mqtt::SubscriptionRequest &request : packet.requests)
        answer.codes.push_back(subscribe(state, session, request));
    sendPacket(state, connection, answer);
    for (size_t i = 0; i < packet.requests.size(); ++i) {
        if (answer.codes[i] != failure)
            sendRetained(state, session, packet.requests[i].filter, packet.requests[i].qos);
    }
}

void handleUnsubscribe(State &state, Connection &connection, const mqtt::Unsubscribe &packet)
{
    Session &session = *connection.session;
    for (const QByteArray &filter : packet.filters) {
        if (session.subscriptions.erase(filter) == 0)
            continue;
        state.index.remove(filter, session.index());
        ++state.routeGeneration;
        if (isJournaled(state, session))
            journal(state, session, {.kind = JournalRecord::Kind::SubscriptionRemoved, .filter = filter});
        tell(state, session, Notice::Kind::Unsubscribed, filter);
    }
    sendPacket(state, connection, mqtt::Unsuback{packet.packetId, {}, {}}); // MQTT-3.10.4-4, -5
}

} // namespace broker
