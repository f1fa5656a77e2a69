// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/posting.h"
#include "store/sqlrows.h"
#include "store/sqltills.h"

namespace store {

using namespace Qt::StringLiterals;
using base::Result;

Result<bank::ChainEnd> SqlTills::journalEnd()
{
    auto rows = prepared(u"SELECT id, hash FROM posting ORDER BY id DESC LIMIT 1"_s).select();
    if (!rows)
        return rows.error();
    const auto has = rows->next();
    if (!has)
        return has.error();
    return *has ? bank::ChainEnd{rows->integer(0), rows->blob(1)} : bank::ChainEnd{0, bank::genesisHash()};
}

Result<std::pair<qint64, QByteArray>> SqlTills::nextClosing()
{
    auto rows = prepared(u"SELECT number, hash FROM till_closing ORDER BY number DESC LIMIT 1"_s).select();
    if (!rows)
        return rows.error();
    const auto has = rows->next();
    if (!has)
        return has.error();
    return *has ? std::pair(rows->integer(0) + 1, rows->blob(1)) : std::pair(qint64{1}, bank::genesisHash());
}

Result<> SqlTills::addClosing(const bank::TillClosing &z)
{
    Statement &insert = prepared(u"INSERT INTO till_closing (number, session, at_utc_ms, closed_by, reason, approvers,"
                                 " journal_posting, journal_hash, previous_hash, hash)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    insert.bind(z.number).bind(z.session.id.value()).bind(z.at.value).bind(z.closedBy).bind(z.reason);
    insert.bind(z.approvers.join(u' ')).bind(z.journal.posting).bind(z.journal.hash).bind(z.previousHash).bind(z.hash);
    const auto added = insert.run();
    return added ? Result<>() : Result<>(added.error());
}

Result<std::optional<bank::TillClosing>> SqlTills::findClosing(bank::TillSessionId session)
{
    const auto read = [](const Rows &rows) -> Result<bank::TillClosing> {
        bank::TillClosing z;
        z.number = rows.integer(0);
        z.at = base::UtcMs{rows.integer(1)};
        z.closedBy = rows.text(2);
        z.reason = rows.text(3);
        z.approvers = rows.text(4).split(u' ', Qt::SkipEmptyParts);
        z.journal = {rows.integer(5), rows.blob(6)};
        z.previousHash = rows.blob(7);
        z.hash = rows.blob(8);
        return z;
    };
    Statement &select =
        prepared(u"SELECT number, at_utc_ms, closed_by, reason, approvers, journal_posting, journal_hash,"
                 " previous_hash, hash FROM till_closing WHERE session = ?"_s);
    auto found = rowsOf<bank::TillClosing>(select.bind(session.value()), read);
    if (!found)
        return found.error();
    if (found->empty())
        return std::optional<bank::TillClosing>();
    bank::TillClosing z = std::move(found->front());
    auto whole = findSession(session);
    auto count = countOf(session);
    if (!whole || !count)
        return whole ? count.error() : whole.error();
    if (!*whole)
        return {base::ErrorCode::Corrupt, u"tills: a closing has no session"_s};
    z.session = std::move(**whole);
    z.count = std::move(count).value();
    auto totals = totalsOf(z.session);
    if (!totals)
        return totals.error();
    z.totals = std::move(totals).value();
    return std::optional(std::move(z));
}

} // namespace store
