// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/messaging.h"
#include "mqtt/topic.h"
#include <QMap>

namespace support {

/// A broker in memory behind the gateway's port: answers at once, delivers what is published to its one consumer.
class FakeMessaging final : public gateway::Messaging
{
public:
    struct Subscription
    {
        int qos = 0;
        quint32 tag = 0;
    };
    explicit FakeMessaging(const base::Clock &clock)
        : m_clock(clock)
    {
        m_status.isConnected = true;
        m_status.clientId = QStringLiteral("famemely_1234567890");
        m_status.connectedAt = clock.utcNow();
    }
    void setConsumer(std::shared_ptr<Consumer> consumer) override
    {
        m_consumer = std::move(consumer);
        if (m_consumer)
            m_consumer->statusChanged(m_status);
    }
    base::Result<> publish(gateway::MessagingPublication message, Done answer) override
    {
        if (busy)
            return {base::ErrorCode::Busy, QStringLiteral("too many messages")};
        published << message.topic + '=' + message.payload.toByteArray() + " q" + QByteArray::number(message.qos) +
                         (message.retain ? " retain" : "");
        if (message.retain)
            retained[message.topic] = message;
        answer(failure ? base::Result<>(*failure) : base::Result<>());
        deliver(message, false, 0);
        return {};
    }
    base::Result<> subscribe(QByteArray filter, int qos, quint32 tag, Granted answer) override
    {
        upstream << "+" + filter;
        if (failure) {
            answer(*failure);
            return {};
        }
        subscriptions[filter] = {qos, tag};
        answer(qos);
        for (const auto &message : std::as_const(retained)) {
            if (mqtt::matches(filter, message.topic))
                deliver(message, true, tag);
        }
        return {};
    }
    base::Result<> unsubscribe(QByteArray filter, Done answer) override
    {
        upstream << "-" + filter;
        subscriptions.remove(filter);
        answer({});
        return {};
    }
    void resume() override { ++resumes; }
    gateway::MessagingStatus status() const override { return m_status; }
    quint64 dropped() const override { return 0; }

    void setConnected(bool connected)
    {
        m_status.isConnected = connected;
        m_status.reconnectAttempts = connected ? 0 : 1;
        if (!connected)
            subscriptions.clear();
        m_consumer->statusChanged(m_status);
    }
    /// As from an MQTT client. False: the consumer had no room.
    bool deliver(const gateway::MessagingPublication &message, bool isRetained, quint32 tag)
    {
        gateway::MessagingDelivery delivery;
        delivery.topic = base::Bytes::copyOf(message.topic);
        delivery.payload = message.payload;
        delivery.isRetained = isRetained;
        delivery.at = m_clock.utcNow();
        for (const auto &[filter, subscription] : subscriptions.asKeyValueRange()) {
            if (!mqtt::matches(filter, message.topic) || (isRetained && subscription.tag != tag))
                continue;
            delivery.tags.push_back(subscription.tag);
            delivery.qos = qMax(delivery.qos, qMin(subscription.qos, message.qos));
        }
        return !m_consumer || delivery.tags.empty() || m_consumer->deliver(delivery);
    }

    QByteArrayList published;
    QByteArrayList upstream; ///< "+filter", "-filter"
    QMap<QByteArray, Subscription> subscriptions;
    QMap<QByteArray, gateway::MessagingPublication> retained;
    std::optional<base::Error> failure;
    bool busy = false;
    int resumes = 0;

private:
    const base::Clock &m_clock;
    gateway::MessagingStatus m_status;
    std::shared_ptr<Consumer> m_consumer;
};

} // namespace support
