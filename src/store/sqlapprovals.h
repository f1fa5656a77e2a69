// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/approvals.h"
#include "store/statement.h"

namespace store {

/// Tables `approval` and `approval_decision`.
class SqlApprovals final : public bank::Approvals
{
public:
    explicit SqlApprovals(Database &database);
    base::Result<qint64> nextApproval() override;
    base::Result<std::optional<bank::ApprovalRequest>> findApproval(qint64 id) override;
    base::Result<> addApproval(const bank::ApprovalRequest &request) override;
    base::Result<> updateApproval(const bank::ApprovalRequest &request) override;
    base::Result<> addDecision(const bank::ApprovalDecision &decision) override;
    base::Result<std::vector<bank::ApprovalRequest>> dueApprovals(base::UtcMs now, int limit) override;

private:
    Statement m_next;
    Statement m_find;
    Statement m_insert;
    Statement m_update;
    Statement m_decide;
    Statement m_due;
};

/// Columns of approvalFrom(), of table `approval` under the alias `q`.
inline constexpr QLatin1StringView approvalColumns{
    "q.id, q.state, q.operation, q.hash, q.needed, q.approvers, q.created_at, q.expires_at, q.decided_at,"
    " q.decided_by, q.note, q.posting, q.cedula, q.amount, q.currency"};
base::Result<bank::ApprovalRequest> approvalFrom(const Rows &rows);

} // namespace store
