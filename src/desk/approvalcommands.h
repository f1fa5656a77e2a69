// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/context.h"

/// How the desk runs approvals and alerts, and whatever may have to wait for a second person.
namespace desk {

/// Carries an operation out, or makes a request of it when `needed` others must agree (bank::approversNeeded…): then it
/// is tried first, so that what would be refused is refused at once. Whatever its key stands for is answered as it is
/// now.
Answer guarded(const bank::Operation &operation, int needed, const Context &context, base::UtcMs now);

Answer decide(const bank::Approve &command, const Context &context, base::UtcMs now);
Answer decide(const bank::Reject &command, const Context &context, base::UtcMs now);
Answer decide(const bank::CancelApproval &command, const Context &context, base::UtcMs now);
Answer decide(const bank::ExpireApprovals &command, const Context &context, base::UtcMs now);
Answer decide(const bank::AcknowledgeAlert &command, const Context &context, base::UtcMs now);
Answer decide(const bank::RaiseAlert &command, const Context &context, base::UtcMs now);

Answer found(const bank::Approve &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::Reject &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::CancelApproval &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::ExpireApprovals &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::AcknowledgeAlert &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);
Answer found(const bank::RaiseAlert &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause);

/// After a failed batch: the request that the key of an operation stands for. None: there is none.
std::optional<Answer> foundRequest(const bank::Operation &operation, UnitOfWork &unit, base::UtcMs now);

} // namespace desk
