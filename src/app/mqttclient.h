// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/codec.h"
#include <QObject>
#include <QSet>
#include <QTcpSocket>
#include <QTimer>

namespace app {

/// A small MQTT 3.1.1 client on the house's own codec, for the monitor and the demo's simulated devices. (Connections
/// to outside brokers for the hub itself are room `links`'.) Connects, subscribes, and comes back by itself after 1, 2,
/// 4 … 30 s. Lives in the thread that made it.
class MqttClient : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString host;
        quint16 port = 1883;
        QByteArray clientId; ///< empty: the broker gives one
        QByteArray user;     ///< empty: none is sent
        QByteArray password;
        quint16 keepAlive = 60; ///< seconds
        std::vector<mqtt::SubscriptionRequest> subscriptions;
    };

    explicit MqttClient(Options options, QObject *parent = nullptr);
    ~MqttClient() override;

    void start();
    /// DISCONNECT and no return.
    void stop();
    bool isConnected() const { return m_accepted; }
    /// False (and nothing sent) while not connected. QoS 1 is acknowledged by `published`.
    bool publish(const QByteArray &topic, const QByteArray &payload, mqtt::QoS qos, bool retain = false);

Q_SIGNALS:
    void connected();
    /// With what was granted, in the order of the subscriptions; 0x80 and above: refused.
    void subscribed(const QList<int> &codes);
    void message(const QByteArray &topic, const QByteArray &payload, bool retained);
    void published(quint16 packetId);
    /// One English sentence; the client tries again by itself unless `final` (bad credentials).
    void failed(const QString &why, bool final);

private:
    void openSocket();
    void onSocketConnected();
    void onReadyRead();
    void onSocketClosed();
    void handle(mqtt::Packet &packet);
    void handleConnack(const mqtt::Connack &packet);
    void handlePublish(const mqtt::Publish &packet);
    void send(const mqtt::Packet &packet);
    quint16 nextPacketId();

    const Options m_options;
    QTcpSocket m_socket;
    QTimer m_retry;
    QTimer m_ping;
    QByteArray m_input;
    QSet<quint16> m_received; ///< QoS 2 packet ids between PUBREC and PUBREL
    quint16 m_lastPacketId = 0;
    int m_retrySeconds = 1;
    bool m_accepted = false;
    bool m_stopping = false;
};

} // namespace app
