// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/alerts.h"
#include "bank/approvals.h"
#include "bank/unusual.h"
#include "desk/page.h"

namespace desk {

/// Which alerts a list shows.
enum class AlertChoice { All, New, Seen };

/// Port: requests for approval, alerts and unusual operations, as they are read without a command. Part of Reader, with
/// its promises.
class ApprovalReader
{
public:
    virtual ~ApprovalReader() = default;
    /// Newest first; without what they booked.
    virtual base::Result<Page<bank::ApprovalAnswer>> approvals(std::optional<bank::ApprovalState> state,
                                                               const PageRequest &page) = 0;
    /// With what it booked. NotFound.
    virtual base::Result<Snapshot<bank::ApprovalAnswer>> approval(qint64 id) = 0;
    /// Whether a pending request's time has passed.
    virtual base::Result<bool> hasDueApprovals(base::UtcMs now) = 0;
    /// Newest first.
    virtual base::Result<Page<bank::AlertRecord>> alerts(AlertChoice choice, const PageRequest &page) = 0;
    /// The greatest sums first, 500 at most.
    virtual base::Result<std::vector<bank::UnusualCash>> unusual(const bank::UnusualFilter &filter) = 0;
};

} // namespace desk
