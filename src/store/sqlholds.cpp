// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlholds.h"
#include "store/rowvalues.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

const QString select =
    u"SELECT h.id, h.account, a.owner, a.currency, h.amount, h.reason, h.placed_at, h.placed_by,"
    " h.expires_at, h.state, h.ended_at, h.ended_by FROM hold h JOIN account a ON a.id = h.account"_s;

std::optional<base::UtcMs> timeFrom(const Rows &rows, int column)
{
    return rows.isNull(column) ? std::nullopt : std::optional(base::UtcMs{rows.integer(column)});
}

base::Result<bank::Hold> holdFrom(const Rows &rows)
{
    const auto currency = currencyFrom(rows.text(3));
    if (!currency)
        return currency.error();
    const auto amount = base::Money::fromMinor(rows.integer(4), *currency);
    const qint64 state = rows.integer(9);
    if (!amount || state < 0 || state > 2)
        return {base::ErrorCode::Corrupt, u"ledger: a hold is damaged"_s};
    bank::Hold hold;
    hold.id = rows.integer(0);
    hold.account = bank::AccountId(rows.integer(1));
    hold.cedula = rows.text(2);
    hold.amount = *amount;
    hold.reason = rows.text(5);
    hold.placedAt.value = rows.integer(6);
    hold.placedBy = rows.text(7);
    hold.expiresAt = timeFrom(rows, 8);
    hold.state = static_cast<events::HoldState>(state);
    hold.endedAt = timeFrom(rows, 10);
    hold.endedBy = rows.text(11);
    return hold;
}

std::optional<qint64> numberOf(const std::optional<base::UtcMs> &time)
{
    return time ? std::optional(time->value) : std::nullopt;
}

} // namespace

SqlHolds::SqlHolds(Database &database)
    : m_find(database, QString(select + u" WHERE h.id = ?"_s))
    , m_due(database, QString(select + u" WHERE h.state = 0 AND h.expires_at <= ? ORDER BY h.expires_at LIMIT ?"_s))
    , m_nextDue(database, u"SELECT min(expires_at) FROM hold WHERE state = 0 AND expires_at IS NOT NULL"_s)
    , m_ofAccount(database,
                  QString(select + u" WHERE h.account = ? AND (? = 0 OR h.state = 0) ORDER BY h.id DESC LIMIT ?"_s))
    , m_last(database, u"SELECT max(id) FROM hold"_s)
    , m_insert(database, u"INSERT INTO hold (id, account, amount, reason, placed_at, placed_by, expires_at, state,"
                         " ended_at, ended_by) VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL, '')"_s)
    , m_end(database, u"UPDATE hold SET state = ?, ended_at = ?, ended_by = ? WHERE id = ? AND state = 0"_s)
{
}

base::Result<std::optional<bank::Hold>> SqlHolds::find(qint64 id)
{
    auto found = rowsOf<bank::Hold>(m_find.bind(id), holdFrom);
    if (!found)
        return found.error();
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

base::Result<std::vector<bank::Hold>> SqlHolds::due(base::UtcMs now, int limit)
{
    return rowsOf<bank::Hold>(m_due.bind(now.value).bind(limit), holdFrom);
}

base::Result<std::optional<base::UtcMs>> SqlHolds::nextDue()
{
    auto rows = m_nextDue.select();
    if (!rows)
        return rows.error();
    if (auto has = rows->next(); !has)
        return has.error();
    return timeFrom(*rows, 0);
}

base::Result<std::vector<bank::Hold>> SqlHolds::ofAccount(qint64 account, bool onlyActive, int limit)
{
    return rowsOf<bank::Hold>(m_ofAccount.bind(account).bind(onlyActive ? 1 : 0).bind(limit), holdFrom);
}

base::Result<qint64> SqlHolds::save(const bank::Hold &hold)
{
    if (hold.id != 0) {
        m_end.bind(static_cast<qint64>(hold.state)).bind(numberOf(hold.endedAt)).bind(hold.endedBy);
        auto ended = m_end.bind(hold.id).run();
        if (!ended)
            return ended.error();
        return *ended == 1
                   ? base::Result<qint64>(hold.id)
                   : base::Result<qint64>(base::ErrorCode::Corrupt, u"ledger: a hold to be ended is not active"_s);
    }
    const auto last = m_last.integer();
    if (!last)
        return last.error();
    m_insert.bind(*last + 1).bind(hold.account.value()).bind(hold.amount.minor()).bind(hold.reason);
    auto stored = m_insert.bind(hold.placedAt.value).bind(hold.placedBy).bind(numberOf(hold.expiresAt)).run();
    if (!stored)
        return stored.error();
    return *last + 1;
}

} // namespace store
