// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/reader.h"

namespace mqtt {

bool Reader::require(qsizetype size)
{
    if (!failed() && m_end - m_at >= size)
        return true;
    malformed(QStringLiteral("a field reaches beyond the packet's end"));
    return false;
}

quint32 Reader::variable()
{
    quint32 value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
        const quint8 part = byte();
        value |= static_cast<quint32>(part & 0x7F) << shift;
        if (part & 0x80)
            continue;
        if (part == 0 && shift > 0)
            malformed(QStringLiteral("a variable byte integer is longer than it need be"));
        return value;
    }
    malformed(QStringLiteral("a variable byte integer has more than four bytes"));
    return 0;
}

QByteArrayView Reader::binary()
{
    const qsizetype size = word();
    if (!require(size))
        return {};
    m_at += size;
    return QByteArrayView(m_packet.data() + m_at - size, size);
}

base::Bytes Reader::sharedBinary()
{
    const qsizetype size = binary().size();
    return failed() ? base::Bytes() : m_packet.slice(m_at - size, size);
}

QByteArrayView Reader::text()
{
    const QByteArrayView value = binary();
    if (!isValidUtf8(value)) {
        malformed(QStringLiteral("a string is not valid UTF-8"));
        return {};
    }
    return value;
}

quint16 Reader::packetId()
{
    const quint16 id = word();
    if (id == 0 && !failed())
        malformed(QStringLiteral("packet identifier 0"));
    return id;
}

base::Bytes Reader::rest()
{
    if (failed())
        return {};
    const qsizetype from = m_at;
    m_at = m_end;
    return m_packet.slice(from, m_at - from);
}

Reader Reader::part(qsizetype size)
{
    const qsizetype from = m_at;
    if (require(size))
        m_at += size;
    Reader inner(m_packet, from, m_at);
    inner.m_error = m_error;
    return inner;
}

void Reader::expectEnd()
{
    if (!failed() && m_at != m_end)
        malformed(QStringLiteral("bytes are left over at the packet's end"));
}

} // namespace mqtt
