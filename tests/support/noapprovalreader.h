// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/approvalreader.h"

namespace support {

/// A bank in which nobody has asked for approval and nothing was ever alarming.
class NoApprovalReader : public desk::ApprovalReader
{
public:
    base::Result<desk::Page<bank::ApprovalAnswer>> approvals(std::optional<bank::ApprovalState>,
                                                             const desk::PageRequest &) override
    {
        return desk::Page<bank::ApprovalAnswer>();
    }
    base::Result<desk::Snapshot<bank::ApprovalAnswer>> approval(qint64) override
    {
        return {base::ErrorCode::NotFound, QStringLiteral("there is no such request for approval")};
    }
    base::Result<bool> hasDueApprovals(base::UtcMs) override { return false; }
    base::Result<desk::Page<bank::AlertRecord>> alerts(desk::AlertChoice, const desk::PageRequest &) override
    {
        return desk::Page<bank::AlertRecord>();
    }
    base::Result<std::vector<bank::UnusualCash>> unusual(const bank::UnusualFilter &) override
    {
        return std::vector<bank::UnusualCash>();
    }
};

} // namespace support
