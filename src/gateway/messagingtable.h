// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/messaging.h"
#include <QHash>
#include <map>
#include <optional>
#include <vector>

namespace gateway {

/// Who of many wants which topics over one MQTT client: one upstream subscription a filter, counted over all of them
/// (S4-65). Tags tell which filter a message belongs to, and for whom a retained one was sent. A value of one thread.
class MessagingTable
{
public:
    using Subscriber = quint64;
    /// Fewer than an MQTT session may have.
    static constexpr int maxFilters = 9'000;

    /// What to ask of the broker.
    struct Upstream
    {
        QByteArray filter;
        int qos = 0;
        quint32 tag = 0;
    };
    /// Again with the same filter changes its QoS. LimitExceeded beyond maxFilters.
    base::Result<Upstream> join(Subscriber who, const QByteArray &filter, int qos);
    enum class Left { NotThere, Others, Last }; ///< Last: unsubscribe upstream
    Left leave(Subscriber who, const QByteArray &filter);
    /// Everything of one; returns the filters that nobody wants any more.
    std::vector<QByteArray> leaveAll(Subscriber who);
    /// All over again, for a client that has lost its session; retained messages then go to all.
    std::vector<Upstream> all() const;

    struct Recipient
    {
        Subscriber who = 0;
        int qos = 0;
    };
    /// Whom a message goes to, each once, with the QoS that he has asked for or the message's, whichever is less.
    std::vector<Recipient> recipients(const MessagingDelivery &message) const;

    struct Subscription
    {
        QByteArray filter;
        int qos = 0;
    };
    /// In order of their filters.
    std::vector<Subscription> subscriptions(Subscriber who) const;
    qsizetype filters() const { return m_slots.size(); }
    /// Over all subscribers.
    qsizetype count() const;

private:
    struct Member
    {
        Subscriber who = 0;
        int qos = 0;
        quint32 nonce = 0; ///< of his joining
    };
    struct Entry
    {
        QByteArray filter;
        std::vector<Member> members;
        quint32 lastNonce = 0;
    };
    static int qosOf(const Entry &entry);
    quint32 freeSlot();

    std::map<quint32, Entry> m_entries; ///< by slot
    QHash<QByteArray, quint32> m_slots; ///< of a filter
    QHash<Subscriber, std::vector<QByteArray>> m_filters;
    quint32 m_lastSlot = 0;
};

} // namespace gateway
