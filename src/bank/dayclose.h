// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/ledger.h"
#include "bank/policy.h"

namespace bank {

/// Ends a business day: what comes later is booked on the next one. Errors: InvalidArgument (a day to come), Conflict
/// (that day or a later one is closed already).
struct CloseDay
{
    QDate day; ///< not after the branch's today
    QString user;
};

/// Answer to CloseDay.
struct DayCloseAnswer
{
    events::DayClosed close;
};

/// What an anchor's signature is over: day, number of postings, hash of the last one, who and when.
QByteArray anchorBytes(const events::DayClosed &close);

/// The signature is the policy's signer's; without one the anchor is kept unsigned.
base::Result<DayCloseAnswer> closeDay(const CloseDay &command, Ledger &ledger, const Policy &policy, base::UtcMs now);

} // namespace bank
