// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/approvalreader.h"
#include "store/sqlmeta.h"

namespace store {

/// Requests for approval, alerts and unusual operations on a read-only connection: a part of SqlReader.
class SqlApprovalReader final : public desk::ApprovalReader
{
public:
    explicit SqlApprovalReader(Database &database);
    base::Result<desk::Page<bank::ApprovalAnswer>> approvals(std::optional<bank::ApprovalState> state,
                                                             const desk::PageRequest &page) override;
    base::Result<desk::Snapshot<bank::ApprovalAnswer>> approval(qint64 id) override;
    base::Result<bool> hasDueApprovals(base::UtcMs now) override;
    base::Result<desk::Page<bank::AlertRecord>> alerts(desk::AlertChoice choice,
                                                       const desk::PageRequest &page) override;
    base::Result<std::vector<bank::UnusualCash>> unusual(const bank::UnusualFilter &filter) override;

private:
    base::Result<> stamp(QString &epoch, qint64 &seq);
    base::Result<std::optional<events::TransactionPosted>> transaction(qint64 posting);

    Database &m_database;
    SqlMeta m_meta;
    Statement m_last;
    Statement m_all;
    Statement m_ofState;
    Statement m_one;
    Statement m_posting;
    Statement m_due;
    Statement m_alerts;
    Statement m_newAlerts;
    Statement m_seenAlerts;
    Statement m_unusual;
};

} // namespace store
