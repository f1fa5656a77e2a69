// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/accountchange.h"
#include "bank/ledger.h"
#include "bank/policy.h"

namespace bank {

base::Result<AccountAnswer> changeAccount(const ChangeAccount &command, Ledger &ledger, const Policy &policy,
                                          base::UtcMs now);
/// `approvers` are noted in the account's history.
base::Result<AccountAnswer> setAccountState(const SetAccountState &command, const QStringList &approvers,
                                            Ledger &ledger, const Policy &policy, base::UtcMs now);

} // namespace bank
