// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QSqlQuery>
#include <optional>

namespace store {

class Database;

/// The rows of a running SELECT. Ends the statement when it goes out of scope: a SELECT left open would hold the read
/// snapshot and keep the WAL from being checkpointed.
class Rows
{
public:
    explicit Rows(QSqlQuery &query)
        : m_query(&query)
    {
    }
    Rows(Rows &&other) noexcept
        : m_query(std::exchange(other.m_query, nullptr))
    {
    }
    Rows &operator=(Rows &&) = delete;
    ~Rows()
    {
        if (m_query)
            m_query->finish();
    }

    /// Steps to the next row; false after the last one.
    base::Result<bool> next();
    bool isNull(int column) const { return m_query->isNull(column); }
    qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
    std::optional<qint64> optionalInteger(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(integer(column));
    }
    QString text(int column) const { return m_query->value(column).toString(); }
    QByteArray blob(int column) const { return m_query->value(column).toByteArray(); }

private:
    QSqlQuery *m_query;
};

/// One SQL statement, prepared at its first use and kept. Bind all parameters in order, then run() or select(). Belongs
/// to its database's thread and dies before the database does.
class Statement
{
public:
    Statement(Database &database, QString sql)
        : m_database(database)
        , m_sql(std::move(sql))
    {
    }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(qint64 number);
    Statement &bind(int number) { return bind(qint64{number}); }
    /// A null string is bound as the empty one: NULL is only what bindNull() says.
    Statement &bind(const QString &text);
    Statement &bind(const QByteArray &blob);
    Statement &bind(const std::optional<qint64> &number);
    Statement &bindNull();
    void bind(double) = delete;
    void bind(quint64) = delete; ///< QSQLITE would bind it as text

    /// For statements without rows; the answer is how many rows were changed.
    base::Result<qint64> run();
    base::Result<Rows> select();
    /// select() and its first row, which must exist, as an integer (NULL: 0).
    base::Result<qint64> integer();

private:
    Statement &put(const QVariant &value);
    base::Result<> execute();

    Database &m_database;
    const QString m_sql;
    std::optional<QSqlQuery> m_query;
    std::vector<QVariant> m_values;
};

} // namespace store
