// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/durablechange.h"
#include <algorithm>
#include <map>
#include <set>

namespace support {

/// What durable changes come to, by the book: the simplest reading of broker/durablechange.h, for tests to compare
/// with.
class JournalMirror
{
public:
    JournalMirror() = default;
    explicit JournalMirror(const broker::SavedState &state)
        : m_lastNumber(state.lastNumber)
    {
        for (const auto &session : state.sessions)
            m_sessions[session.number] = session;
        for (const auto &s : state.subscriptions)
            m_subscriptions[{s.session, s.filter}] = s;
        for (const auto &delivery : state.deliveries)
            m_deliveries[delivery.number] = delivery;
        for (const auto &inbound : state.inbound)
            m_inbound.insert({inbound.session, inbound.packetId});
        for (const auto &message : state.retained)
            m_retained[message->topic.toByteArray()] = message;
        for (const auto &cursor : state.cursors)
            m_cursors[cursor.name] = cursor;
    }

    void apply(const broker::DurableChange &change)
    {
        using Kind = broker::DurableChange::Kind;
        pass(change.session);
        pass(change.delivery);
        pass(change.message ? change.message->number : 0);
        switch (change.kind) {
        case Kind::SessionSet:
            m_sessions[change.session] = *change.saved;
            return;
        case Kind::SessionEnded:
            end(change.session);
            return;
        case Kind::SubscriptionSet:
            m_subscriptions[{change.session, change.text}] = {change.session, change.text, change.subscription};
            return;
        case Kind::SubscriptionRemoved:
            m_subscriptions.erase({change.session, change.text});
            return;
        case Kind::Enqueued:
            m_deliveries[change.delivery] = {change.delivery, change.session,  change.message,
                                             change.qos,      change.retain,   change.isCounted,
                                             false,           change.packetId, change.extras};
            return;
        case Kind::Sent:
            m_deliveries.at(change.delivery).packetId = change.packetId;
            return;
        case Kind::Received:
            m_deliveries.at(change.delivery).isReleased = true;
            m_deliveries.at(change.delivery).message.reset();
            return;
        case Kind::Done:
            m_deliveries.erase(change.delivery);
            return;
        case Kind::InboundOpened:
            m_inbound.insert({change.session, change.packetId});
            return;
        case Kind::InboundReleased:
            m_inbound.erase({change.session, change.packetId});
            return;
        case Kind::RetainedSet:
            m_retained[change.message->topic.toByteArray()] = change.message;
            return;
        case Kind::RetainedCleared:
            m_retained.erase(change.text);
            return;
        case Kind::CursorSet:
            m_cursors[change.cursor->name] = *change.cursor;
            return;
        }
    }

    broker::SavedState state() const
    {
        broker::SavedState state;
        for (const auto &[number, session] : m_sessions)
            state.sessions.push_back(session);
        for (const auto &[key, subscription] : m_subscriptions)
            state.subscriptions.push_back(subscription);
        for (const auto &[number, delivery] : m_deliveries)
            state.deliveries.push_back(delivery);
        for (const auto &[session, packetId] : m_inbound)
            state.inbound.push_back({session, packetId});
        for (const auto &[topic, message] : m_retained)
            state.retained.push_back(message);
        for (const auto &[name, cursor] : m_cursors)
            state.cursors.push_back(cursor);
        state.lastNumber = m_lastNumber;
        return state;
    }

private:
    void pass(quint64 number) { m_lastNumber = std::max(m_lastNumber, number); }
    void end(quint64 session)
    {
        m_sessions.erase(session);
        std::erase_if(m_subscriptions, [session](const auto &s) { return s.first.first == session; });
        std::erase_if(m_inbound, [session](const auto &i) { return i.first == session; });
        for (const auto &[number, delivery] : m_deliveries)
            Q_ASSERT(delivery.session != session); // each has been Done before
    }

    std::map<quint64, broker::SavedSession> m_sessions;
    std::map<std::pair<quint64, QByteArray>, broker::SavedSubscription> m_subscriptions;
    std::map<quint64, broker::SavedDelivery> m_deliveries;
    std::set<std::pair<quint64, quint16>> m_inbound;
    std::map<QByteArray, broker::MessageRef> m_retained;
    std::map<QByteArray, broker::LogCursor> m_cursors;
    quint64 m_lastNumber = 0;
};

/// One line a fact, in an order of its own: what two states must agree on. `left` aside when `connectionsAside`, since
/// whoever was connected is not after a restart.
inline QByteArrayList linesOf(const broker::SavedState &state, bool connectionsAside = false)
{
    const auto n = [](auto number) -> QByteArray { return QByteArray::number(number) + ' '; };
    QByteArrayList lines;
    for (const broker::SavedSession &s : state.sessions)
        lines << "session " + n(s.number) + s.clientId + ' ' + s.user + ' ' + s.address + ' ' + n(int(s.version)) +
                     n(s.expiry) + (connectionsAside ? QByteArray() : n(s.left.value) + n(s.willDue.value)) +
                     (s.will ? QByteArray(s.will->topic.toByteArray() + '=' + s.will->payload.toByteArray())
                             : "no will");
    for (const broker::SavedSubscription &s : state.subscriptions)
        lines << "subscription " + n(s.session) + s.filter + ' ' + n(int(s.how.qos)) + n(s.how.identifier) +
                     n(int(s.how.noLocal)) + n(int(s.how.retainAsPublished));
    for (const broker::SavedDelivery &d : state.deliveries) {
        QByteArray extras;
        if (d.extras) {
            for (const quint32 identifier : d.extras->identifiers)
                extras += n(identifier);
            extras += d.extras->share;
        }
        lines << "delivery " + n(d.number) + n(d.session) + n(int(d.qos)) + n(int(d.retain)) + n(int(d.isReleased)) +
                     n(d.packetId) +
                     (d.message ? QByteArray(n(d.message->number) + d.message->payload.toByteArray()) : "gone ") +
                     (d.packetId == 0 ? n(int(d.isCounted)) : QByteArray()) + (d.isReleased ? QByteArray() : extras);
    }
    for (const broker::SavedInbound &i : state.inbound)
        lines << "inbound " + n(i.session) + n(i.packetId);
    for (const broker::MessageRef &m : state.retained)
        lines << "retained " + m->topic.toByteArray() + ' ' + n(m->number) + n(int(m->qos)) + m->publisherId + ' ' +
                     n(m->received.value) + n(m->expiryInterval) + m->properties.toHex() + ' ' +
                     m->payload.toByteArray();
    for (const broker::LogCursor &c : state.cursors)
        lines << "cursor " + c.name + ' ' + c.epoch + ' ' + n(c.sequence);
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace support
