// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include "store/statement.h"
#include <vector>

namespace store {

/// Table `day_close`: the anchors of closed days.
class SqlDayCloses
{
public:
    explicit SqlDayCloses(Database &database);
    base::Result<std::optional<events::DayClosed>> find(QDate day);
    /// Of days before `before` (invalid: all), newest first.
    base::Result<std::vector<events::DayClosed>> list(QDate before, int limit);
    base::Result<> insert(const events::DayClosed &close);

private:
    Statement m_find;
    Statement m_list;
    Statement m_insert;
};

} // namespace store
