// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QEventLoop>
#include <QTcpSocket>
#include <QtTest>
#include <functional>
#include <map>
#include <set>

namespace support {

/// A MQTT 3.1.1 client with a persistent session, written against the specification's bytes alone: it keeps what the
/// protocol tells a client to keep (what it has sent and not had acknowledged, which QoS 2 messages it has received)
/// over any number of lost connections, and sends it again.
class RawClient
{
public:
    explicit RawClient(QByteArray id)
        : m_id(std::move(id))
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { collect(); });
        QObject::connect(&m_socket, &QTcpSocket::disconnected, &m_socket, [this] { m_isAccepted = false; });
    }
    ~RawClient() { m_socket.disconnect(); }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    /// True once CONNACK has come.
    bool connectTo(int port)
    {
        drop();
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
        if (!m_socket.waitForConnected(30'000))
            return false;
        send(0x10, QByteArray::fromHex("00044d5154540400003c") + text(m_id)); // keep-alive 60, the session is kept
        return QTest::qWaitFor([this] { return m_isAccepted; }, 30'000);
    }
    bool subscribe(const QByteArray &filter)
    {
        m_isGranted = false;
        send(0x82, QByteArray::fromHex("0001") + text(filter) + '\2');
        return QTest::qWaitFor([this] { return m_isGranted; }, 30'000);
    }
    /// The network is gone.
    void drop()
    {
        m_socket.abort();
        m_input.clear();
        m_isAccepted = false;
    }
    bool isAccepted() const { return m_isAccepted; }
    bool hasSession() const { return m_hasSession; }

    void publish(const QByteArray &topic, const QByteArray &payload, int qos, bool retain)
    {
        do {
            m_lastId = quint16(m_lastId % 500 + 1);
        } while (m_outgoing.contains(m_lastId));
        const Outgoing outgoing{topic, payload, qos, retain, false, ++m_sent};
        m_outgoing[m_lastId] = outgoing;
        sendPublish(m_lastId, outgoing, false);
    }
    size_t outstanding() const { return m_outgoing.size(); }

    std::map<QByteArray, int> received; ///< how often, by topic and payload
    std::function<void(const QByteArray &topic, const QByteArray &payload)> onAcknowledged;

private:
    struct Outgoing
    {
        QByteArray topic;
        QByteArray payload;
        int qos;
        bool retain;
        bool isReleased;
        qint64 order;
    };

    static QByteArray text(const QByteArray &bytes) { return number(quint16(bytes.size())) + bytes; }
    static QByteArray number(quint16 value)
    {
        QByteArray two(2, Qt::Uninitialized);
        two[0] = char(value >> 8);
        two[1] = char(value & 0xff);
        return two;
    }
    void send(int first, const QByteArray &body)
    {
        QByteArray packet(1, char(first));
        for (qsizetype rest = body.size();; rest >>= 7) {
            packet += char((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
            if (rest <= 0x7f)
                break;
        }
        m_socket.write(packet + body);
    }
    void sendPublish(quint16 id, const Outgoing &o, bool dup)
    {
        send(0x30 | (dup ? 8 : 0) | (o.qos << 1) | (o.retain ? 1 : 0), text(o.topic) + number(id) + o.payload);
    }
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
            if (m_input.size() < at + 1 + length)
                return;
            const quint8 first = quint8(m_input[0]);
            const QByteArray body = m_input.mid(at + 1, length);
            m_input.remove(0, at + 1 + length);
            take(first, body);
        }
    }
    static quint16 idAt(const QByteArray &body, qsizetype at)
    {
        return quint16((quint8(body[at]) << 8) | quint8(body[at + 1]));
    }
    void take(quint8 first, const QByteArray &body)
    {
        switch (first >> 4) {
        case 2:
            accepted((body[0] & 1) != 0);
            return;
        case 3:
            takePublish(first, body);
            return;
        case 4:
            acknowledged(idAt(body, 0), true);
            return;
        case 5:
            acknowledged(idAt(body, 0), false);
            send(0x62, body);
            return;
        case 6:
            m_received.erase(idAt(body, 0));
            send(0x70, body);
            return;
        case 7:
            m_outgoing.erase(idAt(body, 0));
            return;
        case 9:
            m_isGranted = true;
            return;
        default:
            return;
        }
    }
    void accepted(bool hasSession)
    {
        m_isAccepted = true;
        m_hasSession = hasSession;
        if (!hasSession) {
            m_received.clear();
            m_outgoing.clear();
        }
        std::vector<std::pair<quint16, Outgoing>> again(m_outgoing.begin(), m_outgoing.end());
        std::sort(again.begin(), again.end(),
                  [](const auto &a, const auto &b) { return a.second.order < b.second.order; });
        for (const auto &[id, outgoing] : again) {
            if (outgoing.isReleased)
                send(0x62, number(id));
            else
                sendPublish(id, outgoing, true);
        }
    }
    void takePublish(quint8 first, const QByteArray &body)
    {
        const int qos = (first >> 1) & 3;
        const qsizetype end = 2 + idAt(body, 0);
        const QByteArray key = body.mid(2, end - 2) + ' ' + body.mid(end + (qos > 0 ? 2 : 0));
        if (qos == 0) {
            ++received[key];
            return;
        }
        const quint16 id = idAt(body, end);
        if (qos == 1 || m_received.insert(id).second)
            ++received[key];
        send(qos == 1 ? 0x40 : 0x50, number(id));
    }
    void acknowledged(quint16 id, bool isDone)
    {
        const auto at = m_outgoing.find(id);
        if (at == m_outgoing.end() || at->second.isReleased)
            return;
        at->second.isReleased = true;
        if (onAcknowledged)
            onAcknowledged(at->second.topic, at->second.payload);
        if (isDone)
            m_outgoing.erase(at);
    }

    const QByteArray m_id;
    QTcpSocket m_socket;
    QByteArray m_input;
    bool m_isAccepted = false;
    bool m_hasSession = false;
    bool m_isGranted = false;
    quint16 m_lastId = 0;
    qint64 m_sent = 0;
    std::map<quint16, Outgoing> m_outgoing;
    std::set<quint16> m_received; ///< QoS 2, PUBREL is due
};

} // namespace support
