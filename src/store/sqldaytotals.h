// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/posting.h"
#include "store/statement.h"

namespace store {

/// Table `day_total`: figures of each business day, so that a summary need not read the journal.
class SqlDayTotals
{
public:
    explicit SqlDayTotals(Database &database);
    base::Result<std::optional<bank::DayTotals>> find(QDate day, base::Currency currency);
    base::Result<> save(const bank::DayTotals &totals);

private:
    Statement m_find;
    Statement m_save;
};

} // namespace store
