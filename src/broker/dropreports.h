// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/notices.h"
#include <QHash>
#include <optional>
#include <vector>

namespace broker {

/// Losses of one client by one cause over a while, to be told to people.
struct DropReport
{
    QByteArray clientId;
    DropCause cause = DropCause::QueueFull;
    QByteArray topic; ///< an example, may be empty
    quint64 count = 0;
    base::UtcMs from; ///< of the first loss that is counted here
    base::UtcMs to;   ///< of the last
};

/// "12 messages not delivered in 10 s: the queue is full (for example banco/transacciones)"
QString textOf(const DropReport &report);

/// Sums notices of losses up, so that each client and cause is told of at most every ten seconds: the first at once,
/// what follows in sums. A pure value; used by one thread.
class DropReports
{
public:
    static constexpr qint64 intervalMs = 10'000;

    /// Empty: not a loss, or counted towards the next report.
    std::optional<DropReport> add(const Notice &notice);
    /// What is due. Call it about once a second.
    std::vector<DropReport> due(base::UtcMs now);

private:
    using Key = std::pair<QByteArray, quint8>; ///< client id, cause
    struct Sum
    {
        DropReport next;  ///< count 0: nothing since the last
        base::UtcMs told; ///< of the last report
    };
    static constexpr qsizetype maxKeys = 100'000; ///< beyond, losses are told under the client "(others)"
    QHash<Key, Sum> m_sums;
};

} // namespace broker
