// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/messagingrelay.h"
#include "gateway/logging.h"
#include "mqtt/topic.h"

namespace gateway {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

/// Room for answers beside the messages: requests in flight are limited elsewhere.
constexpr size_t maxTold = MessagingRelay::maxWaitingMessages + 100'000;
// The broker's own limits: beyond them it would end the connection that all share.
constexpr qsizetype maxTopic = 1'024;
constexpr int maxTopicLevels = 32;

Error malformed(const QString &message)
{
    return {ErrorCode::Malformed, message};
}

Error notConnected()
{
    return {ErrorCode::Unavailable, u"MQTT client is not connected"_qs}; // S4-67
}

bool isReasonable(QByteArrayView topic)
{
    return topic.size() <= maxTopic && mqtt::levelCount(topic) <= maxTopicLevels;
}

qint64 sizeOf(const MessagingDelivery &message)
{
    return message.topic.size() + message.payload.size() + 128;
}

} // namespace

/// The broker's side of the way to the gateway: bounded by messages and by bytes.
class MessagingRelay::Inbox final : public Messaging::Consumer
{
public:
    explicit Inbox(net::MailboxSender<Told> sender)
        : m_sender(std::move(sender))
    {
    }
    bool deliver(const MessagingDelivery &message) override
    {
        if (push(message))
            return true;
        m_isWaited = true; // before the second look, so that whoever makes room meanwhile sees it
        return push(message);
    }
    void statusChanged(const MessagingStatus &status) override
    {
        if (!m_sender.push(Told(status)))
            qCWarning(lcGateway) << "messaging: a change of state was lost, the queue is full";
    }
    /// In the gateway's thread. True: the broker waits for room.
    bool taken(qint64 messages, qint64 bytes)
    {
        m_messages -= messages;
        m_bytes -= bytes;
        return m_isWaited.exchange(false);
    }

private:
    bool push(const MessagingDelivery &message)
    {
        const qint64 size = sizeOf(message);
        const bool isCountGood = m_messages.fetch_add(1) < maxWaitingMessages;
        const bool isRoom = m_bytes.fetch_add(size) + size <= maxWaitingBytes && isCountGood;
        if (isRoom && m_sender.push(Told(message)))
            return true;
        --m_messages;
        m_bytes -= size;
        return false;
    }
    net::MailboxSender<Told> m_sender;
    std::atomic<qint64> m_messages{0};
    std::atomic<qint64> m_bytes{0};
    std::atomic<bool> m_isWaited{false};
};

MessagingRelay::MessagingRelay(Messaging *messaging, AccessPort *access)
    : m_messaging(messaging)
    , m_access(access)
    , m_told(maxTold, [this](std::vector<Told> &batch) { hear(batch); })
    , m_inbox(std::make_shared<Inbox>(m_told.sender()))
{
    if (!m_messaging)
        return;
    m_status = m_messaging->status();
    m_messaging->setConsumer(m_inbox);
}

MessagingRelay::~MessagingRelay()
{
    if (m_messaging)
        m_messaging->setConsumer(nullptr);
}

template <typename Answer>
auto MessagingRelay::here(Answer answer)
{
    return [sender = m_told.sender(), answer = std::move(answer)](auto result) {
        sender.push(Told(std::function<void()>([answer, result = std::move(result)] { answer(result); })));
    };
}

MessagingRelay::Subscriber MessagingRelay::addSubscriber(const QString &user, const QString &address)
{
    m_people.insert(++m_last, {user, user.toUtf8(), address.toUtf8(), false});
    return m_last;
}

MessagingRelay::Subscriber MessagingRelay::userSubscriber(const auth::Principal &who, const QString &address)
{
    Subscriber &known = m_users[who.username];
    if (known == 0) {
        known = addSubscriber(who.username, address);
        m_people[known].isUser = true;
    }
    return known;
}

QString MessagingRelay::userOf(Subscriber who) const
{
    const auto found = m_people.constFind(who);
    return found != m_people.cend() && found->isUser ? found->user : QString();
}

void MessagingRelay::removeSubscriber(Subscriber who)
{
    const Person person = m_people.take(who);
    if (person.isUser)
        m_users.remove(person.user);
    const std::vector<QByteArray> unused = m_table.leaveAll(who);
    for (const QByteArray &filter : unused) {
        if (m_messaging)
            (void)m_messaging->unsubscribe(filter, [](Result<>) {}); // refused: the client is gone and the filter too
    }
}

void MessagingRelay::checkCallers(const auth::Snapshot &users)
{
    if (m_users.isEmpty())
        return;
    QSet<QString> present;
    for (const auth::Snapshot::Entry &user : users.users) {
        if (user.enabled)
            present.insert(user.username);
    }
    const QHash<QString, Subscriber> all = m_users;
    for (const auto &[user, who] : all.asKeyValueRange()) {
        if (!present.contains(user))
            removeSubscriber(who);
    }
}

void MessagingRelay::publish(const auth::Principal &who, const QString &address, MessagingPublication message,
                             Done answer)
{
    if (!mqtt::isValidTopicName(message.topic) || !isReasonable(message.topic) || message.topic.startsWith('$'))
        return answer(malformed(u"topic: a topic without wildcards is needed"_qs));
    if (message.qos < 0 || message.qos > 2)
        return answer(malformed(u"qos: 0, 1 or 2 is needed"_qs));
    const QByteArray user = who.username.toUtf8();
    const QByteArray from = address.toUtf8();
    const bool allowed =
        m_access &&
        m_access->policy()->publish({user, {}, from, false}, message.topic, message.qos, message.retain).allowed;
    if (!allowed) {
        qCInfo(lcGateway).noquote() << "messaging: publish denied user=" << who.username << "topic=" << message.topic;
        return answer(Error(ErrorCode::PermissionDenied, u"you may not publish to this topic"_qs));
    }
    if (!m_messaging || !m_status.isConnected)
        return answer(notConnected());
    qCDebug(lcGateway).noquote() << "messaging: publish user=" << who.username << "topic=" << message.topic
                                 << "qos=" << message.qos;
    if (const auto taken = m_messaging->publish(std::move(message), here(answer)); !taken)
        answer(taken);
}

Result<> MessagingRelay::checkSubscription(const Person &who, const QByteArray &filter, int qos) const
{
    if (!mqtt::isValidTopicFilter(filter) || !isReasonable(filter))
        return malformed(u"Failed to subscribe: topic: a topic or filter is needed"_qs);
    if (filter.startsWith("$share/"))
        return malformed(u"Failed to subscribe: topic: shared subscriptions are for MQTT clients"_qs);
    if (qos < 0 || qos > 2)
        return malformed(u"Failed to subscribe: qos: 0, 1 or 2 is needed"_qs);
    if (!m_access || !m_access->policy()->subscribe({who.name, {}, who.address, false}, filter, qos).allowed)
        return Error(ErrorCode::PermissionDenied, u"Failed to subscribe: you may not subscribe to this topic"_qs);
    return {};
}

void MessagingRelay::subscribe(Subscriber who, const QByteArray &filter, int qos, Granted answer)
{
    const auto person = m_people.constFind(who);
    if (person == m_people.cend())
        return answer(Error(ErrorCode::NotFound, u"Failed to subscribe: who asks has gone"_qs));
    if (const auto good = checkSubscription(*person, filter, qos); !good)
        return answer(good.error());
    if (!m_messaging || !m_status.isConnected)
        return answer(notConnected());
    if (m_table.subscriptions(who).size() >= maxSubscriptions)
        return answer(Error(ErrorCode::LimitExceeded, u"Failed to subscribe: you have too many subscriptions"_qs));
    const auto upstream = m_table.join(who, filter, qos);
    if (!upstream)
        return answer(upstream.error());
    qCInfo(lcGateway).noquote() << "messaging: subscribe user=" << person->user << "topic=" << filter << "qos=" << qos;
    subscribeUpstream(*upstream, [this, who, filter, qos, answer](Result<int> granted) {
        if (!granted && m_status.isConnected) // else it is asked for again when the client is back
            (void)unsubscribe(who, filter);
        if (granted)
            answer(std::min(qos, *granted));
        else
            answer(granted.error().code() == ErrorCode::Unavailable
                       ? granted
                       : Result<int>(
                             Error(granted.error().code(), u"Failed to subscribe: "_qs + granted.error().message())));
    });
}

void MessagingRelay::subscribeUpstream(const MessagingTable::Upstream &upstream, Granted answer)
{
    if (const auto taken = m_messaging->subscribe(upstream.filter, upstream.qos, upstream.tag, here(answer)); !taken)
        answer(taken.error());
}

Result<> MessagingRelay::unsubscribe(Subscriber who, const QByteArray &filter)
{
    switch (m_table.leave(who, filter)) {
    case MessagingTable::Left::NotThere:
        return Error(ErrorCode::NotFound, u"there is no such subscription"_qs);
    case MessagingTable::Left::Last:
        if (m_messaging)
            (void)m_messaging->unsubscribe(filter, [](Result<>) {});
        [[fallthrough]];
    case MessagingTable::Left::Others:
        break;
    }
    return {};
}

void MessagingRelay::hear(std::vector<Told> &batch)
{
    qint64 messages = 0;
    qint64 bytes = 0;
    for (const Told &one : batch) {
        if (const auto *message = std::get_if<MessagingDelivery>(&one)) {
            ++messages;
            bytes += sizeOf(*message);
            deliver(*message);
        } else if (const auto *status = std::get_if<MessagingStatus>(&one)) {
            setStatus(*status);
        } else {
            std::get<std::function<void()>>(one)();
        }
    }
    if (m_inbox->taken(messages, bytes))
        m_messaging->resume();
}

bool MessagingRelay::mayReceive(const auth::AccessPolicy &policy, const Person &who,
                                const MessagingDelivery &message) const
{
    return policy.receive({who.name, {}, who.address, false}, message.topic.view()).allowed;
}

void MessagingRelay::deliver(const MessagingDelivery &message)
{
    std::vector<MessagingTable::Recipient> to = m_table.recipients(message);
    if (to.empty() || !m_access || !m_listener)
        return;
    const auto policy = m_access->policy();
    // Rules may have changed since the subscription. Mostly one user's sockets stand in a row.
    const Person *last = nullptr;
    bool isAllowed = false;
    std::erase_if(to, [&](const MessagingTable::Recipient &recipient) {
        const auto person = m_people.constFind(recipient.who);
        if (person == m_people.cend())
            return true;
        if (!last || last->name != person->name || last->address != person->address)
            isAllowed = mayReceive(*policy, *person, message);
        last = &*person;
        return !isAllowed;
    });
    if (!to.empty())
        m_listener->messageArrived(message, to);
}

void MessagingRelay::setStatus(const MessagingStatus &status)
{
    const bool isBack = status.isConnected && !m_status.isConnected;
    if (status == m_status)
        return;
    m_status = status;
    if (isBack) { // a new session: everything once more
        for (const MessagingTable::Upstream &upstream : m_table.all())
            subscribeUpstream(upstream, [filter = upstream.filter](Result<int> granted) {
                if (!granted)
                    qCWarning(lcGateway).noquote() << "messaging: Failed to subscribe again topic=" << filter;
            });
    }
    if (m_listener)
        m_listener->statusChanged(m_status);
}

} // namespace gateway
