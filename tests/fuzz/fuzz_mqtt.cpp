// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes through the decoder, in each version. What is decoded must come out the same when encoded and decoded
// again, and must not depend on what follows it.
#include "mqtt/codec.h"

namespace {

/// However few bytes of a good packet are there: "need more", never a fault and never another packet.
void checkPrefixes(const base::Bytes &packet, mqtt::Version version)
{
    const qsizetype step = std::max<qsizetype>(1, packet.size() / 64);
    for (qsizetype size = 0; size < packet.size(); size += step) {
        const auto decoded = mqtt::decode(base::Bytes::copyOf(packet.view().first(size)), {version, 64 * 1024});
        if (!decoded || *decoded)
            qFatal("%lld bytes of %lld are taken for a packet or a fault", qlonglong(size), qlonglong(packet.size()));
        const auto header = mqtt::peekHeader(packet.view().first(size), 64 * 1024);
        if (!header || (*header && (*header)->packetSize != packet.size()))
            qFatal("the header tells another size");
    }
}

void decodeAll(const base::Bytes &input, mqtt::Version version)
{
    base::Bytes rest = input;
    while (true) {
        const auto decoded = mqtt::decode(rest, {version, 64 * 1024});
        if (!decoded || !*decoded)
            return;
        const mqtt::Decoded &packet = **decoded;
        if (packet.size <= 0 || packet.size > rest.size())
            qFatal("a packet of %lld bytes out of %lld", qlonglong(packet.size), qlonglong(rest.size()));
        checkPrefixes(rest.slice(0, packet.size), version);
        const auto *connect = std::get_if<mqtt::Connect>(&packet.packet);
        if (!connect || connect->supported) {
            const mqtt::Version used = connect ? connect->version() : version;
            const base::Bytes encoded = mqtt::encode(packet.packet, used);
            const auto again = mqtt::decode(encoded, {used, 64 * 1024});
            if (!again || !*again || !(mqtt::encode((*again)->packet, used) == encoded))
                qFatal("a packet changes on its way through the codec");
        }
        rest = rest.slice(packet.size);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const QByteArrayView view(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const base::Bytes input = base::Bytes::copyOf(view);
    for (const mqtt::Version version : {mqtt::Version::V31, mqtt::Version::V311, mqtt::Version::V5})
        decodeAll(input, version);
    return 0;
}
