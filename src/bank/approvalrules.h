// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/books.h"
#include "bank/policy.h"

/// The rules of approval (SPEC 2.4 "Aprobación", M11): who must agree to what, and what becomes of a request. Each
/// writes the request, the decision and the event, or refuses and writes nothing that the caller may keep.
namespace bank {

/// How many others must agree: 0, 1 or 2. Limits hold at the window, and for tellers by every way; programs are not
/// held up. The limits are minor units of the amount's currency.
int approversNeeded(const Post &post, const Policy &policy);

/// What the operation's idempotency key already stands for: the request as it is now. Empty: nothing, or a posting's,
/// which the operation's own rule knows. Conflict: another body, or another kind of thing.
base::Result<std::optional<ApprovalAnswer>> findRequest(const Operation &operation, const Books &books);

/// Makes a request of the draft (operation, facts, needed) and raises APPROVAL_REQUIRED (S0-25). The caller has tried
/// that it could be carried out now.
base::Result<ApprovalAnswer> askApproval(ApprovalRequest draft, const Books &books, const Policy &policy,
                                         base::UtcMs now);

/// A request after one more has agreed.
struct Agreed
{
    ApprovalRequest request;
    bool isComplete = false; ///< nobody else is needed: carry it out, then conclude()
    bool replayed = false;   ///< he had agreed before
};
/// The approver's part. When it is not complete, this is all and has been written; when it is, conclude() writes.
base::Result<Agreed> approve(const Approve &command, const Books &books, base::UtcMs now);

/// What carrying it out came to: nothing, a posting, or why it could not be.
struct Outcome
{
    std::optional<events::TransactionPosted> transaction = {};
    std::optional<base::Error> refusal = {};
};
/// Ends a request whose operation was carried out, or could not be (Refused, with the reason).
base::Result<ApprovalAnswer> conclude(ApprovalRequest request, const Approve &last, const Outcome &outcome,
                                      const Books &books, base::UtcMs now);

base::Result<ApprovalAnswer> reject(const Reject &command, const Books &books, base::UtcMs now);
base::Result<ApprovalAnswer> cancel(const CancelApproval &command, const Books &books, base::UtcMs now);
base::Result<Expired> expire(const ExpireApprovals &command, const Books &books, base::UtcMs now);

/// The request with what it booked: what questions and replays are answered with.
base::Result<ApprovalAnswer> answerWith(ApprovalRequest request, bool replayed, const Books &books);

} // namespace bank
