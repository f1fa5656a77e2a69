// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/posting.h"

/// What lists and queries give back.
namespace bank {

/// Which movements a list shows; empty fields do not restrict. Days are business days, both inclusive.
struct TransactionFilter
{
    QString cedula = {};
    std::optional<base::Currency> currency = {};
    std::optional<events::MovementKind> kind = {};
    QDate from = {};
    QDate to = {};
};

/// The day's figures with the cash that the branch holds now.
struct DayFigures
{
    DayTotals totals;
    base::Money cashHeld{base::Currency::usd()};
};

/// GET /summary: what a manager sees at a glance.
struct Summary
{
    qint64 accounts = 0;
    qint64 lowBalanceAccounts = 0;
    std::vector<base::Money> totals; ///< Σ client balances, one a currency
    std::vector<DayFigures> today;   ///< one a currency that has an account
    qint64 totalTransactions = 0;    ///< since installation (S0-23)
    bool balanced = false;           ///< result of the last ledger check…
    base::UtcMs verifiedAt;          ///< …and when it was made; 0: never
};

/// An account's balance with what it was before its last movement: what `banco/saldo/{cedula}` tells (S0-21).
struct BalanceState
{
    AccountId account;
    QString cedula;
    base::Money balance{base::Currency::usd()};
    base::Money previous{base::Currency::usd()};
    base::UtcMs at;           ///< of the last movement, or of the opening
    qint64 transactionId = 0; ///< 0: no movement yet
    qint64 seq = 0;           ///< of the event that set it; 0: not known
};

} // namespace bank
