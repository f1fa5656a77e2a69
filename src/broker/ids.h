// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/strongid.h"

namespace broker {

/// A network connection, named by the host: `index` is small and reused (host and engine keep vectors by it),
/// `generation` differs at each reuse, so that what comes late for a former holder is recognised. Never generation 0.
struct ConnectionId
{
    quint32 index = 0;
    quint32 generation = 0;
    bool isNull() const { return generation == 0; }
    friend auto operator<=>(const ConnectionId &, const ConnectionId &) = default;
};

/// A session: shard << 32 | index, index from 1; 0 is none. A session lives in one shard; the id alone says in which.
using SessionId = base::StrongId<struct SessionTag, quint64>;

constexpr quint32 shardOf(quint64 session)
{
    return static_cast<quint32>(session >> 32);
}

/// The time of a call: both clocks, read once a turn by the host.
struct Instant
{
    base::Monotonic monotonic{}; ///< deadlines
    base::UtcMs utc;             ///< what people see
};

} // namespace broker
