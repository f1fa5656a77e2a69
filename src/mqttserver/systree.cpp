// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/systree.h"
#include <cmath>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace mqttserver {

namespace {

template <typename Number>
QByteArray text(Number number)
{
    return QByteArray::number(number);
}

constexpr std::array<std::pair<const char *, int>, 3> spans{{{"1min", 1}, {"5min", 5}, {"15min", 15}}};

} // namespace

qint64 currentHeap()
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
    const auto info = mallinfo2();
    return static_cast<qint64>(info.uordblks + info.hblkhd);
#else
    return 0;
#endif
}

std::vector<broker::PublishInternal> SysTree::round(const broker::Statistics &s, base::Monotonic uptime)
{
    Messages messages;
    const base::Monotonic elapsed = uptime - m_last;
    m_last = uptime;
    say(messages, "version", QByteArrayLiteral("ventanilla version " VENTANILLA_VERSION));
    say(messages, "uptime",
        text(qint64{std::chrono::duration_cast<std::chrono::seconds>(uptime).count()}) + " seconds");
    sayCounts(messages, s);
    sayTraffic(messages, s);
    sayDrops(messages, s);
    sayLoad(messages, "messages/received", s.packetsReceived, elapsed);
    sayLoad(messages, "messages/sent", s.packetsSent, elapsed);
    sayLoad(messages, "publish/received", s.messagesReceived, elapsed);
    sayLoad(messages, "publish/sent", s.messagesSent, elapsed);
    sayLoad(messages, "publish/dropped", s.droppedInAll(), elapsed);
    sayLoad(messages, "bytes/received", s.bytesReceived, elapsed);
    sayLoad(messages, "bytes/sent", s.bytesSent, elapsed);
    sayLoad(messages, "sockets", s.connectionsOpened, elapsed);
    sayLoad(messages, "connections", s.connectsAccepted, elapsed);
    return messages;
}

void SysTree::say(Messages &messages, const QByteArray &topic, const QByteArray &text)
{
    QByteArray &said = m_said[topic];
    if (said == text)
        return;
    said = text;
    broker::PublishInternal publish;
    publish.topic = base::Bytes::copyOf(QByteArray("$SYS/broker/" + topic));
    publish.payload = base::Bytes::copyOf(text);
    publish.retain = true;
    messages.push_back(std::move(publish));
}

void SysTree::sayCounts(Messages &messages, const broker::Statistics &s)
{
    const QByteArray connected = text(s.clientsConnected);
    const QByteArray disconnected = text(s.sessions - s.clientsConnected);
    say(messages, "clients/total", text(s.sessions));
    say(messages, "clients/maximum", text(s.clientsMaximum));
    say(messages, "clients/connected", connected);
    say(messages, "clients/active", connected); // Mosquitto's older names for the same two
    say(messages, "clients/disconnected", disconnected);
    say(messages, "clients/inactive", disconnected);
    say(messages, "clients/expired", text(s.sessionsExpired));
    say(messages, "subscriptions/count", text(s.subscriptions));
    say(messages, "shared_subscriptions/count", text(s.sharedSubscriptions));
    say(messages, "retained messages/count", text(s.retained));
    // What is kept: a message that waits for several clients is counted for each of them.
    const QByteArray stored = text(s.retained + s.queued + s.inflight);
    say(messages, "messages/stored", stored);
    say(messages, "store/messages/count", stored);
    say(messages, "store/messages/bytes", text(s.retainedBytes + s.queuedBytes));
    m_heap.current = currentHeap();
    m_heap.maximum = std::max(m_heap.maximum, m_heap.current);
    say(messages, "heap/current", text(m_heap.current));
    say(messages, "heap/maximum", text(m_heap.maximum));
    for (const broker::ListenerFigures &listener : s.listeners)
        say(messages, "listeners/" + listener.name + "/connections", text(listener.connections));
}

void SysTree::sayTraffic(Messages &messages, const broker::Statistics &s)
{
    say(messages, "messages/received", text(s.packetsReceived));
    say(messages, "messages/sent", text(s.packetsSent));
    say(messages, "publish/messages/received", text(s.messagesReceived));
    say(messages, "publish/messages/sent", text(s.messagesSent));
    say(messages, "publish/bytes/received", text(s.payloadBytesReceived));
    say(messages, "publish/bytes/sent", text(s.payloadBytesSent));
    say(messages, "bytes/received", text(s.bytesReceived));
    say(messages, "bytes/sent", text(s.bytesSent));
}

void SysTree::sayDrops(Messages &messages, const broker::Statistics &s)
{
    say(messages, "publish/messages/dropped", text(s.droppedInAll()));
    for (size_t cause = 0; cause < broker::dropCauseCount; ++cause) {
        const auto name = broker::dropCauseName(static_cast<broker::DropCause>(cause));
        say(messages, "messages/dropped/" + QByteArray(name.data(), name.size()), text(s.dropped[cause]));
    }
}

void SysTree::sayLoad(Messages &messages, const QByteArray &name, quint64 counter, base::Monotonic elapsed)
{
    Load &load = m_loads[name];
    const double minutes = std::chrono::duration<double, std::ratio<60>>(elapsed).count();
    if (minutes > 0) {
        const double now = double(counter - load.last) / minutes;
        for (size_t i = 0; i < spans.size(); ++i)
            load.perMinute[i] = now + std::exp(-minutes / spans[i].second) * (load.perMinute[i] - now);
        load.last = counter;
    }
    for (size_t i = 0; i < spans.size(); ++i)
        say(messages, "load/" + name + '/' + spans[i].first, QByteArray::number(load.perMinute[i], 'f', 2));
}

} // namespace mqttserver
