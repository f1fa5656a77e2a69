// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/views.h"
#include "store/statement.h"

namespace store {

/// A filtered list of movements, newest first, as SQL. Filters decide the shape of the text, never its values. By
/// account it walks that account's movements, else the journal backwards from the newest day wanted.
class TransactionQuery
{
public:
    explicit TransactionQuery(const bank::TransactionFilter &filter)
        : m_filter(filter)
    {
    }

    /// The first and last posting of the days wanted; the clock may have gone back, so the days are compared as well.
    struct Bounds
    {
        qint64 first = 0;
        qint64 last = std::numeric_limits<qint64>::max();
    };
    template <typename Prepare>
    base::Result<Bounds> bounds(Prepare prepare) const
    {
        if (!hasDays())
            return Bounds();
        return readBounds(prepare(boundsSql()));
    }

    QString sql() const;
    void bind(Statement &statement, const Bounds &bounds, qint64 before, int limit) const;

private:
    bool hasDays() const { return m_filter.from.isValid() || m_filter.to.isValid(); }
    bool byAccount() const { return !m_filter.cedula.isEmpty(); }
    qint64 firstDay() const;
    qint64 lastDay() const;
    bool isIndexed() const;
    QString furtherConditions() const;
    void bindFurther(Statement &statement) const;
    static QString boundsSql();
    QString accountCondition() const;
    base::Result<Bounds> readBounds(Statement &statement) const;

    const bank::TransactionFilter &m_filter;
};

} // namespace store
