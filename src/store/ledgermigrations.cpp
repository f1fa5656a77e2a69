// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgermigrations.h"
#include "store/migrations/ledger0001.h"
#include "store/migrations/ledger0002.h"
#include "store/migrations/ledger0003.h"
#include "store/migrations/ledger0004.h"
#include "store/migrations/ledger0005.h"
#include "store/migrations/ledger0006.h"
#include "store/migrations/ledger0007.h"
#include "store/migrations/ledger0008.h"
#include "store/migrations/ledger0009.h"
#include "store/migrations/ledger0010.h"

namespace store {

std::span<const Migration> ledgerMigrations()
{
    static constexpr Migration all[] = {
        {1, migrations::ledger0001},  {2, migrations::ledger0002}, {3, migrations::ledger0003},
        {4, migrations::ledger0004},  {5, migrations::ledger0005}, {6, migrations::ledger0006},
        {7, migrations::ledger0007},  {8, migrations::ledger0008}, {9, migrations::ledger0009},
        {10, migrations::ledger0010},
    };
    return all;
}

} // namespace store
