// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// How the desk runs the bank's commands. For each: decide() runs the rule inside the command's savepoint; found()
/// tells, after a batch has failed and the file was opened again, what became of it.
namespace desk {

Answer decide(const bank::OpenAccount &command, const Context &context, base::UtcMs now);
Answer found(const bank::OpenAccount &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const bank::Post &command, const Context &context, base::UtcMs now);
Answer found(const bank::Post &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

} // namespace desk
