// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/ports.h"
#include "store/database.h"
#include "store/sqlaccountlog.h"
#include "store/sqlapprovalreader.h"
#include "store/sqleventlog.h"
#include "store/sqlledgerreader.h"
#include "store/sqlqrreader.h"
#include "store/sqltillreader.h"
#include <unordered_map>

namespace store {

/// The ledger's read side on a read-only connection: keyset pages, each in one short snapshot. Belongs to the thread
/// that opened it.
class SqlReader final : public desk::Reader
{
public:
    /// The file must have been opened by a writer of this version before.
    static base::Result<std::unique_ptr<SqlReader>> open(const QString &path);
    ~SqlReader() override;

    base::Result<desk::Page<events::TransactionPosted>> transactions(const bank::TransactionFilter &filter,
                                                                     const desk::PageRequest &page) override;
    base::Result<desk::Page<bank::Account>> accounts(const QString &query, const desk::PageRequest &page) override;
    base::Result<desk::Snapshot<bank::Account>> account(const QString &cedula, base::Currency currency) override;
    base::Result<desk::Page<events::TransactionPosted>> statement(const bank::TransactionFilter &filter,
                                                                  const desk::PageRequest &page) override;
    base::Result<desk::Snapshot<bank::Summary>> summary(QDate today) override;
    base::Result<std::vector<bank::BalanceState>> balances(qint64 afterAccount, int limit) override;
    base::Result<qint64> transactionCount() override;
    desk::QrReader &qrs() override { return m_qrs; }
    desk::TillReader &tills() override { return m_tills; }
    desk::LedgerReader &ledger() override { return m_ledger; }
    events::EventSource &log() override { return m_log; }
    events::AccountLog &accountLog() override { return m_accountLog; }
    desk::ApprovalReader &approvals() override { return m_approvals; }

    /// For reading what this class does not know (settings, users); never beyond the reader's life.
    Database &database() { return *m_database; }

private:
    explicit SqlReader(std::unique_ptr<Database> database);
    /// The statement of a text, prepared once. Texts come from a few shapes of filters, so there are few.
    Statement &prepared(const QString &sql);
    base::Result<std::optional<bank::Account>> findAccount(const QString &owner, base::Currency currency);
    base::Result<std::vector<events::TransactionPosted>> readTransactions(const bank::TransactionFilter &filter,
                                                                          qint64 before, int limit);
    base::Result<bank::Summary> readSummary(QDate today);
    base::Result<> readTotals(bank::Summary &summary, QDate today);
    base::Result<> stamp(QString &epoch, qint64 &seq);

    std::unique_ptr<Database> m_database;
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements;
    SqlEventLog m_log;
    SqlAccountLog m_accountLog;
    SqlQrReader m_qrs;
    SqlTillReader m_tills;
    SqlLedgerReader m_ledger;
    SqlApprovalReader m_approvals;
};

} // namespace store
