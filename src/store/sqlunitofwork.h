// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/ports.h"
#include "store/sqlaccounts.h"
#include "store/sqlapprovals.h"
#include "store/sqldaycloses.h"
#include "store/sqldaytotals.h"
#include "store/sqleventlog.h"
#include "store/sqlholds.h"
#include "store/sqlpostings.h"
#include "store/sqlproof.h"
#include "store/sqlqrs.h"
#include "store/sqlrequests.h"
#include "store/sqltills.h"

namespace store {

class LedgerFile;

/// The desk's unit of work over a ledger file. It may not be kept beyond the file.
class SqlUnitOfWork final : public desk::UnitOfWork
{
public:
    explicit SqlUnitOfWork(LedgerFile &file);

    base::Result<> begin() override;
    base::Result<> commit() override;
    base::Result<> rollback() override;
    base::Result<> savepoint() override;
    base::Result<> release() override;
    base::Result<> rollbackToSavepoint() override;
    base::Result<> reopen() override;

    base::Result<desk::LedgerHead> head() override;
    base::Result<std::optional<bank::Account>> findAccount(const QString &owner, base::Currency currency) override;
    base::Result<std::optional<bank::RecordedPosting>> findPosting(const QByteArray &key) override;
    base::Result<std::optional<bank::DayTotals>> dayTotals(QDate day, base::Currency currency) override;
    base::Result<> insertAccount(const bank::Account &account) override;
    base::Result<> updateAccount(const bank::Account &account) override;
    base::Result<> insertPosting(const bank::Posting &posting) override;
    base::Result<std::optional<bank::JournalEntry>> findEntry(qint64 posting) override;
    base::Result<base::Money> withdrawnOn(const bank::Account &account, QDate day) override;
    base::Result<> updateTerms(const bank::Account &account, const QString &nameBefore) override;
    base::Result<std::optional<bank::Hold>> findHold(qint64 id) override;
    base::Result<std::vector<bank::Hold>> dueHolds(base::UtcMs now, int limit) override;
    base::Result<qint64> saveHold(const bank::Hold &hold) override;
    base::Result<std::optional<events::DayClosed>> findDayClose(QDate day) override;
    base::Result<bank::Proof> lastProof() override;
    base::Result<> saveProof(const bank::Proof &proof) override;
    base::Result<> insertDayClose(const events::DayClosed &close) override;
    base::Result<> saveDayTotals(const bank::DayTotals &totals) override;
    base::Result<> append(const events::Event &event) override;
    bank::Tills &tills() override { return m_tables->tills; }
    bank::Approvals &approvals() override { return m_tables->approvals; }
    bank::Requests &requests() override { return m_tables->requests; }
    bank::Alerts &alerts() override { return m_tables->alerts; }
    payments::QrBook &qrs() override { return m_tables->qrs; }

    /// Statements hold their connection: the file takes them down before it closes, and sets them up again after.
    void detach();
    void attach();

private:
    /// What lives as long as one connection.
    struct Tables
    {
        explicit Tables(Database &database);
        SqlAccounts accounts;
        SqlPostings postings;
        SqlDayTotals dayTotals;
        SqlHolds holds;
        SqlDayCloses dayCloses;
        SqlProof proof;
        SqlEventLog log;
        SqlTills tills;
        SqlApprovals approvals;
        SqlRequests requests;
        SqlAlerts alerts;
        SqlQrs qrs;
        Statement begin;
        Statement commit;
        Statement rollback;
        Statement savepoint;
        Statement release;
        Statement rollbackTo;
        Statement head;
    };
    base::Result<> control(Statement Tables::*statement);
    base::Result<Tables *> tables();

    LedgerFile &m_file;
    std::unique_ptr<Tables> m_tables;
};

} // namespace store
