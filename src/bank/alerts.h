// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "events/event.h"

namespace bank {

/// An alert and who has seen it (S0-24, S0-25).
struct AlertRecord
{
    events::AlertRaised alert;
    QString seenBy = {}; ///< empty: new
    base::UtcMs seenAt = {};
    QString note = {};
    bool isSeen() const { return !seenBy.isEmpty(); }
};

/// Port: alerts that have been raised, as the rules see them, inside one command. They are raised by Ledger::append().
class Alerts
{
public:
    virtual ~Alerts() = default;
    /// By the sequence of its event.
    virtual base::Result<std::optional<AlertRecord>> findAlert(qint64 seq) = 0;
    /// An alert that nobody has seen yet becomes a seen one.
    virtual base::Result<> markSeen(const AlertRecord &record) = 0;
    /// When an alert of that type and cédula was last raised; 0: never.
    virtual base::Result<base::UtcMs> lastRaised(const QString &type, const QString &cedula) = 0;
};

/// Somebody has seen an alert. NotFound; who sees it second changes nothing.
struct AcknowledgeAlert
{
    qint64 seq = 0;
    QString user;
    QString note = {}; ///< ≤ 140 characters
};
/// Answer to it.
struct AlertSeen
{
    AlertRecord record;
    bool replayed = false; ///< it had been seen before
};

/// Raises an alert by itself, where no other command does: LEDGER_INTEGRITY, say. `alert.at` is filled in.
struct RaiseAlert
{
    events::AlertRaised alert;
};
/// Answer to it. 0: such a one was raised less than a minute ago, and nothing was done.
struct AlertAnswer
{
    qint64 seq = 0;
};

/// A count differs from the books (S0-25 CASH_DIFFERENCE): `difference` counted − expected. For Ledger::append().
events::AlertRaised cashDifference(const QString &till, const base::Money &difference, const QString &user,
                                   base::UtcMs now);
/// The ledger contradicts itself (S0-25 LEDGER_INTEGRITY); `what` in one sentence, without a cédula unless it is one
/// account's.
events::AlertRaised ledgerIntegrity(const QString &what, const QString &cedula, base::UtcMs now);

} // namespace bank
