// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ledgerforms.h"
#include "contract/timeforms.h"

namespace contract {

HoldState holdStateOf(events::HoldState state)
{
    switch (state) {
    case events::HoldState::Active:
        return HoldState::Active;
    case events::HoldState::Released:
        return HoldState::Released;
    case events::HoldState::Expired:
        return HoldState::Expired;
    }
    Q_UNREACHABLE();
}

AccountChange changeOf(const events::AccountChanged &changed, const QTimeZone &zone)
{
    Account account;
    account.accountId = changed.accountId;
    account.cedula = changed.cedula;
    account.holderName = changed.holderName;
    account.balance = changed.balance;
    account.available = changed.balance.minus(changed.held).valueOr(changed.balance);
    account.lowBalanceThreshold = changed.lowBalanceThreshold;
    account.changeToday = changed.changeToday;
    account.state = changed.isBlocked ? AccountState::Blocked : AccountState::Active;
    account.lastMovement = changed.lastMovement;
    account.lowBalance = changed.balance < changed.lowBalanceThreshold;
    account.overdraftLimit = changed.overdraftLimit;
    account.dailyLimit = changed.dailyLimit;
    AccountChange change;
    change.seq = changed.seq;
    change.at = changed.at;
    change.localTime = localSeconds(changed.at, zone);
    change.user = changed.user;
    change.approvers = changed.approvers;
    change.reason = changed.reason;
    for (const events::FieldChange &field : changed.changes)
        change.changes.push_back({field.field, field.before, field.after});
    change.account = std::move(account);
    return change;
}

Hold holdOf(const events::HoldChanged &changed)
{
    Hold hold;
    hold.id = changed.holdId;
    hold.cedula = changed.cedula;
    hold.amount = changed.amount;
    hold.reason = changed.reason;
    hold.state = holdStateOf(changed.state);
    hold.placedAt = changed.placedAt;
    hold.placedBy = changed.placedBy;
    hold.expiresAt = changed.expiresAt;
    if (changed.state != events::HoldState::Active)
        hold.endedAt = changed.at;
    hold.endedBy = changed.endedBy;
    return hold;
}

AccountChange changeOf(const events::HoldChanged &changed, const QTimeZone &zone)
{
    AccountChange change;
    change.seq = changed.seq;
    change.at = changed.at;
    change.localTime = localSeconds(changed.at, zone);
    change.user = changed.state == events::HoldState::Active ? changed.placedBy : changed.endedBy;
    change.reason = changed.reason;
    change.hold = holdOf(changed);
    return change;
}

DayClose dayCloseOf(const events::DayClosed &closed)
{
    return {closed.seq,         closed.day,      closed.at,    closed.user,
            closed.lastPosting, closed.lastHash, closed.keyId, closed.signature};
}

} // namespace contract
