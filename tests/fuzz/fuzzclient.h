// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "fuzz/input.h"
#include "support/brokerhost.h"
#include "support/rawmqtt.h"
#include <map>
#include <set>

namespace fuzz {

/// A client of the fuzzed engine that knows what it has promised and what was promised to it, and says so by qFatal()
/// when the engine breaks its word: one CONNACK first, nothing behind a Close, well-formed packets no larger than
/// wished, ids that are not in use, no more in flight than the receive maximum, aliases that were introduced.
class Client
{
public:
    explicit Client(QByteArray name)
        : m_name(std::move(name))
    {
    }

    /// The line of a packet (support/rawmqtt.h), or nothing if it has no connection and the line is no CONNECT.
    void send(support::BrokerHost &host, const QByteArray &line, int maxInflight)
    {
        const bool isConnect = line.startsWith("CONNECT");
        if (!isOpen(host)) {
            if (!isConnect)
                return;
            if (const auto former = host.peers.find(m_name); former != host.peers.end())
                host.handle(broker::ConnectionClosed{former->second.id, false}); // as every host tells it
            host.open(m_name);
            begin(line, maxInflight);
        }
        const QByteArray packet = *support::raw::Writer(line, m_version, 0).packet();
        promise(line);
        host.write(m_name, packet);
    }

    bool isOpen(support::BrokerHost &host)
    {
        const auto peer = host.peers.find(m_name);
        return peer != host.peers.end() && !peer->second.id.isNull() && !peer->second.closed;
    }

    void lose(support::BrokerHost &host)
    {
        if (isOpen(host))
            host.lose(m_name);
    }

    /// Looks at what has come.
    void check(support::BrokerHost &host)
    {
        const auto peer = host.peers.find(m_name);
        if (peer == host.peers.end())
            return;
        if (peer->second.closings > 1)
            qFatal("%s was closed %d times", m_name.constData(), peer->second.closings);
        QByteArray &inbox = peer->second.inbox;
        while (!inbox.isEmpty()) {
            const QByteArray packet = support::raw::takePacket(inbox);
            if (packet.isEmpty())
                qFatal("%s was sent a part of a packet", m_name.constData());
            checkPacket(packet);
        }
    }

private:
    void begin(const QByteArray &line, int maxInflight)
    {
        *this = Client(m_name);
        for (const QByteArray &word : support::raw::wordsOf(line)) {
            const qint64 value = word.mid(word.indexOf('=') + 1).toLongLong();
            if (word.startsWith("v="))
                m_version = static_cast<int>(value);
            else if (word.startsWith(".receiveMax=") && m_version == 5)
                m_window = static_cast<size_t>(value);
            else if (word.startsWith(".aliasMax="))
                m_aliasMax = static_cast<int>(value);
            else if (word.startsWith(".maxPacket=") && m_version == 5)
                m_maxPacket = value;
        }
        m_window = std::min(m_window, static_cast<size_t>(maxInflight));
    }

    void promise(const QByteArray &line)
    {
        const QList<QByteArray> words = support::raw::wordsOf(line);
        const bool isRefusal = m_version == 5 && words.size() > 2 && words[2].toInt(nullptr, 0) >= 0x80;
        if (words[0] == "PUBACK" || words[0] == "PUBCOMP" || (words[0] == "PUBREC" && isRefusal))
            m_inflight.erase(words[1].toInt());
    }

    void checkPacket(const QByteArray &packet)
    {
        const QByteArray text = support::raw::Reader(packet, m_version).text();
        if (text.contains("MALFORMED"))
            qFatal("%s was sent: %s", m_name.constData(), text.constData());
        if (packet.size() > m_maxPacket)
            qFatal("%s was sent %lld bytes: %s", m_name.constData(), qlonglong(packet.size()), text.constData());
        const bool isConnack = text.startsWith("CONNACK");
        if (isConnack == m_isAnswered)
            qFatal("%s was sent at the wrong time: %s", m_name.constData(), text.constData());
        m_isAnswered = true;
        const auto decoded =
            mqtt::decode(base::Bytes::copyOf(packet), {static_cast<mqtt::Version>(m_version), 1 << 28});
        if (!decoded || !*decoded)
            qFatal("our own decoder does not take: %s", text.constData());
        if (const auto *publish = std::get_if<mqtt::Publish>(&(*decoded)->packet))
            checkPublish(*publish, text);
    }

    void checkPublish(const mqtt::Publish &publish, const QByteArray &text)
    {
        if (publish.qos != mqtt::QoS::AtMostOnce) {
            if (!m_inflight.insert(publish.packetId).second)
                qFatal("%s: an id that is in use: %s", m_name.constData(), text.constData());
            if (m_inflight.size() > m_window)
                qFatal("%s: %zu in flight: %s", m_name.constData(), m_inflight.size(), text.constData());
        }
        const int alias = publish.properties ? publish.properties->topicAlias.value_or(0) : 0;
        if (alias > m_aliasMax || (publish.topic.isEmpty() && !m_aliases.count(alias)))
            qFatal("%s: an unknown alias: %s", m_name.constData(), text.constData());
        if (alias > 0 && !publish.topic.isEmpty())
            m_aliases[alias] = publish.topic.toByteArray();
    }

    QByteArray m_name;
    int m_version = 4;
    size_t m_window = 65'535;
    int m_aliasMax = 0;
    qint64 m_maxPacket = 1 << 28;
    bool m_isAnswered = false;
    std::set<int> m_inflight;
    std::map<int, QByteArray> m_aliases;
};

} // namespace fuzz
