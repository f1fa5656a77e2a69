// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "mqtt/codec.h"
#include "support/propertytext.h"
#include "support/words.h"

namespace support {

/// Packets as one line of text, both ways, for the dialogues (tests/broker/dialogues/README.md).

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
    p.properties = propertiesFrom(w);
    if (const auto topic = w.value("will")) {
        mqtt::Will will;
        will.topic = base::Bytes::copyOf(repeated(*topic));
        will.payload = base::Bytes::copyOf(w.value("willpayload").value_or(QByteArray()));
        if (const auto hex = w.value("willhex"))
            will.payload = base::Bytes::copyOf(QByteArray::fromHex(*hex));
        will.qos = static_cast<mqtt::QoS>(w.number("willqos"));
        will.retain = w.has("willretain");
        will.properties = propertiesFrom(w, "will.");
        p.will = will;
    }
    return p;
}

/// SUBSCRIBE id filter:qos/nl/rap/rh2…
inline mqtt::Subscribe subscribeFrom(const Words &w)
{
    mqtt::Subscribe p;
    p.packetId = static_cast<quint16>(w.at(1).toInt());
    p.properties = propertiesFrom(w);
    for (int i = 2; i < w.size(); ++i) {
        const QByteArray word = w.at(i);
        if (word.startsWith("sid=") || word.startsWith("user:"))
            continue;
        mqtt::SubscriptionRequest request;
        request.filter = repeated(word.left(word.lastIndexOf(':')));
        const QList<QByteArray> options = word.mid(word.lastIndexOf(':') + 1).split('/');
        request.qos = static_cast<mqtt::QoS>(options.value(0).toInt());
        request.noLocal = options.contains("nl");
        request.retainAsPublished = options.contains("rap");
        request.retainHandling = options.contains("rh1")   ? mqtt::RetainHandling::SendIfNew
                                 : options.contains("rh2") ? mqtt::RetainHandling::DoNotSend
                                                           : mqtt::RetainHandling::Send;
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
    p.properties = propertiesFrom(w);
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

/// "0x87".
inline mqtt::ReasonCode reasonFrom(const QByteArray &word)
{
    return word.startsWith("0x") ? static_cast<mqtt::ReasonCode>(word.mid(2).toInt(nullptr, 16))
                                 : mqtt::ReasonCode::Success;
}

template <typename T>
T acknowledgementFrom(const Words &w)
{
    T p;
    p.packetId = static_cast<quint16>(w.at(1).toInt());
    p.reason = reasonFrom(w.at(2));
    p.properties = propertiesFrom(w);
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
        return mqtt::Disconnect{reasonFrom(w.at(1)), propertiesFrom(w)};
    if (type == "AUTH")
        return mqtt::Auth{reasonFrom(w.at(1)), propertiesFrom(w)};
    if (type == "CONNACK")
        return mqtt::Connack{w.at(2) == "present", static_cast<quint8>(w.at(1).toInt()), {}};
    return std::nullopt;
}

struct PacketText
{
    /// Codes up to 0x80 in decimal, as 3.x has them.
    static QByteArray code(quint8 value)
    {
        return value > 0x80 ? "0x" + QByteArray::number(value, 16) : QByteArray::number(value);
    }
    static QByteArray acknowledgement(const char *name, const mqtt::Acknowledgement &p)
    {
        QByteArray text = name + (' ' + QByteArray::number(p.packetId));
        if (p.reason != mqtt::ReasonCode::Success)
            text += " 0x" + QByteArray::number(static_cast<quint8>(p.reason), 16);
        return text + textOf(p.properties);
    }
    template <typename T>
    static QByteArray codes(const char *name, const T &p)
    {
        QByteArray text = name + (' ' + QByteArray::number(p.packetId));
        for (const quint8 value : p.codes)
            text += ' ' + code(value);
        return text + textOf(p.properties);
    }
    QByteArray operator()(const mqtt::Connack &p) const
    {
        return "CONNACK " + code(p.code) + (p.sessionPresent ? " present" : "") + textOf(p.properties);
    }
    QByteArray operator()(const mqtt::Publish &p) const
    {
        QByteArray text = "PUBLISH " + p.topic.toByteArray() + " \"" + p.payload.toByteArray() + '"';
        if (p.qos != mqtt::QoS::AtMostOnce)
            text += " qos=" + QByteArray::number(static_cast<int>(p.qos)) + " id=" + QByteArray::number(p.packetId);
        return text + (p.retain ? " retain" : "") + (p.dup ? " dup" : "") + textOf(p.properties);
    }
    QByteArray operator()(const mqtt::Suback &p) const { return codes("SUBACK", p); }
    QByteArray operator()(const mqtt::Unsuback &p) const { return codes("UNSUBACK", p); }
    QByteArray operator()(const mqtt::Puback &p) const { return acknowledgement("PUBACK", p); }
    QByteArray operator()(const mqtt::Pubrec &p) const { return acknowledgement("PUBREC", p); }
    QByteArray operator()(const mqtt::Pubrel &p) const { return acknowledgement("PUBREL", p); }
    QByteArray operator()(const mqtt::Pubcomp &p) const { return acknowledgement("PUBCOMP", p); }
    QByteArray operator()(const mqtt::Pingresp &) const { return "PINGRESP"; }
    QByteArray operator()(const mqtt::Disconnect &p) const
    {
        return "DISCONNECT " + code(static_cast<quint8>(p.reason)) + textOf(p.properties);
    }
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
