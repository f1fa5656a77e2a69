// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "brokerprocess.h"
#include <functional>
#include <optional>
#include <vector>

namespace bench {

/// One figure of a measurement.
struct Metric
{
    QString name; ///< "deliveries/s"
    double value = 0;
    /// How to compare with a peer.
    enum class Kind { MoreIsBetter, LessIsBetter, Plain };
    Kind kind = Kind::Plain;
};
/// The figures of one round, always the same ones in the same order.
using Sample = std::vector<Metric>;

/// How long and how much.
struct Extent
{
    double seconds = 2; ///< of publishing
    double scale = 1;   ///< on counts: connections, retained messages, subscriptions

    int count(int wanted) const { return std::max(10, static_cast<int>(wanted * scale)); }
};

struct Workload
{
    QString name;
    /// Against a broker that has just been started (or, attached, has nothing to do). Nothing: it failed, and why has
    /// been printed.
    std::function<std::optional<Sample>(const BrokerProcess &broker, const Extent &extent)> measure;
};

/// All of them, in the order of docs/performance.md.
std::vector<Workload> workloads();

} // namespace bench
