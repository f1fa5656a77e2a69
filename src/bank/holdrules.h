// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/hold.h"

namespace bank {

base::Result<HoldAnswer> placeHold(const PlaceHold &command, const Books &books, base::UtcMs now);
base::Result<HoldAnswer> releaseHold(const ReleaseHold &command, Ledger &ledger, base::UtcMs now);
base::Result<HoldsExpired> expireHolds(const ExpireHolds &command, Ledger &ledger, base::UtcMs now);

} // namespace bank
