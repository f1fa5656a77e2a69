// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/decode.h"
#include "mqtt/propertycodec.h"

namespace mqtt {

namespace {

struct ConnectFlags
{
    quint8 bits = 0;
    bool reserved() const { return bits & 0x01; }
    bool clean() const { return bits & 0x02; }
    bool will() const { return bits & 0x04; }
    quint8 willQoS() const { return static_cast<quint8>((bits >> 3) & 3); }
    bool willRetain() const { return bits & 0x20; }
    bool password() const { return bits & 0x40; }
    bool userName() const { return bits & 0x80; }
};

/// Protocol name and level (3.1.2.1, 3.1.2.2).
void readProtocol(Reader &reader, Connect &packet)
{
    const QByteArrayView name = reader.text();
    const quint8 level = reader.byte();
    if (name != "MQTT" && name != "MQIsdp") {
        reader.malformed(QStringLiteral("the protocol name is neither MQTT nor MQIsdp")); // MQTT-3.1.2-1
        return;
    }
    packet.level = level & 0x7F;
    packet.bridge = level & 0x80;
    packet.supported = name == "MQIsdp" ? packet.level == 3 : packet.level == 4 || level == 5;
}

void checkFlags(Reader &reader, ConnectFlags flags, Version version)
{
    if (flags.reserved() && version != Version::V31)
        reader.malformed(QStringLiteral("the reserved CONNECT flag is set")); // MQTT-3.1.2-3
    if (!flags.will() && (flags.willQoS() != 0 || flags.willRetain()))
        reader.malformed(QStringLiteral("will QoS or retain without a will")); // MQTT-3.1.2-11, -13, -15
    if (flags.willQoS() > 2)
        reader.malformed(QStringLiteral("will QoS 3")); // MQTT-3.1.2-14
    if (flags.password() && !flags.userName() && version != Version::V5)
        reader.malformed(QStringLiteral("a password without a user name")); // MQTT-3.1.2-22
}

Will readWill(Reader &reader, ConnectFlags flags, Version version)
{
    Will will;
    if (version == Version::V5)
        will.properties = readProperties(reader, PropertyPlace::Will);
    will.topic = reader.sharedBinary();
    if (!reader.failed() && !isValidTopicName(will.topic.view()))
        reader.malformed(QStringLiteral("the will's topic is no valid topic name"));
    will.payload = reader.sharedBinary();
    will.qos = static_cast<QoS>(flags.willQoS());
    will.retain = flags.willRetain();
    return will;
}

/// MQTT 3.1 lets the user name and password be left out although their flags are set.
bool isLeftOut(const Reader &reader, Version version)
{
    return version == Version::V31 && reader.remaining() == 0;
}

} // namespace

Connect decodeConnect(Reader &reader)
{
    Connect packet;
    readProtocol(reader, packet);
    if (!packet.supported) {
        reader.rest();
        return packet;
    }
    const Version version = packet.version();
    const ConnectFlags flags{reader.byte()};
    checkFlags(reader, flags, version);
    packet.cleanSession = flags.clean();
    packet.keepAlive = reader.word();
    if (version == Version::V5)
        packet.properties = readProperties(reader, PropertyPlace::Connect);
    packet.clientId = reader.text().toByteArray();
    if (flags.will())
        packet.will = readWill(reader, flags, version);
    if (flags.userName() && !isLeftOut(reader, version))
        packet.userName = reader.text().toByteArray();
    if (flags.password() && !isLeftOut(reader, version))
        packet.password = reader.binary().toByteArray();
    return packet;
}

} // namespace mqtt
