// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/operations.h"
#include "bank/accountrules.h"
#include "bank/reversal.h"
#include "bank/rules.h"

namespace desk {

Answer carryOut(const bank::Post &command, const QStringList &approvers, const Context &context, base::UtcMs now)
{
    bank::Post agreed = command;
    agreed.approvers = approvers;
    return answerOf(bank::post(agreed, context.books, context.policy, now));
}

Answer carryOut(const bank::Reverse &command, const QStringList &approvers, const Context &context, base::UtcMs now)
{
    return answerOf(bank::reverse(command, approvers, context.books, context.policy, now));
}

Answer carryOut(const bank::SetAccountState &command, const QStringList &approvers, const Context &context,
                base::UtcMs now)
{
    return answerOf(bank::setAccountState(command, approvers, context.books.ledger, context.policy, now));
}

} // namespace desk
