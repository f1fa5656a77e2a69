// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqleventlog.h"
#include "events/codec.h"
#include "store/database.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

bool isAccountsHistory(const events::Event &event)
{
    return std::holds_alternative<events::AccountChanged>(event) || std::holds_alternative<events::HoldChanged>(event);
}

} // namespace

SqlEventLog::SqlEventLog(Database &database)
    : m_meta(database)
    , m_qrEvents(database)
    , m_alerts(database)
    , m_last(database, u"SELECT max(seq) FROM event"_s)
    , m_read(database, u"SELECT seq, at_utc_ms, type, version, payload FROM event WHERE seq > ? ORDER BY seq LIMIT ?"_s)
    , m_append(database, u"INSERT INTO event (seq, at_utc_ms, type, version, payload) VALUES (?, ?, ?, ?, ?)"_s)
    , m_note(database, u"INSERT INTO account_event (account, seq) VALUES (?, ?)"_s)
{
}

base::Result<qint64> SqlEventLog::lastSequence()
{
    return m_last.integer();
}

base::Result<std::vector<events::Event>> SqlEventLog::readAfter(qint64 seq, int limit)
{
    auto rows = m_read.bind(seq).bind(limit).select();
    if (!rows)
        return rows.error();
    std::vector<events::Event> log;
    while (true) {
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return log;
        const qint64 next = rows->integer(0);
        if (next != seq + static_cast<qint64>(log.size()) + 1)
            return {base::ErrorCode::Corrupt, u"the event log has a gap before "_s + QString::number(next)};
        auto event =
            events::decode(rows->text(2), static_cast<int>(rows->integer(3)), rows->blob(4), next, {rows->integer(1)});
        if (!event)
            return event.error().with(u"event "_s + QString::number(next));
        log.push_back(std::move(event).value());
    }
}

base::Result<> SqlEventLog::append(const events::Event &event)
{
    const events::EncodedEvent encoded = events::encode(event);
    m_append.bind(events::sequenceOf(event)).bind(events::timeOf(event).value).bind(QString(encoded.type));
    if (auto ok = m_append.bind(encoded.version).bind(encoded.payload).run(); !ok)
        return ok.error();
    if (isAccountsHistory(event)) {
        if (auto ok = m_note.bind(*events::accountOf(event)).bind(events::sequenceOf(event)).run(); !ok)
            return ok.error();
    }
    if (auto ok = m_qrEvents.note(event); !ok)
        return ok;
    return m_alerts.note(event);
}

} // namespace store
