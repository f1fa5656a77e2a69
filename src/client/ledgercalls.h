// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/hubvalues.h"
#include "client/tillcalls.h"
#include "contract/ledgervalues.h"

namespace client {

/// The ledger beyond movements (docs/api.md "Ledger"): coroutines and errors as HubClient says. What needs a supervisor
/// answers PermissionDenied to others.
class LedgerCalls
{
public:
    virtual ~LedgerCalls() = default;

    /// What the patch does not name stays.
    virtual Reply<contract::Account> changeAccount(QString cedula, contract::AccountPatch patch) = 0;
    virtual Reply<std::vector<contract::Hold>> holds(QString cedula, base::Currency currency) = 0;
    virtual Reply<contract::Hold> placeHold(QString cedula, contract::HoldRequest request, IdempotencyKey key) = 0;
    virtual Reply<contract::Hold> releaseHold(qint64 hold) = 0;
    /// Newest first.
    virtual Reply<contract::Page<contract::AccountChange>> accountChanges(QString cedula, base::Currency currency,
                                                                          QString cursor) = 0;
    virtual Reply<contract::Chart> chart() = 0;
    /// A page of a day's journal, oldest first.
    virtual Reply<contract::Journal> journal(QDate day, QString cursor) = 0;
    virtual Reply<std::vector<contract::DayClose>> closedDays() = 0;
    virtual Reply<contract::DayClose> closeDay(QDate day) = 0;
    virtual Reply<contract::Proof> lastProof() = 0;
    virtual Reply<contract::Proof> prove() = 0;
};

} // namespace client
