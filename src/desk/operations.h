// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// The alternatives of bank::Operation carried out: the rule itself, which asks nobody. Used by approvalcommands.cpp.
namespace desk {

Answer carryOut(const bank::Post &command, const Context &context, base::UtcMs now);

} // namespace desk
