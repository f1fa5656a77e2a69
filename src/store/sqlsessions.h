// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"

namespace store {

/// Table `session` of broker.db.
class SqlSessions
{
public:
    explicit SqlSessions(Database &database);
    /// Inserts the session or replaces what is known of it.
    base::Result<> set(const broker::SavedSession &session);
    base::Result<> remove(quint64 number);
    base::Result<std::vector<broker::SavedSession>> all();

private:
    Statement m_set;
    Statement m_remove;
    Statement m_all;
};

} // namespace store
