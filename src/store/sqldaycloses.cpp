// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqldaycloses.h"
#include "store/rowvalues.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView columns{
    "branch_day, seq, at_utc_ms, closed_by, last_posting, last_hash, key_id, signature"};

base::Result<events::DayClosed> closeFrom(const Rows &rows)
{
    events::DayClosed close;
    close.day = dayOf(rows.integer(0));
    close.seq = rows.integer(1);
    close.at.value = rows.integer(2);
    close.user = rows.text(3);
    close.lastPosting = rows.integer(4);
    close.lastHash = rows.blob(5);
    close.keyId = rows.text(6).toLatin1();
    close.signature = rows.blob(7);
    return close;
}

} // namespace

SqlDayCloses::SqlDayCloses(Database &database)
    : m_find(database, QString(u"SELECT "_s + columns + u" FROM day_close WHERE branch_day = ?"_s))
    , m_list(database, QString(u"SELECT "_s + columns +
                               u" FROM day_close WHERE branch_day < ? ORDER BY branch_day DESC LIMIT ?"_s))
    , m_insert(database, QString(u"INSERT INTO day_close ("_s + columns + u") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s))
{
}

base::Result<std::optional<events::DayClosed>> SqlDayCloses::find(QDate day)
{
    auto found = rowsOf<events::DayClosed>(m_find.bind(dayNumber(day)), closeFrom);
    if (!found)
        return found.error();
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

base::Result<std::vector<events::DayClosed>> SqlDayCloses::list(QDate before, int limit)
{
    const qint64 bound = before.isValid() ? dayNumber(before) : std::numeric_limits<qint64>::max();
    return rowsOf<events::DayClosed>(m_list.bind(bound).bind(limit), closeFrom);
}

base::Result<> SqlDayCloses::insert(const events::DayClosed &close)
{
    m_insert.bind(dayNumber(close.day)).bind(close.seq).bind(close.at.value).bind(close.user);
    m_insert.bind(close.lastPosting).bind(close.lastHash).bind(QString::fromLatin1(close.keyId));
    if (auto ok = m_insert.bind(close.signature).run(); !ok)
        return ok.error();
    return {};
}

} // namespace store
