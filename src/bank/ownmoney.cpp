// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/ownmoney.h"

namespace bank {
namespace {

using namespace Qt::StringLiterals;

Posting draftOf(const OwnMovement &movement, const Policy &policy, base::UtcMs now)
{
    Posting draft;
    draft.key = movement.key;
    draft.bodyHash = movement.bodyHash;
    draft.kind = events::MovementKind::Deposit; // leg 0 goes up
    draft.at = now;
    draft.businessDay = businessDay(now, policy.zone);
    draft.channel = movement.channel;
    draft.user = movement.user;
    draft.reverses = movement.reverses;
    draft.operation = movement.operation;
    draft.tillSession = movement.tillSession;
    draft.approvers = movement.approvers;
    draft.reason = movement.reason;
    return draft;
}

} // namespace

base::Result<Account> internalAccount(const QString &code, base::Currency currency, const QString &user,
                                      base::UtcMs now, Ledger &ledger)
{
    auto found = ledger.findAccount(code, currency);
    if (!found)
        return found.error();
    if (*found)
        return **found;
    Account draft;
    draft.owner = code;
    draft.balance = draft.overdraftLimit = draft.lowBalanceThreshold = draft.dayChange = draft.held =
        base::Money(currency);
    draft.openedAt = now;
    draft.openedBy = user;
    return ledger.addInternal(std::move(draft));
}

base::Result<events::CashMoved> moveOwnMoney(const OwnMovement &movement, Ledger &ledger, const Policy &policy,
                                             base::UtcMs now)
{
    if (!movement.amount.isPositive() || movement.from == movement.to)
        return {base::ErrorCode::InvalidArgument, u"money is moved in amounts greater than zero, to another account"_s};
    const base::Currency currency = movement.amount.currency();
    auto from = internalAccount(movement.from, currency, movement.user, now, ledger);
    if (!from)
        return from.error();
    auto to = internalAccount(movement.to, currency, movement.user, now, ledger);
    if (!to)
        return to.error();
    Posting draft = draftOf(movement, policy, now);
    const base::Money nothing(currency); // the ledger says what the balances come to
    draft.legs = {Leg{from->id, movement.amount, nothing}, Leg{to->id, movement.amount.negated(), nothing}};
    events::CashMoved event;
    event.at = now;
    event.operation = movement.operation;
    event.tillSession = movement.tillSession;
    event.amount = movement.amount;
    event.from = movement.from;
    event.to = movement.to;
    event.user = movement.user;
    event.approvers = movement.approvers;
    event.reason = movement.reason;
    return ledger.recordInternal(std::move(draft), std::move(event));
}

} // namespace bank
