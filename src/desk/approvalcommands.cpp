// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/approvalcommands.h"
#include "bank/alertrules.h"
#include "bank/approvalrules.h"
#include "desk/operations.h"

namespace desk {
namespace {

using namespace Qt::StringLiterals;
using base::ErrorCode;

Answer carriedOut(const bank::Operation &operation, const QStringList &approvers, const Context &context,
                  base::UtcMs now)
{
    return std::visit([&](const auto &one) { return carryOut(one, approvers, context, now); }, operation);
}

/// Ours, not the operation's: a command that meets it fails as a whole.
bool isFault(ErrorCode code)
{
    return code == ErrorCode::Io || code == ErrorCode::Corrupt || code == ErrorCode::Internal ||
           code == ErrorCode::Unavailable || code == ErrorCode::Busy || code == ErrorCode::Timeout;
}

/// What a key stands for: of a request that booked something, the booking (SPEC 2.3 "same answer").
Answer known(bank::ApprovalAnswer answer)
{
    if (answer.transaction)
        return Answer(bank::Posted{std::move(*answer.transaction), true});
    return Answer(std::move(answer));
}

/// Carries it out and takes it back: would it be refused? Learns from it what the approvers should see.
base::Result<> rehearse(bank::ApprovalRequest &draft, const Context &context, base::UtcMs now)
{
    if (auto ok = context.attempts.beginAttempt(); !ok)
        return ok;
    // Somebody's name: who will agree is not known yet, and the rule must not ask for it again.
    const Answer tried = carriedOut(draft.operation, {u"-"_s}, context, now);
    if (auto ok = context.attempts.undoAttempt(); !ok)
        return ok;
    if (!tried)
        return tried.error();
    if (const auto *const posted = std::get_if<bank::Posted>(&*tried)) {
        draft.facts.cedula = posted->transaction.cedula;
        draft.facts.amount = posted->transaction.amount;
    }
    return {};
}

base::Result<bank::Outcome> attempt(const bank::ApprovalRequest &request, const Context &context, base::UtcMs now)
{
    if (auto ok = context.attempts.beginAttempt(); !ok)
        return ok.error();
    const Answer done = carriedOut(request.operation, request.approvers, context, now);
    if (!done && isFault(done.error().code()))
        return done.error();
    if (auto ok = done ? context.attempts.keepAttempt() : context.attempts.undoAttempt(); !ok)
        return ok.error();
    bank::Outcome outcome;
    if (!done)
        outcome.refusal = done.error();
    else if (const auto *const posted = std::get_if<bank::Posted>(&*done))
        outcome.transaction = posted->transaction;
    return outcome;
}

/// A refused withdrawal tells as it would have without a request (S0-25).
base::Result<> tellShortfall(const bank::Operation &operation, const bank::Outcome &outcome, const Context &context,
                             base::UtcMs now)
{
    const auto *const post = std::get_if<bank::Post>(&operation);
    if (!post || !outcome.refusal || outcome.refusal->code() != ErrorCode::InsufficientFunds)
        return {};
    const auto raised = bank::alertOfShortfall(*post, context.books, now);
    return raised ? base::Result<>() : base::Result<>(raised.error());
}

/// The request on disk after a failed batch, if `isDone` says that this command made it so.
template <typename IsDone>
Answer foundDecision(qint64 id, UnitOfWork &unit, const base::Error &cause, IsDone isDone)
{
    auto request = unit.approvals().findApproval(id);
    if (!request)
        return lost(request.error());
    if (!*request || !isDone(**request))
        return lost(cause);
    bank::ApprovalAnswer answer{std::move(**request)};
    if (answer.request.posting && !answer.request.facts.key.isEmpty()) {
        auto recorded = unit.findPosting(answer.request.facts.key);
        if (!recorded)
            return lost(recorded.error());
        if (*recorded)
            answer.transaction = std::move((*recorded)->transaction);
    }
    return Answer(std::move(answer));
}

} // namespace

Answer guarded(const bank::Operation &operation, int needed, const Context &context, base::UtcMs now)
{
    auto request = bank::findRequest(operation, context.books);
    if (!request)
        return request.error();
    if (*request)
        return known(std::move(**request));
    if (needed <= 0)
        return carriedOut(operation, {}, context, now);
    if (!bank::keyOf(operation).isEmpty()) {
        // A limit may have been lowered since it was booked.
        auto booked = context.books.ledger.findPosting(bank::keyOf(operation));
        if (!booked)
            return booked.error();
        if (*booked)
            return carriedOut(operation, {}, context, now);
    }
    bank::ApprovalRequest draft{operation};
    draft.needed = needed;
    if (auto ok = rehearse(draft, context, now); !ok)
        return ok.error();
    return answerOf(bank::askApproval(std::move(draft), context.books, context.policy, now));
}

Answer decide(const bank::Approve &command, const Context &context, base::UtcMs now)
{
    auto agreed = bank::approve(command, context.books, now);
    if (!agreed)
        return agreed.error();
    if (!agreed->isComplete)
        return answerOf(bank::answerWith(std::move(agreed->request), agreed->replayed, context.books));
    const auto outcome = attempt(agreed->request, context, now);
    if (!outcome)
        return outcome.error();
    if (auto ok = tellShortfall(agreed->request.operation, *outcome, context, now); !ok)
        return ok.error();
    return answerOf(bank::conclude(std::move(agreed->request), command, *outcome, context.books, now));
}

Answer decide(const bank::Reject &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::reject(command, context.books, now));
}

Answer decide(const bank::CancelApproval &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::cancel(command, context.books, now));
}

Answer decide(const bank::ExpireApprovals &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::expire(command, context.books, now));
}

Answer decide(const bank::AcknowledgeAlert &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::acknowledge(command, context.books, now));
}

Answer decide(const bank::RaiseAlert &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::raise(command, context.books, now));
}

Answer found(const bank::Approve &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    return foundDecision(command.id, unit, cause, [&command](const bank::ApprovalRequest &request) {
        return request.approvers.contains(command.checker.user);
    });
}

Answer found(const bank::Reject &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    return foundDecision(command.id, unit, cause, [&command](const bank::ApprovalRequest &request) {
        return request.state == bank::ApprovalState::Rejected && request.decidedBy == command.checker.user;
    });
}

Answer found(const bank::CancelApproval &command, UnitOfWork &unit, base::UtcMs, const base::Error &cause)
{
    return foundDecision(command.id, unit, cause, [](const bank::ApprovalRequest &request) {
        return request.state == bank::ApprovalState::Cancelled;
    });
}

/// The next tick does what is left.
Answer found(const bank::ExpireApprovals &, UnitOfWork &, base::UtcMs, const base::Error &cause)
{
    return lost(cause);
}

Answer found(const bank::AcknowledgeAlert &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto record = unit.alerts().findAlert(command.seq);
    if (!record)
        return lost(record.error());
    if (!*record || !(*record)->isSeen())
        return lost(cause);
    const bool isOurs = (*record)->seenBy == command.user && (*record)->seenAt == now;
    return Answer(bank::AlertSeen{std::move(**record), !isOurs});
}

Answer found(const bank::RaiseAlert &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto last = unit.alerts().lastRaised(command.alert.type, command.alert.cedula);
    if (!last)
        return lost(last.error());
    return *last == now ? Answer(bank::AlertAnswer{}) : Answer(lost(cause));
}

std::optional<Answer> foundRequest(const bank::Operation &operation, UnitOfWork &unit, base::UtcMs now)
{
    auto known = unit.requests().findRequest(bank::keyOf(operation));
    if (!known)
        return Answer(lost(known.error()));
    if (!*known || (*known)->kind != "approval"_L1)
        return std::nullopt;
    if ((*known)->bodyHash != bank::factsOf(operation).bodyHash)
        return Answer(base::Error(ErrorCode::Conflict, u"the idempotency key was used for another operation"_s));
    auto request = unit.approvals().findApproval((*known)->reference.toLongLong());
    if (!request)
        return Answer(lost(request.error()));
    if (!*request)
        return std::nullopt;
    const bool isOld = (*request)->createdAt != now;
    return Answer(bank::ApprovalAnswer{std::move(**request), {}, isOld});
}

} // namespace desk
