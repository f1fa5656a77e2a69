// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "store/statement.h"
#include <QStringList>
#include <functional>
#include <vector>

namespace store {

/// A searched list of client accounts, by cédula and currency, as SQL. What many accounts hold is found soonest by
/// looking at them in order, what few hold by the trigram index; so it looks at the next two thousand first, and asks
/// the index when they did not fill the page.
class AccountQuery
{
public:
    using Prepare = std::function<Statement &(const QString &sql)>;

    /// `cursor` is owner~currency of the last account seen; empty: from the beginning.
    AccountQuery(const QString &query, QString cursor);
    /// Up to `limit` accounts after the cursor that hold every word of the query.
    base::Result<std::vector<bank::Account>> run(const Prepare &prepare, int limit) const;

private:
    enum class Way { InOrder, ByIndex };
    struct Found
    {
        std::vector<bank::Account> items;
        bool hasEnded = false; ///< no further account exists
    };
    base::Result<Found> walk(Way way, const Prepare &prepare, int limit, int maxRows) const;
    QString sql(Way way) const;

    const QString m_cursor;
    QStringList m_indexed; ///< words that trigrams can find
    QStringList m_short;   ///< words that are looked for in each account
};

} // namespace store
