// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
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
    std::optional<events::Channel> channel = {};
    std::optional<bool> isReversed = {}; ///< by another posting
    QString user = {};
    std::optional<qint64> minimum = {}; ///< minor units, inclusive
    std::optional<qint64> maximum = {};
    QString text = {};      ///< part of the cédula, the name or the description, or a folio
    QString till = {};      ///< that till's cash was moved
    bool isNothing = false; ///< what can be in no journal (a rejected movement): an empty list
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

/// The bank's own accounts, and what all clients of a currency have together.
struct Chart
{
    std::vector<Account> own;
    std::vector<base::Money> clients;
};

/// What a group of a day's postings comes to.
struct JournalTotal
{
    enum class By { Kind, Drawer, Person };
    By by = By::Kind;
    QString key;
    qint64 postings = 0;
    base::Money amount{base::Currency::usd()}; ///< Σ of the postings' amounts, without sign
};

/// A page of a day's journal, oldest first; totals are the whole day's.
struct Journal
{
    QDate day;
    std::vector<JournalEntry> entries;
    std::vector<JournalTotal> totals;
    QString nextCursor;
    std::optional<events::DayClosed> close;
};

/// What the last proof of the ledger found.
struct Proof
{
    bool ok = false;
    base::UtcMs at; ///< 0: none was made yet
    qint64 postings = 0;
    qint64 entries = 0;
    qint64 accounts = 0;
    qint64 events = 0;
    qint64 anchors = 0; ///< closed days that were compared
    QByteArray lastHash;
    QStringList problems; ///< twenty at most
    qint64 problemCount = 0;
    qint64 tookMs = 0;
    friend bool operator==(const Proof &, const Proof &) = default;
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
