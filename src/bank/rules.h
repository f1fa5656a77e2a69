// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/commands.h"
#include "bank/policy.h"

/// The rules of the bank: given a command and the ledger as it stands, either a refusal (and then nothing was written
/// that the caller may keep) or what was booked. No state, no clock, no I/O of their own. Any thread, one ledger each.
namespace bank {

base::Result<Opened> open(const OpenAccount &command, const Books &books, const Policy &policy, base::UtcMs now);

/// Double entry: client ± amount against the cash account (Caja) or the channel's clearing account. Raises LOW_BALANCE
/// when the balance crosses below the account's threshold (S0-26), and only then.
base::Result<Posted> post(const Post &command, const Books &books, const Policy &policy, base::UtcMs now);

/// Logs LOW_BALANCE when a posting takes the balance below the account's threshold, and only then (S0-26).
base::Result<> alertWhenCrossing(const Account &client, const events::TransactionPosted &posted, Ledger &ledger);

} // namespace bank
