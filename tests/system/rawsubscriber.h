// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QEventLoop>
#include <QTcpSocket>
#include <QtTest>

namespace support {

/// An MQTT 3.1.1 subscriber written against the specification's bytes alone, so that it shares no mistake with our
/// codec, and that knows at once when the broker has died (mosquitto_sub waits a second before it says so).
class RawSubscriber
{
public:
    /// Reads and acknowledges by itself whenever an event loop runs: an unacknowledged window would hold the rest back.
    RawSubscriber()
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { collect(); });
    }
    ~RawSubscriber() { m_socket.disconnect(); }
    RawSubscriber(const RawSubscriber &) = delete;
    RawSubscriber &operator=(const RawSubscriber &) = delete;

    /// Connects anonymously and subscribes with QoS 1; true when the broker has granted it. With a client id the
    /// session is kept, and what has come meanwhile follows.
    bool subscribe(int port, const QByteArray &topic, const QByteArray &clientId = {})
    {
        m_socket.abort();
        m_input.clear();
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
        if (!m_socket.waitForConnected(5000))
            return false;
        const char flags = clientId.isEmpty() ? 2 : 0; // clean session
        m_socket.write(QByteArray::fromHex("10") + char(12 + clientId.size()) + QByteArray::fromHex("00044d51545404") +
                       flags + QByteArray::fromHex("003c00") + char(clientId.size()) + clientId); // keep-alive 60
        QByteArray body = QByteArray::fromHex("0001") + QByteArray(1, '\0') + char(topic.size()) + topic + '\1';
        m_socket.write(QByteArray::fromHex("82") + char(body.size()) + body);
        const auto granted = [this] {
            collect();
            return m_granted;
        };
        m_granted = false;
        return QTest::qWaitFor(granted, 5000);
    }
    /// Payloads in order of arrival.
    const QByteArrayList &payloads()
    {
        collect();
        return m_payloads;
    }
    /// Everything that the broker sent before it died has been read.
    bool waitForEnd()
    {
        return QTest::qWaitFor([this] {
            collect();
            return m_socket.state() == QAbstractSocket::UnconnectedState;
        });
    }

private:
    void collect()
    {
        m_input += m_socket.readAll();
        while (true) {
            qsizetype length = 0;
            qsizetype at = 1;
            for (int shift = 0;; shift += 7, ++at) {
                if (at >= m_input.size())
                    return;
                length |= qsizetype(m_input[at] & 0x7f) << shift;
                if (!(m_input[at] & 0x80))
                    break;
            }
            const qsizetype start = at + 1;
            if (m_input.size() < start + length)
                return;
            take(quint8(m_input[0]), m_input.mid(start, length));
            m_input.remove(0, start + length);
        }
    }
    void take(quint8 first, const QByteArray &body)
    {
        if (first >> 4 == 9)
            m_granted = true;
        if (first >> 4 != 3)
            return;
        const qsizetype topic = (quint8(body[0]) << 8) + quint8(body[1]);
        const bool acknowledged = (first & 0x06) != 0;
        if (acknowledged && m_socket.state() == QAbstractSocket::ConnectedState)
            m_socket.write(QByteArray::fromHex("4002") + body.mid(2 + topic, 2));
        m_payloads << body.mid(2 + topic + (acknowledged ? 2 : 0));
    }

    QTcpSocket m_socket;
    QByteArray m_input;
    QByteArrayList m_payloads;
    bool m_granted = false;
};

} // namespace support
