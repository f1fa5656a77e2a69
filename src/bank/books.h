// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/alerts.h"
#include "bank/approvals.h"
#include "bank/ledger.h"
#include "bank/requests.h"
#include "bank/tills.h"

namespace bank {

/// All that a rule may read and write, inside one command: what it wrote goes with it when it is refused. The ports
/// live as long as the batch.
struct Books
{
    Ledger &ledger;
    Tills &tills;
    Approvals &approvals;
    Requests &requests;
    Alerts &alerts;
};

} // namespace bank
