// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/messagehandlers.h"
#include "hub/logging.h"
#include "mqtt/topic.h"
#include <atomic>

using namespace Qt::StringLiterals;
using base::Result;

namespace hub {

/// The broker's side.
class MessageHandlers::Inbox final : public gateway::Messaging::Consumer
{
public:
    explicit Inbox(net::MailboxSender<Told> sender)
        : m_sender(std::move(sender))
    {
    }
    bool deliver(const gateway::MessagingDelivery &message) override
    {
        if (m_sender.push(Told(message)))
            return true;
        m_isWaited = true; // before the second look, so that whoever makes room meanwhile sees it
        return m_sender.push(Told(message));
    }
    void statusChanged(const gateway::MessagingStatus &status) override
    {
        if (!m_sender.push(Told(status)))
            qCWarning(lcHub) << "message handlers: a change of state was lost, the queue is full";
    }
    bool isWaited() { return m_isWaited.exchange(false); }

private:
    net::MailboxSender<Told> m_sender;
    std::atomic<bool> m_isWaited{false};
};

MessageHandlers::MessageHandlers(gateway::Messaging &messaging)
    : m_messaging(messaging)
    , m_told(maxWaiting, [this](std::vector<Told> &batch) { hear(batch); })
    , m_inbox(std::make_shared<Inbox>(m_told.sender()))
{
    m_messaging.setConsumer(m_inbox);
}

MessageHandlers::~MessageHandlers()
{
    m_messaging.setConsumer(nullptr);
}

Result<MessageHandlers::Registration> MessageHandlers::registerMessageHandler(const QByteArray &filter, Handler handler,
                                                                              int qos)
{
    if (!mqtt::isValidTopicFilter(filter) || filter.startsWith("$share/"))
        return base::Error(base::ErrorCode::Malformed, u"this is no topic filter"_s);
    const auto upstream = m_table.join(++m_last, filter, qos);
    if (!upstream)
        return upstream.error();
    m_handlers[m_last] = {filter, std::move(handler)};
    if (m_isConnected)
        subscribe(*upstream);
    return m_last;
}

void MessageHandlers::unregister(Registration registration)
{
    const auto found = m_handlers.find(registration);
    if (found == m_handlers.end())
        return;
    if (m_table.leave(registration, found->second.filter) == gateway::MessagingTable::Left::Last)
        (void)m_messaging.unsubscribe(found->second.filter, [](Result<>) {}); // refused: nothing comes any more anyway
    m_handlers.erase(found);
}

Result<> MessageHandlers::publish(gateway::MessagingPublication message, gateway::Messaging::Done answer)
{
    return m_messaging.publish(std::move(message), std::move(answer));
}

void MessageHandlers::subscribe(const gateway::MessagingTable::Upstream &upstream)
{
    const auto taken = m_messaging.subscribe(
        upstream.filter, upstream.qos, upstream.tag, [filter = upstream.filter](Result<int> granted) {
            if (!granted)
                qCWarning(lcHub).noquote() << "message handlers: Failed to subscribe topic=" << filter
                                           << "error=" << granted.error().toString();
        });
    if (!taken) // it is asked for again when the client is connected
        qCInfo(lcHub).noquote() << "message handlers: not subscribed yet topic=" << upstream.filter;
}

void MessageHandlers::hear(std::vector<Told> &batch)
{
    for (const Told &one : batch) {
        if (const auto *status = std::get_if<gateway::MessagingStatus>(&one)) {
            const bool was = std::exchange(m_isConnected, status->isConnected);
            if (was || !m_isConnected)
                continue;
            for (const auto &upstream : m_table.all())
                subscribe(upstream);
            continue;
        }
        const auto &message = std::get<gateway::MessagingDelivery>(one);
        for (const auto &recipient : m_table.recipients(message)) {
            const auto found = m_handlers.find(recipient.who);
            if (found == m_handlers.end())
                continue;                                  // an earlier one has taken it away
            const Handler handler = found->second.handler; // it may unregister itself
            handler(message);
        }
    }
    if (m_inbox->isWaited())
        m_messaging.resume();
}

} // namespace hub
