// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlalerts.h"
#include "events/codec.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

SqlAlerts::SqlAlerts(Database &database)
    : m_insert(database, u"INSERT INTO alert (seq, type, cedula, at_utc_ms) VALUES (?, ?, ?, ?)"_s)
    , m_find(database, u"SELECT "_s + alertColumns + u" FROM alert l JOIN event v ON v.seq = l.seq WHERE l.seq = ?"_s)
    , m_see(database, u"UPDATE alert SET seen_by = ?, seen_at = ?, note = ? WHERE seq = ? AND seen_by = ''"_s)
    , m_last(database, u"SELECT at_utc_ms FROM alert WHERE type = ? AND cedula = ? ORDER BY seq DESC LIMIT 1"_s)
{
}

base::Result<bank::AlertRecord> alertFrom(const Rows &rows)
{
    auto event = events::decode(rows.text(2), static_cast<int>(rows.integer(3)), rows.blob(4), rows.integer(0),
                                {rows.integer(1)});
    if (!event)
        return event.error();
    auto *const alert = std::get_if<events::AlertRaised>(&*event);
    if (!alert)
        return {base::ErrorCode::Corrupt, u"ledger: an alert's event is none"_s};
    return bank::AlertRecord{std::move(*alert), rows.text(5), {rows.integer(6)}, rows.text(7)};
}

base::Result<std::optional<bank::AlertRecord>> SqlAlerts::findAlert(qint64 seq)
{
    auto found = rowsOf<bank::AlertRecord>(m_find.bind(seq), alertFrom);
    if (!found)
        return found.error();
    if (found->empty())
        return std::optional<bank::AlertRecord>();
    return std::optional(std::move(found->front()));
}

base::Result<> SqlAlerts::markSeen(const bank::AlertRecord &record)
{
    auto changed = m_see.bind(record.seenBy).bind(record.seenAt.value).bind(record.note).bind(record.alert.seq).run();
    if (!changed)
        return changed.error();
    if (*changed != 1)
        return {base::ErrorCode::Internal, u"an alert that was seen, or is none, was to be seen"_s};
    return {};
}

base::Result<base::UtcMs> SqlAlerts::lastRaised(const QString &type, const QString &cedula)
{
    auto rows = m_last.bind(type).bind(cedula).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    return base::UtcMs{*has ? rows->integer(0) : 0};
}

base::Result<> SqlAlerts::note(const events::Event &event)
{
    const auto *const alert = std::get_if<events::AlertRaised>(&event);
    if (!alert)
        return {};
    auto added = m_insert.bind(alert->seq).bind(alert->type).bind(alert->cedula).bind(alert->at.value).run();
    return added ? base::Result<>() : base::Result<>(added.error());
}

} // namespace store
