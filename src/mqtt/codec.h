// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "mqtt/packet.h"
#include <span>

namespace mqtt {

/// What a reader must know of a connection before it can read the next packet.
struct DecodeOptions
{
    /// Of the connection. CONNECT brings its own level and is read by that.
    Version version = Version::V311;
    /// A packet's greatest size in bytes, fixed header included; a longer one is refused from its header alone.
    qsizetype maxPacketSize = 1024 * 1024;
};

/// The first 2–5 bytes of a packet.
struct FrameHeader
{
    PacketType type = PacketType::Connect;
    quint8 flags = 0;         ///< the four low bits
    qsizetype headerSize = 0; ///< 2–5
    qsizetype packetSize = 0; ///< header and all
};

struct Decoded
{
    Packet packet;
    qsizetype size = 0; ///< bytes that the packet took
};

/// Reads a fixed header; empty: need more bytes. Lets a reader provide room for a large packet. Errors as decode().
base::Result<std::optional<FrameHeader>> peekHeader(QByteArrayView input, qsizetype maxPacketSize);

/// Reads one packet from the front of `input` into `packet`. Returns the bytes that it took; 0: need more, `packet` is
/// as it was. Topic and payload of PUBLISH share `input`'s block; all else is copied. Nothing is allocated for a packet
/// before all of it is there. The quick form: a reader uses one `packet` again and again.
/// Errors: Malformed (MQTT 5: 0x81), InvalidArgument (well formed but against the protocol, 0x82),
/// TooLarge (0x95). After an error the connection must be closed (MQTT-4.8.0-1).
base::Result<qsizetype> decode(const base::Bytes &input, const DecodeOptions &options, Packet &packet);

/// The same as a value; empty: need more bytes.
base::Result<std::optional<Decoded>> decode(const base::Bytes &input, const DecodeOptions &options);

/// The bytes of a packet, either role. The caller answers for the values (packet id ≠ 0, valid topic): they are
/// asserted, not checked.
base::Bytes encode(const Packet &packet, Version version);

/// A PUBLISH is a head (fixed header, topic, packet id, properties) and a body (the payload, shared by every
/// subscriber and therefore not copied here).
struct PublishHead
{
    QByteArrayView topic;
    qsizetype payloadSize = 0;
    quint16 packetId = 0; ///< not written with QoS 0
    QoS qos = QoS::AtMostOnce;
    bool retain = false;
    bool dup = false;
    /// Writes the properties, which are left alone otherwise.
    bool isV5 = false;
    QByteArrayView properties{};             ///< from encodeMessageProperties()
    std::optional<quint32> expiryInterval{}; ///< seconds that are left
    quint16 topicAlias = 0;                  ///< 0: none
    std::span<const quint32> identifiers{};  ///< of the subscriptions that matched
};

/// Bytes that writePublishHead() will write.
qsizetype publishHeadSize(const PublishHead &head);
/// Writes a PUBLISH head to `out`, which has room for publishHeadSize(); returns the end.
char *writePublishHead(char *out, const PublishHead &head);
/// The four bytes of a PUBACK, PUBREC, PUBREL or PUBCOMP (MQTT 5: with reason Success).
char *writeAcknowledgement(char *out, PacketType type, quint16 packetId);
/// The five bytes of one with a reason, MQTT 5.
char *writeAcknowledgement(char *out, PacketType type, quint16 packetId, ReasonCode reason);
constexpr qsizetype acknowledgementSize = 4;
/// MQTT 5 properties of a packet with their length in front; null: none, one byte.
QByteArray encodeProperties(const Properties *properties);
/// Of a PUBLISH's or a will's properties those that go on with the message to its receivers, without a length: payload
/// format, content type, response topic, correlation data and user properties, these in their order (MQTT5-3.3.2-4,
/// -15, -16, -17, -18, -20). The expiry interval is not among them, since it goes down on the way.
QByteArray encodeMessageProperties(const Properties &properties);

} // namespace mqtt
