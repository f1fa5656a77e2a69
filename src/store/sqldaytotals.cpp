// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqldaytotals.h"
#include "store/rowvalues.h"

namespace store {

using namespace Qt::StringLiterals;

SqlDayTotals::SqlDayTotals(Database &database)
    : m_find(database,
             u"SELECT movements, deposits, withdrawals FROM day_total WHERE branch_day = ? AND currency = ?"_s)
    , m_save(database, u"INSERT INTO day_total (branch_day, currency, movements, deposits, withdrawals)"
                       " VALUES (?, ?, ?, ?, ?) ON CONFLICT (branch_day, currency) DO UPDATE SET"
                       " movements = excluded.movements, deposits = excluded.deposits,"
                       " withdrawals = excluded.withdrawals"_s)
{
}

base::Result<std::optional<bank::DayTotals>> SqlDayTotals::find(QDate day, base::Currency currency)
{
    auto rows = m_find.bind(dayNumber(day)).bind(currency.toString()).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<bank::DayTotals>();
    const auto deposits = base::Money::fromMinor(rows->integer(1), currency);
    const auto withdrawals = base::Money::fromMinor(rows->integer(2), currency);
    if (!deposits || !withdrawals)
        return {base::ErrorCode::Corrupt, u"ledger: a day's total is out of range"_s};
    return std::optional(bank::DayTotals{day, rows->integer(0), *deposits, *withdrawals});
}

base::Result<> SqlDayTotals::save(const bank::DayTotals &totals)
{
    m_save.bind(dayNumber(totals.day)).bind(totals.currency().toString()).bind(totals.movements);
    if (auto ok = m_save.bind(totals.deposits.minor()).bind(totals.withdrawals.minor()).run(); !ok)
        return ok.error();
    return {};
}

} // namespace store
