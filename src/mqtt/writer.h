// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>

namespace mqtt {

/// Appends MQTT's data types to a byte array. For packets off the hot path.
class Writer
{
public:
    Writer &byte(quint8 value)
    {
        m_bytes.append(static_cast<char>(value));
        return *this;
    }
    Writer &word(quint16 value) { return byte(static_cast<quint8>(value >> 8)).byte(static_cast<quint8>(value)); }
    Writer &doubleWord(quint32 value)
    {
        return word(static_cast<quint16>(value >> 16)).word(static_cast<quint16>(value));
    }
    /// At most 268,435,455.
    Writer &variable(quint32 value)
    {
        for (; value >= 0x80; value >>= 7)
            byte(static_cast<quint8>(value | 0x80));
        return byte(static_cast<quint8>(value));
    }
    /// Two bytes of length in front; at most 65,535 bytes.
    Writer &binary(QByteArrayView value)
    {
        Q_ASSERT(value.size() <= 65535);
        return word(static_cast<quint16>(value.size())).raw(value);
    }
    Writer &raw(QByteArrayView value)
    {
        m_bytes.append(value);
        return *this;
    }
    qsizetype size() const { return m_bytes.size(); }
    QByteArrayView view() const { return m_bytes; }
    QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

} // namespace mqtt
