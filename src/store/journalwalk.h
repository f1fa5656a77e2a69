// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/posting.h"
#include "store/ledgercheck.h"
#include "store/statement.h"
#include <unordered_map>

namespace store {

/// Adds a problem to a report; its text is kept while there are few.
void note(LedgerReport &report, const QString &problem);

/// Walks the journal posting by posting and recomputes everything that was stored: numbers, sums, hashes, balances.
/// Part of checkLedger(). From the first posting on it knows every balance; from a later one, those it meets.
class JournalWalk
{
public:
    JournalWalk(Database &database, LedgerReport &report)
        : m_database(database)
        , m_report(report)
    {
    }
    base::Result<> run(qint64 firstPosting);

private:
    base::Result<> start(qint64 firstPosting);
    base::Result<> readPostings(qint64 firstPosting);
    base::Result<> addRow(const Rows &rows);
    bank::Posting postingOf(const Rows &rows);
    void finishPosting();
    void checkEvent();
    void checkLegs();
    base::Result<> compareAccounts();
    base::Result<> countStrays();

    Database &m_database;
    LedgerReport &m_report;
    bool m_isWhole = true;
    std::optional<bank::Posting> m_posting; ///< the one whose legs are being read
    QString m_eventType;                    ///< of the event at its sequence
    QByteArray m_storedHash;
    QByteArray m_previousHash;
    qint64 m_previousId = 0;
    std::unordered_map<qint64, qint64> m_balances; ///< minor units by account, as the entries say
};

} // namespace store
