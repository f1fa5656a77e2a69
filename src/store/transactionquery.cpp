// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/transactionquery.h"
#include "store/rowvalues.h"
#include "store/searchtext.h"

namespace store {

using namespace Qt::StringLiterals;

qint64 TransactionQuery::firstDay() const
{
    return m_filter.from.isValid() ? dayNumber(m_filter.from) : 0;
}

qint64 TransactionQuery::lastDay() const
{
    return m_filter.to.isValid() ? dayNumber(m_filter.to) : std::numeric_limits<qint64>::max();
}

QString TransactionQuery::boundsSql()
{
    return u"SELECT min(id), max(id) FROM posting WHERE branch_day BETWEEN ? AND ?"_s;
}

base::Result<TransactionQuery::Bounds> TransactionQuery::readBounds(Statement &statement) const
{
    auto rows = statement.bind(firstDay()).bind(lastDay()).select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (rows->isNull(0))
        return Bounds{1, 0}; // no such days: nothing is between
    return Bounds{rows->integer(0), rows->integer(1)};
}

/// With "=" the account's index gives the order; with IN (every currency of a cédula) its few accounts are sorted.
QString TransactionQuery::accountCondition() const
{
    if (m_filter.currency)
        return u" AND e.account = (SELECT id FROM account WHERE owner = ? AND id > 0 AND currency = ?)"_s;
    return u" AND e.account IN (SELECT id FROM account WHERE owner = ? AND id > 0)"_s;
}

bool TransactionQuery::isIndexed() const
{
    return m_filter.text.size() >= 3; // trigrams
}

QString TransactionQuery::furtherConditions() const
{
    QString sql;
    if (m_filter.channel)
        sql += u" AND p.channel = ?"_s;
    if (m_filter.isReversed)
        sql += *m_filter.isReversed ? u" AND r.id IS NOT NULL"_s : u" AND r.id IS NULL"_s;
    if (!m_filter.user.isEmpty())
        sql += u" AND p.operator = ?"_s;
    if (m_filter.minimum)
        sql += u" AND abs(e.amount) >= ?"_s;
    if (m_filter.maximum)
        sql += u" AND abs(e.amount) <= ?"_s;
    if (!m_filter.till.isEmpty())
        sql += u" AND EXISTS (SELECT 1 FROM entry k JOIN account c ON c.id = k.account"
               " WHERE k.posting = p.id AND k.leg = 1 AND c.owner = ?)"_s;
    if (m_filter.isNothing)
        sql += u" AND 0"_s;
    if (m_filter.text.isEmpty())
        return sql;
    // Names without accents are the index's; what is too short for it is looked for as it was typed.
    sql += u" AND (p.id = ? OR instr(a.owner, ?) > 0 OR instr(lower(p.description), lower(?)) > 0"
           " OR instr(lower(a.holder), lower(?)) > 0"_s;
    if (isIndexed())
        sql += u" OR a.id IN (SELECT rowid FROM account_search WHERE account_search MATCH ?)"_s;
    return sql + u')';
}

void TransactionQuery::bindFurther(Statement &statement) const
{
    if (m_filter.channel)
        statement.bind(static_cast<qint64>(*m_filter.channel));
    if (!m_filter.user.isEmpty())
        statement.bind(m_filter.user);
    if (m_filter.minimum)
        statement.bind(*m_filter.minimum);
    if (m_filter.maximum)
        statement.bind(*m_filter.maximum);
    if (!m_filter.till.isEmpty())
        statement.bind(bank::chart::tillCode(m_filter.till));
    if (m_filter.text.isEmpty())
        return;
    statement.bind(m_filter.text.toLongLong()); // 0 is nobody's number
    for (int column = 0; column < 3; ++column)
        statement.bind(m_filter.text);
    if (isIndexed())
        statement.bind(matchExpression({folded(m_filter.text)}));
}

QString TransactionQuery::sql() const
{
    // CROSS JOIN keeps the order of the tables: SQLite's planner knows no figures about a journal that is still
    // growing.
    QString sql = u"SELECT "_s + transactionColumns;
    if (byAccount())
        sql += u" FROM entry e CROSS JOIN posting p ON p.id = e.posting"
               " CROSS JOIN account a ON a.id = e.account LEFT JOIN posting r ON r.reverses = p.id WHERE e.leg = 0"_s +
               accountCondition() + u" AND e.posting BETWEEN ? AND ?"_s;
    else
        sql += u" FROM posting p CROSS JOIN entry e ON e.posting = p.id AND e.leg = 0 AND e.account > 0"
               " CROSS JOIN account a ON a.id = e.account LEFT JOIN posting r ON r.reverses = p.id"
               " WHERE p.id BETWEEN ? AND ?"_s +
               (m_filter.currency ? u" AND a.currency = ?"_s : QString());
    if (hasDays())
        sql += u" AND p.branch_day BETWEEN ? AND ?"_s;
    if (m_filter.kind)
        sql += u" AND p.kind = ?"_s;
    sql += furtherConditions();
    return sql + (byAccount() ? u" ORDER BY e.posting DESC LIMIT ?"_s : u" ORDER BY p.id DESC LIMIT ?"_s);
}

void TransactionQuery::bind(Statement &statement, const Bounds &bounds, qint64 before, int limit) const
{
    const auto bindCurrency = [&] {
        if (m_filter.currency)
            statement.bind(m_filter.currency->toString());
    };
    if (byAccount()) {
        statement.bind(m_filter.cedula);
        bindCurrency();
    }
    statement.bind(bounds.first).bind(std::min(before - 1, bounds.last)); // one range, so that it is the index's
    if (!byAccount())
        bindCurrency();
    if (hasDays())
        statement.bind(firstDay()).bind(lastDay());
    if (m_filter.kind)
        statement.bind(static_cast<qint64>(*m_filter.kind));
    bindFurther(statement);
    statement.bind(limit);
}

} // namespace store
