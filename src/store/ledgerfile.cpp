// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgerfile.h"
#include "store/ledgermigrations.h"

namespace store {

LedgerFile::~LedgerFile() = default;

base::Result<std::unique_ptr<LedgerFile>> LedgerFile::open(const QString &path)
{
    std::unique_ptr<LedgerFile> file(new LedgerFile(path));
    if (auto ok = file->connect(); !ok)
        return ok.error();
    if (auto ok = SqlMeta(file->database()).ensureEpoch(SqlMeta::Epoch::Keep); !ok)
        return ok.error().with(QStringLiteral("opening ") + path);
    file->m_unit = std::make_unique<SqlUnitOfWork>(*file);
    return file;
}

base::Result<> LedgerFile::connect()
{
    auto database = Database::open(m_path, Database::Mode::ReadWrite);
    if (!database)
        return database.error();
    if (auto ok = migrate(**database, ledgerMigrations()); !ok)
        return ok.error().with(QStringLiteral("opening ") + m_path);
    if (auto ok = (*database)->makeDurable(); !ok) // what is read from here on is answered and published as committed
        return ok.error().with(QStringLiteral("opening ") + m_path);
    m_database = std::move(database).value();
    return {};
}

base::Result<> LedgerFile::reopen()
{
    m_unit->detach();
    m_database.reset();
    if (auto ok = connect(); !ok)
        return ok;
    m_unit->attach();
    return {};
}

base::Result<> LedgerFile::transact(const std::function<base::Result<>(LedgerFile &)> &job)
{
    if (!isOpen()) {
        if (auto ok = reopen(); !ok)
            return ok.error().with(QStringLiteral("the ledger cannot be opened"));
    }
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.error();
    if (auto ok = job(*this); !ok)
        return ok;
    auto committed = transaction->commit();
    if (committed)
        return committed;
    transaction->abandon();
    const base::Error error = committed.error().with(QStringLiteral("committing a job"));
    if (auto ok = reopen(); !ok)
        return error.with(ok.error().toString());
    return error;
}

base::Result<> LedgerFile::checkpoint()
{
    if (!isOpen())
        return {base::ErrorCode::Unavailable, QStringLiteral("the ledger is closed")};
    return m_database->checkpoint();
}

} // namespace store
