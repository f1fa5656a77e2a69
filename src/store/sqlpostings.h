// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/account.h"
#include "bank/posting.h"
#include "store/statement.h"

namespace store {

/// Tables `posting` and `entry`: the journal. Triggers refuse any change to what is in them.
class SqlPostings
{
public:
    explicit SqlPostings(Database &database);
    base::Result<std::optional<bank::RecordedPosting>> find(const QByteArray &key);
    base::Result<std::optional<bank::JournalEntry>> findEntry(qint64 id);
    /// Σ of an account's withdrawals of a day that nothing has reversed.
    base::Result<base::Money> withdrawnOn(const bank::Account &account, QDate day);
    /// The posting and its legs.
    base::Result<> insert(const bank::Posting &posting);

private:
    Statement m_knows; ///< one column: QSQLITE describes each column at each SELECT, and most keys are new
    Statement m_find;
    Statement m_sides;
    Statement m_withdrawn;
    Statement m_insert;
    Statement m_insertPair; ///< two legs at once: nearly every posting has two
    Statement m_insertLeg;
};

} // namespace store
