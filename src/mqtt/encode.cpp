// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/codec.h"
#include "mqtt/writer.h"

namespace mqtt {

namespace {

/// Writes what follows the fixed header, a packet type at a time.
struct BodyWriter
{
    Writer &out;
    Version version;

    void properties(const PropertiesRef &properties)
    {
        if (version == Version::V5)
            out.raw(encodeProperties(properties.get()));
    }

    void operator()(const Connect &p)
    {
        out.binary(p.level == 3 ? "MQIsdp" : "MQTT");
        out.byte(static_cast<quint8>(p.level | (p.bridge ? 0x80 : 0)));
        int flags = p.cleanSession ? 0x02 : 0;
        if (p.will)
            flags |= 0x04 | (static_cast<int>(p.will->qos) << 3) | (p.will->retain ? 0x20 : 0);
        flags |= (p.password ? 0x40 : 0) | (p.userName ? 0x80 : 0);
        out.byte(static_cast<quint8>(flags)).word(p.keepAlive);
        properties(p.properties);
        out.binary(p.clientId);
        if (p.will) {
            properties(p.will->properties);
            out.binary(p.will->topic.view()).binary(p.will->payload.view());
        }
        if (p.userName)
            out.binary(*p.userName);
        if (p.password)
            out.binary(*p.password);
    }

    void operator()(const Connack &p)
    {
        out.byte(p.sessionPresent ? 1 : 0).byte(p.code);
        properties(p.properties);
    }

    void operator()(const Publish &p)
    {
        out.binary(p.topic.view());
        if (p.qos != QoS::AtMostOnce)
            out.word(p.packetId);
        properties(p.properties);
        out.raw(p.payload.view());
    }

    void operator()(const Acknowledgement &p)
    {
        out.word(p.packetId);
        reason(p.reason, p.properties);
    }

    void operator()(const Subscribe &p)
    {
        out.word(p.packetId);
        properties(p.properties);
        for (const SubscriptionRequest &request : p.requests) {
            int options = static_cast<int>(request.qos);
            if (version == Version::V5)
                options |= (request.noLocal ? 0x04 : 0) | (request.retainAsPublished ? 0x08 : 0) |
                           (static_cast<int>(request.retainHandling) << 4);
            out.binary(request.filter).byte(static_cast<quint8>(options));
        }
    }

    void operator()(const Unsubscribe &p)
    {
        out.word(p.packetId);
        properties(p.properties);
        for (const QByteArray &filter : p.filters)
            out.binary(filter);
    }

    void operator()(const Suback &p)
    {
        out.word(p.packetId);
        properties(p.properties);
        codes(p.codes);
    }

    void operator()(const Unsuback &p)
    {
        out.word(p.packetId);
        properties(p.properties);
        if (version == Version::V5)
            codes(p.codes);
    }

    void operator()(const Pingreq &) {}
    void operator()(const Pingresp &) {}
    void operator()(const Disconnect &p) { reason(p.reason, p.properties); }
    void operator()(const Auth &p) { reason(p.reason, p.properties); }

    void codes(const std::vector<quint8> &list)
    {
        for (const quint8 code : list)
            out.byte(code);
    }

    /// MQTT 5, 3.4.2.1: reason and properties may be left out where there is nothing to say.
    void reason(ReasonCode code, const PropertiesRef &extra)
    {
        if (version != Version::V5 || (code == ReasonCode::Success && !extra))
            return;
        out.byte(static_cast<quint8>(code));
        if (extra)
            properties(extra);
    }
};

/// The low bits of the first byte (2.2.2).
int flagsOf(const Packet &packet)
{
    if (const auto *p = std::get_if<Publish>(&packet))
        return (p->dup ? 0x08 : 0) | (static_cast<int>(p->qos) << 1) | (p->retain ? 1 : 0);
    const PacketType type = typeOf(packet);
    const bool acknowledged =
        type == PacketType::Pubrel || type == PacketType::Subscribe || type == PacketType::Unsubscribe;
    return acknowledged ? 0x02 : 0x00;
}

} // namespace

base::Bytes encode(const Packet &packet, Version version)
{
    Writer body;
    std::visit(BodyWriter{body, version}, packet);
    Writer whole;
    whole.byte(static_cast<quint8>((static_cast<int>(typeOf(packet)) << 4) | flagsOf(packet)));
    whole.variable(static_cast<quint32>(body.size())).raw(body.view());
    return base::Bytes::copyOf(whole.view());
}

} // namespace mqtt
