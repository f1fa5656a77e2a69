// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accountquery.h"
#include "store/rowvalues.h"
#include "store/searchtext.h"

namespace store {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype trigram = 3;
constexpr int lookedAtFirst = 2'000;

bool holdsAll(const bank::Account &account, const QStringList &terms)
{
    if (terms.isEmpty())
        return true;
    const QString text = searchText(account.owner, account.holderName);
    return std::all_of(terms.begin(), terms.end(), [&text](const QString &term) { return text.contains(term); });
}

} // namespace

AccountQuery::AccountQuery(const QString &query, QString cursor)
    : m_cursor(std::move(cursor))
{
    for (const QString &term : searchTerms(query))
        (term.size() >= trigram ? m_indexed : m_short).append(term);
}

QString AccountQuery::sql(Way way) const
{
    QString sql = u"SELECT "_s + accountColumns + u" FROM account a WHERE a.id > 0"_s;
    if (!m_cursor.isEmpty())
        sql += u" AND (a.owner, a.currency) > (?, ?)"_s;
    if (way == Way::ByIndex)
        sql += u" AND a.id IN (SELECT rowid FROM account_search WHERE account_search MATCH ?)"_s;
    return sql + u" ORDER BY a.owner, a.currency"_s;
}

base::Result<AccountQuery::Found> AccountQuery::walk(Way way, const Prepare &prepare, int limit, int maxRows) const
{
    Statement &statement = prepare(sql(way));
    if (!m_cursor.isEmpty())
        statement.bind(m_cursor.section(u'~', 0, 0)).bind(m_cursor.section(u'~', 1, 1));
    if (way == Way::ByIndex)
        statement.bind(matchExpression(m_indexed));
    auto rows = statement.select();
    if (!rows)
        return rows.error();
    const QStringList terms = way == Way::ByIndex ? m_short : m_short + m_indexed;
    Found found;
    for (int row = 0; row < maxRows && static_cast<int>(found.items.size()) < limit; ++row) {
        auto has = rows->next();
        if (!has)
            return has.error();
        found.hasEnded = !*has;
        if (found.hasEnded)
            break;
        auto account = accountFrom(*rows);
        if (!account)
            return account.error();
        if (holdsAll(*account, terms))
            found.items.push_back(std::move(account).value());
    }
    return found;
}

base::Result<std::vector<bank::Account>> AccountQuery::run(const Prepare &prepare, int limit) const
{
    const int first = m_indexed.isEmpty() ? std::numeric_limits<int>::max() : lookedAtFirst;
    auto found = walk(Way::InOrder, prepare, limit, first);
    if (!found)
        return found.error();
    if (!m_indexed.isEmpty() && !found->hasEnded && static_cast<int>(found->items.size()) < limit) {
        found = walk(Way::ByIndex, prepare, limit, std::numeric_limits<int>::max());
        if (!found)
            return found.error();
    }
    return std::move(found->items);
}

} // namespace store
