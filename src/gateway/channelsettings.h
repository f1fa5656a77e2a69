// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <optional>

namespace gateway {

/// How many clients the WebSocket channels take, and how they are watched (S3-64, S3-70 … S3-72).
struct ChannelSettings
{
    int maxConnections = 100; ///< one more is refused with 503
    /// From one address; empty: a quarter of maxConnections (at least one), and no limit for this machine's own.
    std::optional<int> maxPerAddress;
    base::Monotonic pingInterval = std::chrono::seconds(30);
    base::Monotonic pingTimeout = std::chrono::seconds(10); ///< without a pong by then: cut
    bool compression = false;                               ///< accept permessage-deflate (RFC 7692)
};

} // namespace gateway
