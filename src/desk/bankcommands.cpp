// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/bankcommands.h"
#include "bank/approvalrules.h"
#include "bank/rules.h"
#include "desk/approvalcommands.h"

namespace desk {

using namespace Qt::StringLiterals;

Answer decide(const bank::OpenAccount &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::open(command, context.books, context.policy, now));
}

Answer decide(const bank::Post &command, const Context &context, base::UtcMs now)
{
    return guarded(command, bank::approversNeeded(command, context.policy), context, now);
}

/// Was this account opened by the command that failed, or had it been there before?
Answer found(const bank::OpenAccount &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto account = unit.findAccount(command.cedula.toString(), command.currency);
    if (!account)
        return lost(account.error());
    if (!*account)
        return lost(cause);
    if ((*account)->openedAt != now || (*account)->openedBy != command.user)
        return {base::ErrorCode::AlreadyExists, u"the account exists"_s};
    return Answer(bank::Opened{**account});
}

Answer found(const bank::Post &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto recorded = unit.findPosting(command.idempotencyKey);
    if (!recorded)
        return lost(recorded.error());
    if (!*recorded) {
        auto request = foundRequest(command, unit, now);
        return request ? std::move(*request) : Answer(lost(cause));
    }
    if ((*recorded)->bodyHash != bank::bodyHash(command))
        return {base::ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    const events::TransactionPosted &transaction = (*recorded)->transaction;
    return Answer(bank::Posted{transaction, transaction.at != now});
}

} // namespace desk
