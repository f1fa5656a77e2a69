// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/audit.h"
#include <QHash>
#include <vector>

namespace auth {

/// Keeps strangers from filling the disk with failures: what went wrong is written in full up to a number a minute and
/// address, and up to one a minute in all; the rest of the minute is one line a kind that says how many there were.
/// What succeeded passes always. Not thread safe.
class AuditFlood
{
public:
    static constexpr int perAddress = 10; ///< lines a minute; addresses of IPv6 by their /64
    static constexpr int inAll = 120;     ///< lines a minute
    static constexpr std::chrono::minutes window{1};
    /// Kinds of suppressed lines that are counted apart; beyond, they count into one.
    static constexpr qsizetype maxKinds = 100;

    /// What is to be written now: summaries of a minute that has passed, then the entry unless it is suppressed.
    std::vector<AuditEntry> pass(AuditEntry entry, base::Monotonic now, base::UtcMs utc);
    /// Summaries that are due. `atOnce`: also those of the present minute, since the hub stops.
    std::vector<AuditEntry> due(base::Monotonic now, base::UtcMs utc, bool atOnce = false);
    qint64 suppressed() const { return m_suppressed; }

private:
    /// Action, result and address of what was suppressed.
    struct Kind
    {
        QString action;
        QString result;
        QString from;
        friend bool operator==(const Kind &, const Kind &) = default;
        friend size_t qHash(const Kind &kind, size_t seed = 0)
        {
            return qHashMulti(seed, kind.action, kind.result, kind.from);
        }
    };
    struct Count
    {
        qint64 times = 0;
        AuditEntry last; ///< an example
    };
    QHash<QString, int> m_written; ///< this minute, by address
    int m_writtenInAll = 0;
    QHash<Kind, Count> m_dropped;
    base::Monotonic m_begun{};
    qint64 m_suppressed = 0;
};

/// What counts as one stranger: an IPv4 address, or the /64 of an IPv6 one, all of which one machine may have.
QString strangerOf(const QString &address);

} // namespace auth
