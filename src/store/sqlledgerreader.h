// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/ledgerreader.h"
#include "store/sqldaycloses.h"
#include "store/sqlholds.h"
#include "store/sqlpostings.h"
#include "store/sqlproof.h"

namespace store {

/// What is read of the ledger beside movements and balances, on a reader's connection.
class SqlLedgerReader final : public desk::LedgerReader
{
public:
    explicit SqlLedgerReader(Database &database);
    base::Result<std::vector<bank::Hold>> holds(const QString &cedula, base::Currency currency,
                                                bool onlyActive) override;
    base::Result<desk::Page<events::Event>> changes(const QString &cedula, base::Currency currency,
                                                    const desk::PageRequest &page) override;
    base::Result<bank::Chart> chart() override;
    base::Result<bank::Journal> journal(QDate day, const desk::PageRequest &page) override;
    base::Result<std::vector<events::DayClosed>> closedDays(int limit) override;
    base::Result<bank::Proof> proof() override { return m_proof.find(); }

private:
    base::Result<qint64> accountId(const QString &cedula, base::Currency currency);
    base::Result<std::vector<bank::JournalTotal>> totals(QDate day);

    SqlHolds m_holds;
    SqlDayCloses m_dayCloses;
    SqlPostings m_postings;
    SqlProof m_proof;
    Statement m_account;
    Statement m_changes;
    Statement m_own;
    Statement m_ofDay;
    Statement m_byOperation;
    Statement m_byTill;
    Statement m_byUser;
};

} // namespace store
