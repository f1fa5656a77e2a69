// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlaccounts.h"
#include "store/rowvalues.h"
#include "store/searchtext.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> dailyLimitOf(const bank::Account &a)
{
    return a.dailyWithdrawalLimit ? std::optional(a.dailyWithdrawalLimit->minor()) : std::nullopt;
}

} // namespace

SqlAccounts::SqlAccounts(Database &database)
    : m_find(database, u"SELECT "_s + accountColumns + u" FROM account a WHERE a.owner = ? AND a.currency = ?"_s)
    , m_insert(database,
               u"INSERT INTO account (id, owner, currency, holder, balance, overdraft_limit, threshold, state,"
               " opened_at, opened_by, opened_seq, moved_at, day, day_change, held, daily_limit)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_insertSearch(database, u"INSERT INTO account_search (rowid, text) VALUES (?, ?)"_s)
    , m_removeSearch(database, u"INSERT INTO account_search (account_search, rowid, text) VALUES ('delete', ?, ?)"_s)
    , m_updateTerms(database, u"UPDATE account SET balance = ?, holder = ?, overdraft_limit = ?, threshold = ?,"
                              " state = ?, held = ?, daily_limit = ? WHERE id = ?"_s)
    , m_update(database, u"UPDATE account SET balance = ?, moved_at = ?, day = ?, day_change = ? WHERE id = ?"_s)
{
}

base::Result<std::optional<bank::Account>> SqlAccounts::find(const QString &owner, base::Currency currency)
{
    auto rows = m_find.bind(owner).bind(currency.toString()).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<bank::Account>();
    auto account = accountFrom(*rows);
    if (!account)
        return account.error();
    return std::optional(std::move(account).value());
}

base::Result<> SqlAccounts::insert(const bank::Account &a)
{
    const auto moved = a.lastMovement ? std::optional(a.lastMovement->value) : std::nullopt;
    const auto day = a.day.isValid() ? std::optional(dayNumber(a.day)) : std::nullopt;
    m_insert.bind(a.id.value()).bind(a.owner).bind(a.currency().toString()).bind(a.holderName);
    m_insert.bind(a.balance.minor()).bind(a.overdraftLimit.minor()).bind(a.lowBalanceThreshold.minor());
    m_insert.bind(static_cast<qint64>(a.state)).bind(a.openedAt.value).bind(a.openedBy).bind(a.openedSeq);
    m_insert.bind(moved).bind(day).bind(a.dayChange.minor()).bind(a.held.minor()).bind(dailyLimitOf(a));
    if (auto ok = m_insert.run(); !ok)
        return ok.error();
    if (!a.isClient())
        return {};
    if (auto ok = m_insertSearch.bind(a.id.value()).bind(searchText(a.owner, a.holderName)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlAccounts::updateTerms(const bank::Account &a, const QString &nameBefore)
{
    m_updateTerms.bind(a.balance.minor()).bind(a.holderName).bind(a.overdraftLimit.minor());
    m_updateTerms.bind(a.lowBalanceThreshold.minor()).bind(static_cast<qint64>(a.state)).bind(a.held.minor());
    auto changed = m_updateTerms.bind(dailyLimitOf(a)).bind(a.id.value()).run();
    if (!changed)
        return changed.error();
    if (*changed != 1)
        return {base::ErrorCode::Corrupt, u"ledger: an account to be changed is not there"_s};
    if (nameBefore == a.holderName)
        return {};
    if (auto ok = m_removeSearch.bind(a.id.value()).bind(searchText(a.owner, nameBefore)).run(); !ok)
        return ok.error();
    if (auto ok = m_insertSearch.bind(a.id.value()).bind(searchText(a.owner, a.holderName)).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlAccounts::update(const bank::Account &a)
{
    const auto moved = a.lastMovement ? std::optional(a.lastMovement->value) : std::nullopt;
    const auto day = a.day.isValid() ? std::optional(dayNumber(a.day)) : std::nullopt;
    auto changed =
        m_update.bind(a.balance.minor()).bind(moved).bind(day).bind(a.dayChange.minor()).bind(a.id.value()).run();
    if (!changed)
        return changed.error();
    if (*changed != 1)
        return {base::ErrorCode::Corrupt, u"ledger: an account to be updated is not there"_s};
    return {};
}

} // namespace store
