// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/views.h"
#include "contract/values.h"

/// The bank's own values as the API's: what the rooms `bank` and `contract`, which do not know each other, mean alike.
namespace gateway {

/// `today`: the branch's day, for `delta_hoy`.
contract::Account accountForm(const bank::Account &account, QDate today);
contract::Summary summaryForm(const bank::Summary &summary);

} // namespace gateway
