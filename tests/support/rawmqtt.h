// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/rawproperties.h"
#include <QByteArray>
#include <QList>
#include <optional>

namespace support::raw {

/// MQTT packets as bytes and as one line of text, written from the OASIS texts alone: no room of ours is included, so
/// that a mistake of our codec cannot hide behind itself. The words are in tests/conformance/README.md.

/// The packet of one line of text; empty: no such packet.
class Writer
{
public:
    Writer(const QByteArray &line, int version, int lastId)
        : m_words(wordsOf(line))
        , m_version(version)
        , m_lastId(lastId)
    {
    }

    std::optional<QByteArray> packet() const
    {
        const QByteArray type = m_words.value(0);
        if (type == "raw")
            return RawBytes(m_words.mid(1).join(' ')).take();
        if (type == "CONNECT")
            return framed(0x10, connect());
        if (type == "PUBLISH")
            return publish();
        if (type == "SUBSCRIBE")
            return framed(0x82, subscribe());
        if (type == "UNSUBSCRIBE")
            return framed(0xA2, unsubscribe());
        if (type == "PINGREQ")
            return framed(0xC0, {});
        if (type == "DISCONNECT")
            return framed(0xE0, reasoned({}));
        if (type == "AUTH")
            return framed(0xF0, reasoned({}));
        static const QList<QByteArray> acknowledgements{"PUBACK", "PUBREC", "PUBREL", "PUBCOMP"};
        const qsizetype at = acknowledgements.indexOf(type);
        if (at < 0)
            return std::nullopt;
        return framed(static_cast<quint8>((0x40 + 0x10 * at) | (type == "PUBREL" ? 2 : 0)), reasoned(word16(id(1))));
    }

private:
    bool has(const QByteArray &flag) const { return m_words.contains(flag); }
    std::optional<QByteArray> value(const QByteArray &key) const
    {
        for (const QByteArray &word : m_words) {
            if (word.startsWith(QByteArray(key + '=')))
                return stretched(word.mid(key.size() + 1));
        }
        return std::nullopt;
    }
    int number(const QByteArray &key, int otherwise) const
    {
        const auto text = value(key);
        return text ? text->toInt(nullptr, 0) : otherwise;
    }
    int idOf(const QByteArray &text) const { return text == "@" ? m_lastId : text.toInt(nullptr, 0); }
    int id(int at) const { return idOf(m_words.value(at)); }
    QByteArray properties(const QByteArray &prefix) const
    {
        return m_version == 5 ? propertyBytes(m_words, prefix) : QByteArray();
    }

    QByteArray connect() const
    {
        const bool hasWill = value("will").has_value();
        const int flags = (number("clean", 1) ? 2 : 0) | (hasWill ? 4 : 0) | number("willqos", 0) << 3 |
                          (has("willretain") ? 0x20 : 0) | (value("password") ? 0x40 : 0) | (value("user") ? 0x80 : 0);
        QByteArray body = text16(m_version == 3 ? "MQIsdp" : "MQTT");
        body.append(static_cast<char>(m_version)).append(static_cast<char>(flags));
        body += word16(number("keepalive", 0)) + properties(".") + text16(value("id").value_or(QByteArray()));
        if (hasWill)
            body += properties("will.") + text16(*value("will")) + text16(value("willpayload").value_or(QByteArray()));
        for (const char *key : {"user", "password"}) {
            if (const auto given = value(key))
                body += text16(*given);
        }
        return body;
    }
    QByteArray publish() const
    {
        const int qos = number("qos", 0);
        QByteArray body = text16(stretched(m_words.value(1)));
        if (qos > 0)
            body += word16(idOf(value("id").value_or("1")));
        body += properties(".") + stretched(m_words.value(2));
        return framed(static_cast<quint8>(0x30 | (has("dup") ? 8 : 0) | qos << 1 | (has("retain") ? 1 : 0)), body);
    }
    /// SUBSCRIBE id filter:options…, options: a QoS, then n (no local), p (retain as published), h1 or h2 (handling).
    QByteArray subscribe() const
    {
        QByteArray body = word16(id(1)) + properties(".");
        for (const QByteArray &word : m_words.mid(2)) {
            const qsizetype colon = word.lastIndexOf(':');
            if (word.startsWith('.') || colon < 0)
                continue;
            const QByteArray options = word.mid(colon + 1);
            const qsizetype handling = options.indexOf('h');
            const int byte = options.left(1).toInt() | (options.contains('n') ? 4 : 0) |
                             (options.contains('p') ? 8 : 0) |
                             (handling < 0 ? 0 : options.mid(handling + 1, 1).toInt() << 4);
            body += text16(stretched(word.left(colon))) + static_cast<char>(byte);
        }
        return body;
    }
    QByteArray unsubscribe() const
    {
        QByteArray body = word16(id(1)) + properties(".");
        for (const QByteArray &word : m_words.mid(2)) {
            if (!word.startsWith('.'))
                body += text16(stretched(word));
        }
        return body;
    }
    /// A reason code and properties behind `body`, if the line has any.
    QByteArray reasoned(const QByteArray &body) const
    {
        if (m_version != 5)
            return body;
        const qsizetype at = body.isEmpty() ? 1 : 2;
        if (m_words.size() <= at)
            return body;
        const bool hasReason = !m_words[at].startsWith('.');
        QByteArray all = body + static_cast<char>(hasReason ? m_words[at].toInt(nullptr, 0) : 0);
        return m_words.size() > at + (hasReason ? 1 : 0) ? all + properties(".") : all;
    }

    QList<QByteArray> m_words;
    int m_version;
    int m_lastId;
};

/// What a server sends, as text: type, numbers, words, properties in the order of arrival. A packet that breaks the
/// specification becomes "MALFORMED …".
class Reader
{
public:
    Reader(const QByteArray &packet, int version)
        : m_first(static_cast<quint8>(packet[0]))
        , m_version(version)
        , m_bytes(packet)
    {
        qsizetype headerSize = 2;
        while (static_cast<quint8>(packet[headerSize - 1]) & 0x80)
            ++headerSize;
        m_bytes.skip(headerSize);
    }

    QByteArray text()
    {
        const QByteArray line = body();
        return m_bytes.failed() || !m_bytes.atEnd() ? "MALFORMED " + line : line;
    }

private:
    QByteArray body()
    {
        static const char *const names[] = {"0",       "CONNECT",  "CONNACK",    "PUBLISH", "PUBACK",      "PUBREC",
                                            "PUBREL",  "PUBCOMP",  "SUBSCRIBE",  "SUBACK",  "UNSUBSCRIBE", "UNSUBACK",
                                            "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH"};
        const QByteArray name = names[m_first >> 4];
        const int flags = m_first & 0x0F;
        if (name != "PUBLISH" && flags != (name == "PUBREL" ? 2 : 0))
            return "MALFORMED flags of " + name;
        if (name == "CONNACK")
            return connack();
        if (name == "PUBLISH")
            return publish(flags);
        if (name == "SUBACK" || name == "UNSUBACK")
            return codes(name);
        if (name == "PINGRESP")
            return name;
        if (name == "DISCONNECT" || name == "AUTH")
            return m_version == 5 ? reasoned(name) : "MALFORMED in MQTT 3: " + name;
        if (name.startsWith("PUB"))
            return reasoned(name + ' ' + QByteArray::number(m_bytes.word()));
        return "MALFORMED from a server: " + name;
    }
    QByteArray connack()
    {
        const int flags = m_bytes.byte();
        QByteArray line = "CONNACK " + codeText(m_bytes.byte());
        if (flags & 1)
            line += " present";
        if (flags & ~1)
            return "MALFORMED reserved bits of " + line;
        return line + properties();
    }
    QByteArray publish(int flags)
    {
        const QByteArray topic = m_bytes.text();
        const int qos = (flags >> 1) & 3;
        const QByteArray id = qos > 0 ? QByteArray::number(m_bytes.word()) : QByteArray();
        const QByteArray given = properties();
        QByteArray line = "PUBLISH \"" + topic + "\" \"" + m_bytes.rest() + '"';
        if (qos > 0)
            line += " qos=" + QByteArray::number(qos) + " id=" + id;
        if (id == "0")
            return "MALFORMED " + line;
        return line + (flags & 1 ? " retain" : "") + (flags & 8 ? " dup" : "") + given;
    }
    QByteArray codes(const QByteArray &name)
    {
        QByteArray line = name + ' ' + QByteArray::number(m_bytes.word());
        const QByteArray given = properties();
        while (!m_bytes.atEnd())
            line += ' ' + codeText(m_bytes.byte());
        return line + given;
    }
    QByteArray reasoned(const QByteArray &name)
    {
        if (m_version != 5)
            return name;
        if (m_bytes.atEnd())
            return name + " 0";
        const QByteArray line = name + ' ' + codeText(m_bytes.byte());
        return m_bytes.atEnd() ? line : line + properties();
    }
    QByteArray properties() { return m_version == 5 ? propertyText(m_bytes) : QByteArray(); }

    quint8 m_first;
    int m_version;
    ByteReader m_bytes;
};

/// Takes the first whole packet off `inbox`; empty: there is none yet.
inline QByteArray takePacket(QByteArray &inbox)
{
    qsizetype size = 0;
    for (qsizetype at = 1; at < 5 && at < inbox.size(); ++at) {
        const auto byte = static_cast<quint8>(inbox[at]);
        size |= qsizetype(byte & 0x7F) << (7 * (at - 1));
        if (byte & 0x80)
            continue;
        size += at + 1;
        if (inbox.size() < size)
            return {};
        const QByteArray packet = inbox.left(size);
        inbox.remove(0, size);
        return packet;
    }
    return {};
}

} // namespace support::raw
