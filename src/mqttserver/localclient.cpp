// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/localclient.h"

namespace mqttserver {
namespace {

using base::Error;
using base::ErrorCode;
using mqtt::QoS;
using mqtt::ReasonCode;

/// More than any packet head of ours, for the broker's maximum packet size.
constexpr qsizetype headAllowance = 64;

Error errorFor(ReasonCode reason)
{
    switch (reason) {
    case ReasonCode::NotAuthorized:
        return {ErrorCode::PermissionDenied, QStringLiteral("the broker does not allow it")};
    case ReasonCode::TopicNameInvalid:
    case ReasonCode::TopicFilterInvalid:
        return {ErrorCode::Malformed, QStringLiteral("the broker does not take this topic")};
    case ReasonCode::PayloadFormatInvalid:
        return {ErrorCode::Malformed, QStringLiteral("the payload is no text, though it says so")};
    case ReasonCode::PacketTooLarge:
        return {ErrorCode::TooLarge, QStringLiteral("the message is larger than the broker takes")};
    case ReasonCode::QuotaExceeded:
    case ReasonCode::MessageRateTooHigh:
        return {ErrorCode::LimitExceeded, QStringLiteral("a limit of the broker is reached")};
    default:
        return {ErrorCode::Internal,
                QStringLiteral("the broker answered 0x%1").arg(static_cast<int>(reason), 2, 16, QLatin1Char('0'))};
    }
}

Error notConnected()
{
    return {ErrorCode::Unavailable, QStringLiteral("MQTT client is not connected")}; // S4-67
}

} // namespace

LocalClient::LocalClient(std::unique_ptr<net::ByteStream> stream, Options options, Handler &handler)
    : m_stream(std::move(stream))
    , m_options(std::move(options))
    , m_handler(handler)
{
    m_stream->setHandler(this);
    mqtt::Connect connect;
    connect.level = static_cast<quint8>(mqtt::Version::V5);
    connect.cleanSession = m_options.cleanStart;
    connect.clientId = m_options.clientId;
    const auto properties = std::make_shared<mqtt::Properties>();
    properties->sessionExpiryInterval = m_options.sessionExpiry;
    properties->receiveMaximum = m_options.receiveMaximum;
    connect.properties = properties;
    send(connect);
}

LocalClient::~LocalClient() = default;

void LocalClient::send(const mqtt::Packet &packet)
{
    m_stream->queue(mqtt::encode(packet, mqtt::Version::V5));
}

quint16 LocalClient::newPacketId()
{
    do {
        m_lastPacketId = m_lastPacketId == 0xFFFF ? quint16(1) : static_cast<quint16>(m_lastPacketId + 1);
    } while (m_requests.contains(m_lastPacketId));
    return m_lastPacketId;
}

void LocalClient::publish(mqtt::Publish message, Done answer)
{
    if (!m_connected)
        return answer(notConnected());
    if (message.topic.size() + message.payload.size() + headAllowance > m_maxPacket)
        return answer(errorFor(ReasonCode::PacketTooLarge));
    if (m_requests.size() >= 0xFFFE ||
        (message.qos != QoS::AtMostOnce && (m_inFlight >= m_window || !m_waiting.empty())))
        m_waiting.emplace_back(std::move(message), std::move(answer));
    else
        sendPublish(message, std::move(answer));
}

void LocalClient::sendPublish(mqtt::Publish &message, Done answer)
{
    const QoS qos = message.qos;
    message.packetId = qos == QoS::AtMostOnce ? quint16(0) : newPacketId();
    mqtt::PublishHead head;
    head.topic = message.topic.view();
    head.payloadSize = message.payload.size();
    head.packetId = message.packetId;
    head.qos = qos;
    head.retain = message.retain;
    head.isV5 = true;
    const QByteArray properties =
        message.properties ? mqtt::encodeMessageProperties(*message.properties) : QByteArray();
    head.properties = properties;
    if (message.properties)
        head.expiryInterval = message.properties->messageExpiryInterval;
    QByteArray bytes(mqtt::publishHeadSize(head), Qt::Uninitialized);
    mqtt::writePublishHead(bytes.data(), head);
    m_stream->queueCopy(bytes);
    m_stream->queue(message.payload);
    if (qos == QoS::AtMostOnce)
        return answer({});
    ++m_inFlight;
    m_requests[message.packetId] = {std::move(answer), {}, qos, true};
}

void LocalClient::sendWaiting()
{
    while (m_connected && !m_waiting.empty() && m_inFlight < m_window) {
        auto [message, answer] = std::move(m_waiting.front());
        m_waiting.pop_front();
        sendPublish(message, std::move(answer));
    }
}

void LocalClient::subscribe(const mqtt::SubscriptionRequest &request, quint32 identifier, Granted answer)
{
    if (!m_connected)
        return answer(notConnected());
    mqtt::Subscribe packet;
    packet.packetId = newPacketId();
    packet.requests = {request};
    if (identifier != 0) {
        const auto properties = std::make_shared<mqtt::Properties>();
        properties->subscriptionIdentifiers = {identifier};
        packet.properties = properties;
    }
    m_requests[packet.packetId] = {{}, std::move(answer), request.qos, false};
    send(packet);
}

void LocalClient::unsubscribe(const QByteArray &filter, Done answer)
{
    if (!m_connected)
        return answer(notConnected());
    mqtt::Unsubscribe packet;
    packet.packetId = newPacketId();
    packet.filters = {filter};
    m_requests[packet.packetId] = {std::move(answer), {}, QoS::AtMostOnce, false};
    send(packet);
}

void LocalClient::acknowledge(quint16 packetId, QoS qos)
{
    if (qos == QoS::AtLeastOnce)
        send(mqtt::Puback{{packetId, ReasonCode::Success, nullptr}});
    else if (qos == QoS::ExactlyOnce)
        send(mqtt::Pubrec{{packetId, ReasonCode::Success, nullptr}});
}

void LocalClient::resume()
{
    if (!std::exchange(m_held, false))
        return;
    m_stream->pauseReading(false);
    process(std::exchange(m_backlog, {}));
}

void LocalClient::close()
{
    send(mqtt::Disconnect{});
    m_stream->closeAfterFlush();
}

void LocalClient::bytesArrived()
{
    if (!m_held)
        process(m_stream->read());
}

void LocalClient::process(base::Bytes input)
{
    mqtt::Packet packet;
    while (m_stream && !input.isEmpty()) {
        const auto size = mqtt::decode(input, {mqtt::Version::V5, std::numeric_limits<qint32>::max()}, packet);
        if (!size) // our own broker's packet: never, but it is no reason to fall
            return end(size.error().toString());
        if (*size == 0)
            break;
        if (!handle(packet)) {
            m_held = true;
            m_backlog = std::move(input);
            m_stream->pauseReading(true);
            return;
        }
        input = input.slice(*size);
    }
    if (m_stream && !input.isEmpty())
        m_stream->putBack(input);
}

bool LocalClient::handle(mqtt::Packet &packet)
{
    if (const auto *publish = std::get_if<mqtt::Publish>(&packet))
        return handlePublish(*publish);
    if (const auto *connack = std::get_if<mqtt::Connack>(&packet)) {
        handleConnack(*connack);
    } else if (const auto *puback = std::get_if<mqtt::Puback>(&packet)) {
        finish(puback->packetId, puback->reason);
    } else if (const auto *pubrec = std::get_if<mqtt::Pubrec>(&packet)) {
        if (pubrec->reason >= ReasonCode::UnspecifiedError)
            finish(pubrec->packetId, pubrec->reason);
        else
            send(mqtt::Pubrel{{pubrec->packetId, ReasonCode::Success, nullptr}});
    } else if (const auto *pubcomp = std::get_if<mqtt::Pubcomp>(&packet)) {
        finish(pubcomp->packetId, pubcomp->reason);
    } else if (const auto *pubrel = std::get_if<mqtt::Pubrel>(&packet)) {
        m_received.erase(pubrel->packetId);
        send(mqtt::Pubcomp{{pubrel->packetId, ReasonCode::Success, nullptr}});
    } else if (const auto *suback = std::get_if<mqtt::Suback>(&packet)) {
        handleSuback(*suback);
    } else if (const auto *unsuback = std::get_if<mqtt::Unsuback>(&packet)) {
        finish(unsuback->packetId, ReasonCode::Success); // "no subscription existed" is as good
    } else if (const auto *goodbye = std::get_if<mqtt::Disconnect>(&packet)) {
        m_why = goodbye->properties && goodbye->properties->reasonString
                    ? QString::fromUtf8(*goodbye->properties->reasonString)
                    : QStringLiteral("the broker ended the connection (0x%1)")
                          .arg(static_cast<int>(goodbye->reason), 2, 16, QLatin1Char('0'));
    }
    return true;
}

void LocalClient::handleConnack(const mqtt::Connack &packet)
{
    if (packet.code != 0)
        return end(
            QStringLiteral("the broker refused the connection (0x%1)").arg(packet.code, 2, 16, QLatin1Char('0')));
    if (packet.properties) {
        m_window = packet.properties->receiveMaximum.value_or(0xFFFF);
        m_maxPacket = packet.properties->maximumPacketSize.value_or(std::numeric_limits<quint32>::max());
    }
    m_connected = true;
    m_handler.connected(packet.sessionPresent);
}

bool LocalClient::handlePublish(const mqtt::Publish &packet)
{
    const bool isKnown = packet.qos == QoS::ExactlyOnce && m_received.contains(packet.packetId);
    if (!isKnown && !m_handler.messageArrived(packet))
        return false;
    if (packet.qos == QoS::ExactlyOnce)
        m_received.insert(packet.packetId);
    if (isKnown || !m_options.manualAcknowledgement)
        acknowledge(packet.packetId, packet.qos);
    return true;
}

void LocalClient::handleSuback(const mqtt::Suback &packet)
{
    const auto found = m_requests.find(packet.packetId);
    if (found == m_requests.end() || packet.codes.empty())
        return;
    const Granted granted = std::move(found->second.granted);
    m_requests.erase(found);
    const quint8 code = packet.codes.front();
    if (code >= static_cast<quint8>(ReasonCode::UnspecifiedError))
        granted(errorFor(static_cast<ReasonCode>(code)));
    else
        granted(static_cast<QoS>(code));
}

void LocalClient::finish(quint16 packetId, ReasonCode reason)
{
    const auto found = m_requests.find(packetId);
    if (found == m_requests.end())
        return;
    const Request request = std::move(found->second);
    m_requests.erase(found);
    if (request.isPublish)
        --m_inFlight;
    if (reason >= ReasonCode::UnspecifiedError)
        request.done(errorFor(reason));
    else
        request.done({});
    sendWaiting();
}

void LocalClient::closed(net::CloseReason)
{
    end(m_why.isEmpty() ? QStringLiteral("the connection to the broker has ended") : m_why);
}

void LocalClient::end(const QString &why)
{
    if (!m_stream)
        return;
    m_stream->abort();
    m_stream.reset();
    m_connected = false;
    for (auto &[id, request] : std::exchange(m_requests, {})) {
        if (request.granted)
            request.granted(notConnected());
        else
            request.done(notConnected());
    }
    for (auto &[message, answer] : std::exchange(m_waiting, {}))
        answer(notConnected());
    m_handler.disconnected(why);
}

} // namespace mqttserver
