// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/statistics.h"
#include <algorithm>
#include <numeric>

namespace broker {

ListenerFigures &Statistics::of(const QByteArray &listener)
{
    const auto known = std::find_if(listeners.begin(), listeners.end(),
                                    [&listener](const ListenerFigures &l) { return l.name == listener; });
    return known != listeners.end() ? *known : listeners.emplace_back(ListenerFigures{listener});
}

Statistics &Statistics::operator+=(const Statistics &other)
{
    messagesReceived += other.messagesReceived;
    messagesSent += other.messagesSent;
    messagesInternal += other.messagesInternal;
    packetsReceived += other.packetsReceived;
    packetsSent += other.packetsSent;
    bytesReceived += other.bytesReceived;
    bytesSent += other.bytesSent;
    payloadBytesReceived += other.payloadBytesReceived;
    payloadBytesSent += other.payloadBytesSent;
    connectionsOpened += other.connectionsOpened;
    connectsAccepted += other.connectsAccepted;
    connectsRefused += other.connectsRefused;
    sessionsExpired += other.sessionsExpired;
    for (size_t cause = 0; cause < dropCauseCount; ++cause)
        dropped[cause] += other.dropped[cause];
    connections += other.connections;
    clientsConnected += other.clientsConnected;
    clientsMaximum += other.clientsMaximum;
    sessions += other.sessions;
    subscriptions += other.subscriptions;
    sharedSubscriptions += other.sharedSubscriptions;
    retained += other.retained;
    retainedBytes += other.retainedBytes;
    queued += other.queued;
    queuedBytes += other.queuedBytes;
    inflight += other.inflight;
    for (const ListenerFigures &listener : other.listeners) {
        ListenerFigures &sum = of(listener.name);
        sum.opened += listener.opened;
        sum.connections += listener.connections;
    }
    return *this;
}

quint64 Statistics::droppedInAll() const
{
    return std::accumulate(dropped.begin(), dropped.end(), quint64(0));
}

} // namespace broker
