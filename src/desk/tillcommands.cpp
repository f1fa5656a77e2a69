// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/tillcommands.h"
#include "bank/tillrules.h"

// GCC 12 takes the other alternatives of a moved-from answer for uninitialised when it destroys it.
#if defined(Q_CC_GNU) && !defined(Q_CC_CLANG)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace desk {

using namespace Qt::StringLiterals;

namespace {

/// What the key of a failed command stands for on the disk: nothing (lost), another command (Conflict), or this one.
template <typename Command>
base::Result<bank::RecordedRequest> recorded(const Command &command, UnitOfWork &unit, const base::Error &cause)
{
    auto request = unit.requests().findRequest(command.key);
    if (!request)
        return lost(request.error());
    if (!*request)
        return lost(cause);
    if ((*request)->bodyHash != bank::bodyHash(command))
        return {base::ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    return std::move(**request);
}

base::Error gone()
{
    return {base::ErrorCode::Corrupt, u"what a key stands for is gone"_s};
}

template <typename Command>
Answer foundClosing(const Command &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto request = recorded(command, unit, cause);
    if (!request)
        return request.error();
    auto z = unit.tills().findClosing(command.session);
    auto next = unit.tills().findSession(bank::TillSessionId(request->reference.section(u'/', 1, 1).toLongLong()));
    if (!z || !next)
        return lost(z ? next.error() : z.error());
    if (!*z)
        return gone();
    return Answer(bank::TillClosed{std::move(**z), std::move(*next), request->at != now});
}

} // namespace

Answer decide(const bank::CreateTill &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::createTill(command, context.books, now));
}

Answer decide(const bank::OpenTill &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::openTill(command, context.books, context.policy, now));
}

Answer decide(const bank::MoveCash &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::moveCash(command, context.books, context.policy, now));
}

Answer decide(const bank::CountCash &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::countCash(command, context.books, context.policy, now));
}

Answer decide(const bank::SubmitCount &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::submitCount(command, context.books, now));
}

Answer decide(const bank::CloseTill &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::closeTill(command, context.books, context.policy, now));
}

Answer decide(const bank::HandOverTill &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::handOverTill(command, context.books, context.policy, now));
}

Answer decide(const bank::PrintReceipt &command, const Context &context, base::UtcMs now)
{
    return answerOf(bank::printReceipt(command, context.books, now));
}

Answer found(const bank::CreateTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto till = unit.tills().findTill(command.name);
    if (!till)
        return lost(till.error());
    if (!*till)
        return lost(cause);
    if ((*till)->createdAt != now || (*till)->createdBy != command.user)
        return {base::ErrorCode::AlreadyExists, u"the till exists"_s};
    return Answer(bank::TillMade{std::move(**till)});
}

Answer found(const bank::OpenTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto request = recorded(command, unit, cause);
    if (!request)
        return request.error();
    auto session = unit.tills().findSession(bank::TillSessionId(request->reference.toLongLong()));
    if (!session)
        return lost(session.error());
    if (!*session)
        return gone();
    return Answer(bank::TillDone{std::move(**session), request->at != now});
}

Answer found(const bank::MoveCash &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto posting = unit.findPosting(command.key);
    if (!posting)
        return lost(posting.error());
    if (!*posting)
        return lost(cause);
    if ((*posting)->bodyHash != bank::bodyHash(command))
        return {base::ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    const events::TransactionPosted &moved = (*posting)->transaction;
    auto session = unit.tills().findSession(command.session);
    auto to = unit.tills().receiverOf(moved.id);
    if (!session || !to)
        return lost(session ? to.error() : session.error());
    if (!*session)
        return gone();
    return Answer(bank::CashWasMoved{std::move(**session), moved.id, command.kind, command.amount, command.reason,
                                     std::move(*to), moved.at, moved.at != now});
}

/// A keystroke has no key: it may be sent again.
Answer found(const bank::CountCash &, UnitOfWork &, base::UtcMs, const base::Error &cause)
{
    return lost(cause);
}

Answer found(const bank::SubmitCount &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    auto session = unit.tills().findSession(command.session);
    if (!session)
        return lost(session.error());
    if (!*session || (*session)->countedAt != now)
        return lost(cause);
    return Answer(bank::TillDone{std::move(**session), false});
}

Answer found(const bank::CloseTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    return foundClosing(command, unit, now, cause);
}

Answer found(const bank::HandOverTill &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    return foundClosing(command, unit, now, cause);
}

Answer found(const bank::PrintReceipt &command, UnitOfWork &unit, base::UtcMs now, const base::Error &cause)
{
    const auto request = recorded(command, unit, cause);
    if (!request)
        return request.error();
    auto transaction = unit.tills().findTransaction(command.transaction);
    if (!transaction)
        return lost(transaction.error());
    if (!*transaction)
        return gone();
    return Answer(bank::ReceiptPrinted{std::move(**transaction), request->reference.section(u'/', 1, 1).toInt(),
                                       command.user, request->at, request->at != now});
}

} // namespace desk
