// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/actor.h"
#include "bank/operation.h"
#include <vector>

namespace bank {

using events::ApprovalState;

/// An operation that waits for a second person (SPEC 2.4 "Aprobación"), or what became of it.
struct ApprovalRequest
{
    Operation operation;
    OperationFacts facts = factsOf(operation);
    qint64 id = 0; ///< consecutive from 1
    ApprovalState state = ApprovalState::Pending;
    QByteArray hash = {}; ///< SHA-256 that approvers sign for: approvalHash()
    int needed = 1;       ///< different approvers: 1 or 2
    QStringList approvers = {};
    base::UtcMs createdAt = {};
    base::UtcMs expiresAt = {};
    base::UtcMs decidedAt = {};         ///< when it ended; 0: pending
    QString decidedBy = {};             ///< who ended it; empty: pending, or by time
    QString note = {};                  ///< why it was rejected, or refused
    std::optional<qint64> posting = {}; ///< what was booked
    bool isPending() const { return state == ApprovalState::Pending; }
};

/// SHA-256 over the request's number, stored operation, maker, needed approvers and life: an approval is worth
/// something for exactly this.
QByteArray approvalHash(const ApprovalRequest &request);

/// One person's (or time's) word on a request; never changed, never deleted.
struct ApprovalDecision
{
    enum class Kind { Approve, Reject, Cancel, Expire, Refuse };
    qint64 request = 0;
    Kind kind = Kind::Approve;
    QString user; ///< empty: time's
    base::UtcMs at;
    QString note = {};
    bool byPin = false; ///< at the maker's window
};

/// Port: requests that wait for a second person, as the rules see them, inside one command (SPEC 2.4 "Aprobación").
class Approvals
{
public:
    virtual ~Approvals() = default;
    /// The number that the next request gets.
    virtual base::Result<qint64> nextApproval() = 0;
    virtual base::Result<std::optional<ApprovalRequest>> findApproval(qint64 id) = 0;
    virtual base::Result<> addApproval(const ApprovalRequest &request) = 0;
    /// State, approvers, end, note, posting of a request that is pending in the store.
    virtual base::Result<> updateApproval(const ApprovalRequest &request) = 0;
    virtual base::Result<> addDecision(const ApprovalDecision &decision) = 0;
    /// Pending ones whose time has passed, oldest first.
    virtual base::Result<std::vector<ApprovalRequest>> dueApprovals(base::UtcMs now, int limit) = 0;
};

/// Agrees to a request. The last one needed carries it out. Errors: NotFound; PermissionDenied (the maker, or no
/// supervisor or administrator); Conflict (another hash, or it is no longer pending). Doing it twice is harmless.
struct Approve
{
    qint64 id = 0;
    QByteArray hash; ///< 32 bytes: what was shown to the approver
    Actor checker;
    bool byPin = false;
};
/// Same errors.
struct Reject
{
    qint64 id = 0;
    Actor checker;
    QString reason = {}; ///< ≤ 140 characters
    bool byPin = false;
};
/// The maker takes it back. PermissionDenied for anybody else.
struct CancelApproval
{
    qint64 id = 0;
    QString user;
};
/// Ends what has waited too long; the hub asks for it when something is due.
struct ExpireApprovals
{
    int limit = 100; ///< at once
};

/// Answer to a command that waits, and to those about requests: the request as it is now.
struct ApprovalAnswer
{
    ApprovalRequest request;
    std::optional<events::TransactionPosted> transaction = {}; ///< what it booked, if it was just now or a posting
    bool replayed = false;                                     ///< nothing was changed: it was so before
};
/// Answer to ExpireApprovals.
struct Expired
{
    int requests = 0;
};

/// What goes into the log and to everybody outside.
events::ApprovalChanged changeOf(const ApprovalRequest &request, base::UtcMs at);

} // namespace bank
