// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "base/cedula.h"

namespace bank {

/// Changes what is named, leaves the rest. Errors: InvalidArgument (nothing named, negative, another currency, a name
/// that is too long, an overdraft limit that the account is beyond already), NotFound.
struct ChangeAccount
{
    base::Cedula cedula;
    base::Currency currency = base::Currency::usd();
    std::optional<base::Money> lowBalanceThreshold = {};                 ///< ≥ 0
    std::optional<base::Money> overdraftLimit = {};                      ///< ≥ 0
    std::optional<std::optional<base::Money>> dailyWithdrawalLimit = {}; ///< > 0; inner none: no limit any more
    std::optional<QString> holderName = {};                              ///< ≤ 100 characters
    QString user;
};

/// Blocks an account, so that nothing moves it, or sets it free again: what two people do. Errors: InvalidArgument,
/// NotFound, Conflict (it is in that state already).
struct SetAccountState
{
    base::Cedula cedula;
    base::Currency currency = base::Currency::usd();
    AccountState state = AccountState::Blocked;
    QString reason; ///< 1–140 characters
    QString user;
};
/// SHA-256 over the command's canonical bytes.
QByteArray bodyHash(const SetAccountState &command);

/// Answer to both.
struct AccountAnswer
{
    Account account;
};

} // namespace bank
