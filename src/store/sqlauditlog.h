// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/audit.h"
#include "store/statement.h"
#include <span>
#include <vector>

namespace store {

/// Table `audit`: append-only (triggers see to it) and hash-chained. Appends are part of the caller's transaction on
/// the writing connection; reading works on any. Belongs to its database's thread.
class SqlAuditLog
{
public:
    explicit SqlAuditLog(Database &database);

    base::Result<> append(std::span<const auth::AuditEntry> entries);
    base::Result<std::vector<auth::AuditRecord>> read(const auth::AuditFilter &filter);
    /// The newest row; seq 0 and auth::auditGenesis() when there is none.
    base::Result<auth::AuditRecord> head();

private:
    Statement m_insert;
    Statement m_head;
    Statement m_newest;
    Statement m_oldest;
};

/// Walks the whole chain and says what is wrong with it, one sentence each: gaps, changed texts or columns. Empty: it
/// is whole. In the caller's read transaction.
base::Result<QStringList> checkAudit(Database &database, auth::AuditRecord &last);

} // namespace store
