// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/bankforms.h"

namespace gateway {

contract::Account accountForm(const bank::Account &account, QDate today)
{
    contract::Account form;
    form.accountId = account.id.value();
    form.cedula = account.owner;
    form.holderName = account.holderName;
    form.balance = account.balance;
    form.available = account.available();
    form.lowBalanceThreshold = account.lowBalanceThreshold;
    form.changeToday = account.changeOn(today);
    form.state =
        account.state == bank::AccountState::Active ? contract::AccountState::Active : contract::AccountState::Blocked;
    form.lastMovement = account.lastMovement;
    form.lowBalance = account.isLow();
    form.overdraftLimit = account.overdraftLimit;
    form.dailyLimit = account.dailyWithdrawalLimit;
    return form;
}

contract::Summary summaryForm(const bank::Summary &summary)
{
    contract::Summary form;
    form.accounts = summary.accounts;
    form.lowBalanceAccounts = summary.lowBalanceAccounts;
    form.totals = summary.totals;
    for (const bank::DayFigures &day : summary.today) {
        contract::DayTotals totals;
        totals.currency = day.totals.currency();
        totals.movements = day.totals.movements;
        totals.deposits = day.totals.deposits;
        totals.withdrawals = day.totals.withdrawals;
        // Both are sums of one day within Money's range, so the difference is within it too.
        totals.net = day.totals.deposits.minus(day.totals.withdrawals).valueOr(base::Money(totals.currency));
        totals.till = day.cashHeld;
        form.today.push_back(totals);
    }
    form.totalTransactions = summary.totalTransactions;
    form.balanced = summary.balanced;
    form.verifiedAt = summary.verifiedAt;
    return form;
}

} // namespace gateway
