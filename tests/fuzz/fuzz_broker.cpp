// SPDX-License-Identifier: GPL-3.0-or-later
// Streams of bytes from four clients, time and losses, against the engine. Each step is one byte of what happens and to
// whom, then for bytes a length and as many bytes. After all have gone, nothing may be left that belongs to no session.
#include "support/brokerhost.h"

namespace {

struct Input
{
    const quint8 *at;
    const quint8 *end;
    quint8 byte() { return at == end ? quint8(0) : *at++; }
    QByteArrayView take(qsizetype size)
    {
        const qsizetype taken = std::min<qsizetype>(size, end - at);
        const QByteArrayView view(reinterpret_cast<const char *>(at), taken);
        at += taken;
        return view;
    }
};

constexpr std::array<const char *, 4> names{"a", "b", "c", "d"};

void step(support::BrokerHost &host, Input &input)
{
    const quint8 what = input.byte();
    const QByteArray name = names[what & 3];
    const bool isOpen = !host.peers[name].id.isNull() && !host.peers[name].closed;
    switch ((what >> 2) & 7) {
    case 0:
        host.pass(std::chrono::milliseconds(input.byte() * 100));
        break;
    case 1:
        if (isOpen)
            host.lose(name);
        break;
    case 2: {
        const quint8 flags = input.byte();
        host.handle(broker::PublishInternal{base::Bytes::copyOf("a/b"),
                                            base::Bytes::copyOf(input.take(flags & 7)),
                                            static_cast<mqtt::QoS>((flags >> 3) % 3),
                                            (flags & 0x80) != 0,
                                            {}});
        break;
    }
    case 3:
        host.handle(broker::KickClient{QByteArray(1, static_cast<char>(input.byte())), (what & 0x80) != 0});
        break;
    case 4:
        host.holdJournal = !host.holdJournal;
        break;
    default:
        if (!isOpen)
            host.open(name);
        host.write(name, input.take(input.byte()));
        host.peers[name].inbox.clear();
    }
}

void checkNothingIsLeft(support::BrokerHost &host)
{
    for (const char *name : names) {
        if (!host.peers[name].id.isNull())
            host.handle(broker::ConnectionClosed{host.peers[name].id, false});
    }
    qint64 subscriptions = 0;
    for (const broker::ClientInfo &client : host.engine.clients()) {
        if (client.connected || client.cleanSession)
            qFatal("a session outlived its connection");
        subscriptions += client.subscriptionCount;
        host.handle(broker::KickClient{client.clientId, true});
    }
    const broker::Statistics statistics = host.engine.statistics();
    if (statistics.clientsConnected != 0 || statistics.sessions != 0 || statistics.subscriptions != 0)
        qFatal("something is left: %lld connected, %lld sessions, %lld subscriptions (of %lld)",
               qlonglong(statistics.clientsConnected), qlonglong(statistics.sessions),
               qlonglong(statistics.subscriptions), qlonglong(subscriptions));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    if (size > 16 * 1024)
        return 0;
    broker::Settings settings;
    settings.limits.maxInflight = 3;
    settings.limits.maxQueued = 4;
    settings.limits.maxRetained = 4;
    settings.journal = size % 2 != 0;
    support::BrokerHost host(settings);
    Input input{data, data + size};
    while (input.at != input.end)
        step(host, input);
    checkNothingIsLeft(host);
    return 0;
}
