// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/approvalrules.h"

namespace bank {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;
using base::Result;
using Kind = ApprovalDecision::Kind;

constexpr qsizetype maxReason = 140;
constexpr QLatin1StringView requestKind{"approval"};

Result<ApprovalRequest> find(qint64 id, const Books &books)
{
    auto found = books.approvals.findApproval(id);
    if (!found)
        return found.error();
    if (!*found)
        return {ErrorCode::NotFound, u"there is no such request for approval"_s};
    return std::move(**found);
}

QLatin1StringView words(ApprovalState state)
{
    switch (state) {
    case ApprovalState::Pending:
        return "has expired"_L1; // by the clock, though nobody has noted it yet
    case ApprovalState::Approved:
        return "was approved already"_L1;
    case ApprovalState::Rejected:
        return "was rejected already"_L1;
    case ApprovalState::Expired:
        return "has expired"_L1;
    case ApprovalState::Cancelled:
        return "was taken back by its maker"_L1;
    case ApprovalState::Refused:
        return "could not be carried out"_L1;
    }
    Q_UNREACHABLE();
}

Result<> checkOpen(const ApprovalRequest &request, base::UtcMs now)
{
    if (!request.isPending() || now.value >= request.expiresAt.value)
        return {ErrorCode::Conflict, "the request "_L1 + words(request.state)};
    return {};
}

/// M11: never oneself, and only who may.
Result<> checkChecker(const ApprovalRequest &request, const Actor &checker)
{
    if (checker.user == request.facts.maker)
        return {ErrorCode::PermissionDenied, u"nobody decides on his own request"_s};
    if (!checker.mayApprove())
        return {ErrorCode::PermissionDenied, u"only a supervisor or an administrator decides on requests"_s};
    return {};
}

Result<> checkReason(const QString &reason)
{
    const bool hasControls =
        std::any_of(reason.begin(), reason.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (reason.size() > maxReason || hasControls)
        return {ErrorCode::InvalidArgument, u"the reason must be one line of at most %1 characters"_s.arg(maxReason)};
    return {};
}

/// Request, decision and event in one step.
Result<> write(const ApprovalRequest &request, const ApprovalDecision &decision, const Books &books)
{
    if (auto ok = books.approvals.updateApproval(request); !ok)
        return ok;
    if (auto ok = books.approvals.addDecision(decision); !ok)
        return ok;
    auto logged = books.ledger.append(changeOf(request, decision.at));
    return logged ? Result<>() : Result<>(logged.error());
}

/// Ends a pending request.
Result<ApprovalAnswer> finish(ApprovalRequest request, ApprovalState state, const ApprovalDecision &decision,
                              const Books &books)
{
    request.state = state;
    request.decidedAt = decision.at;
    request.decidedBy = decision.user;
    request.note = decision.note;
    if (auto ok = write(request, decision, books); !ok)
        return ok.error();
    return ApprovalAnswer{std::move(request)};
}

events::AlertRaised alertOf(const ApprovalRequest &request, base::UtcMs now)
{
    events::AlertRaised alert;
    alert.at = now;
    alert.type = events::approvalRequired;
    alert.cedula = request.facts.cedula;
    alert.amount = request.facts.amount;
    alert.operation = request.facts.word;
    alert.user = request.facts.maker;
    alert.approvalId = request.id;
    return alert;
}

} // namespace

int approversNeeded(const Post &post, const Policy &policy)
{
    if (post.channel != events::Channel::Till && post.rank != Rank::Teller)
        return 0;
    if (post.amount.minor() > policy.approval.secondLimitMinor)
        return 2;
    return post.amount.minor() > policy.approval.limitMinor ? 1 : 0;
}

Result<ApprovalAnswer> answerWith(ApprovalRequest request, bool replayed, const Books &books)
{
    ApprovalAnswer answer{std::move(request), {}, replayed};
    if (!answer.request.posting || answer.request.facts.key.isEmpty())
        return answer;
    auto recorded = books.ledger.findPosting(answer.request.facts.key);
    if (!recorded)
        return recorded.error();
    if (*recorded)
        answer.transaction = std::move((*recorded)->transaction);
    return answer;
}

Result<std::optional<ApprovalAnswer>> findRequest(const Operation &operation, const Books &books)
{
    const QByteArray &key = keyOf(operation);
    if (key.isEmpty())
        return std::optional<ApprovalAnswer>();
    auto known = books.requests.findRequest(key);
    if (!known)
        return known.error();
    if (!*known)
        return std::optional<ApprovalAnswer>();
    if ((*known)->kind != requestKind || (*known)->bodyHash != factsOf(operation).bodyHash)
        return {ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    auto request = find((*known)->reference.toLongLong(), books);
    if (!request)
        return request.error();
    auto answer = answerWith(std::move(*request), true, books);
    return answer ? Result<std::optional<ApprovalAnswer>>(std::move(*answer)) : answer.error();
}

Result<ApprovalAnswer> askApproval(ApprovalRequest request, const Books &books, const Policy &policy, base::UtcMs now)
{
    auto id = books.approvals.nextApproval();
    if (!id)
        return id.error();
    request.id = *id;
    request.createdAt = now;
    request.expiresAt.value = now.value + std::chrono::milliseconds(policy.approval.expiry).count();
    request.hash = approvalHash(request);
    if (auto ok = books.approvals.addApproval(request); !ok)
        return ok.error();
    const OperationFacts &facts = request.facts;
    if (!facts.key.isEmpty()) {
        const RecordedRequest key{facts.bodyHash, requestKind, QString::number(request.id), now};
        if (auto ok = books.requests.addRequest(facts.key, key); !ok)
            return ok.error();
    }
    if (auto logged = books.ledger.append(changeOf(request, now)); !logged)
        return logged.error();
    if (auto raised = books.ledger.append(alertOf(request, now)); !raised)
        return raised.error();
    return ApprovalAnswer{std::move(request)};
}

Result<Agreed> approve(const Approve &command, const Books &books, base::UtcMs now)
{
    auto request = find(command.id, books);
    if (!request)
        return request.error();
    if (auto ok = checkChecker(*request, command.checker); !ok)
        return ok.error();
    if (request->hash != command.hash)
        return {ErrorCode::Conflict, u"this is not the request that was shown: look at it again"_s};
    if (approvalHash(*request) != request->hash)
        return {ErrorCode::Corrupt, u"the stored request is not what it was made as"_s};
    if (request->approvers.contains(command.checker.user))
        return Agreed{std::move(*request), false, true};
    if (auto ok = checkOpen(*request, now); !ok)
        return ok.error();
    request->approvers.append(command.checker.user);
    if (request->approvers.size() >= request->needed)
        return Agreed{std::move(*request), true, false};
    const ApprovalDecision decision{command.id, Kind::Approve, command.checker.user, now, {}, command.byPin};
    if (auto ok = write(*request, decision, books); !ok)
        return ok.error();
    return Agreed{std::move(*request), false, false};
}

Result<ApprovalAnswer> conclude(ApprovalRequest request, const Approve &last, const Outcome &outcome,
                                const Books &books, base::UtcMs now)
{
    ApprovalDecision decision{request.id, Kind::Approve, last.checker.user, now, {}, last.byPin};
    if (outcome.refusal) {
        // He agreed, and it is noted so; what ended it was the rule.
        if (auto ok = books.approvals.addDecision(decision); !ok)
            return ok.error();
        decision.kind = Kind::Refuse;
        decision.note = outcome.refusal->message();
        return finish(std::move(request), ApprovalState::Refused, decision, books);
    }
    if (outcome.transaction)
        request.posting = outcome.transaction->id;
    auto answer = finish(std::move(request), ApprovalState::Approved, decision, books);
    if (answer)
        answer->transaction = outcome.transaction;
    return answer;
}

Result<ApprovalAnswer> reject(const Reject &command, const Books &books, base::UtcMs now)
{
    auto request = find(command.id, books);
    if (!request)
        return request.error();
    if (auto ok = checkChecker(*request, command.checker); !ok)
        return ok.error();
    if (auto ok = checkReason(command.reason); !ok)
        return ok.error();
    if (request->state == ApprovalState::Rejected && request->decidedBy == command.checker.user)
        return ApprovalAnswer{std::move(*request), {}, true};
    if (auto ok = checkOpen(*request, now); !ok)
        return ok.error();
    return finish(std::move(*request), ApprovalState::Rejected,
                  {command.id, Kind::Reject, command.checker.user, now, command.reason, command.byPin}, books);
}

Result<ApprovalAnswer> cancel(const CancelApproval &command, const Books &books, base::UtcMs now)
{
    auto request = find(command.id, books);
    if (!request)
        return request.error();
    if (command.user != request->facts.maker)
        return {ErrorCode::PermissionDenied, u"only its maker takes a request back"_s};
    if (request->state == ApprovalState::Cancelled)
        return ApprovalAnswer{std::move(*request), {}, true};
    if (auto ok = checkOpen(*request, now); !ok)
        return ok.error();
    return finish(std::move(*request), ApprovalState::Cancelled, {command.id, Kind::Cancel, command.user, now}, books);
}

Result<Expired> expire(const ExpireApprovals &command, const Books &books, base::UtcMs now)
{
    auto due = books.approvals.dueApprovals(now, command.limit);
    if (!due)
        return due.error();
    for (ApprovalRequest &request : *due) {
        const qint64 id = request.id;
        if (auto ok = finish(std::move(request), ApprovalState::Expired, {id, Kind::Expire, {}, now}, books); !ok)
            return ok.error();
    }
    return Expired{static_cast<int>(due->size())};
}

} // namespace bank
