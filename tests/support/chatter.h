// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/brokerhost.h"
#include "support/packettext.h"
#include <QRandomGenerator>

namespace support {

inline void say(BrokerHost &host, const QByteArray &name, const QByteArray &line,
                mqtt::Version version = mqtt::Version::V311)
{
    if (host.peers[name].id.isNull() || (host.peers[name].closed && line.startsWith("CONNECT")))
        host.open(name);
    host.write(name, mqtt::encode(*support::packetFrom(line), version).view());
}

/// Random talk of some clients; what they say need not make sense.
class Chatter
{
public:
    Chatter(BrokerHost &host, quint32 seed)
        : m_host(host)
        , m_random(seed)
    {
    }
    void step()
    {
        const QByteArray name = "c" + QByteArray::number(m_random.bounded(4));
        const mqtt::Version version = name == "c3" ? mqtt::Version::V5 : mqtt::Version::V311;
        if (m_host.peers[name].id.isNull() || m_host.peers[name].closed) {
            say(m_host, name, connect(name), version);
            return;
        }
        if (m_random.bounded(3) == 0)
            acknowledge(name, version);
        else
            act(name, version);
    }

private:
    QByteArray number(int below) { return QByteArray::number(m_random.bounded(below)); }
    QByteArray topic() { return "t/" + number(3); }
    QByteArray connect(const QByteArray &name)
    {
        const QByteArray clean = m_random.bounded(6) == 0 ? "1" : "0";
        const QByteArray will = m_random.bounded(3) == 0 ? " will=t/w willpayload=gone willqos=1" : "";
        if (name != "c3")
            return "CONNECT id=" + name + " clean=" + clean + will;
        const QByteArray expiry[] = {"0", "5", "4294967295"};
        return "CONNECT level=5 id=" + name + " clean=" + clean + " session=" + expiry[m_random.bounded(3)];
    }
    void act(const QByteArray &name, mqtt::Version version)
    {
        switch (m_random.bounded(12)) {
        case 0:
            m_host.lose(name);
            return;
        case 1:
            say(m_host, name, "DISCONNECT", version);
            return;
        case 2:
            say(m_host, name, "UNSUBSCRIBE 7 " + topic(), version);
            return;
        case 3:
            say(m_host, name, "SUBSCRIBE 8 t/+:" + number(3), version);
            return;
        case 4:
            say(m_host, name, "SUBSCRIBE 9 " + topic() + ":" + number(3), version);
            return;
        case 5:
            say(m_host, name, "PUBREL " + QByteArray::number(1 + m_random.bounded(5)), version);
            return;
        case 6:
            m_host.pass(std::chrono::milliseconds(m_random.bounded(4'000)));
            return;
        default:
            publish(name, version);
        }
    }
    void publish(const QByteArray &name, mqtt::Version version)
    {
        const int qos = m_random.bounded(3);
        QByteArray line =
            "PUBLISH " + topic() + " m" + QByteArray::number(++m_messages) + " qos=" + QByteArray::number(qos);
        if (qos != 0)
            line += " id=" + QByteArray::number(1 + m_random.bounded(5));
        if (m_random.bounded(4) == 0)
            line += " retain";
        say(m_host, name, line, version);
    }
    void acknowledge(const QByteArray &name, mqtt::Version version)
    {
        const auto packet = m_host.next(name, version);
        if (!packet)
            return;
        if (const auto *message = std::get_if<mqtt::Publish>(&*packet);
            message && message->qos != mqtt::QoS::AtMostOnce)
            say(m_host, name,
                (message->qos == mqtt::QoS::AtLeastOnce ? "PUBACK " : "PUBREC ") +
                    QByteArray::number(message->packetId),
                version);
        else if (const auto *release = std::get_if<mqtt::Pubrel>(&*packet))
            say(m_host, name, "PUBCOMP " + QByteArray::number(release->packetId), version);
    }

    BrokerHost &m_host;
    QRandomGenerator m_random;
    int m_messages = 0;
};

} // namespace support
