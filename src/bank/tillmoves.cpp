// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/checks.h"
#include "bank/tillparts.h"

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

base::Result<> check(const MoveCash &command)
{
    if (!command.amount.isPositive())
        return {ErrorCode::InvalidArgument, u"the amount must be greater than zero"_s};
    if (command.toTill.has_value() != (command.kind == CashMove::Transfer))
        return {ErrorCode::InvalidArgument, u"a transfer, and nothing else, goes to another till"_s};
    for (auto ok : {checkKey(command.key), checkUser(command.user), checkReason(command.reason, "the reason"_L1)}) {
        if (!ok)
            return ok;
    }
    return {};
}

base::Result<TillSession> openSession(const MoveCash &command, Tills &tills)
{
    auto session = sessionFor(command.session, command.user, false, tills);
    if (session && session->state != TillState::Open)
        return {ErrorCode::Conflict, u"the till is not open: no cash is moved"_s};
    return session;
}

/// Who receives a transfer.
base::Result<std::optional<TillSession>> receiver(const MoveCash &command, const TillSession &from, Tills &tills)
{
    if (!command.toTill)
        return std::optional<TillSession>();
    if (*command.toTill == from.till)
        return {ErrorCode::InvalidArgument, u"a till gives nothing to itself"_s};
    auto to = tills.sessionAt(*command.toTill);
    if (to && (!*to || (*to)->state != TillState::Open))
        return {ErrorCode::Conflict, u"the till that is to receive it is not open"_s};
    return to;
}

events::PostingOperation operationOf(CashMove kind)
{
    switch (kind) {
    case CashMove::In:
        return events::PostingOperation::CashIn;
    case CashMove::Out:
        return events::PostingOperation::CashOut;
    case CashMove::Transfer:
        return events::PostingOperation::Transfer;
    }
    Q_UNREACHABLE();
}

OwnMovement movementOf(const MoveCash &command, const TillSession &from)
{
    const QString drawer = tillCode(from.till);
    const bool isIn = command.kind == CashMove::In;
    const QString other = command.toTill ? tillCode(*command.toTill) : QString(chart::cash);
    return {operationOf(command.kind),
            isIn ? other : drawer,
            isIn ? drawer : other,
            command.amount,
            from.id.value(),
            events::Channel::Till,
            command.user,
            {},
            command.reason,
            command.key,
            bodyHash(command),
            {}};
}

CashWasMoved answerOf(const MoveCash &command, TillSession session, qint64 posting, base::UtcMs at)
{
    return {std::move(session), posting, command.kind, command.amount, command.reason, {}, at, false};
}

/// What the key did before; none: it is new.
base::Result<std::optional<CashWasMoved>> replayed(const MoveCash &command, const Books &books)
{
    const auto request = books.requests.findRequest(command.key);
    const auto posting = books.ledger.findPosting(command.key);
    if (!request || !posting)
        return request ? posting.error() : request.error();
    if (*request || (*posting && (*posting)->bodyHash != bodyHash(command)))
        return {ErrorCode::Conflict, u"the idempotency key was used for another operation"_s};
    if (!*posting)
        return std::optional<CashWasMoved>();
    const events::TransactionPosted &posted = (*posting)->transaction;
    auto session = books.tills.findSession(command.session);
    if (!session)
        return session.error();
    if (!*session)
        return {ErrorCode::Corrupt, u"a till session is gone"_s};
    CashWasMoved before = answerOf(command, std::move(**session), posted.id, posted.at);
    auto to = books.tills.receiverOf(posted.id);
    if (!to)
        return to.error();
    before.to = std::move(to).value();
    before.replayed = true;
    return std::optional(std::move(before));
}

} // namespace

base::Result<CashWasMoved> moveCash(const MoveCash &command, const Books &books, const Policy &policy, base::UtcMs now)
{
    if (auto ok = check(command); !ok)
        return ok.error();
    auto before = replayed(command, books);
    if (!before)
        return before.error();
    if (*before)
        return std::move(**before);
    auto session = openSession(command, books.tills);
    if (!session)
        return session.error();
    auto to = receiver(command, *session, books.tills);
    if (!to)
        return to.error();
    if (command.kind != CashMove::In) {
        const auto held = cashIn(session->till, command.amount.currency(), books.ledger);
        if (!held)
            return held.error();
        if (auto ok = checkDrawerHolds(*held, command.amount); !ok)
            return ok.error();
    }
    const auto moved = moveOwnMoney(movementOf(command, *session), books.ledger, policy, now);
    if (!moved)
        return moved.error();
    if (*to) {
        if (auto ok = books.tills.addTransfer(moved->postingId, (*to)->id); !ok)
            return ok.error();
    }
    CashWasMoved done = answerOf(command, std::move(session).value(), moved->postingId, now);
    done.to = std::move(to).value();
    return done;
}

base::Result<ReceiptPrinted> printReceipt(const PrintReceipt &command, const Books &books, base::UtcMs now)
{
    for (auto ok : {checkKey(command.key), checkUser(command.user)}) {
        if (!ok)
            return ok.error();
    }
    const KeyedBody body{command.key, bodyHash(command), receiptRequest};
    const auto before = recorded(body, books);
    if (!before)
        return before.error();
    auto transaction = books.tills.findTransaction(command.transaction);
    if (!transaction)
        return transaction.error();
    if (!*transaction)
        return {ErrorCode::NotFound, u"there is no such transaction of a client"_s};
    if (*before)
        return ReceiptPrinted{std::move(**transaction), (*before)->reference.section(u'/', 1, 1).toInt(), command.user,
                              (*before)->at, true};
    const auto printed = books.tills.receiptCount(command.transaction);
    if (!printed)
        return printed.error();
    const int copy = *printed + 1;
    if (auto ok = books.tills.addReceipt(command.transaction, copy, command.user, now); !ok)
        return ok.error();
    const QString reference = QString::number(command.transaction) + u'/' + QString::number(copy);
    if (auto ok = noteKey(body, reference, books, now); !ok)
        return ok.error();
    return ReceiptPrinted{std::move(**transaction), copy, command.user, now, false};
}

} // namespace bank
