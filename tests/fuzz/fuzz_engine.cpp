// SPDX-License-Identifier: GPL-3.0-or-later
// Well-formed packets of all versions in any order from four clients, time, losses, kicks, a slow journal: the engine
// keeps its word to each (fuzzclient.h), its limits, and its books. One shard or three, with a journal or without.
#include "fuzz/fuzzclient.h"

namespace {

using fuzz::Input;

constexpr std::array<const char *, 4> ids{"a", "b", "c", ""};
constexpr std::array<const char *, 6> topics{"t", "t/x", "t/y/z", "$own/x", "will/a", "u"};
constexpr std::array<const char *, 10> filters{"t",      "t/#",   "+/x",          "#",          "$own/+",
                                               "will/#", "+/y/+", "$share/g/t/#", "$share/g/#", "$share/h/t"};
constexpr int maxInflight = 3;
constexpr int maxQueued = 4;

QByteArray number(int value)
{
    return QByteArray::number(value);
}

QByteArray connectLine(Input &input)
{
    const int version = 3 + input.number(3);
    QByteArray line = "CONNECT v=" + number(version) + " id=" + input.oneOf(ids) + " clean=" + number(input.number(2)) +
                      " keepalive=" + number(input.number(4) * 10);
    const int flags = input.byte();
    if (flags & 1)
        line += " will=" + input.oneOf(topics) + " willpayload=gone willqos=" + number(input.number(3));
    if (flags & 2)
        line += " willretain";
    if (flags & 4)
        line += " user=u password=" + QByteArray(flags & 8 ? "wrong" : "right");
    if (!(flags & 1))
        line.replace(" willretain", "");
    if (flags & 16)
        line += " .sessionExpiry=" + number(input.number(4) * 20);
    if (flags & 32)
        line += " .receiveMax=" + number(1 + input.number(3));
    if (flags & 64)
        line += " .aliasMax=" + number(input.number(3));
    if (flags & 128)
        line += " .maxPacket=" + number(20 + input.byte());
    return flags & 1 ? line + " will.willDelay=" + number(input.number(3) * 15) : line;
}

QByteArray publishLine(Input &input)
{
    const int flags = input.byte();
    const int qos = flags & 3;
    const QByteArray topic = input.oneOf(topics);
    QByteArray line = "PUBLISH " + ((flags & 0x60) == 0x60 ? QByteArray("\"\"") : topic) + " \"" +
                      QByteArray("x").repeated(input.number(20)) + "\" qos=" + number(qos % 3);
    if (qos % 3 > 0)
        line += " id=" + number(1 + input.number(5)) + (flags & 4 ? " dup" : "");
    if (flags & 8)
        line += " retain";
    if (flags & 16)
        line += " .messageExpiry=" + number(1 + input.number(30));
    if (flags & 32)
        line += " .alias=" + number(1 + input.number(3));
    return flags & 128 ? line + " .user=k:v .contentType=text" : line;
}

QByteArray subscribeLine(Input &input)
{
    QByteArray line = "SUBSCRIBE " + number(1 + input.number(3));
    const int count = 1 + input.number(3);
    for (int i = 0; i < count; ++i) {
        const int options = input.byte();
        const QByteArray filter = input.oneOf(filters);
        line += ' ' + filter + ':' + number((options & 3) % 3);
        if (options & 4 && !filter.startsWith("$share"))
            line += 'n';
        if (options & 8)
            line += 'p';
        line += 'h' + number((options >> 4) % 3);
    }
    return input.flag() ? line + " .subscriptionId=" + number(1 + input.number(200)) : line;
}

QByteArray line(Input &input, int what)
{
    static constexpr std::array<const char *, 4> acknowledgements{"PUBACK ", "PUBREC ", "PUBREL ", "PUBCOMP "};
    switch (what) {
    case 0:
        return connectLine(input);
    case 1:
    case 2:
        return publishLine(input);
    case 3:
        return subscribeLine(input);
    case 4:
        return "UNSUBSCRIBE 1 " + input.oneOf(filters);
    case 5:
        return "PINGREQ";
    case 6:
        return input.flag() ? QByteArray("DISCONNECT") : "DISCONNECT 4 .sessionExpiry=" + number(input.number(3) * 10);
    default: {
        const int kind = input.number(8);
        const QByteArray id = number(1 + input.number(5));
        const bool isRefused = kind == 4 || kind == 5; // PUBACK and PUBREC may say no
        return acknowledgements[static_cast<size_t>(kind % 4)] + id + (isRefused ? " 0x97" : "");
    }
    }
}

void act(support::BrokerHost &host, Input &input, std::array<fuzz::Client, 4> &clients)
{
    const int what = input.byte();
    fuzz::Client &client = clients[static_cast<size_t>(what & 3)];
    switch ((what >> 2) & 15) {
    case 0:
        return host.pass(std::chrono::seconds(input.number(20)));
    case 1:
        return client.lose(host);
    case 2:
        return host.handle(broker::PublishInternal{base::Bytes::copyOf(input.oneOf(topics)),
                                                   base::Bytes::copyOf(input.take(input.number(16))),
                                                   static_cast<mqtt::QoS>(input.number(3)),
                                                   input.flag(),
                                                   {}});
    case 3:
        return host.handle(broker::KickClient{input.oneOf(ids), input.flag()});
    case 4:
        host.holdJournal = !host.holdJournal;
        return;
    default:
        client.send(host, line(input, ((what >> 2) & 15) - 5), maxInflight);
    }
}

void checkBooks(support::BrokerHost &host, const broker::Limits &limits)
{
    const broker::Statistics s = host.engine.statistics();
    const auto open = std::count_if(host.peers.begin(), host.peers.end(),
                                    [](const auto &one) { return !one.second.id.isNull() && !one.second.closed; });
    if (s.clientsConnected > open || s.sessions < s.clientsConnected || s.queued < 0 || s.inflight < 0 ||
        s.queued > s.sessions * (2 * limits.maxQueued + 2 * 6) || // 6: retained by 3 shards, of 4 rounded up
        s.inflight > s.sessions * limits.maxInflight || s.retained > 6 || s.queuedBytes < 0)
        qFatal("the books: %lld open, %lld online, %lld sessions, %lld queued, %lld in flight, %lld retained",
               qlonglong(open), qlonglong(s.clientsConnected), qlonglong(s.sessions), qlonglong(s.queued),
               qlonglong(s.inflight), qlonglong(s.retained));
}

/// When all have gone nothing is left but what is retained.
void endAll(support::BrokerHost &host)
{
    for (auto &[name, peer] : host.peers) {
        if (!peer.id.isNull())
            host.handle(broker::ConnectionClosed{peer.id, false});
    }
    for (const broker::ClientInfo &client : host.engine.clients())
        host.handle(broker::KickClient{client.clientId, true});
    const broker::Statistics s = host.engine.statistics();
    if (s.connections != 0 || s.sessions != 0 || s.subscriptions != 0 || s.queued != 0 || s.queuedBytes != 0 ||
        s.inflight != 0)
        qFatal("left: %lld connections, %lld sessions, %lld subscriptions, %lld queued (%lld bytes), %lld in flight",
               qlonglong(s.connections), qlonglong(s.sessions), qlonglong(s.subscriptions), qlonglong(s.queued),
               qlonglong(s.queuedBytes), qlonglong(s.inflight));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    if (size < 2 || size > 4 * 1024)
        return 0;
    Input input{data, data + size};
    broker::Settings settings;
    settings.limits.maxInflight = maxInflight;
    settings.limits.maxQueued = maxQueued;
    settings.limits.maxRetained = 4;
    settings.limits.receiveMaximum = 3;
    settings.limits.topicAliases = 2;
    const int how = input.byte();
    settings.journal = (how & 1) != 0;
    settings.shards = how & 2 ? 3 : 1;
    support::BrokerHost host(settings);
    std::array<fuzz::Client, 4> clients{fuzz::Client("1"), fuzz::Client("2"), fuzz::Client("3"), fuzz::Client("4")};
    while (!input.isEmpty()) {
        act(host, input, clients);
        for (fuzz::Client &client : clients)
            client.check(host);
        checkBooks(host, settings.limits);
    }
    endAll(host);
    return 0;
}
