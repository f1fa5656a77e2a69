// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.h"
#include "base/error.h"
#include "mqtt/topic.h"
#include <optional>

namespace mqtt {

/// A cursor over one packet. After the first fault every read gives zero or nothing, so that a caller reads straight
/// through and asks failed() once.
class Reader
{
public:
    /// Reads bytes `at` to `end` of `packet`, which outlives the reader.
    Reader(const base::Bytes &packet, qsizetype at, qsizetype end)
        : m_packet(packet)
        , m_at(at)
        , m_end(end)
    {
    }

    bool failed() const { return m_error.has_value(); }
    const base::Error &error() const { return *m_error; }
    qsizetype position() const { return m_at; }
    qsizetype remaining() const { return failed() ? 0 : m_end - m_at; }

    quint8 byte() { return require(1) ? at(m_at++) : quint8(0); }
    quint16 word()
    {
        if (!require(2))
            return 0;
        m_at += 2;
        return static_cast<quint16>((at(m_at - 2) << 8) | at(m_at - 1));
    }
    quint32 doubleWord()
    {
        const quint32 high = word();
        return (high << 16) | word();
    }
    /// Variable byte integer, at most four bytes and in its shortest form (MQTT5-1.5.5-1).
    quint32 variable();
    /// Two bytes of length and as many bytes.
    QByteArrayView binary();
    /// As binary(), sharing the packet's block.
    base::Bytes sharedBinary();
    /// As binary(), valid UTF-8 (MQTT-1.5.3).
    QByteArrayView text();
    /// A packet identifier: not 0 (MQTT-2.3.1-1).
    quint16 packetId();
    /// All that is left.
    base::Bytes rest();
    /// A reader of the next `size` bytes alone, which this one skips.
    Reader part(qsizetype size);
    /// Nothing may be left.
    void expectEnd();

    /// Against the format: 0x81.
    void malformed(const QString &what) { fail(base::ErrorCode::Malformed, what); }
    /// Well formed, but against the protocol: 0x82.
    void forbidden(const QString &what) { fail(base::ErrorCode::InvalidArgument, what); }
    void adopt(const Reader &part)
    {
        if (part.failed() && !failed())
            m_error = part.error();
    }

private:
    quint8 at(qsizetype index) const { return static_cast<quint8>(m_packet.data()[index]); }
    bool require(qsizetype size);
    void fail(base::ErrorCode code, const QString &what)
    {
        if (!failed())
            m_error.emplace(code, what);
    }

    const base::Bytes &m_packet;
    qsizetype m_at;
    qsizetype m_end;
    std::optional<base::Error> m_error;
};

} // namespace mqtt
