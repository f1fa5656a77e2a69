// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/decode.h"
#include "mqtt/propertycodec.h"

namespace mqtt {

namespace {

base::Error malformed(const QString &what)
{
    return base::Error(base::ErrorCode::Malformed, what);
}

/// MQTT-2.2.2-1, MQTT-2.2.2-2: the low bits of the first byte are fixed but for PUBLISH. MQTT 3.1 sends SUBSCRIBE,
/// UNSUBSCRIBE and PUBREL again with DUP, and leaves the bits of other packets undefined.
bool areFlagsValid(PacketType type, quint8 flags, Version version)
{
    if (type == PacketType::Publish)
        return true;
    const bool acknowledged =
        type == PacketType::Pubrel || type == PacketType::Subscribe || type == PacketType::Unsubscribe;
    if (version == Version::V31)
        return !acknowledged || (flags & 0x06) == 0x02;
    return flags == (acknowledged ? 0x02 : 0x00);
}

Connack decodeConnack(Reader &reader, Version version)
{
    Connack packet;
    const quint8 flags = reader.byte();
    if (version != Version::V31 && (flags & 0xFE))
        reader.malformed(QStringLiteral("CONNACK with reserved flags")); // 3.2.2.1
    packet.sessionPresent = flags & 1;
    packet.code = reader.byte();
    if (version == Version::V5)
        packet.properties = readProperties(reader, PropertyPlace::Connack);
    return packet;
}

/// Not every packet has every reason (MQTT 5: 3.4.2.1, 3.5.2.1, 3.6.2.1, 3.7.2.1, 3.14.2.1, 3.15.2.1).
bool isReasonOf(PacketType type, ReasonCode reason)
{
    static constexpr QByteArrayView received("\x00\x10\x80\x83\x87\x90\x91\x97\x99", 9);
    static constexpr QByteArrayView released("\x00\x92", 2);
    static constexpr QByteArrayView ended("\x00\x04\x80\x81\x82\x83\x87\x89\x8B\x8D\x8E\x8F\x90\x93\x94\x95\x96\x97"
                                          "\x98\x99\x9A\x9B\x9C\x9D\x9E\x9F\xA0\xA1\xA2",
                                          29);
    static constexpr QByteArrayView continued("\x00\x18\x19", 3);
    const auto code = static_cast<char>(reason);
    switch (type) {
    case PacketType::Puback:
    case PacketType::Pubrec:
        return received.contains(code);
    case PacketType::Pubrel:
    case PacketType::Pubcomp:
        return released.contains(code);
    case PacketType::Auth:
        return continued.contains(code);
    default:
        return ended.contains(code);
    }
}

ReasonCode readReason(Reader &reader, PacketType type)
{
    const auto reason = static_cast<ReasonCode>(reader.byte());
    if (reason != ReasonCode::Success && !isReasonOf(type, reason))
        reader.forbidden(QStringLiteral("the packet has no such reason code"));
    return reason;
}

template <typename T>
T decodeAcknowledgement(Reader &reader, PacketType type, Version version)
{
    T packet;
    packet.packetId = reader.packetId();
    if (version == Version::V5 && reader.remaining() > 0) // 3.4.2.1: a short one means success
        packet.reason = readReason(reader, type);
    if (version == Version::V5 && reader.remaining() > 0)
        packet.properties = readProperties(reader, placeOf(type));
    return packet;
}

template <typename T>
T decodeReason(Reader &reader, PacketType type, Version version)
{
    T packet;
    if (version == Version::V5 && reader.remaining() > 0)
        packet.reason = readReason(reader, type);
    if (version == Version::V5 && reader.remaining() > 0)
        packet.properties = readProperties(reader, placeOf(type));
    return packet;
}

template <typename T>
T decodeCodes(Reader &reader, PacketType type, Version version)
{
    T packet;
    packet.packetId = reader.packetId();
    if (version == Version::V5)
        packet.properties = readProperties(reader, placeOf(type));
    const base::Bytes codes = reader.rest();
    packet.codes.assign(codes.data(), codes.data() + codes.size());
    return packet;
}

Suback decodeSuback(Reader &reader, Version version)
{
    Suback packet = decodeCodes<Suback>(reader, PacketType::Suback, version);
    const bool known = std::all_of(packet.codes.begin(), packet.codes.end(), [version](quint8 code) {
        return code <= 2 || code == 0x80 || (version == Version::V5 && code > 0x80);
    });
    if (packet.codes.empty() || !known)
        reader.malformed(QStringLiteral("SUBACK with an unknown return code")); // MQTT-3.9.3-2
    return packet;
}

/// Any packet but PUBLISH.
Packet decodeOther(Reader &reader, PacketType type, Version version)
{
    switch (type) {
    case PacketType::Connect:
        return decodeConnect(reader);
    case PacketType::Connack:
        return decodeConnack(reader, version);
    case PacketType::Publish:
        break;
    case PacketType::Puback:
        return decodeAcknowledgement<Puback>(reader, type, version);
    case PacketType::Pubrec:
        return decodeAcknowledgement<Pubrec>(reader, type, version);
    case PacketType::Pubrel:
        return decodeAcknowledgement<Pubrel>(reader, type, version);
    case PacketType::Pubcomp:
        return decodeAcknowledgement<Pubcomp>(reader, type, version);
    case PacketType::Subscribe:
        return decodeSubscribe(reader, version);
    case PacketType::Suback:
        return decodeSuback(reader, version);
    case PacketType::Unsubscribe:
        return decodeUnsubscribe(reader, version);
    case PacketType::Unsuback:
        return decodeCodes<Unsuback>(reader, type, version);
    case PacketType::Pingreq:
        return Pingreq{};
    case PacketType::Pingresp:
        return Pingresp{};
    case PacketType::Disconnect:
        return decodeReason<Disconnect>(reader, type, version);
    case PacketType::Auth:
        return decodeReason<Auth>(reader, type, version);
    }
    Q_UNREACHABLE();
}

void decodeBody(Reader &reader, const FrameHeader &header, Version version, Packet &packet)
{
    if (header.type == PacketType::Publish)
        decodePublish(reader, header.flags, version, packet.emplace<Publish>());
    else
        packet = decodeOther(reader, header.type, version);
}

} // namespace

base::Result<std::optional<FrameHeader>> peekHeader(QByteArrayView input, qsizetype maxPacketSize)
{
    using Peeked = std::optional<FrameHeader>;
    if (input.isEmpty())
        return Peeked();
    const auto first = static_cast<quint8>(input[0]);
    if (first < 0x10)
        return malformed(QStringLiteral("packet type 0 is reserved")); // 2.2.1
    qsizetype length = 0;
    for (qsizetype i = 1; i <= 4; ++i) {
        if (i >= input.size())
            return Peeked();
        const auto part = static_cast<quint8>(input[i]);
        length |= static_cast<qsizetype>(part & 0x7F) << (7 * (i - 1));
        if (part & 0x80)
            continue;
        const qsizetype size = 1 + i + length;
        if (size > maxPacketSize)
            return base::Error(base::ErrorCode::TooLarge,
                               QStringLiteral("a packet of %1 bytes, %2 are allowed").arg(size).arg(maxPacketSize));
        return Peeked(FrameHeader{static_cast<PacketType>(first >> 4), static_cast<quint8>(first & 0x0F), 1 + i, size});
    }
    return malformed(QStringLiteral("the remaining length has more than four bytes")); // 2.2.3
}

base::Result<qsizetype> decode(const base::Bytes &input, const DecodeOptions &options, Packet &packet)
{
    const auto peeked = peekHeader(input.view(), options.maxPacketSize);
    if (!peeked)
        return peeked.error();
    if (!*peeked)
        return qsizetype(0);
    const FrameHeader &header = **peeked;
    if (!areFlagsValid(header.type, header.flags, options.version))
        return malformed(QStringLiteral("reserved bits of the first byte are set"));
    if (header.type == PacketType::Auth && options.version != Version::V5)
        return malformed(QStringLiteral("packet type 15 is reserved"));
    if (input.size() < header.packetSize)
        return qsizetype(0);
    Reader reader(input, header.headerSize, header.packetSize);
    decodeBody(reader, header, options.version, packet);
    reader.expectEnd();
    if (reader.failed())
        return reader.error();
    return header.packetSize;
}

base::Result<std::optional<Decoded>> decode(const base::Bytes &input, const DecodeOptions &options)
{
    Packet packet;
    const auto size = decode(input, options, packet);
    if (!size)
        return size.error();
    if (*size == 0)
        return std::optional<Decoded>();
    return std::optional<Decoded>(Decoded{std::move(packet), *size});
}

} // namespace mqtt
