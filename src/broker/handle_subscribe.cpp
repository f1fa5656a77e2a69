// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers.h"
#include "broker/journaling.h"
#include "broker/lifecycle.h"
#include "broker/reasons.h"
#include "broker/sharding.h"
#include "broker/subscribing.h"
#include "mqtt/topic.h"

namespace broker {

namespace {

using Code = mqtt::ReasonCode;

constexpr quint8 failure = 0x80; // MQTT-3.9.3-2: all that 3.x can say

bool isWithinLimits(const Limits &limits, const QByteArray &filter)
{
    return mqtt::isValidTopicFilter(filter) && filter.size() <= limits.maxTopic &&
           mqtt::levelCount(mqtt::splitShared(filter).filter) <= limits.maxTopicLevels;
}

/// Why a subscription is refused, or Success. A shared one is asked about by its inner filter.
Code judge(const State &state, const Session &session, const mqtt::SubscriptionRequest &request)
{
    if (!isWithinLimits(state.limits(), request.filter))
        return Code::TopicFilterInvalid;
    const bool isNew = !session.subscriptions.contains(request.filter);
    if (isNew && static_cast<int>(session.subscriptions.size()) >= state.limits().maxSubscriptionsPerSession)
        return Code::QuotaExceeded;
    const QByteArrayView inner = mqtt::splitShared(request.filter).filter;
    return state.authorizer->canSubscribe(session.identity, inner, request.qos) ? Code::Success : Code::NotAuthorized;
}

void tell(State &state, const Session &session, Notice::Kind kind, const QByteArray &filter)
{
    Notice notice = noticeOf(state, session, kind);
    notice.topic = filter;
    state.actions->notify(std::move(notice));
}

/// What a SUBSCRIBE asks for that CONNACK has denied, which is against the protocol (MQTT 5, 3.2.2.3.11 to .13).
Code unavailable(const Features &features, const mqtt::Subscribe &packet)
{
    if (packet.properties && !packet.properties->subscriptionIdentifiers.empty() && !features.subscriptionIdentifiers)
        return Code::SubscriptionIdentifiersNotSupported;
    for (const mqtt::SubscriptionRequest &request : packet.requests) {
        if (!features.sharedSubscriptions && request.filter.startsWith("$share/"))
            return Code::SharedSubscriptionsNotSupported;
        if (!features.wildcardSubscriptions && mqtt::hasWildcard(request.filter))
            return Code::WildcardSubscriptionsNotSupported;
    }
    return Code::Success;
}

struct Answer
{
    quint8 code = failure;
    bool sendsRetained = false; ///< MQTT 5, 3.8.3.1: retain handling; never to a shared one (4.8.2)
    Subscription how;
};

Answer subscribe(State &state, Connection &connection, const mqtt::SubscriptionRequest &request, quint32 identifier)
{
    Session &session = *connection.session;
    if (const Code verdict = judge(state, session, request); verdict != Code::Success) {
        tell(state, session, Notice::Kind::SubscribeDenied, request.filter);
        return {connection.version == mqtt::Version::V5 ? static_cast<quint8>(verdict) : failure, false, {}};
    }
    using Handling = mqtt::RetainHandling;
    Answer answer;
    answer.how = {std::min(request.qos, state.settings.features.maximumQoS), request.noLocal, request.retainAsPublished,
                  identifier};
    const bool isNew = addSubscription(state, session, request.filter, answer.how);
    answer.code = static_cast<quint8>(answer.how.qos);
    answer.sendsRetained =
        mqtt::splitShared(request.filter).group.isEmpty() &&
        (request.retainHandling == Handling::Send || (request.retainHandling == Handling::SendIfNew && isNew));
    tell(state, session, Notice::Kind::Subscribed, request.filter);
    return answer;
}

quint8 unsubscribe(State &state, Session &session, const QByteArray &filter)
{
    if (!removeSubscription(state, session, filter))
        return static_cast<quint8>(mqtt::isValidTopicFilter(filter) ? Code::NoSubscriptionExisted
                                                                    : Code::TopicFilterInvalid);
    tell(state, session, Notice::Kind::Unsubscribed, filter);
    return static_cast<quint8>(Code::Success);
}

} // namespace

void handleSubscribe(State &state, Connection &connection, const mqtt::Subscribe &packet)
{
    if (const Code code = unavailable(state.settings.features, packet); code != Code::Success) {
        endConnection(state, connection, CloseReason::ProtocolError,
                      QStringLiteral("a subscription of a kind that is not served"), code);
        return;
    }
    const bool isIdentified = packet.properties && !packet.properties->subscriptionIdentifiers.empty();
    const quint32 identifier = isIdentified ? packet.properties->subscriptionIdentifiers.front() : 0;
    Connection::Subscribing subscribing{{packet.packetId, {}, {}}, {}, {}};
    for (const mqtt::SubscriptionRequest &request : packet.requests) {
        const Answer answer = subscribe(state, connection, request, identifier);
        subscribing.suback.codes.push_back(answer.code);
        if (answer.sendsRetained)
            subscribing.wishes.push_back({request.filter, answer.how});
    }
    if (!mustWait(state, connection)) {
        replyToSubscribe(state, connection, subscribing);
        return;
    }
    if (!state.neighbours.isAlone()) // one question to them at a time
        connection.pending = std::make_unique<Connection::Pending>();
    JournalWriter::Held held;
    held.kind = JournalWriter::Held::Kind::Subscribing;
    held.subscribing = std::make_unique<Connection::Subscribing>(std::move(subscribing));
    hold(state, connection, std::move(held));
}

void replyToSubscribe(State &state, Connection &connection, Connection::Subscribing &subscribing)
{
    const std::unique_ptr<Connection::Pending> waited = std::move(connection.pending);
    if (!askRetained(state, connection, subscribing.suback, subscribing.wishes)) {
        answerSubscribe(state, connection, subscribing);
        if (waited)
            handleHeld(state, connection, waited->packets);
    } else if (waited) {
        connection.pending->packets = std::move(waited->packets);
        connection.pending->bytes = waited->bytes;
    }
}

void answerSubscribe(State &state, Connection &connection, Connection::Subscribing &subscribing)
{
    sendPacket(state, connection, std::move(subscribing.suback));
    for (size_t i = 0; i < subscribing.wishes.size() && connection.stage == Connection::Stage::Online; ++i) {
        const RetainedWish &wish = subscribing.wishes[i];
        std::vector<MessageRef> found;
        state.retained.match(wish.filter, found);
        if (i < subscribing.found.size())
            found.insert(found.end(), subscribing.found[i].begin(), subscribing.found[i].end());
        sendRetained(state, *connection.session, found, wish.how);
    }
}

void handleUnsubscribe(State &state, Connection &connection, const mqtt::Unsubscribe &packet)
{
    mqtt::Unsuback unsuback{packet.packetId, {}, {}};
    for (const QByteArray &filter : packet.filters)
        unsuback.codes.push_back(unsubscribe(state, *connection.session, filter));
    answer(state, connection, std::move(unsuback)); // MQTT-3.10.4-4, -5; MQTT5-3.11.3-1
}

} // namespace broker
