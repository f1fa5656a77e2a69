// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/codec.h"
#include <cstring>

namespace mqtt {

namespace {

qsizetype lengthSize(qsizetype length)
{
    return length < 128 ? 1 : length < 16'384 ? 2 : length < 2'097'152 ? 3 : 4;
}

qsizetype remainingLength(const PublishHead &head)
{
    return 2 + head.topic.size() + (head.qos == QoS::AtMostOnce ? 0 : 2) + head.properties.size() + head.payloadSize;
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
    return writeRaw(out, head.properties);
}

char *writeAcknowledgement(char *out, PacketType type, quint16 packetId)
{
    const int flags = type == PacketType::Pubrel ? 0x02 : 0x00; // MQTT-3.6.1-1
    *out++ = static_cast<char>((static_cast<int>(type) << 4) | flags);
    *out++ = 2;
    return writeWord(out, packetId);
}

} // namespace mqtt
