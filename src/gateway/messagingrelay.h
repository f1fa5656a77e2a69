// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/principal.h"
#include "auth/snapshot.h"
#include "gateway/accessport.h"
#include "gateway/messagingtable.h"
#include "net/mailbox.h"
#include <atomic>
#include <variant>

namespace gateway {

/// MQTT for the gateway's users over one client (port Messaging): whether they may publish, subscribe and receive
/// (S4-57, S4-58, S4-59), who gets which message, the client's state. Lives in the gateway's thread; what the client
/// says comes there in batches, within a limit of bytes and messages.
class MessagingRelay
{
public:
    using Subscriber = MessagingTable::Subscriber;
    using Done = Messaging::Done;
    using Granted = Messaging::Granted;
    static constexpr size_t maxSubscriptions = 100; ///< of one subscriber
    static constexpr qint64 maxWaitingMessages = 20'000;
    static constexpr qint64 maxWaitingBytes = 16 * 1024 * 1024;

    /// Who hears of messages. `to` may receive the topic; never empty.
    class Listener
    {
    public:
        virtual void messageArrived(const MessagingDelivery &message,
                                    const std::vector<MessagingTable::Recipient> &to) = 0;
        virtual void statusChanged(const MessagingStatus &status) = 0;

    protected:
        Listener() = default;
        ~Listener() = default;
    };
    /// Null ports: not connected, nothing permitted. They outlive it.
    MessagingRelay(Messaging *messaging, AccessPort *access);
    ~MessagingRelay();
    MessagingRelay(const MessagingRelay &) = delete;
    MessagingRelay &operator=(const MessagingRelay &) = delete;
    void setListener(Listener *listener) { m_listener = listener; }

    const MessagingStatus &status() const { return m_status; }
    quint64 dropped() const { return m_messaging ? m_messaging->dropped() : 0; }
    qsizetype subscriptionCount() const { return m_table.count(); }
    qsizetype filterCount() const { return m_status.isConnected ? m_table.filters() : 0; }

    /// Somebody who may subscribe: a socket. `user` and `address` are what topic rules look at.
    Subscriber addSubscriber(const QString &user, const QString &address);
    /// The one who stands for all of a user's REST requests; made when he is asked for.
    Subscriber userSubscriber(const auth::Principal &who, const QString &address);
    /// Zero: the user has none.
    Subscriber findUserSubscriber(const QString &user) const { return m_users.value(user); }
    /// The user for whom this one stands; empty: it is a socket.
    QString userOf(Subscriber who) const;
    void removeSubscriber(Subscriber who);
    /// REST subscriptions of users that are no more.
    void checkCallers(const auth::Snapshot &users);

    // Answered on the gateway's thread, exactly once; perhaps from within the call.

    /// Malformed for a topic or QoS that is none, PermissionDenied, TooLarge, Unavailable, Busy.
    void publish(const auth::Principal &who, const QString &address, MessagingPublication message, Done answer);
    void subscribe(Subscriber who, const QByteArray &filter, int qos, Granted answer);
    /// NotFound: there was no such subscription.
    base::Result<> unsubscribe(Subscriber who, const QByteArray &filter);
    std::vector<MessagingTable::Subscription> subscriptions(Subscriber who) const { return m_table.subscriptions(who); }

private:
    /// In one queue, so that the answer to a subscription comes before what is retained.
    using Told = std::variant<MessagingDelivery, MessagingStatus, std::function<void()>>;
    class Inbox;
    struct Person
    {
        QString user;
        QByteArray name;
        QByteArray address;
        bool isUser = false;
    };
    void hear(std::vector<Told> &batch);
    void deliver(const MessagingDelivery &message);
    void setStatus(const MessagingStatus &status);
    base::Result<> checkSubscription(const Person &who, const QByteArray &filter, int qos) const;
    bool mayReceive(const auth::AccessPolicy &policy, const Person &who, const MessagingDelivery &message) const;
    void subscribeUpstream(const MessagingTable::Upstream &upstream, Granted answer);
    /// An answer that is given in this thread, if this object still lives.
    template <typename Answer>
    auto here(Answer answer);

    Messaging *m_messaging;
    AccessPort *m_access;
    Listener *m_listener = nullptr;
    MessagingStatus m_status;
    MessagingTable m_table;
    QHash<Subscriber, Person> m_people;
    QHash<QString, Subscriber> m_users;
    Subscriber m_last = 0;
    net::Mailbox<Told> m_told;
    std::shared_ptr<Inbox> m_inbox;
};

} // namespace gateway
