// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "store/statement.h"

namespace store {

/// Table `event_cursor`: up to where a consumer inside the hub (MQTT publication, bridges) has dealt with the log.
class SqlCursors
{
public:
    struct Cursor
    {
        QString epoch; ///< of the log that `seq` counts in; another one now: begin anew
        qint64 seq = 0;
    };
    explicit SqlCursors(Database &database);
    base::Result<std::optional<Cursor>> find(const QString &consumer);
    base::Result<> save(const QString &consumer, const Cursor &cursor, base::UtcMs at);

private:
    Statement m_find;
    Statement m_save;
};

} // namespace store
