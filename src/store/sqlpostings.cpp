// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlpostings.h"
#include "store/rowvalues.h"
#include "store/sqlrows.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

void bindLeg(Statement &statement, const bank::Posting &posting, size_t leg)
{
    const bank::Leg &l = posting.legs[leg];
    statement.bind(posting.id).bind(static_cast<qint64>(leg)).bind(l.account.value());
    statement.bind(l.amount.minor()).bind(l.balanceAfter.minor());
}

} // namespace

SqlPostings::SqlPostings(Database &database)
    : m_knows(database, u"SELECT id FROM posting WHERE idem_key = ?"_s)
    , m_find(database, u"SELECT "_s + transactionColumns +
                           u", p.body_hash FROM posting p JOIN entry e ON e.posting = p.id AND e.leg = 0"
                           " JOIN account a ON a.id = e.account LEFT JOIN posting r ON r.reverses = p.id"
                           " WHERE p.id = ?"_s)
    , m_sides(database, u"SELECT a.owner, e.amount FROM entry e JOIN account a ON a.id = e.account"
                        " WHERE e.posting = ? ORDER BY e.leg"_s)
    , m_withdrawn(database, u"SELECT -sum(e.amount) FROM entry e CROSS JOIN posting p ON p.id = e.posting"
                            " WHERE e.leg = 0 AND e.account = ?"
                            " AND e.posting >= (SELECT min(id) FROM posting WHERE branch_day = ?)"
                            " AND p.branch_day = ? AND p.kind = 1 AND p.reverses IS NULL"
                            " AND NOT EXISTS (SELECT 1 FROM posting r WHERE r.reverses = p.id)"_s)
    , m_insert(database, u"INSERT INTO posting (id, seq, idem_key, body_hash, kind, at_utc_ms, branch_day, channel,"
                         " operator, description, reverses, hash, operation, till_session, approvers, reason)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_insertPair(database, u"INSERT INTO entry (posting, leg, account, amount, balance_after)"
                             " VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?)"_s)
    , m_insertLeg(database,
                  u"INSERT INTO entry (posting, leg, account, amount, balance_after) VALUES (?, ?, ?, ?, ?)"_s)
{
}

base::Result<std::optional<bank::RecordedPosting>> SqlPostings::find(const QByteArray &key)
{
    auto ids = m_knows.bind(QString::fromLatin1(key)).select();
    if (!ids)
        return ids.error();
    auto known = ids->next();
    if (!known)
        return known.error();
    if (!*known)
        return std::optional<bank::RecordedPosting>();
    auto rows = m_find.bind(ids->integer(0)).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return {base::ErrorCode::Corrupt, u"ledger: a posting has no legs"_s};
    auto transaction = transactionFrom(*rows);
    if (!transaction)
        return transaction.error();
    return std::optional(bank::RecordedPosting{rows->blob(transactionColumnCount), std::move(transaction).value()});
}

base::Result<std::optional<bank::JournalEntry>> SqlPostings::findEntry(qint64 id)
{
    bank::JournalEntry entry;
    {
        auto rows = m_find.bind(id).select();
        if (!rows)
            return rows.error();
        auto has = rows->next();
        if (!has)
            return has.error();
        if (!*has)
            return std::optional<bank::JournalEntry>();
        auto transaction = transactionFrom(*rows);
        if (!transaction)
            return transaction.error();
        entry.transaction = std::move(transaction).value();
    }
    auto sides = rowsOf<bank::JournalEntry::Side>(m_sides.bind(id), [&](const Rows &rows) {
        auto amount = base::Money::fromMinor(rows.integer(1), entry.transaction.amount.currency());
        return amount ? base::Result<bank::JournalEntry::Side>(bank::JournalEntry::Side{rows.text(0), *amount})
                      : base::Result<bank::JournalEntry::Side>(amount.error());
    });
    if (!sides)
        return sides.error();
    entry.sides = std::move(sides).value();
    return std::optional(std::move(entry));
}

base::Result<base::Money> SqlPostings::withdrawnOn(const bank::Account &account, QDate day)
{
    const auto sum = m_withdrawn.bind(account.id.value()).bind(dayNumber(day)).bind(dayNumber(day)).integer();
    if (!sum)
        return sum.error();
    return base::Money::fromMinor(*sum, account.currency());
}

base::Result<> SqlPostings::insert(const bank::Posting &p)
{
    m_insert.bind(p.id).bind(p.seq).bind(QString::fromLatin1(p.key)).bind(p.bodyHash);
    m_insert.bind(static_cast<qint64>(p.kind)).bind(p.at.value).bind(dayNumber(p.businessDay));
    m_insert.bind(static_cast<qint64>(p.channel)).bind(p.user).bind(p.description).bind(p.reverses).bind(p.hash);
    m_insert.bind(p.operation ? QString(events::wordOf(*p.operation)) : QString()).bind(p.tillSession);
    m_insert.bind(p.approvers.join(u' ')).bind(p.reason);
    if (auto ok = m_insert.run(); !ok)
        return ok.error();
    size_t leg = 0;
    for (; leg + 1 < p.legs.size(); leg += 2) {
        bindLeg(m_insertPair, p, leg);
        bindLeg(m_insertPair, p, leg + 1);
        if (auto ok = m_insertPair.run(); !ok)
            return ok.error();
    }
    if (leg < p.legs.size()) {
        bindLeg(m_insertLeg, p, leg);
        if (auto ok = m_insertLeg.run(); !ok)
            return ok.error();
    }
    return {};
}

} // namespace store
