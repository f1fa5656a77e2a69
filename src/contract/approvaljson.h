// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/approvalvalues.h"
#include "contract/bankjson.h"
#include "events/event.h"
#include <QTimeZone>

/// JSON of approvals, acknowledgements and unusual operations, both ways.
namespace contract {

void write(JsonWriter &out, const Approval &value);
void write(JsonWriter &out, const AlertSeen &value);
void write(JsonWriter &out, const UnusualCash &value);
void write(JsonWriter &out, const UnusualReport &value);

base::Result<Approval> readApproval(const JsonValue &json);
base::Result<AlertSeen> readAlertSeen(const JsonValue &json);
base::Result<UnusualReport> readUnusualReport(const JsonValue &json);

Approval approvalOf(const events::ApprovalChanged &changed);
AlertSeen alertSeenOf(const events::AlertAcknowledged &seen);

/// Body of POST …/approvals/{id}/approve and …/reject. `user` and `pin`: the checker's, at the maker's window; both or
/// none (then the caller's own session decides).
struct DecisionRequest
{
    QString hash; ///< approve alone
    QString user; ///< `usuario`
    QString pin;
    QString reason; ///< `motivo`, reject alone
};
void write(JsonWriter &out, const DecisionRequest &value);
/// InvalidArgument names the member that is wrong, and never holds the PIN.
base::Result<DecisionRequest> readDecisionRequest(const JsonValue &json);

} // namespace contract
