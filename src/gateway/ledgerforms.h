// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/hold.h"
#include "bank/views.h"
#include "contract/ledgervalues.h"
#include <QTimeZone>

/// The ledger's own values as the API's. `zone` is the branch's.
namespace gateway {

contract::Hold holdForm(const bank::Hold &hold);
contract::Proof proofForm(const bank::Proof &proof);
contract::Chart chartForm(const bank::Chart &chart);
contract::Journal journalForm(const bank::Journal &journal, const QTimeZone &zone);
/// None for an event that is in no account's history.
std::optional<contract::AccountChange> historyForm(const events::Event &event, const QTimeZone &zone);

} // namespace gateway
