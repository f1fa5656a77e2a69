// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/brokermigrations.h"
#include "store/migrations/broker0001.h"
#include "store/migrations/broker0002.h"
#include "store/migrations/broker0003.h"
#include "store/migrations/broker0004.h"

namespace store {

std::span<const Migration> brokerMigrations()
{
    static constexpr Migration all[] = {
        {1, migrations::broker0001},
        {2, migrations::broker0002},
        {3, migrations::broker0003},
        {4, migrations::broker0004},
    };
    return all;
}

} // namespace store
