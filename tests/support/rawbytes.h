// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>

namespace support::raw {

/// Words at spaces; "…" keeps its spaces and loses its quotes, '…' keeps both.
inline QList<QByteArray> wordsOf(const QByteArray &line)
{
    QList<QByteArray> list;
    QByteArray word;
    char quote = 0;
    bool any = false;
    for (const char c : line) {
        if (quote == 0 && c == ' ') {
            if (any)
                list.append(std::exchange(word, {}));
            any = false;
            continue;
        }
        any = true;
        if (c == quote)
            quote = 0;
        else if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        if (c != '"')
            word.append(c);
    }
    if (any)
        list.append(word);
    return list;
}

/// "x*1000" stands for a thousand x.
inline QByteArray stretched(const QByteArray &text)
{
    const qsizetype star = text.lastIndexOf('*');
    bool isNumber = false;
    const int times = star < 1 ? 0 : text.mid(star + 1).toInt(&isNumber);
    return isNumber ? text.left(star).repeated(times) : text;
}

inline QByteArray word16(qsizetype value)
{
    return QByteArray(1, static_cast<char>(value >> 8)).append(static_cast<char>(value));
}

inline QByteArray word32(qint64 value)
{
    return word16((value >> 16) & 0xFFFF) + word16(value & 0xFFFF);
}

inline QByteArray variable(qsizetype value)
{
    QByteArray bytes;
    for (; value > 127; value >>= 7)
        bytes.append(static_cast<char>((value & 0x7F) | 0x80));
    return bytes.append(static_cast<char>(value));
}

inline QByteArray text16(const QByteArray &text)
{
    return word16(text.size()) + text;
}

inline QByteArray framed(quint8 first, const QByteArray &body)
{
    return QByteArray(1, static_cast<char>(first)) + variable(body.size()) + body;
}

/// A reason code as it is written in the tables: small ones in decimal, the others in hexadecimal.
inline QByteArray codeText(int code)
{
    return code < 0x10 ? QByteArray::number(code) : "0x" + QByteArray::number(code, 16);
}

/// The text behind `raw`: hexadecimal digits, 'text', 'x'*1000, [ … ] with its length as a variable byte integer in
/// front, ( … ) with its length in two bytes in front.
class RawBytes
{
public:
    explicit RawBytes(const QByteArray &text)
        : m_text(text)
    {
        while (m_at < m_text.size())
            next();
        if (!m_open.isEmpty())
            qFatal("an open bracket in: %s", text.constData());
    }
    QByteArray take() { return m_bytes; }

private:
    void next()
    {
        const char c = m_text[m_at];
        if (c == '\'')
            quoted();
        else if (c == '[' || c == '(')
            m_open.append(m_bytes.size());
        else if (c == ']' || c == ')')
            close(c == ']');
        else if (c != ' ')
            digits();
        ++m_at;
    }
    void quoted()
    {
        const qsizetype end = m_text.indexOf('\'', m_at + 1);
        if (end < 0)
            qFatal("an open quote in: %s", m_text.constData());
        const QByteArray text = m_text.mid(m_at + 1, end - m_at - 1);
        m_at = end;
        qsizetype times = 0;
        if (m_text.mid(end + 1, 1) == "*") {
            for (++m_at; m_at + 1 < m_text.size() && isdigit(m_text[m_at + 1]); ++m_at)
                times = times * 10 + (m_text[m_at + 1] - '0');
        }
        m_bytes += text.repeated(std::max<qsizetype>(times, 1));
    }
    void close(bool isVariable)
    {
        const qsizetype at = m_open.takeLast();
        const qsizetype size = m_bytes.size() - at;
        m_bytes.insert(at, isVariable ? variable(size) : word16(size));
    }
    void digits()
    {
        bool isNumber = false;
        const uint value = m_text.mid(m_at, 2).toUInt(&isNumber, 16);
        if (!isNumber || m_at + 1 >= m_text.size())
            qFatal("no hexadecimal digits at %lld in: %s", qlonglong(m_at), m_text.constData());
        m_bytes += static_cast<char>(value);
        ++m_at;
    }

    QByteArray m_text;
    qsizetype m_at = 0;
    QByteArray m_bytes;
    QList<qsizetype> m_open;
};

/// A cursor over one packet; behind its end everything is zero and failed() is true.
class ByteReader
{
public:
    explicit ByteReader(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }
    bool failed() const { return m_failed; }
    bool atEnd() const { return m_failed || m_at >= m_bytes.size(); }
    qsizetype position() const { return m_at; }
    void skip(qsizetype size) { m_at += size; }
    int byte()
    {
        if (m_at < m_bytes.size())
            return static_cast<quint8>(m_bytes[m_at++]);
        m_failed = true;
        return 0;
    }
    int word()
    {
        const int high = byte();
        return high << 8 | byte();
    }
    qint64 doubleWord()
    {
        const qint64 high = word();
        return high << 16 | word();
    }
    qint64 variableInt()
    {
        qint64 value = 0;
        for (int i = 0; i < 4; ++i) {
            const int next = byte();
            value |= qint64(next & 0x7F) << (7 * i);
            if (!(next & 0x80))
                return value;
        }
        m_failed = true;
        return value;
    }
    QByteArray text()
    {
        const int size = word();
        m_failed = m_failed || m_at + size > m_bytes.size();
        const QByteArray part = m_bytes.mid(m_at, size);
        m_at += part.size();
        return part;
    }
    QByteArray rest()
    {
        const QByteArray part = m_bytes.mid(m_at);
        m_at = m_bytes.size();
        return part;
    }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace support::raw
