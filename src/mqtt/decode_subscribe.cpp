// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/decode.h"
#include "mqtt/propertycodec.h"

namespace mqtt {

namespace {

QByteArray readFilter(Reader &reader)
{
    const QByteArrayView filter = reader.binary();
    // A share name at fault is answered (0x8F), since a client may well have it from a user.
    const bool answerable = filter.startsWith("$share/") && isValidUtf8(filter);
    if (!reader.failed() && !answerable && !isValidTopicFilter(filter))
        reader.malformed(QStringLiteral("a topic filter is not valid")); // MQTT-4.7.1-2, -3, MQTT-3.8.3-1
    return filter.toByteArray();
}

/// QoS, and in MQTT 5 the options of 3.8.3.1.
void readOptions(Reader &reader, Version version, SubscriptionRequest &request)
{
    const quint8 options = reader.byte();
    const quint8 reserved = version == Version::V5 ? 0xC0 : 0xFC;
    if ((options & reserved) || (version != Version::V5 && (options & 0x03) == 3)) {
        reader.malformed(QStringLiteral("the options of a subscription are not valid")); // MQTT-3.8.3-4, MQTT5-3.8.3-5
        return;
    }
    if ((options & 0x03) == 3 || (options & 0x30) == 0x30) {
        reader.forbidden(QStringLiteral("QoS or retain handling 3")); // MQTT 5, 3.8.3.1
        return;
    }
    request.qos = static_cast<QoS>(options & 0x03);
    request.noLocal = options & 0x04;
    request.retainAsPublished = options & 0x08;
    request.retainHandling = static_cast<RetainHandling>((options >> 4) & 0x03);
    if (request.noLocal && request.filter.startsWith("$share/"))
        reader.forbidden(QStringLiteral("no-local on a shared subscription")); // MQTT5-3.8.3-4
}

} // namespace

Subscribe decodeSubscribe(Reader &reader, Version version)
{
    Subscribe packet;
    packet.packetId = reader.packetId();
    if (version == Version::V5)
        packet.properties = readProperties(reader, PropertyPlace::Subscribe);
    while (reader.remaining() > 0) {
        SubscriptionRequest &request = packet.requests.emplace_back();
        request.filter = readFilter(reader);
        readOptions(reader, version, request);
    }
    if (packet.requests.empty())
        reader.forbidden(QStringLiteral("SUBSCRIBE without a topic filter")); // MQTT-3.8.3-3
    return packet;
}

Unsubscribe decodeUnsubscribe(Reader &reader, Version version)
{
    Unsubscribe packet;
    packet.packetId = reader.packetId();
    if (version == Version::V5)
        packet.properties = readProperties(reader, PropertyPlace::Unsubscribe);
    while (reader.remaining() > 0)
        packet.filters.push_back(readFilter(reader));
    if (packet.filters.empty())
        reader.forbidden(QStringLiteral("UNSUBSCRIBE without a topic filter")); // MQTT-3.10.3-2
    return packet;
}

} // namespace mqtt
