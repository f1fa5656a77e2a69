// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

namespace bench::wire {

namespace {

QByteArray text(const QByteArray &s)
{
    return QByteArray() + static_cast<char>(s.size() >> 8) + static_cast<char>(s.size() & 0xFF) + s;
}

QByteArray packet(int first, const QByteArray &body)
{
    QByteArray length;
    auto n = static_cast<unsigned>(body.size());
    do {
        length.append(static_cast<char>((n & 0x7F) | (n > 0x7F ? 0x80 : 0)));
        n >>= 7;
    } while (n > 0);
    return static_cast<char>(first) + length + body;
}

} // namespace

QByteArray connectPacket(const QByteArray &clientId, bool cleanSession)
{
    const QByteArray fixed("\x04\x02\x00\x00", 4); // level, flags, keep-alive off
    const QByteArray kept("\x04\x00\x00\x00", 4);
    return packet(0x10, text("MQTT") + (cleanSession ? fixed : kept) + text(clientId));
}

QByteArray subscribePacket(const QByteArrayList &filters, int qos)
{
    QByteArray body("\0\1", 2);
    for (const QByteArray &filter : filters)
        body += text(filter) + static_cast<char>(qos);
    return packet(0x82, body);
}

PublishTemplate publishTemplate(const QByteArray &topic, int qos, int payloadSize, bool retain)
{
    QByteArray body = text(topic);
    const qsizetype idAt = body.size();
    if (qos > 0)
        body.append(2, '\0');
    const qsizetype payloadAt = body.size();
    body.append(QByteArray(payloadSize, 'x'));
    PublishTemplate result;
    result.bytes = packet(0x30 | (qos << 1) | (retain ? 1 : 0), body);
    const qsizetype header = result.bytes.size() - body.size();
    result.idAt = qos > 0 ? header + idAt : 0;
    result.payloadAt = header + payloadAt;
    return result;
}

bool readFrame(const char *at, size_t left, Frame &frame)
{
    if (left < 2)
        return false;
    const auto *bytes = reinterpret_cast<const quint8 *>(at);
    size_t length = 0;
    size_t header = 1;
    for (unsigned shift = 0;; shift += 7) {
        if (header >= left)
            return false;
        const quint8 byte = bytes[header++];
        length |= size_t(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            break;
    }
    frame.type = bytes[0] >> 4;
    frame.qos = (bytes[0] >> 1) & 3;
    frame.body = at + header;
    frame.headerSize = header;
    frame.size = header + length;
    return true;
}

} // namespace bench::wire
