// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayList>

namespace bench::wire {

// MQTT 3.1.1 bytes of the load generator's own, so that it shares no code with the brokers that it measures.

constexpr quint8 publish = 3;
constexpr quint8 puback = 4;
constexpr quint8 pubrec = 5;
constexpr quint8 pubrel = 6;
constexpr quint8 pubcomp = 7;
constexpr quint8 suback = 9;
constexpr quint8 pingresp = 13;

QByteArray connectPacket(const QByteArray &clientId, bool cleanSession = true);
/// Packet id 1.
QByteArray subscribePacket(const QByteArrayList &filters, int qos);
inline QByteArray pingPacket()
{
    return QByteArray("\xC0\0", 2);
}

/// A PUBLISH whose sequence number (and packet id) is patched in before each use.
struct PublishTemplate
{
    QByteArray bytes;
    qsizetype idAt = 0;      ///< of the packet id; 0 with QoS 0
    qsizetype payloadAt = 0; ///< publisher (4 bytes), sequence (4), time (8)
};
PublishTemplate publishTemplate(const QByteArray &topic, int qos, int payloadSize, bool retain);

/// What a receiver looks at: the beginning of one packet.
struct Frame
{
    quint8 type = 0;
    quint8 qos = 0;
    const char *body = nullptr; ///< behind the fixed header
    size_t size = 0;            ///< the whole packet
    size_t headerSize = 0;

    quint16 word(size_t at) const
    {
        const auto *bytes = reinterpret_cast<const quint8 *>(body);
        return static_cast<quint16>((bytes[at] << 8) | bytes[at + 1]);
    }
    /// Of PUBLISH: where the packet id or (QoS 0) the payload begins in the body.
    size_t behindTopic() const { return size_t(2) + word(0); }
    const char *payload() const { return body + behindTopic() + (qos > 0 ? 2 : 0); }
};
/// Reads a fixed header; false: need more.
bool readFrame(const char *at, size_t left, Frame &frame);

} // namespace bench::wire
