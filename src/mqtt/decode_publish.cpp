// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/decode.h"
#include "mqtt/propertycodec.h"

namespace mqtt {

namespace {

/// A topic may be empty where an alias stands for it (MQTT 5, 3.3.2.3.4).
void checkTopic(Reader &reader, const Publish &packet, Version version)
{
    if (reader.failed() || isValidTopicName(packet.topic.view()))
        return;
    if (packet.topic.isEmpty() && version == Version::V5) {
        if (!packet.properties || !packet.properties->topicAlias)
            reader.forbidden(QStringLiteral("neither a topic nor an alias")); // MQTT 5, 3.3.2.1
        return;
    }
    reader.malformed(QStringLiteral("the topic is no valid topic name")); // MQTT-3.3.2-1, MQTT-3.3.2-2
}

} // namespace

void decodePublish(Reader &reader, quint8 flags, Version version, Publish &packet)
{
    packet.retain = flags & 0x01;
    packet.dup = flags & 0x08;
    const int qos = (flags >> 1) & 3;
    if (qos == 3)
        reader.malformed(QStringLiteral("QoS 3")); // MQTT-3.3.1-4
    packet.qos = static_cast<QoS>(qos);
    if (packet.dup && qos == 0) {
        packet.dup = false;
        if (version != Version::V31)
            reader.malformed(QStringLiteral("DUP with QoS 0")); // MQTT-3.3.1-2
    }
    packet.topic = reader.sharedBinary();
    if (qos > 0)
        packet.packetId = reader.packetId();
    if (version == Version::V5)
        packet.properties = readProperties(reader, PropertyPlace::Publish);
    checkTopic(reader, packet, version);
    packet.payload = reader.rest();
}

} // namespace mqtt
