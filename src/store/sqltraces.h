// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "broker/savedstate.h"
#include "store/statement.h"

namespace store {

/// Table `trace` of broker.db: what has become of the bank's messages on their way, bounded in number and age.
class SqlTraces
{
public:
    explicit SqlTraces(Database &database);
    base::Result<> set(const broker::Trace &trace);
    /// Deletes those before `oldest`, and of the rest all but the newest `kept`.
    base::Result<> prune(base::UtcMs oldest, size_t kept);
    /// The oldest first.
    base::Result<std::vector<broker::Trace>> all();

private:
    Statement m_set;
    Statement m_removeOld;
    Statement m_removeBeyond;
    Statement m_all;
};

} // namespace store
