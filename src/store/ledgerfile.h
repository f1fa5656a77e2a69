// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "store/database.h"
#include "store/sqlunitofwork.h"
#include <functional>

namespace store {

/// ledger.db opened for writing: migrated, with an epoch, and with the desk's unit of work over it. There is one writer
/// a file; it belongs to the thread that opened it.
class LedgerFile
{
public:
    static base::Result<std::unique_ptr<LedgerFile>> open(const QString &path);
    ~LedgerFile();
    LedgerFile(const LedgerFile &) = delete;
    LedgerFile &operator=(const LedgerFile &) = delete;

    /// The connection, for classes of other tables (settings, users, cursors). It is another one after reopen(): do not
    /// keep what was built on it beyond a job.
    Database &database() { return *m_database; }
    bool isOpen() const { return m_database != nullptr; }
    desk::UnitOfWork &unitOfWork() { return *m_unit; }
    /// Closes and opens the connection; what was not committed is gone. The unit of work stays valid, and says
    /// Unavailable as long as this has failed.
    base::Result<> reopen();
    /// Runs `job` in a transaction of its own: committed when it succeeds, rolled back when it fails. When the commit
    /// fails, the file is reopened, and the error says that the outcome is not known.
    base::Result<> transact(const std::function<base::Result<>(LedgerFile &)> &job);
    /// Moves the write-ahead log into the file.
    base::Result<> checkpoint();

private:
    explicit LedgerFile(QString path)
        : m_path(std::move(path))
    {
    }
    base::Result<> connect();

    const QString m_path;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<SqlUnitOfWork> m_unit; ///< after the database: its statements go first
};

} // namespace store
