// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/systopics.h"

namespace mqttserver {

namespace {

broker::PublishInternal message(QByteArrayView topic, const QByteArray &text)
{
    broker::PublishInternal publish;
    publish.topic = base::Bytes::fromStatic(topic);
    publish.payload = base::Bytes::copyOf(text);
    publish.retain = true;
    return publish;
}

} // namespace

std::vector<broker::PublishInternal> sysTopics(const broker::Statistics &s, std::chrono::seconds uptime)
{
    quint64 dropped = 0;
    for (const quint64 count : s.dropped)
        dropped += count;
    const auto number = [](auto n) { return QByteArray::number(n); };
    return {
        message("$SYS/broker/version", QByteArrayLiteral("ventanilla version " VENTANILLA_VERSION)),
        message("$SYS/broker/uptime", number(static_cast<qint64>(uptime.count())) + " seconds"),
        message("$SYS/broker/clients/connected", number(s.clientsConnected)),
        message("$SYS/broker/clients/disconnected", number(s.sessions - s.clientsConnected)),
        message("$SYS/broker/clients/total", number(s.sessions)),
        message("$SYS/broker/clients/maximum", number(s.clientsMaximum)),
        message("$SYS/broker/messages/received", number(s.packetsReceived)),
        message("$SYS/broker/messages/sent", number(s.packetsSent)),
        message("$SYS/broker/publish/messages/received", number(s.messagesReceived)),
        message("$SYS/broker/publish/messages/sent", number(s.messagesSent)),
        message("$SYS/broker/publish/messages/dropped", number(dropped)),
        message("$SYS/broker/bytes/received", number(s.bytesReceived)),
        message("$SYS/broker/bytes/sent", number(s.bytesSent)),
        message("$SYS/broker/subscriptions/count", number(s.subscriptions)),
        message("$SYS/broker/retained messages/count", number(s.retained)),
    };
}

} // namespace mqttserver
