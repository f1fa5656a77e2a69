// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "mqtt/codec.h"
#include "net/bytestream.h"
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace mqttserver {

/// An MQTT 5 client inside the hub, over a stream that MqttServer::connectLocal() gave: sessions, QoS, retained
/// messages and properties are the engine's own, as for everybody. Lives in the server's thread and dies before the
/// server, but not inside a call-back. The handler is called from the event loop alone; an answer may come from within
/// the request.
class LocalClient final : private net::ByteStream::Handler
{
public:
    struct Options
    {
        QByteArray clientId;
        bool cleanStart = true;
        quint32 sessionExpiry = 0;    ///< seconds that the session outlives the connection; 0xFFFFFFFF: for ever
        quint16 receiveMaximum = 100; ///< QoS 1 and 2 messages that it takes before it has acknowledged them
        /// QoS 1 and 2 are acknowledged by acknowledge() alone, when what they caused is durable; else as soon as they
        /// are taken.
        bool manualAcknowledgement = false;
    };
    /// Who uses the client.
    class Handler
    {
    public:
        virtual void connected(bool sessionPresent) = 0;
        /// Topic and payload share the read block: compact what is kept. False: no room now; the client reads no
        /// further and gives this very message again after resume().
        virtual bool messageArrived(const mqtt::Publish &message) = 0;
        /// The connection has ended, `why` in one sentence; open requests have been answered. The last call-back.
        virtual void disconnected(const QString &why) = 0;

    protected:
        Handler() = default;
        ~Handler() = default;
    };
    using Done = std::function<void(base::Result<>)>;
    using Granted = std::function<void(base::Result<mqtt::QoS>)>;

    /// CONNECT goes out at once.
    LocalClient(std::unique_ptr<net::ByteStream> stream, Options options, Handler &handler);
    /// Goes without a goodbye; open requests are not answered.
    ~LocalClient() override;

    bool isConnected() const { return m_connected; }
    /// Requests that wait for their answers, for the caller's limit.
    size_t openRequests() const { return m_requests.size() + m_waiting.size(); }

    /// Answered when it has been sent (QoS 0) or acknowledged; an error tells the broker's reason. The topic must be
    /// valid. What exceeds the broker's window waits here.
    void publish(mqtt::Publish message, Done answer);
    /// `identifier`: MQTT 5's subscription identifier; 0: none.
    void subscribe(const mqtt::SubscriptionRequest &request, quint32 identifier, Granted answer);
    void unsubscribe(const QByteArray &filter, Done answer);
    /// With manual acknowledgement: `message` is dealt with. Each once, in the order in which they came.
    void acknowledge(quint16 packetId, mqtt::QoS qos);
    /// There is room for messages again.
    void resume();
    /// DISCONNECT: what was published before still goes out. disconnected() follows.
    void close();

private:
    struct Request
    {
        Done done;
        Granted granted;
        mqtt::QoS qos = mqtt::QoS::AtMostOnce;
        bool isPublish = false;
    };
    void bytesArrived() override;
    void closed(net::CloseReason reason) override;
    void process(base::Bytes input);
    /// False: the message has to come again.
    bool handle(mqtt::Packet &packet);
    void handleConnack(const mqtt::Connack &packet);
    bool handlePublish(const mqtt::Publish &packet);
    void handleSuback(const mqtt::Suback &packet);
    void finish(quint16 packetId, mqtt::ReasonCode reason);
    void sendWaiting();
    void sendPublish(mqtt::Publish &message, Done answer);
    void send(const mqtt::Packet &packet);
    quint16 newPacketId();
    void end(const QString &why);

    std::unique_ptr<net::ByteStream> m_stream;
    const Options m_options;
    Handler &m_handler;
    base::Bytes m_backlog; ///< read, but for later: the handler had no room
    std::unordered_map<quint16, Request> m_requests;
    std::deque<std::pair<mqtt::Publish, Done>> m_waiting; ///< beyond the broker's window
    std::unordered_set<quint16> m_received;               ///< QoS 2 messages taken and not yet released
    quint16 m_lastPacketId = 0;
    quint16 m_window = 0xFFFF; ///< the broker's receive maximum
    quint16 m_inFlight = 0;    ///< our QoS 1 and 2 messages
    qsizetype m_maxPacket = 1024 * 1024;
    bool m_connected = false;
    bool m_held = false;
    QString m_why;
};

} // namespace mqttserver
