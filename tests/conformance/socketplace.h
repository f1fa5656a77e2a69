// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "conformance/place.h"
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include "support/fakeclock.h"
#include "support/rawbytes.h"
#include <QSemaphore>
#include <QTcpSocket>
#include <QtTest>
#include <sys/socket.h>

namespace conformance {

constexpr int patienceMs = 30'000;

/// A connection over TCP; blocking, since the server has a thread of its own.
class SocketWire : public Wire
{
public:
    explicit SocketWire(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        m_socket.waitForConnected(patienceMs);
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    void send(const QByteArray &bytes) override
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patienceMs)) {
        }
    }
    QByteArray receive() override
    {
        if (m_socket.bytesAvailable() == 0 && m_socket.state() == QAbstractSocket::ConnectedState)
            m_socket.waitForReadyRead(patienceMs);
        return m_socket.readAll();
    }
    bool isClosed() override
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState && m_socket.bytesAvailable() == 0;
    }
    void close() override
    {
        m_socket.disconnectFromHost();
        if (m_socket.state() != QAbstractSocket::UnconnectedState)
            m_socket.waitForDisconnected(patienceMs);
    }
    void lose() override
    {
        const linger hard{1, 0}; // RST instead of FIN
        ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        m_socket.abort();
    }

protected:
    QTcpSocket m_socket;
};

/// The same in WebSocket frames, each packet in two (MQTT-6.0.0-2), with a handshake and a masking of its own.
class WebSocketWire final : public SocketWire
{
public:
    explicit WebSocketWire(quint16 port)
        : SocketWire(port)
    {
        SocketWire::send("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Protocol: mqtt\r\n\r\n");
        while (!m_frames.contains("\r\n\r\n") && !SocketWire::isClosed())
            m_frames += SocketWire::receive();
        m_frames.remove(0, m_frames.indexOf("\r\n\r\n") + 4);
    }
    void send(const QByteArray &bytes) override
    {
        const qsizetype half = bytes.size() / 2;
        SocketWire::send(half > 0 ? frame(bytes.left(half)) + frame(bytes.mid(half)) : frame(bytes));
    }
    QByteArray receive() override
    {
        QByteArray payload;
        while (payload.isEmpty()) {
            const QByteArray more = SocketWire::receive();
            if (more.isEmpty())
                break;
            m_frames += more;
            while (takeFrame(payload)) {
            }
        }
        return payload;
    }

private:
    /// A server does not mask.
    bool takeFrame(QByteArray &payload)
    {
        if (m_frames.size() < 2)
            return false;
        const int opcode = m_frames[0] & 0x0F;
        qsizetype size = m_frames[1] & 0x7F;
        const int extra = size == 126 ? 2 : size == 127 ? 8 : 0;
        if (m_frames.size() < 2 + extra)
            return false;
        if (extra > 0)
            size = m_frames.mid(2, extra).toHex().toLongLong(nullptr, 16);
        if (m_frames.size() < 2 + extra + size)
            return false;
        const QByteArray content = m_frames.mid(2 + extra, size);
        m_frames.remove(0, 2 + extra + size);
        if (opcode <= 2)
            payload += content;
        if (opcode == 8)
            SocketWire::send(frame(content, 0x88)); // the closing handshake
        return true;
    }
    static QByteArray frame(const QByteArray &bytes, int first = 0x82)
    {
        QByteArray out(1, static_cast<char>(first));
        const qsizetype size = bytes.size();
        if (size < 126)
            out += static_cast<char>(0x80 | size);
        else if (size < 65'536)
            out += QByteArray(1, '\xfe') + support::raw::word16(size);
        else
            out += QByteArray(1, '\xff') + support::raw::word32(0) + support::raw::word32(size);
        const QByteArray mask = QByteArray::fromHex("a5c30f96");
        out += mask;
        for (qsizetype i = 0; i < size; ++i)
            out += static_cast<char>(bytes[i] ^ mask[i % 4]);
        return out;
    }
    QByteArray m_frames;
};

/// The server in a thread of its own on free ports.
class SocketPlace final : public Place
{
public:
    explicit SocketPlace(mqttserver::Framing framing)
        : m_framing(framing)
        , m_thread(QStringLiteral("broker"))
    {
        mqttserver::Settings all = settings();
        all.listeners.push_back({"tcp", framing, {}, {}});
        m_thread.start();
        m_thread.call([&] {
            m_server = std::make_unique<mqttserver::MqttServer>(
                all, mqttserver::MqttServer::Ports{m_clock, m_doorkeeper, std::make_shared<Rules>(), {}});
            if (!m_server->start())
                qFatal("no free port");
            m_port = m_server->port("tcp");
        });
    }
    ~SocketPlace() override
    {
        if (!m_isStopped)
            shutDown();
        if (!m_stopped.tryAcquire(1, patienceMs))
            qFatal("the server does not stop");
        m_thread.call([&] { m_server.reset(); });
        m_thread.stop();
    }
    std::unique_ptr<Wire> open() override
    {
        if (m_framing == mqttserver::Framing::WebSocket)
            return std::make_unique<WebSocketWire>(m_port);
        return std::make_unique<SocketWire>(m_port);
    }
    void give(const broker::PublishInternal &message) override
    {
        (void)m_server->publisher().push(message);
        statistics(); // behind it in the thread's queue
    }
    void give(const broker::KickClient &kick) override
    {
        mqttserver::Command command = kick;
        (void)m_server->commands().push(std::move(command));
        statistics();
    }
    void shutDown() override
    {
        m_isStopped = true;
        m_thread.call([&] { m_server->stop([&] { m_stopped.release(); }); });
        m_clock.advance(std::chrono::seconds(10)); // beyond the limit for stopping: who has not gone is cut off
    }
    bool wait(std::chrono::milliseconds) override { return false; } // ticks come from a timer here
    bool isSettled() const override { return false; }
    void waitForConnections(qint64 count) override
    {
        QTRY_VERIFY_WITH_TIMEOUT(statistics().connections <= count, patienceMs);
    }

private:
    broker::Statistics statistics()
    {
        broker::Statistics found;
        m_thread.call([&] { found = m_server->statistics(); });
        return found;
    }

    mqttserver::Framing m_framing;
    support::FakeClock m_clock;
    Doorkeeper m_doorkeeper;
    net::HubThread m_thread;
    std::unique_ptr<mqttserver::MqttServer> m_server;
    quint16 m_port = 0;
    QSemaphore m_stopped;
    bool m_isStopped = false;
};

} // namespace conformance
