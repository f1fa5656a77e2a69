// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/messaging.h"
#include "gateway/messagingtable.h"
#include "net/mailbox.h"
#include <functional>
#include <map>
#include <variant>

namespace hub {

/// MQTT for services inside the hub (S4-47 … S4-49): functions that are called for messages under a filter, and
/// publishing. It has a messaging client of its own and may do everything. Make, use and destroy it in one thread with
/// an event loop, where the functions are called; the port outlives it.
class MessageHandlers
{
public:
    using Handler = std::function<void(const gateway::MessagingDelivery &)>;
    using Registration = gateway::MessagingTable::Subscriber;
    static constexpr size_t maxWaiting = 10'000; ///< beyond it QoS 0 is dropped, QoS 1 and 2 stay with the broker

    explicit MessageHandlers(gateway::Messaging &messaging);
    ~MessageHandlers();
    MessageHandlers(const MessageHandlers &) = delete;
    MessageHandlers &operator=(const MessageHandlers &) = delete;

    /// From now on, also over the client's reconnections. Malformed for a filter that is none. A message that falls
    /// under the filters of several functions is given to each; in the order of its arrival.
    base::Result<Registration> registerMessageHandler(const QByteArray &filter, Handler handler, int qos = 1);
    void unregister(Registration registration);
    /// The answer comes on the port's thread.
    base::Result<> publish(
        gateway::MessagingPublication message, gateway::Messaging::Done answer = [](auto) {});

private:
    using Told = std::variant<gateway::MessagingDelivery, gateway::MessagingStatus>;
    class Inbox;
    void hear(std::vector<Told> &batch);
    void subscribe(const gateway::MessagingTable::Upstream &upstream);

    struct Entry
    {
        QByteArray filter;
        Handler handler;
    };
    gateway::Messaging &m_messaging;
    bool m_isConnected = false;
    gateway::MessagingTable m_table;
    std::map<Registration, Entry> m_handlers;
    Registration m_last = 0;
    net::Mailbox<Told> m_told;
    std::shared_ptr<Inbox> m_inbox;
};

} // namespace hub
