// SPDX-License-Identifier: GPL-3.0-or-later
// What the administrator sees: the reading half of Broker.
#include "broker/snapshot.h"

namespace broker {

ClientInfo infoOf(const Session &session, bool withSubscriptions)
{
    ClientInfo info;
    info.session = session.id;
    info.clientId = session.identity.clientId;
    info.user = session.identity.user;
    info.address = session.identity.address;
    info.port = session.port;
    info.listener = session.listener;
    info.protocolLevel = static_cast<quint8>(session.version);
    info.connected = session.isOnline();
    info.cleanSession = session.clean;
    info.sessionExpiry = session.expiry;
    info.keepAlive = session.keepAlive;
    info.connectedSince = session.connectedSince;
    info.lastMessage = session.lastMessage;
    info.messagesReceived = session.messagesReceived;
    info.messagesSent = session.messagesSent;
    info.payloadBytesReceived = session.payloadBytesReceived;
    info.payloadBytesSent = session.payloadBytesSent;
    info.queued = static_cast<qint64>(session.queue.size());
    info.queuedBytes = session.queue.bytes();
    info.inflight = static_cast<qint64>(session.window.size());
    info.subscriptionCount = static_cast<qint64>(session.subscriptions.size());
    if (session.drops)
        info.dropped = session.drops->total;
    if (withSubscriptions) {
        for (const auto &[filter, how] : session.subscriptions)
            info.subscriptions.push_back(infoOf(filter, how));
    }
    return info;
}

SubscriptionInfo infoOf(const QByteArray &filter, const Subscription &how)
{
    return {filter, how.qos, how.noLocal, how.retainAsPublished, how.identifier};
}

Statistics Broker::statistics() const
{
    Statistics statistics = m_state->statistics;
    statistics.sessions = m_state->sessions.size();
    statistics.subscriptions = m_state->index.size() + m_state->shares.size();
    statistics.sharedSubscriptions = m_state->shares.size();
    statistics.retained = m_state->retained.size();
    statistics.retainedBytes = m_state->retained.bytes();
    return statistics;
}

std::vector<ClientInfo> Broker::clients(bool withSubscriptions) const
{
    std::vector<ClientInfo> list;
    list.reserve(static_cast<size_t>(m_state->sessions.size()));
    for (const auto &session : m_state->sessions.slots()) {
        if (session)
            list.push_back(infoOf(*session, withSubscriptions));
    }
    return list;
}

std::optional<ClientInfo> Broker::client(const QByteArray &clientId) const
{
    const Session *session = m_state->sessions.find(clientId);
    return session ? std::optional(infoOf(*session, true)) : std::nullopt;
}

std::vector<RetainedInfo> Broker::retained(QByteArrayView filter, int limit) const
{
    std::vector<MessageRef> found;
    m_state->retained.match(filter, found, static_cast<size_t>(std::max(limit, 0)));
    std::vector<RetainedInfo> list;
    list.reserve(found.size());
    for (const MessageRef &message : found)
        list.push_back(
            {message->topic.toByteArray(), message->qos, message->payload, message->received, message->publisherId});
    return list;
}

} // namespace broker
