// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/ledgervalues.h"
#include "events/event.h"
#include <QTimeZone>

/// Events of accounts, holds and days as API values. `zone` is the branch's.
namespace contract {

AccountChange changeOf(const events::AccountChanged &changed, const QTimeZone &zone);
AccountChange changeOf(const events::HoldChanged &changed, const QTimeZone &zone);
Hold holdOf(const events::HoldChanged &changed);
DayClose dayCloseOf(const events::DayClosed &closed);
HoldState holdStateOf(events::HoldState state);

} // namespace contract
