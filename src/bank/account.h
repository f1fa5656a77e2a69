// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include "base/strongid.h"
#include <QDate>
#include <QString>
#include <optional>

namespace bank {

/// Clients' accounts have ids 1, 2, 3…; the bank's own are -1, -2, …
using AccountId = base::StrongId<struct AccountTag>;

enum class AccountState { Active, Blocked };

/// An account of the chart. Balances are credit-positive: a client's balance is what the bank owes him (liability), the
/// cash account's is minus the cash in the drawer (asset), and all of a currency sum to zero.
struct Account
{
    AccountId id;
    QString owner; ///< a client's cédula, or an internal account's code ("#CASH"); unique with the currency
    QString holderName;
    base::Money balance{base::Currency::usd()}; ///< its currency is the account's
    base::Money overdraftLimit{base::Currency::usd()};
    base::Money lowBalanceThreshold{base::Currency::usd()};
    std::optional<base::Money> dailyWithdrawalLimit; ///< > 0; none: no limit
    base::Money held{base::Currency::usd()};         ///< Σ of its active holds, ≥ 0
    AccountState state = AccountState::Active;
    base::UtcMs openedAt;
    QString openedBy;
    qint64 openedSeq = 0; ///< of its AccountOpened event; 0 for an internal account
    std::optional<base::UtcMs> lastMovement;
    QDate day;                                    ///< business day of the last movement…
    base::Money dayChange{base::Currency::usd()}; ///< …and what the balance changed by on it

    base::Currency currency() const { return balance.currency(); }
    bool isClient() const { return id.value() > 0; }
    bool isLow() const { return balance < lowBalanceThreshold; }
    /// What may be withdrawn, but for the overdraft: balance − holds.
    base::Money available() const { return balance.minus(held).valueOr(balance); }
    /// What the balance changed by on `today`.
    base::Money changeOn(QDate today) const { return day == today ? dayChange : base::Money(currency()); }
    friend bool operator==(const Account &, const Account &) = default;
};

/// Codes of the bank's own accounts. '#' cannot be in a cédula, so they never collide with a client.
namespace chart {
inline constexpr QLatin1StringView cash{"#CASH"};                  ///< the branch's vault
inline constexpr QLatin1StringView clearingRest{"#CLEARING_REST"}; ///< counter-account of each remote channel
inline constexpr QLatin1StringView clearingSocket{"#CLEARING_SOCKET"};
inline constexpr QLatin1StringView clearingQr{"#CLEARING_QR"};
inline constexpr QLatin1StringView suspenseQr{"#SUSPENSE_QR"}; ///< money of QR payments that nobody is known for yet
inline constexpr QLatin1StringView shortages{"#SHORT"};        ///< what tills were found short of (faltantes)
inline constexpr QLatin1StringView overages{"#OVER"};          ///< what tills were found to have too much (sobrantes)
inline constexpr QLatin1StringView tillPrefix{"#CAJA_"};       ///< and the till's id: the cash in its drawer
/// The code of a till's account, and the till of a code; empty: the account is no till's.
inline QString tillCode(const QString &till)
{
    return tillPrefix + till;
}
inline QString tillOf(const QString &code)
{
    return code.startsWith(tillPrefix) ? code.mid(tillPrefix.size()) : QString();
}
} // namespace chart

} // namespace bank
