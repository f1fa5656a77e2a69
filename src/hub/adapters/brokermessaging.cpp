// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/adapters/brokermessaging.h"
#include "hub/logging.h"
#include "hub/messagingsettings.h"
#include "mqttserver/localclient.h"
#include "mqttserver/mqttserver.h"
#include <QBasicTimer>
#include <QRandomGenerator>
#include <QTimerEvent>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

/// Published and not yet acknowledged.
constexpr size_t maxOpen = 50'000;

Error notConnected()
{
    return {ErrorCode::Unavailable, u"MQTT client is not connected"_s}; // S4-67
}

} // namespace

/// The half that lives in the broker's thread.
class BrokerMessaging::Side final : public QObject, private mqttserver::LocalClient::Handler
{
public:
    Side(mqttserver::MqttServer &server, const base::Clock &clock, std::shared_ptr<Shared> shared)
        : m_server(server)
        , m_clock(clock)
        , m_shared(std::move(shared))
        , m_requests(maxRequests, [this](std::vector<Request> &batch) { take(batch); })
    {
        {
            const std::scoped_lock lock(m_shared->mutex);
            m_shared->sender = m_requests.sender();
            m_consumer = m_shared->consumer;
            m_status = m_shared->status;
        }
        connectNow();
    }

    /// The last thing: what waits is answered.
    void finish() { m_requests.deliverNow(); }

protected:
    void timerEvent(QTimerEvent *) override
    {
        m_retry.stop();
        ++m_status.reconnectAttempts;
        qCInfo(lcHub) << "messaging: Reconnection attempts:" << m_status.reconnectAttempts;
        connectNow();
    }

private:
    void connectNow();
    void connected(bool sessionPresent) override;
    bool messageArrived(const mqtt::Publish &message) override;
    void disconnected(const QString &why) override;
    void publishStatus();
    void take(std::vector<Request> &batch);
    void carryOut(Publish &request);
    void carryOut(Subscribe &request);
    void carryOut(Unsubscribe &request) { m_client->unsubscribe(request.filter, std::move(request.answer)); }
    void carryOut(Attach &request);
    void carryOut(Resume &) { m_client->resume(); }
    void refuse(Request &request);

    mqttserver::MqttServer &m_server;
    const base::Clock &m_clock;
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<Consumer> m_consumer;
    gateway::MessagingStatus m_status;
    net::Mailbox<Request> m_requests;
    std::unique_ptr<mqttserver::LocalClient> m_client;
    QBasicTimer m_retry;
};

void BrokerMessaging::Side::connectNow()
{
    m_client.reset();
    auto stream = m_server.connectLocal();
    if (!stream) // the broker is stopping
        return publishStatus();
    m_client = std::make_unique<mqttserver::LocalClient>(
        std::move(stream), mqttserver::LocalClient::Options{.clientId = m_status.clientId.toUtf8()},
        static_cast<mqttserver::LocalClient::Handler &>(*this));
}

void BrokerMessaging::Side::connected(bool)
{
    m_status.isConnected = true;
    m_status.connectedAt = m_clock.utcNow();
    // S4-66; the first time it is a step of every start, and a start that fails says one sentence and no more.
    if (std::exchange(m_status.reconnectAttempts, 0) > 0)
        qCInfo(lcHub).noquote() << "messaging: connected client=" << m_status.clientId;
    else
        qCDebug(lcHub).noquote() << "messaging: connected client=" << m_status.clientId;
    publishStatus();
}

void BrokerMessaging::Side::disconnected(const QString &why)
{
    // What follows is told: attempts to reconnect, or the end of the hub.
    qCDebug(lcHub).noquote() << "messaging: disconnected why=" << why;
    m_status.isConnected = false;
    publishStatus();
    m_retry.start(static_cast<int>(retryInterval.count()), this); // the client must not die inside this call
}

void BrokerMessaging::Side::publishStatus()
{
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->status = m_status;
    }
    if (m_consumer)
        m_consumer->statusChanged(m_status);
}

bool BrokerMessaging::Side::messageArrived(const mqtt::Publish &message)
{
    if (!m_consumer)
        return true;
    gateway::MessagingDelivery delivery;
    delivery.topic = message.topic.compacted();
    delivery.payload = message.payload.compacted();
    delivery.qos = static_cast<int>(message.qos);
    delivery.isRetained = message.retain;
    delivery.at = m_clock.utcNow();
    if (message.properties)
        delivery.tags = message.properties->subscriptionIdentifiers;
    if (m_consumer->deliver(delivery))
        return true;
    if (message.qos != mqtt::QoS::AtMostOnce)
        return false; // resume() comes when there is room
    ++m_shared->dropped;
    return true;
}

void BrokerMessaging::Side::take(std::vector<Request> &batch)
{
    const bool isReady = m_client && m_client->isConnected();
    for (Request &request : batch) {
        if (isReady || std::holds_alternative<Attach>(request))
            std::visit([this](auto &one) { carryOut(one); }, request);
        else
            refuse(request);
    }
}

void BrokerMessaging::Side::refuse(Request &request)
{
    if (auto *publish = std::get_if<Publish>(&request)) {
        m_shared->publishedBytes -= publish->message.payload.size();
        publish->answer(notConnected());
    } else if (auto *subscribe = std::get_if<Subscribe>(&request)) {
        subscribe->answer(notConnected());
    } else if (auto *unsubscribe = std::get_if<Unsubscribe>(&request)) {
        unsubscribe->answer({}); // its session is gone, and the subscription with it
    }
}

void BrokerMessaging::Side::carryOut(Publish &request)
{
    if (m_client->openRequests() >= maxOpen) {
        m_shared->publishedBytes -= request.message.payload.size();
        return request.answer(Error(ErrorCode::Busy, u"the broker is slow: too many messages wait for it"_s));
    }
    mqtt::Publish packet;
    packet.topic = base::Bytes::copyOf(request.message.topic);
    packet.payload = request.message.payload;
    packet.qos = static_cast<mqtt::QoS>(request.message.qos);
    packet.retain = request.message.retain;
    m_client->publish(std::move(packet), [shared = m_shared, size = request.message.payload.size(),
                                          answer = std::move(request.answer)](Result<> done) {
        shared->publishedBytes -= size;
        answer(std::move(done));
    });
}

void BrokerMessaging::Side::carryOut(Subscribe &request)
{
    m_client->subscribe({request.filter, static_cast<mqtt::QoS>(request.qos)}, request.tag,
                        [answer = std::move(request.answer)](Result<mqtt::QoS> granted) {
                            answer(granted ? Result<int>(static_cast<int>(*granted)) : Result<int>(granted.error()));
                        });
}

void BrokerMessaging::Side::carryOut(Attach &request)
{
    m_consumer = std::move(request.consumer);
    if (m_consumer)
        m_consumer->statusChanged(m_status);
    if (m_client)
        m_client->resume(); // another consumer has room, and none takes all
}

BrokerMessaging::BrokerMessaging(const base::Clock &clock, const MessagingSettings &settings)
    : m_clock(clock)
    , m_shared(std::make_shared<Shared>())
{
    const quint64 digits = 1'000'000'000ull + QRandomGenerator::system()->generate64() % 9'000'000'000ull;
    m_shared->status.clientId = u"%1_%2"_s.arg(settings.clientPrefix).arg(digits);
    if (const QString advice = messagingAdvice(settings); !advice.isEmpty())
        qCWarning(lcHub).noquote() << advice;
}

BrokerMessaging::~BrokerMessaging() = default;

void BrokerMessaging::start(mqttserver::MqttServer &server)
{
    m_side = std::make_unique<Side>(server, m_clock, m_shared);
}

void BrokerMessaging::stop()
{
    if (m_side)
        m_side->finish();
    m_side.reset();
    const std::scoped_lock lock(m_shared->mutex);
    m_shared->status.isConnected = false;
}

Result<> BrokerMessaging::push(Request request)
{
    net::MailboxSender<Request> sender;
    {
        const std::scoped_lock lock(m_shared->mutex);
        sender = m_shared->sender;
    }
    if (sender.push(std::move(request)))
        return {};
    return Error(ErrorCode::Busy, u"too many messages are on their way to the broker"_s);
}

void BrokerMessaging::setConsumer(std::shared_ptr<Consumer> consumer)
{
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->consumer = consumer;
    }
    (void)push(Attach{std::move(consumer)}); // before start() there is nobody to take it: Side looks by itself
}

Result<> BrokerMessaging::publish(gateway::MessagingPublication message, Done answer)
{
    if (!status().isConnected)
        return notConnected();
    const qint64 size = message.payload.size();
    if (m_shared->publishedBytes.fetch_add(size) + size <= maxPublishedBytes) {
        const auto pushed = push(Publish{std::move(message), std::move(answer)});
        if (!pushed)
            m_shared->publishedBytes -= size;
        return pushed;
    }
    m_shared->publishedBytes -= size;
    return Error(ErrorCode::Busy, u"too many messages are on their way to the broker"_s);
}

Result<> BrokerMessaging::subscribe(QByteArray filter, int qos, quint32 tag, Granted answer)
{
    if (!status().isConnected)
        return notConnected();
    return push(Subscribe{std::move(filter), qos, tag, std::move(answer)});
}

Result<> BrokerMessaging::unsubscribe(QByteArray filter, Done answer)
{
    return push(Unsubscribe{std::move(filter), std::move(answer)});
}

void BrokerMessaging::resume()
{
    (void)push(Resume{}); // refused: its thread is gone
}

gateway::MessagingStatus BrokerMessaging::status() const
{
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->status;
}

} // namespace hub
