// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"

namespace store {

/// Table `cursor` of broker.db: up to where a log has been handed to the sessions, committed with what that caused.
class SqlLogCursors
{
public:
    explicit SqlLogCursors(Database &database);
    base::Result<> set(const broker::LogCursor &cursor);
    base::Result<std::vector<broker::LogCursor>> all();

private:
    Statement m_set;
    Statement m_all;
};

} // namespace store
