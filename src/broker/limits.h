// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>
#include <chrono>

namespace broker {

/// What the engine refuses to exceed (SPEC section 3). Every queue has a limit, and what goes beyond it is counted.
struct Limits
{
    std::chrono::milliseconds connectDeadline{10'000}; ///< from opening to CONNECT, and again to the answer about it
    qsizetype maxPacketUnauthenticated = 64 * 1024;    ///< bytes, until CONNACK 0 has been sent
    qsizetype maxPacket = 1024 * 1024;                 ///< bytes
    qsizetype maxClientId = 256;                       ///< bytes
    qsizetype maxTopic = 1024;                         ///< bytes, names and filters
    int maxTopicLevels = 32;
    int maxSubscriptionsPerSession = 10'000;
    quint16 maxInflight = 20;                 ///< QoS 1 and 2 messages sent to a client and not yet acknowledged
    int maxInboundQoS2 = 1'000;               ///< received from a client and not yet released
    int maxQueued = 1'000;                    ///< waiting messages a session, beside what is in flight
    qint64 maxQueuedBytes = 16 * 1024 * 1024; ///< topics and payloads of those
    int maxSessions = 100'000;                ///< connected or kept
    int maxRetained = 1'000'000;
    qint64 maxRetainedBytes = qint64(512) * 1024 * 1024;
    int maxHeldPackets = 100; ///< that arrive while the password is being checked
    qint64 maxHeldBytes = 256 * 1024;
};

} // namespace broker
