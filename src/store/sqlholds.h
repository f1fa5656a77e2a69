// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/hold.h"
#include "store/statement.h"
#include <vector>

namespace store {

/// Table `hold`.
class SqlHolds
{
public:
    explicit SqlHolds(Database &database);
    base::Result<std::optional<bank::Hold>> find(qint64 id);
    /// Active ones that end at or before `now`, oldest end first.
    base::Result<std::vector<bank::Hold>> due(base::UtcMs now, int limit);
    /// When the next one ends by time; none: nothing will.
    base::Result<std::optional<base::UtcMs>> nextDue();
    /// An account's, newest first.
    base::Result<std::vector<bank::Hold>> ofAccount(qint64 account, bool onlyActive, int limit);
    /// Inserts (id 0) or writes the end; the answer is the id.
    base::Result<qint64> save(const bank::Hold &hold);

private:
    Statement m_find;
    Statement m_due;
    Statement m_nextDue;
    Statement m_ofAccount;
    Statement m_last;
    Statement m_insert;
    Statement m_end;
};

} // namespace store
