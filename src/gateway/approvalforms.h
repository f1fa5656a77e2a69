// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/alerts.h"
#include "bank/approvals.h"
#include "bank/unusual.h"
#include "contract/approvalvalues.h"
#include "web/httpresponse.h"
#include <QTimeZone>

/// Approvals and alerts of the bank as the API's.
namespace gateway {

contract::Approval approvalForm(const bank::ApprovalAnswer &answer, const QTimeZone &zone);
contract::Alert alertForm(const bank::AlertRecord &record, const QTimeZone &zone);
contract::UnusualReport unusualForm(const std::vector<bank::UnusualCash> &found, const bank::UnusualFilter &filter,
                                    QDate today);

/// What a command is answered with that waits for a second person, or did: 202, and Idempotency-Hit when it was known.
web::HttpResponse awaitingResponse(const bank::ApprovalAnswer &answer, const QTimeZone &zone);

} // namespace gateway
