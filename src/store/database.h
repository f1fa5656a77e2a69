// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QSqlDatabase>
#include <memory>

namespace store {

/// One connection to a SQLite file, set up as SPEC 4 wants it: WAL, synchronous=FULL, foreign keys, trusted_schema off,
/// 5 s of patience with another writer. To be used by the thread that opened it alone. Connection names are
/// process-wide in Qt, so each object has a name of its own: two hubs can live in one process.
class Database
{
public:
    enum class Mode {
        ReadWrite, ///< creates the file when it is not there
        ReadOnly,
    };
    static base::Result<std::unique_ptr<Database>> open(const QString &path, Mode mode);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs one statement that is needed once (pragmas, schema). Statement is for those that come again.
    base::Result<> execute(const QString &sql);
    /// The first column of the first row, as text; NotFound when there is no row.
    base::Result<QString> scalar(const QString &sql);

    /// Takes the write lock at once, so that no transaction fails half way for want of it.
    base::Result<> begin() { return execute(QStringLiteral("BEGIN IMMEDIATE")); }
    /// A snapshot for several SELECTs.
    base::Result<> beginRead() { return execute(QStringLiteral("BEGIN")); }
    base::Result<> commit() { return execute(QStringLiteral("COMMIT")); }
    base::Result<> rollback() { return execute(QStringLiteral("ROLLBACK")); }
    /// Moves the WAL into the file and empties it. Busy when a reader holds it.
    base::Result<> checkpoint();
    /// Makes durable whatever this connection can read. For a fresh connection after a commit of unknown outcome:
    /// SQLite then finds the transaction in the WAL although its sync has failed, and a system that loses its power a
    /// moment later does not. Waits for readers like a writer; Busy after 5 s.
    base::Result<> makeDurable();

    const QString &path() const { return m_path; }
    QSqlDatabase connection() const { return m_connection; }

private:
    Database(QString path, QString name);
    base::Result<> configure(Mode mode);
    base::Result<> checkpoint(const QString &mode);

    const QString m_path;
    const QString m_name;
    QSqlDatabase m_connection;
};

/// Rolls back when it goes out of scope uncommitted.
class Transaction
{
public:
    static base::Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    base::Result<> commit();
    /// The connection is about to be closed: nothing is left to roll back.
    void abandon() { m_database = nullptr; }

private:
    explicit Transaction(Database &database)
        : m_database(&database)
    {
    }
    Database *m_database;
};

} // namespace store
