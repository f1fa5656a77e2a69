// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// How the desk runs commands on accounts, holds and days, and reversals: as desk/bankcommands.h says.
namespace desk {

Answer decide(const bank::Reverse &command, const Context &context, base::UtcMs now);
Answer found(const bank::Reverse &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer decide(const bank::ChangeAccount &command, const Context &context, base::UtcMs now);
Answer found(const bank::ChangeAccount &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer decide(const bank::SetAccountState &command, const Context &context, base::UtcMs now);
Answer found(const bank::SetAccountState &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer decide(const bank::PlaceHold &command, const Context &context, base::UtcMs now);
Answer found(const bank::PlaceHold &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer decide(const bank::ReleaseHold &command, const Context &context, base::UtcMs now);
Answer found(const bank::ReleaseHold &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer decide(const bank::ExpireHolds &command, const Context &context, base::UtcMs now);
Answer found(const bank::ExpireHolds &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer decide(const bank::CloseDay &command, const Context &context, base::UtcMs now);
Answer found(const bank::CloseDay &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

Answer decide(const bank::RecordProof &command, const Context &context, base::UtcMs now);
Answer found(const bank::RecordProof &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

} // namespace desk
