// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/ledgercommands.h"
#include "bank/accountrules.h"
#include "bank/dayclose.h"
#include "bank/holdrules.h"
#include "bank/reversal.h"
#include "desk/approvalcommands.h"

namespace desk {

namespace {

/// What an account is now, when a change of it may have been saved or not: the change is safe to ask for again.
Answer accountNow(const base::Cedula &cedula, base::Currency currency, UnitOfWork &unit, const base::Error &cause,
                  bool (*isDone)(const bank::Account &, const void *), const void *wanted)
{
    auto account = unit.findAccount(cedula.toString(), currency);
    if (!account)
        return lost(account.error());
    if (!*account || !isDone(**account, wanted))
        return lost(cause);
    return Answer(bank::AccountAnswer{std::move(**account)});
}

} // namespace

Answer decide(const bank::Reverse &command, const Context &context, base::UtcMs now)
{
    return guarded(command, 1, context, now); // any reversal (SPEC 2.4)
}

Answer found(const bank::Reverse &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto recorded = unit.findPosting(command.idempotencyKey);
    if (!recorded)
        return lost(recorded.error());
    if (!*recorded) {
        auto request = foundRequest(command, unit, now);
        return request ? std::move(*request) : Answer(lost(cause));
    }
    if ((*recorded)->bodyHash != bank::bodyHash(command))
        return {base::ErrorCode::Conflict, QStringLiteral("the idempotency key was used for another operation")};
    const events::TransactionPosted &transaction = (*recorded)->transaction;
    return Answer(bank::Posted{transaction, transaction.at != now});
}

Answer decide(const bank::ChangeAccount &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::changeAccount(command, context.books.ledger, context.policy, now));
}

Answer found(const bank::ChangeAccount &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    const auto isDone = [](const bank::Account &a, const void *wanted) {
        const auto &c = *static_cast<const bank::ChangeAccount *>(wanted);
        return a.lowBalanceThreshold == c.lowBalanceThreshold.value_or(a.lowBalanceThreshold) &&
               a.overdraftLimit == c.overdraftLimit.value_or(a.overdraftLimit) &&
               a.dailyWithdrawalLimit == c.dailyWithdrawalLimit.value_or(a.dailyWithdrawalLimit) &&
               a.holderName == c.holderName.value_or(a.holderName);
    };
    return accountNow(command.cedula, command.currency, unit, cause, isDone, &command);
}

Answer decide(const bank::SetAccountState &command, const Context &context, base::UtcMs now)
{
    return guarded(command, 1, context, now); // SPEC 2.4: two people
}

/// It has no key: whoever asked looks into the list of requests, or asks again.
Answer found(const bank::SetAccountState &, UnitOfWork &, base::UtcMs, const base::Error &cause)
{
    return lost(cause);
}

Answer decide(const bank::PlaceHold &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::placeHold(command, context.books, now));
}

Answer found(const bank::PlaceHold &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto known = unit.requests().findRequest(command.idempotencyKey);
    if (!known)
        return lost(known.error());
    if (!*known)
        return lost(cause);
    if ((*known)->bodyHash != bank::bodyHash(command))
        return {base::ErrorCode::Conflict, QStringLiteral("the idempotency key was used for another operation")};
    auto hold = unit.findHold((*known)->reference.toLongLong());
    if (!hold)
        return lost(hold.error());
    if (!*hold)
        return lost(cause);
    return Answer(bank::HoldAnswer{std::move(**hold), (*known)->at != now});
}

Answer decide(const bank::ReleaseHold &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::releaseHold(command, context.books.ledger, now));
}

Answer found(const bank::ReleaseHold &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    auto hold = unit.findHold(command.id);
    if (!hold)
        return lost(hold.error());
    if (!*hold || (*hold)->state != events::HoldState::Released)
        return lost(cause);
    return Answer(bank::HoldAnswer{std::move(**hold), false});
}

Answer decide(const bank::ExpireHolds &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::expireHolds(command, context.books.ledger, now));
}

Answer found(const bank::ExpireHolds &, UnitOfWork &, base::UtcMs, const base::Error &cause)
{
    return lost(cause); // asked for again with the next tick
}

Answer decide(const bank::CloseDay &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::closeDay(command, context.books.ledger, context.policy, now));
}

Answer found(const bank::CloseDay &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    auto close = unit.findDayClose(command.day);
    if (!close)
        return lost(close.error());
    if (!*close)
        return lost(cause);
    return Answer(bank::DayCloseAnswer{std::move(**close)});
}

Answer decide(const bank::RecordProof &command, const Context &context, base::UtcMs)
{
    return answerOf(bank::recordProof(command, context.books.ledger));
}

Answer found(const bank::RecordProof &, UnitOfWork &, base::UtcMs, const base::Error &cause)
{
    return lost(cause); // the next proof is noted anew
}

} // namespace desk
