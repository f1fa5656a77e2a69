// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "gateway/messaging.h"
#include "hub/settings.h"
#include "net/mailbox.h"
#include <atomic>
#include <memory>
#include <mutex>
#include <variant>

namespace mqttserver {
class MqttServer;
}

namespace hub {

/// The gateway's messaging client on the embedded broker: a LocalClient in the broker's thread, requests and messages
/// through mailboxes. It comes back by itself when its connection was ended. Any thread but for start() and stop().
class BrokerMessaging final : public gateway::Messaging
{
public:
    static constexpr size_t maxRequests = 20'000;
    static constexpr qint64 maxPublishedBytes = 64 * 1024 * 1024; ///< on their way to the broker
    static constexpr std::chrono::milliseconds retryInterval{1'000};

    /// The client is called `<prefix>_<digits>` (S4-26).
    BrokerMessaging(const base::Clock &clock, const MessagingSettings &settings);
    ~BrokerMessaging() override;

    /// In the broker's thread: connects; the server outlives it until stop(), which is called there too.
    void start(mqttserver::MqttServer &server);
    void stop();

    void setConsumer(std::shared_ptr<Consumer> consumer) override;
    base::Result<> publish(gateway::MessagingPublication message, Done answer) override;
    base::Result<> subscribe(QByteArray filter, int qos, quint32 tag, Granted answer) override;
    base::Result<> unsubscribe(QByteArray filter, Done answer) override;
    void resume() override;
    gateway::MessagingStatus status() const override;
    quint64 dropped() const override { return m_shared->dropped; }

private:
    class Side;
    struct Publish
    {
        gateway::MessagingPublication message;
        Done answer;
    };
    struct Subscribe
    {
        QByteArray filter;
        int qos = 0;
        quint32 tag = 0;
        Granted answer;
    };
    struct Unsubscribe
    {
        QByteArray filter;
        Done answer;
    };
    struct Attach
    {
        std::shared_ptr<Consumer> consumer;
    };
    struct Resume
    {
    };
    using Request = std::variant<Publish, Subscribe, Unsubscribe, Attach, Resume>;
    /// What both sides see.
    struct Shared
    {
        mutable std::mutex mutex; ///< docs/threads.md "BrokerMessaging": guards status, consumer and sender
        gateway::MessagingStatus status;
        std::shared_ptr<Consumer> consumer;
        net::MailboxSender<Request> sender;
        std::atomic<qint64> publishedBytes{0};
        std::atomic<quint64> dropped{0};
    };
    base::Result<> push(Request request);

    const base::Clock &m_clock;
    std::shared_ptr<Shared> m_shared;
    std::unique_ptr<Side> m_side; ///< broker's thread
};

} // namespace hub
