// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/codec.h"
#include <QList>

namespace support {

/// Packets as one line of text, both ways, for the dialogues (tests/broker/dialogues/README.md).

/// Words at spaces; "…" keeps its spaces and loses its quotes.
inline QList<QByteArray> words(const QByteArray &line)
{
    QList<QByteArray> list;
    QByteArray word;
    bool quoted = false;
    bool any = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (c == ' ' && !quoted) {
            if (any)
                list.append(std::exchange(word, {}));
            any = false;
        } else {
            word.append(c);
            any = true;
        }
    }
    if (any)
        list.append(word);
    return list;
}

class Words
{
public:
    explicit Words(const QByteArray &line)
        : m_words(words(line))
    {
    }
    QByteArray at(int i) const { return m_words.value(i); }
    int size() const { return static_cast<int>(m_words.size()); }
    bool has(const QByteArray &flag) const { return m_words.contains(flag); }
    std::optional<QByteArray> value(const QByteArray &key) const
    {
        for (const QByteArray &word : m_words) {
            if (word.startsWith(key) && word.mid(key.size(), 1) == "=")
                return word.mid(key.size() + 1);
        }
        return std::nullopt;
    }
    quint16 number(const QByteArray &key, int otherwise = 0) const
    {
        return static_cast<quint16>(value(key).value_or(QByteArray::number(otherwise)).toInt());
    }

private:
    QList<QByteArray> m_words;
};

inline QByteArray repeated(const QByteArray &text)
{
    // "x*1000" stands for a thousand x.
    const qsizetype star = text.lastIndexOf('*');
    bool isNumber = false;
    const int times = star < 0 ? 0 : text.mid(star + 1).toInt(&isNumber);
    return isNumber ? text.left(star).repeated(times) : text;
}

inline mqtt::Connect connectFrom(const Words &w)
{
    mqtt::Connect p;
    p.level = static_cast<quint8>(w.number("level", 4));
    p.clientId = repeated(w.value("id").value_or(QByteArray()));
    p.cleanSession = w.number("clean", 1) != 0;
    p.keepAlive = w.number("keepalive");
    p.userName = w.value("user");
    p.password = w.value("password");
    if (const auto topic = w.value("will")) {
        mqtt::Will will;
        will.topic = base::Bytes::copyOf(repeated(*topic));
        will.payload = base::Bytes::copyOf(w.value("willpayload").value_or(QByteArray()));
        will.qos = static_cast<mqtt::QoS>(w.number("willqos"));
        will.retain = w.has("willretain");
        p.will = will;
    }
    return p;
}

/// SUBSCRIBE id filter:qos…
inline mqtt::Subscribe subscribeFrom(const Words &w)
{
    mqtt::Subscribe p;
    p.packetId = static_cast<quint16>(w.at(1).toInt());
    for (int i = 2; i < w.size(); ++i) {
        const QByteArray word = w.at(i);
        mqtt::SubscriptionRequest request;
        request.filter = repeated(word.left(word.lastIndexOf(':')));
        request.qos = static_cast<mqtt::QoS>(word.mid(word.lastIndexOf(':') + 1).toInt());
        p.requests.push_back(request);
    }
    return p;
}

inline mqtt::Publish publishFrom(const Words &w)
{
    mqtt::Publish p;
    p.topic = base::Bytes::copyOf(repeated(w.at(1)));
    p.payload = base::Bytes::copyOf(repeated(w.at(2)));
    p.qos = static_cast<mqtt::QoS>(w.number("qos"));
    p.packetId = w.number("id");
    p.retain = w.has("retain");
    p.dup = w.has("dup");
    return p;
}

inline mqtt::Unsubscribe unsubscribeFrom(const Words &w)
{
    mqtt::Unsubscribe p;
    p.packetId = static_cast<quint16>(w.at(1).toInt());
    for (int i = 2; i < w.size(); ++i)
        p.filters.push_back(w.at(i));
    return p;
}

template <typename T>
T acknowledgementFrom(const Words &w)
{
    T p;
    p.packetId = static_cast<quint16>(w.at(1).toInt());
    return p;
}

/// Empty: no such packet.
inline std::optional<mqtt::Packet> packetFrom(const QByteArray &line)
{
    const Words w(line);
    const QByteArray type = w.at(0);
    if (type == "CONNECT")
        return connectFrom(w);
    if (type == "PUBLISH")
        return publishFrom(w);
    if (type == "SUBSCRIBE")
        return subscribeFrom(w);
    if (type == "UNSUBSCRIBE")
        return unsubscribeFrom(w);
    if (type == "PUBACK")
        return acknowledgementFrom<mqtt::Puback>(w);
    if (type == "PUBREC")
        return acknowledgementFrom<mqtt::Pubrec>(w);
    if (type == "PUBREL")
        return acknowledgementFrom<mqtt::Pubrel>(w);
    if (type == "PUBCOMP")
        return acknowledgementFrom<mqtt::Pubcomp>(w);
    if (type == "PINGREQ")
        return mqtt::Pingreq{};
    if (type == "DISCONNECT")
        return mqtt::Disconnect{};
    if (type == "CONNACK")
        return mqtt::Connack{w.at(2) == "present", static_cast<quint8>(w.at(1).toInt()), {}};
    return std::nullopt;
}

struct PacketText
{
    QByteArray operator()(const mqtt::Connack &p) const
    {
        return "CONNACK " + QByteArray::number(p.code) + (p.sessionPresent ? " present" : "");
    }
    QByteArray operator()(const mqtt::Publish &p) const
    {
        QByteArray text = "PUBLISH " + p.topic.toByteArray() + " \"" + p.payload.toByteArray() + '"';
        if (p.qos != mqtt::QoS::AtMostOnce)
            text += " qos=" + QByteArray::number(static_cast<int>(p.qos)) + " id=" + QByteArray::number(p.packetId);
        return text + (p.retain ? " retain" : "") + (p.dup ? " dup" : "");
    }
    QByteArray operator()(const mqtt::Suback &p) const
    {
        QByteArray text = "SUBACK " + QByteArray::number(p.packetId);
        for (const quint8 code : p.codes)
            text += ' ' + QByteArray::number(code);
        return text;
    }
    QByteArray operator()(const mqtt::Puback &p) const { return "PUBACK " + QByteArray::number(p.packetId); }
    QByteArray operator()(const mqtt::Pubrec &p) const { return "PUBREC " + QByteArray::number(p.packetId); }
    QByteArray operator()(const mqtt::Pubrel &p) const { return "PUBREL " + QByteArray::number(p.packetId); }
    QByteArray operator()(const mqtt::Pubcomp &p) const { return "PUBCOMP " + QByteArray::number(p.packetId); }
    QByteArray operator()(const mqtt::Unsuback &p) const { return "UNSUBACK " + QByteArray::number(p.packetId); }
    QByteArray operator()(const mqtt::Pingresp &) const { return "PINGRESP"; }
    template <typename Other>
    QByteArray operator()(const Other &) const
    {
        return "(a packet that only clients send)";
    }
};

inline QByteArray textOf(const mqtt::Packet &packet)
{
    return std::visit(PacketText(), packet);
}

} // namespace support
