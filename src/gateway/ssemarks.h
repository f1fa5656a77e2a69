// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QByteArray>
#include <QHash>
#include <deque>
#include <optional>

namespace gateway {

/// Which place of the log the ids without an event stand for (S2-10, S2-11): what a client had had when it got them.
/// Bounded; a value of the gateway's thread. After a restart it is empty, and the log is asked by time.
class SseMarks
{
public:
    static constexpr size_t maxHeartbeats = 100'000; ///< more than a day of them
    static constexpr size_t maxWelcomes = 20'000;

    /// Everything up to `seq` was queued before a heartbeat of this time.
    void heartbeat(base::UtcMs at, qint64 seq);
    std::optional<qint64> heartbeatAt(base::UtcMs at) const;

    struct Welcome
    {
        qint64 account = 0;
        qint64 seq = 0;
    };
    void welcome(const QByteArray &id, Welcome where);
    std::optional<Welcome> welcomed(const QByteArray &id) const;

private:
    std::deque<std::pair<qint64, qint64>> m_heartbeats; ///< time, sequence; in the order of time
    QHash<QByteArray, Welcome> m_welcomes;
    std::deque<QByteArray> m_order;
};

} // namespace gateway
