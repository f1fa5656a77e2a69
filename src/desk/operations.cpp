// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/operations.h"
#include "bank/rules.h"

namespace desk {

Answer carryOut(const bank::Post &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::post(command, context.books, context.policy, now));
}

} // namespace desk
