// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/commands.h"
#include "bank/policy.h"
#include "bank/reversalcommand.h"

namespace bank {

/// What went through a drawer comes back through it as long as the same session is open on the same business day; later
/// the vault stands for it. What came by wire goes back against the same clearing account. Answers with the contra
/// entry, whose `kind` is the opposite. `approvers` are noted on it.
base::Result<Posted> reverse(const Reverse &command, const QStringList &approvers, const Books &books,
                             const Policy &policy, base::UtcMs now);

} // namespace bank
