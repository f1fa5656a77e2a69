// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gateway {

/// How the messaging client stands (S4-25, S4-35).
struct MessagingStatus
{
    bool isConnected = false;
    QString clientId; ///< `<prefix>_<digits>` (S4-26)
    std::optional<base::UtcMs> connectedAt;
    int reconnectAttempts = 0; ///< since the connection was lost; 0 while it stands
    friend bool operator==(const MessagingStatus &, const MessagingStatus &) = default;
};

/// What is to be published. The topic's form and the caller's right to it have been checked.
struct MessagingPublication
{
    QByteArray topic;
    base::Bytes payload;
    int qos = 0;
    bool retain = false;
};

/// A message that the broker has delivered to the messaging client.
struct MessagingDelivery
{
    base::Bytes topic;
    base::Bytes payload;
    int qos = 0;
    bool isRetained = false; ///< sent in answer to a subscription, not published just now
    base::UtcMs at;
    std::vector<quint32> tags; ///< of the subscriptions that it belongs to, none twice
};

/// Port: one MQTT client for many users (S4-65): the embedded broker's in-process client, or a link to another broker.
/// Filled by hub/adapters. It trusts its caller: who may publish and subscribe what is decided before
/// (MessagingRelay). Any thread; all calls return at once. Answers come later, exactly once, on a thread of the
/// implementation's choosing. A returned Error (Busy; Unavailable with "MQTT client is not connected", S4-67) means
/// that the callback will not be called.
class Messaging
{
public:
    using Done = std::function<void(base::Result<>)>;
    using Granted = std::function<void(base::Result<int>)>;

    /// Who gets the messages. Called on the implementation's thread: pass on and return.
    class Consumer
    {
    public:
        virtual ~Consumer() = default;
        /// False: no room now. Then QoS 0 is dropped and counted; QoS 1 and 2 stay with the broker, unacknowledged,
        /// and come again after Messaging::resume().
        virtual bool deliver(const MessagingDelivery &message) = 0;
        virtual void statusChanged(const MessagingStatus &status) = 0;
    };

    virtual ~Messaging() = default;
    /// One consumer at a time; null ends it. He hears the present status at once, from the implementation's thread.
    virtual void setConsumer(std::shared_ptr<Consumer> consumer) = 0;
    /// Answered when the broker holds the message (QoS 1 and 2: acknowledged, as durably as it keeps messages).
    virtual base::Result<> publish(MessagingPublication message, Done answer) = 0;
    /// One subscription a filter: again with the same filter takes the former one's place. Its messages carry `tag`
    /// (1 … 268,435,455) from then on, and what is retained is sent once more, under this very tag.
    virtual base::Result<> subscribe(QByteArray filter, int qos, quint32 tag, Granted answer) = 0;
    virtual base::Result<> unsubscribe(QByteArray filter, Done answer) = 0;
    /// There is room again.
    virtual void resume() = 0;
    virtual MessagingStatus status() const = 0;
    /// QoS 0 messages that the consumer had no room for.
    virtual quint64 dropped() const = 0;
};

} // namespace gateway
