// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client.h"
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace bench {

/// Connections that only stand there; they close with the object.
class Crowd
{
public:
    /// Opens `count` idle connections.
    bool connect(const Address &address, int count);
    /// Each of them subscribes to one topic of its own.
    bool subscribeEach();
    /// 100,000 subscriptions that nothing matches, a tenth of them with a wildcard.
    bool subscribeForeign(const Address &address, int subscriptions);

private:
    std::vector<std::unique_ptr<Client>> m_clients;
};

struct Latency
{
    double p50 = 0; ///< µs from before send to after recv
    double p99 = 0;
    qint64 messages = 0;
};

/// One publisher at an even rate, one subscriber; QoS 0, 64 bytes. Nothing: a message was lost or out of order.
std::optional<Latency> measureLatency(const Address &address, int messagesPerSecond, double seconds);

struct RetainedTimes
{
    double set = 0;    ///< seconds for all to be kept
    double replay = 0; ///< seconds from SUBSCRIBE to the last
    qint64 setCpuNs = 0;
    qint64 replayCpuNs = 0;
};

/// Sets `count` retained messages of 64 bytes (QoS 0), then subscribes `#` and counts them. `cpuNs` tells the broker's
/// CPU time so far.
std::optional<RetainedTimes> measureRetained(const Address &address, int count, const std::function<qint64()> &cpuNs);

} // namespace bench
