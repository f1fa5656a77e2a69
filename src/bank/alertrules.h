// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/policy.h"

/// The rules of alerts (S0-25): when one is raised beside an operation, and who has seen it.
namespace bank {

/// LARGE_TRANSACTION from the policy's amount on.
base::Result<> alertWhenLarge(const events::TransactionPosted &posted, const Policy &policy, Ledger &ledger);

/// INSUFFICIENT_FUNDS for a withdrawal that was refused, when it is the account that lacks the money. Once a minute and
/// cédula, so that a program that tries for ever fills nothing. A refused command leaves nothing behind: this is
/// written apart from it. True: raised.
base::Result<bool> alertOfShortfall(const Post &refused, const Books &books, base::UtcMs now);

base::Result<AlertSeen> acknowledge(const AcknowledgeAlert &command, const Books &books, base::UtcMs now);
base::Result<AlertAnswer> raise(const RaiseAlert &command, const Books &books, base::UtcMs now);

} // namespace bank
