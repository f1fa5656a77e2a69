// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTcpSocket>
#include <QtTest>

namespace support {

/// An MQTT 3.1.1 client written against the specification's bytes alone: one packet after the other, QoS 0, waiting for
/// each answer. Packets below 128 bytes.
class PlainClient
{
public:
    /// CONNACK's return code; -1 when there was none. Empty user: anonymous.
    int connectTo(quint16 port, const QByteArray &clientId, const QByteArray &user = {},
                  const QByteArray &password = {})
    {
        m_socket.abort();
        m_input.clear();
        m_messages.clear();
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!m_socket.waitForConnected(5'000))
            return -1;
        QByteArray body = QByteArray::fromHex("00044d51545404");
        body += char(user.isEmpty() ? 0x02 : 0xC2);
        body += QByteArray::fromHex("003c") + text(clientId);
        if (!user.isEmpty())
            body += text(user) + text(password);
        return send(0x10, body) && waitForAnswer(0x20) ? int(quint8(m_answer.at(1))) : -1;
    }
    /// SUBACK's code; -1 when there was none.
    int subscribe(const QByteArray &filter)
    {
        const QByteArray body = QByteArray::fromHex("0001") + text(filter) + '\0';
        return send(0x82, body) && waitForAnswer(0x90) ? int(quint8(m_answer.at(2))) : -1;
    }
    void publish(const QByteArray &topic, const QByteArray &payload) { send(0x30, QByteArray(text(topic) + payload)); }
    /// PINGREQ and its answer: what was sent before has been dealt with, what came before has been read.
    bool roundTrip() { return send(0xC0, {}) && waitForAnswer(0xD0); }
    bool waitFor(const QByteArray &message)
    {
        while (!m_messages.contains(message)) {
            if (!readPacket())
                return false;
        }
        return true;
    }
    /// "topic payload" of each message since the last call.
    QByteArrayList take() { return std::exchange(m_messages, {}); }

private:
    static QByteArray text(const QByteArray &utf8)
    {
        return QByteArray(1, char(utf8.size() >> 8)) + char(utf8.size() & 0xFF) + utf8;
    }
    bool send(int first, const QByteArray &body)
    {
        m_socket.write(QByteArray(1, char(first)) + char(body.size()) + body);
        return m_socket.waitForBytesWritten(5'000);
    }
    bool waitForAnswer(quint8 first)
    {
        do {
            if (!readPacket())
                return false;
        } while (m_first != first);
        return true;
    }
    /// One packet into m_first and m_answer, or, a PUBLISH, into the messages too.
    bool readPacket()
    {
        while (m_input.size() < 2 || m_input.size() < 2 + quint8(m_input[1])) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(30'000))
                return false;
            m_input += m_socket.readAll();
        }
        m_first = quint8(m_input[0]);
        m_answer = m_input.mid(2, quint8(m_input[1]));
        m_input.remove(0, 2 + quint8(m_input[1]));
        if (m_first >> 4 == 3) {
            const qsizetype size = quint8(m_answer[0]) << 8 | quint8(m_answer[1]);
            m_messages << m_answer.mid(2, size) + ' ' + m_answer.mid(2 + size);
        }
        return true;
    }
    QTcpSocket m_socket;
    QByteArray m_input;
    QByteArray m_answer;
    quint8 m_first = 0;
    QByteArrayList m_messages;
};

} // namespace support
