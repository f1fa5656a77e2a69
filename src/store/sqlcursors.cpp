// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlcursors.h"

namespace store {

using namespace Qt::StringLiterals;

SqlCursors::SqlCursors(Database &database)
    : m_find(database, u"SELECT epoch, seq FROM event_cursor WHERE name = ?"_s)
    , m_save(database, u"INSERT INTO event_cursor (name, epoch, seq, saved_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq,"
                       " saved_at = excluded.saved_at"_s)
{
}

base::Result<std::optional<SqlCursors::Cursor>> SqlCursors::find(const QString &consumer)
{
    auto rows = m_find.bind(consumer).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<Cursor>();
    return std::optional(Cursor{rows->text(0), rows->integer(1)});
}

base::Result<> SqlCursors::save(const QString &consumer, const Cursor &cursor, base::UtcMs at)
{
    if (auto ok = m_save.bind(consumer).bind(cursor.epoch).bind(cursor.seq).bind(at.value).run(); !ok)
        return ok.error();
    return {};
}

} // namespace store
