// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/sqlerror.h"
#include <QSqlQuery>
#include <QUuid>

namespace store {

using namespace Qt::StringLiterals;

Database::Database(QString path, QString name)
    : m_path(std::move(path))
    , m_name(std::move(name))
    , m_connection(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
}

Database::~Database()
{
    m_connection.close();
    m_connection = QSqlDatabase(); // the last handle must be gone before the name is
    QSqlDatabase::removeDatabase(m_name);
}

base::Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode)
{
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return {base::ErrorCode::Unavailable, u"Qt's SQLite driver is not installed (Debian: libqt6sql6-sqlite)"_s};
    std::unique_ptr<Database> database(
        new Database(path, u"ventanilla-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)));
    if (auto ok = database->configure(mode); !ok)
        return ok.error().with(u"opening "_s + path);
    return database;
}

base::Result<> Database::configure(Mode mode)
{
    m_connection.setDatabaseName(m_path);
    QString options = u"QSQLITE_BUSY_TIMEOUT=5000"_s;
    if (mode == Mode::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    m_connection.setConnectOptions(options);
    if (!m_connection.open())
        return errorOf(m_connection.lastError());
    // recursive_triggers: without it INSERT OR REPLACE would delete a row without asking the triggers that forbid it.
    QStringList pragmas{u"foreign_keys=ON"_s, u"trusted_schema=OFF"_s, u"cell_size_check=ON"_s,
                        u"recursive_triggers=ON"_s, u"cache_size=-32768"_s};
    if (mode == Mode::ReadWrite)
        pragmas += {u"journal_mode=WAL"_s, u"synchronous=FULL"_s};
    else
        pragmas += u"query_only=ON"_s;
    for (const QString &pragma : std::as_const(pragmas)) {
        if (auto ok = execute(u"PRAGMA "_s + pragma); !ok)
            return ok;
    }
    if (mode == Mode::ReadOnly)
        return {};
    const auto journal = scalar(u"PRAGMA journal_mode"_s); // SQLite answers with the old mode instead of failing
    if (!journal)
        return journal.error();
    if (*journal != "wal"_L1)
        return {base::ErrorCode::Unsupported, u"the data folder's file system has no shared memory (WAL)"_s};
    return {};
}

base::Result<> Database::execute(const QString &sql)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return errorOf(query.lastError()).with(sql.left(120));
    return {};
}

base::Result<QString> Database::scalar(const QString &sql)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return errorOf(query.lastError()).with(sql.left(120));
    if (!query.next())
        return {base::ErrorCode::NotFound, u"no row: "_s + sql.left(120)};
    return query.value(0).toString();
}

base::Result<> Database::checkpoint()
{
    return checkpoint(u"TRUNCATE"_s);
}

base::Result<> Database::makeDurable()
{
    // Copied from the WAL into the file and synced there: a sync of the WAL alone may "succeed" on pages that the
    // system has marked clean when it failed to write them.
    return checkpoint(u"FULL"_s);
}

base::Result<> Database::checkpoint(const QString &mode)
{
    const auto busy = scalar(u"PRAGMA wal_checkpoint("_s + mode + u')');
    if (!busy)
        return busy.error();
    if (*busy != "0"_L1)
        return {base::ErrorCode::Busy, u"a reader keeps the write-ahead log"_s};
    return {};
}

base::Result<Transaction> Transaction::begin(Database &database)
{
    if (auto ok = database.begin(); !ok)
        return ok.error();
    return Transaction(database);
}

Transaction::~Transaction()
{
    // Nothing to tell a failure to: a transaction that cannot be rolled back was ended by SQLite already.
    if (m_database)
        static_cast<void>(m_database->rollback());
}

base::Result<> Transaction::commit()
{
    auto ok = m_database->commit();
    if (ok)
        m_database = nullptr;
    return ok;
}

} // namespace store
