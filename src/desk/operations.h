// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// The alternatives of bank::Operation carried out: the rule itself, which asks nobody. `approvers`: who agreed to it.
/// Used by approvalcommands.cpp.
namespace desk {

Answer carryOut(const bank::Post &command, const QStringList &approvers, const Context &context, base::UtcMs now);
Answer carryOut(const bank::Reverse &command, const QStringList &approvers, const Context &context, base::UtcMs now);
Answer carryOut(const bank::SetAccountState &command, const QStringList &approvers, const Context &context,
                base::UtcMs now);

} // namespace desk
