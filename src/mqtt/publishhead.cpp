// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/codec.h"
#include <cstring>

namespace mqtt {

namespace {

qsizetype lengthSize(qsizetype length)
{
    return length < 128 ? 1 : length < 16'384 ? 2 : length < 2'097'152 ? 3 : 4;
}

qsizetype propertiesLength(const PublishHead &head)
{
    qsizetype length = head.properties.size() + (head.expiryInterval ? 5 : 0) + (head.topicAlias != 0 ? 3 : 0);
    for (const quint32 identifier : head.identifiers)
        length += 1 + lengthSize(identifier);
    return length;
}

qsizetype remainingLength(const PublishHead &head)
{
    qsizetype length = 2 + head.topic.size() + (head.qos == QoS::AtMostOnce ? 0 : 2) + head.payloadSize;
    if (head.isV5) {
        const qsizetype properties = propertiesLength(head);
        length += lengthSize(properties) + properties;
    }
    return length;
}

char *writeWord(char *out, quint16 value)
{
    *out++ = static_cast<char>(value >> 8);
    *out++ = static_cast<char>(value & 0xFF);
    return out;
}

char *writeLength(char *out, qsizetype length)
{
    for (; length >= 128; length >>= 7)
        *out++ = static_cast<char>(length | 0x80);
    *out++ = static_cast<char>(length);
    return out;
}

char *writeRaw(char *out, QByteArrayView bytes)
{
    if (!bytes.isEmpty())
        std::memcpy(out, bytes.data(), static_cast<size_t>(bytes.size()));
    return out + bytes.size();
}

char *writeProperties(char *out, const PublishHead &head)
{
    out = writeLength(out, propertiesLength(head));
    out = writeRaw(out, head.properties);
    if (head.expiryInterval) {
        *out++ = 0x02;
        out = writeWord(out, static_cast<quint16>(*head.expiryInterval >> 16));
        out = writeWord(out, static_cast<quint16>(*head.expiryInterval & 0xFFFF));
    }
    for (const quint32 identifier : head.identifiers) {
        *out++ = 0x0B;
        out = writeLength(out, identifier);
    }
    if (head.topicAlias != 0) {
        *out++ = 0x23;
        out = writeWord(out, head.topicAlias);
    }
    return out;
}

} // namespace

qsizetype publishHeadSize(const PublishHead &head)
{
    const qsizetype length = remainingLength(head);
    return 1 + lengthSize(length) + length - head.payloadSize;
}

char *writePublishHead(char *out, const PublishHead &head)
{
    *out++ =
        static_cast<char>(0x30 | (head.dup ? 0x08 : 0) | (static_cast<int>(head.qos) << 1) | (head.retain ? 1 : 0));
    out = writeLength(out, remainingLength(head));
    out = writeWord(out, static_cast<quint16>(head.topic.size()));
    out = writeRaw(out, head.topic);
    if (head.qos != QoS::AtMostOnce) {
        Q_ASSERT(head.packetId != 0);
        out = writeWord(out, head.packetId);
    }
    return head.isV5 ? writeProperties(out, head) : out;
}

char *writeAcknowledgement(char *out, PacketType type, quint16 packetId)
{
    const int flags = type == PacketType::Pubrel ? 0x02 : 0x00; // MQTT-3.6.1-1
    *out++ = static_cast<char>((static_cast<int>(type) << 4) | flags);
    *out++ = 2;
    return writeWord(out, packetId);
}

char *writeAcknowledgement(char *out, PacketType type, quint16 packetId, ReasonCode reason)
{
    char *end = writeAcknowledgement(out, type, packetId);
    out[1] = 3;
    *end++ = static_cast<char>(reason);
    return end;
}

} // namespace mqtt
