// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mqttclient.h"
#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr int maxRetrySeconds = 30;

QString refusalText(quint8 code)
{
    switch (static_cast<mqtt::ConnectReturnCode>(code)) {
    case mqtt::ConnectReturnCode::BadUserNameOrPassword:
    case mqtt::ConnectReturnCode::NotAuthorized:
        return u"the broker wants other credentials (set MQTT_USERNAME and MQTT_PASSWORD)"_s;
    case mqtt::ConnectReturnCode::ServerUnavailable:
        return u"the broker is busy"_s;
    default:
        return u"the broker refused the connection with code %1"_s.arg(code);
    }
}

} // namespace

MqttClient::MqttClient(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &MqttClient::openSocket);
    connect(&m_ping, &QTimer::timeout, this, [this] { send(mqtt::Pingreq{}); });
    connect(&m_socket, &QTcpSocket::connected, this, &MqttClient::onSocketConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &MqttClient::onReadyRead);
    connect(&m_socket, &QTcpSocket::disconnected, this, &MqttClient::onSocketClosed);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (m_socket.state() == QAbstractSocket::UnconnectedState && !m_accepted)
            onSocketClosed();
    });
}

MqttClient::~MqttClient()
{
    m_stopping = true;
    m_socket.disconnect(this);
}

void MqttClient::start()
{
    m_stopping = false;
    openSocket();
}

void MqttClient::stop()
{
    m_stopping = true;
    m_retry.stop();
    m_ping.stop();
    if (m_accepted) {
        send(mqtt::Disconnect{});
        m_socket.flush();
    }
    m_accepted = false;
    m_socket.disconnectFromHost();
}

bool MqttClient::publish(const QByteArray &topic, const QByteArray &payload, mqtt::QoS qos, bool retain)
{
    if (!m_accepted)
        return false;
    mqtt::Publish packet;
    packet.topic = base::Bytes::copyOf(topic);
    packet.payload = base::Bytes::copyOf(payload);
    packet.qos = qos;
    packet.retain = retain;
    if (qos != mqtt::QoS::AtMostOnce)
        packet.packetId = nextPacketId();
    send(packet);
    return true;
}

void MqttClient::openSocket()
{
    m_input.clear();
    m_received.clear();
    m_socket.connectToHost(m_options.host, m_options.port);
}

void MqttClient::onSocketConnected()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    mqtt::Connect packet;
    packet.clientId = m_options.clientId;
    packet.keepAlive = m_options.keepAlive;
    if (!m_options.user.isEmpty()) {
        packet.userName = m_options.user;
        packet.password = m_options.password;
    }
    send(packet);
}

void MqttClient::onReadyRead()
{
    m_input += m_socket.readAll();
    base::Bytes input = base::Bytes::copyOf(m_input);
    qsizetype taken = 0;
    while (true) {
        auto decoded = mqtt::decode(input.slice(taken), {});
        if (!decoded) {
            Q_EMIT failed(u"the broker sent what is no MQTT: "_s + decoded.error().message(), false);
            m_socket.abort();
            return;
        }
        if (!decoded->has_value())
            break;
        taken += (*decoded)->size;
        handle((*decoded)->packet);
    }
    m_input.remove(0, taken);
}

void MqttClient::onSocketClosed()
{
    const bool refused = !m_accepted;
    m_accepted = false;
    m_ping.stop();
    if (m_stopping)
        return;
    Q_EMIT failed(
        refused
            ? u"no broker answers at %1:%2 (%3)"_s.arg(m_options.host).arg(m_options.port).arg(m_socket.errorString())
            : u"the broker closed the connection"_s,
        false);
    m_retry.start(m_retrySeconds * 1000);
    m_retrySeconds = std::min(m_retrySeconds * 2, maxRetrySeconds);
}

void MqttClient::handle(mqtt::Packet &packet)
{
    if (const auto *connack = std::get_if<mqtt::Connack>(&packet)) {
        handleConnack(*connack);
    } else if (const auto *publish = std::get_if<mqtt::Publish>(&packet)) {
        handlePublish(*publish);
    } else if (const auto *suback = std::get_if<mqtt::Suback>(&packet)) {
        QList<int> codes;
        for (const quint8 code : suback->codes)
            codes.append(code);
        Q_EMIT subscribed(codes);
    } else if (const auto *puback = std::get_if<mqtt::Puback>(&packet)) {
        Q_EMIT published(puback->packetId);
    } else if (const auto *pubrec = std::get_if<mqtt::Pubrec>(&packet)) {
        send(mqtt::Pubrel{{pubrec->packetId, {}, {}}});
    } else if (const auto *pubrel = std::get_if<mqtt::Pubrel>(&packet)) {
        m_received.remove(pubrel->packetId);
        send(mqtt::Pubcomp{{pubrel->packetId, {}, {}}});
    } else if (const auto *pubcomp = std::get_if<mqtt::Pubcomp>(&packet)) {
        Q_EMIT published(pubcomp->packetId);
    }
}

void MqttClient::handleConnack(const mqtt::Connack &packet)
{
    if (packet.code != 0) {
        const auto code = static_cast<mqtt::ConnectReturnCode>(packet.code);
        const bool final = code != mqtt::ConnectReturnCode::ServerUnavailable;
        m_stopping = final;
        Q_EMIT failed(refusalText(packet.code), final);
        m_socket.disconnectFromHost();
        return;
    }
    m_accepted = true;
    m_retrySeconds = 1;
    if (m_options.keepAlive > 0)
        m_ping.start(m_options.keepAlive * 1000 / 2);
    Q_EMIT connected();
    if (!m_options.subscriptions.empty())
        send(mqtt::Subscribe{nextPacketId(), m_options.subscriptions, {}});
}

void MqttClient::handlePublish(const mqtt::Publish &packet)
{
    bool isNew = true;
    if (packet.qos == mqtt::QoS::AtLeastOnce) {
        send(mqtt::Puback{{packet.packetId, {}, {}}});
    } else if (packet.qos == mqtt::QoS::ExactlyOnce) {
        isNew = !m_received.contains(packet.packetId); // MQTT-4.3.3-2: until PUBREL, the same id is the same message
        m_received.insert(packet.packetId);
        send(mqtt::Pubrec{{packet.packetId, {}, {}}});
    }
    if (isNew)
        Q_EMIT message(packet.topic.toByteArray(), packet.payload.toByteArray(), packet.retain);
}

void MqttClient::send(const mqtt::Packet &packet)
{
    const base::Bytes bytes = mqtt::encode(packet, mqtt::Version::V311);
    m_socket.write(bytes.data(), bytes.size());
}

quint16 MqttClient::nextPacketId()
{
    m_lastPacketId = m_lastPacketId == 0xFFFF ? quint16(1) : quint16(m_lastPacketId + 1);
    return m_lastPacketId;
}

} // namespace app
