// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"

namespace support {

/// Books without requests for approval, which take none.
class NoApprovals final : public bank::Approvals
{
public:
    base::Result<qint64> nextApproval() override { return 1; }
    base::Result<std::optional<bank::ApprovalRequest>> findApproval(qint64) override
    {
        return std::optional<bank::ApprovalRequest>();
    }
    base::Result<> addApproval(const bank::ApprovalRequest &) override { return refused(); }
    base::Result<> updateApproval(const bank::ApprovalRequest &) override { return refused(); }
    base::Result<> addDecision(const bank::ApprovalDecision &) override { return refused(); }
    base::Result<std::vector<bank::ApprovalRequest>> dueApprovals(base::UtcMs, int) override
    {
        return std::vector<bank::ApprovalRequest>();
    }

private:
    static base::Result<> refused() { return {base::ErrorCode::Unsupported, QStringLiteral("not kept here")}; }
};

/// Books in which nobody has seen an alert.
class NoAlerts final : public bank::Alerts
{
public:
    base::Result<std::optional<bank::AlertRecord>> findAlert(qint64) override
    {
        return std::optional<bank::AlertRecord>();
    }
    base::Result<> markSeen(const bank::AlertRecord &) override
    {
        return {base::ErrorCode::Unsupported, QStringLiteral("not kept here")};
    }
    base::Result<base::UtcMs> lastRaised(const QString &, const QString &) override { return base::UtcMs{}; }
};

} // namespace support
