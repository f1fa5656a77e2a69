// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlqrevents.h"
#include "store/sqlrows.h"

namespace store {
namespace {

using namespace Qt::StringLiterals;
using Kind = events::EventMark::Kind;

struct Mark
{
    Kind kind;
    QString key;
};

template <typename T>
std::optional<Mark> markOf(const T &)
{
    return std::nullopt;
}
std::optional<Mark> markOf(const events::QrCreated &e)
{
    return Mark{Kind::QrCreated, e.qrId};
}
std::optional<Mark> markOf(const events::QrPaid &e)
{
    return Mark{Kind::QrPaid, e.transactionId};
}
std::optional<Mark> markOf(const events::QrStatusChanged &e)
{
    return Mark{Kind::QrStatusChanged, e.qrId};
}

} // namespace

SqlQrEvents::SqlQrEvents(Database &database)
    : m_insert(database, u"INSERT INTO qr_event (seq, account, kind, key, at_utc_ms) VALUES (?, ?, ?, ?, ?)"_s)
    , m_find(database, u"SELECT seq, at_utc_ms FROM qr_event WHERE key = ? AND kind = ? AND account = ?"
                       " AND (? = 0 OR at_utc_ms = ?) ORDER BY seq LIMIT 1 OFFSET ?"_s)
    , m_after(database, u"SELECT seq FROM qr_event WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?"_s)
    , m_count(database,
              u"SELECT count(*) FROM (SELECT 1 FROM qr_event WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?)"_s)
{
}

base::Result<> SqlQrEvents::note(const events::Event &event)
{
    const auto mark = std::visit([](const auto &e) { return markOf(e); }, event);
    if (!mark)
        return {};
    m_insert.bind(events::sequenceOf(event)).bind(*events::accountOf(event)).bind(static_cast<int>(mark->kind));
    if (auto ok = m_insert.bind(mark->key).bind(events::timeOf(event).value).run(); !ok)
        return ok.error();
    return {};
}

base::Result<std::optional<events::EventPlace>> SqlQrEvents::find(qint64 account, const events::EventMark &mark)
{
    const bool isTimed = mark.kind == Kind::QrStatusChanged;
    m_find.bind(mark.key).bind(static_cast<int>(mark.kind)).bind(account);
    auto rows = m_find.bind(isTimed ? 1 : 0).bind(mark.at.value).bind(qint64{mark.nth - 1}).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return std::optional<events::EventPlace>();
    return std::optional(events::EventPlace{rows->integer(0), {rows->integer(1)}});
}

base::Result<std::vector<qint64>> SqlQrEvents::after(qint64 account, qint64 seq, int limit)
{
    return rowsOf<qint64>(m_after.bind(account).bind(seq).bind(limit),
                          [](const Rows &rows) { return base::Result<qint64>(rows.integer(0)); });
}

base::Result<qint64> SqlQrEvents::countAfter(qint64 account, qint64 seq, int most)
{
    return m_count.bind(account).bind(seq).bind(most).integer();
}

} // namespace store
