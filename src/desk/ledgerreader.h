// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/hold.h"
#include "bank/views.h"
#include "desk/page.h"

namespace desk {

/// Port: what is read of the ledger beside movements and balances. Threads as Reader. The defaults are an empty ledger.
class LedgerReader
{
public:
    virtual ~LedgerReader() = default;
    /// An account's holds, newest first, 500 at most. NotFound when there is no such account.
    virtual base::Result<std::vector<bank::Hold>> holds(const QString &, base::Currency, bool)
    {
        return std::vector<bank::Hold>();
    }
    /// An account's AccountChanged and HoldChanged events, newest first. NotFound when there is no such account.
    virtual base::Result<Page<events::Event>> changes(const QString &, base::Currency, const PageRequest &)
    {
        return Page<events::Event>();
    }
    virtual base::Result<bank::Chart> chart() { return bank::Chart(); }
    virtual base::Result<bank::Journal> journal(QDate day, const PageRequest &)
    {
        bank::Journal journal;
        journal.day = day;
        return journal;
    }
    /// Newest first.
    virtual base::Result<std::vector<events::DayClosed>> closedDays(int) { return std::vector<events::DayClosed>(); }
    virtual base::Result<bank::Proof> proof() { return bank::Proof(); }
};

} // namespace desk
