// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// How the desk runs the commands of tills; decide() and found() as bankcommands.h says.
namespace desk {

Answer decide(const bank::CreateTill &command, const Context &context, base::UtcMs now);
Answer decide(const bank::OpenTill &command, const Context &context, base::UtcMs now);
Answer decide(const bank::MoveCash &command, const Context &context, base::UtcMs now);
Answer decide(const bank::CountCash &command, const Context &context, base::UtcMs now);
Answer decide(const bank::SubmitCount &command, const Context &context, base::UtcMs now);
Answer decide(const bank::CloseTill &command, const Context &context, base::UtcMs now);
Answer decide(const bank::HandOverTill &command, const Context &context, base::UtcMs now);
Answer decide(const bank::PrintReceipt &command, const Context &context, base::UtcMs now);

Answer found(const bank::CreateTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::OpenTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::MoveCash &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::CountCash &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::SubmitCount &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::CloseTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::HandOverTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::PrintReceipt &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

} // namespace desk
