// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlunitofwork.h"
#include "store/ledgerfile.h"
#include "store/rowvalues.h"

namespace store {

using namespace Qt::StringLiterals;

SqlUnitOfWork::Tables::Tables(Database &database)
    : accounts(database)
    , postings(database)
    , dayTotals(database)
    , holds(database)
    , dayCloses(database)
    , proof(database)
    , log(database)
    , tills(database)
    , approvals(database)
    , requests(database)
    , alerts(database)
    , qrs(database)
    , begin(database, u"BEGIN IMMEDIATE"_s)
    , commit(database, u"COMMIT"_s)
    , rollback(database, u"ROLLBACK"_s)
    , savepoint(database, u"SAVEPOINT command"_s)
    , release(database, u"RELEASE command"_s)
    , rollbackTo(database, u"ROLLBACK TO command"_s)
    , head(database, u"SELECT (SELECT max(id) FROM posting), (SELECT hash FROM posting ORDER BY id DESC LIMIT 1),"
                     " (SELECT max(seq) FROM event), (SELECT max(id) FROM account), (SELECT min(id) FROM account),"
                     " (SELECT max(branch_day) FROM day_close)"_s)
{
}

SqlUnitOfWork::SqlUnitOfWork(LedgerFile &file)
    : m_file(file)
{
    attach();
}

void SqlUnitOfWork::detach()
{
    m_tables.reset();
}

void SqlUnitOfWork::attach()
{
    m_tables = std::make_unique<Tables>(m_file.database());
}

base::Result<SqlUnitOfWork::Tables *> SqlUnitOfWork::tables()
{
    if (!m_tables)
        return {base::ErrorCode::Unavailable, u"the ledger is closed"_s};
    return m_tables.get();
}

base::Result<> SqlUnitOfWork::control(Statement Tables::*statement)
{
    auto t = tables();
    if (!t)
        return t.error();
    if (auto ok = ((*t)->*statement).run(); !ok)
        return ok.error();
    return {};
}

base::Result<> SqlUnitOfWork::begin()
{
    return control(&Tables::begin);
}

base::Result<> SqlUnitOfWork::commit()
{
    return control(&Tables::commit);
}

base::Result<> SqlUnitOfWork::rollback()
{
    return control(&Tables::rollback);
}

base::Result<> SqlUnitOfWork::savepoint()
{
    return control(&Tables::savepoint);
}

base::Result<> SqlUnitOfWork::release()
{
    return control(&Tables::release);
}

base::Result<> SqlUnitOfWork::rollbackToSavepoint()
{
    return control(&Tables::rollbackTo);
}

base::Result<> SqlUnitOfWork::reopen()
{
    return m_file.reopen();
}

base::Result<desk::LedgerHead> SqlUnitOfWork::head()
{
    auto t = tables();
    if (!t)
        return t.error();
    auto rows = (*t)->head.select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    desk::LedgerHead head;
    head.lastPosting = rows->integer(0);
    head.lastHash = rows->isNull(1) ? bank::genesisHash() : rows->blob(1);
    head.lastSequence = rows->integer(2);
    head.lastClient = std::max<qint64>(rows->integer(3), 0);
    head.lastInternal = std::min<qint64>(rows->integer(4), 0);
    if (!rows->isNull(5))
        head.lastClosedDay = dayOf(rows->integer(5));
    return head;
}

base::Result<std::optional<bank::Account>> SqlUnitOfWork::findAccount(const QString &owner, base::Currency currency)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->accounts.find(owner, currency);
}

base::Result<std::optional<bank::RecordedPosting>> SqlUnitOfWork::findPosting(const QByteArray &key)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->postings.find(key);
}

base::Result<std::optional<bank::DayTotals>> SqlUnitOfWork::dayTotals(QDate day, base::Currency currency)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->dayTotals.find(day, currency);
}

base::Result<> SqlUnitOfWork::insertAccount(const bank::Account &account)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->accounts.insert(account);
}

base::Result<> SqlUnitOfWork::updateAccount(const bank::Account &account)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->accounts.update(account);
}

base::Result<> SqlUnitOfWork::insertPosting(const bank::Posting &posting)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->postings.insert(posting);
}

base::Result<std::optional<bank::JournalEntry>> SqlUnitOfWork::findEntry(qint64 posting)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->postings.findEntry(posting);
}

base::Result<base::Money> SqlUnitOfWork::withdrawnOn(const bank::Account &account, QDate day)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->postings.withdrawnOn(account, day);
}

base::Result<> SqlUnitOfWork::updateTerms(const bank::Account &account, const QString &nameBefore)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->accounts.updateTerms(account, nameBefore);
}

base::Result<std::optional<bank::Hold>> SqlUnitOfWork::findHold(qint64 id)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->holds.find(id);
}

base::Result<std::vector<bank::Hold>> SqlUnitOfWork::dueHolds(base::UtcMs now, int limit)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->holds.due(now, limit);
}

base::Result<qint64> SqlUnitOfWork::saveHold(const bank::Hold &hold)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->holds.save(hold);
}

base::Result<std::optional<events::DayClosed>> SqlUnitOfWork::findDayClose(QDate day)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->dayCloses.find(day);
}

base::Result<bank::Proof> SqlUnitOfWork::lastProof()
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->proof.find();
}

base::Result<> SqlUnitOfWork::saveProof(const bank::Proof &proof)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->proof.save(proof);
}

base::Result<> SqlUnitOfWork::insertDayClose(const events::DayClosed &close)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->dayCloses.insert(close);
}

base::Result<> SqlUnitOfWork::saveDayTotals(const bank::DayTotals &totals)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->dayTotals.save(totals);
}

base::Result<> SqlUnitOfWork::append(const events::Event &event)
{
    auto t = tables();
    if (!t)
        return t.error();
    return (*t)->log.append(event);
}

} // namespace store
