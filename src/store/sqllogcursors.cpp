// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqllogcursors.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

SqlLogCursors::SqlLogCursors(Database &database)
    : m_set(database, u"INSERT OR REPLACE INTO cursor (name, epoch, sequence) VALUES (?, ?, ?)"_s)
    , m_all(database, u"SELECT name, epoch, sequence FROM cursor"_s)
{
}

base::Result<> SqlLogCursors::set(const broker::LogCursor &cursor)
{
    if (auto ok = m_set.bind(cursor.name).bind(cursor.epoch).bind(cursor.sequence).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::vector<broker::LogCursor>> SqlLogCursors::all()
{
    return rowsOf<broker::LogCursor>(m_all, [](const Rows &rows) {
        return base::Result<broker::LogCursor>({rows.blob(0), rows.blob(1), rows.integer(2)});
    });
}

} // namespace store
