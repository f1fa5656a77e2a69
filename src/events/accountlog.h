// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <vector>

namespace events {

/// One event of an account, as the ids of its streams name it (S2-13 … S2-20).
struct EventMark
{
    enum class Kind { QrCreated, QrPaid, QrStatusChanged, BalanceUpdated };
    Kind kind = Kind::BalanceUpdated;
    QString key;       ///< the QR's id; of a payment its transaction's. Empty for a balance
    base::UtcMs at;    ///< of a change of status or balance; else unused
    qsizetype nth = 1; ///< which of those that fall in that millisecond, oldest first
    friend bool operator==(const EventMark &, const EventMark &) = default;
};

/// Where an event is.
struct EventPlace
{
    qint64 seq = 0;
    base::UtcMs at;
};

/// Port: the log as one account sees it. What belongs to another account is as if it were not there. One thread at a
/// time (an implementation belongs to one database connection).
class AccountLog
{
public:
    virtual ~AccountLog() = default;
    /// None: this account has no such event, or only beyond its newest `most`.
    virtual base::Result<std::optional<EventPlace>> find(qint64 account, const EventMark &mark, int most) = 0;
    /// How many events the account has after `seq`; counts no further than `most`.
    virtual base::Result<int> countAfter(qint64 account, qint64 seq, int most) = 0;
    /// Up to `limit` (> 0) of the account's events after `seq`, oldest first.
    virtual base::Result<std::vector<Event>> accountEvents(qint64 account, qint64 seq, int limit) = 0;
    /// Sequence of the newest event of the whole log that is older than `at`; 0: none is.
    virtual base::Result<qint64> lastBefore(base::UtcMs at) = 0;
};

} // namespace events
