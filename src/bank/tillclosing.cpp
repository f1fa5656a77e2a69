// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/checks.h"
#include "bank/tillparts.h"

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

/// What CloseTill and HandOverTill have in common.
struct Ending
{
    TillSessionId session;
    QString toUser; ///< empty: to nobody
    bool isCarried = false;
    QString reason;
    QString user;
    bool maySupervise = false;
    int submission = 0;
    QStringList approvers;
};

Ending endingOf(const CloseTill &command)
{
    return {
        command.session,  {}, command.isCarried, command.reason, command.user, command.maySupervise, command.submission,
        command.approvers};
}

Ending endingOf(const HandOverTill &command)
{
    return {command.session,    command.toUser,   true, command.reason, command.user, command.maySupervise,
            command.submission, command.approvers};
}

base::Result<> checkTies(const TillSession &session, Tills &tills)
{
    const auto ties = tills.tiesOf(session);
    if (!ties)
        return ties.error();
    if (ties->any())
        return {ErrorCode::Conflict, "on this till hang "_L1 + QString::number(ties->pendingApprovals) +
                                         " pending approvals and "_L1 + QString::number(ties->activeQrs) +
                                         " active QR: end them, or hand the till over"_L1};
    return {};
}

/// The count is the last word on what is in the drawer.
base::Result<> checkStill(const TillSession &session, Ledger &ledger)
{
    for (const TillCash &cash : session.cash) {
        const auto held = cashIn(session.till, cash.currency(), ledger);
        if (!held)
            return held.error();
        if (!cash.counted || cash.expected != *held)
            return {ErrorCode::Conflict, u"cash has moved since the count: count again"_s};
    }
    return {};
}

/// The session, if this ending may be.
base::Result<TillSession> endable(const Ending &ending, const Books &books)
{
    auto session = sessionFor(ending.session, ending.user, ending.maySupervise, books.tills);
    if (!session)
        return session.error();
    if (session->state == TillState::Closed)
        return {ErrorCode::Conflict, u"the till session is closed: it is read-only"_s};
    if (session->state == TillState::Open)
        return {ErrorCode::Conflict, u"count the till's cash first"_s};
    if (ending.submission > 0 && ending.submission != session->submissions)
        return {ErrorCode::Conflict, u"the till has been counted again since this was asked for"_s};
    if (auto ok = checkStill(*session, books.ledger); !ok)
        return ok.error();
    return session;
}

base::Result<> agree(const TillSession &session, const Ending &ending, const Policy &policy)
{
    for (const TillCash &cash : session.cash) {
        const base::Money difference = cash.difference();
        if (difference.isZero())
            continue;
        if (auto ok = checkReason(ending.reason, "a reason for the difference"_L1); !ok)
            return ok;
        if (isAboveTolerance(difference, policy) && ending.approvers.isEmpty())
            return {ErrorCode::PermissionDenied, u"a supervisor must agree to a difference above the tolerance"_s};
    }
    return checkText(ending.reason, maxReason, "the reason"_L1);
}

/// Differences first, so that what goes to the vault is what was counted.
base::Result<> bookEnding(TillSession &session, const Ending &ending, const Books &books, const Policy &policy)
{
    const base::UtcMs now = *session.closedAt;
    for (TillCash &cash : session.cash) {
        const base::Money difference = cash.difference();
        if (!difference.isZero()) {
            if (auto ok = bookDifference({session, difference, ending.user, ending.reason, ending.approvers}, books,
                                         policy, now);
                !ok)
                return ok;
        }
        (ending.isCarried ? cash.carried : cash.settled) = *cash.counted;
        if (ending.isCarried || cash.counted->isZero())
            continue;
        if (auto ok = bookOnce({session, events::PostingOperation::Closing, tillCode(session.till), chart::cash,
                                *cash.counted, ending.user, ending.approvers, ending.reason},
                               books, policy, now);
            !ok)
            return ok;
    }
    return {};
}

base::Result<TillClosing> makeClosing(TillSession session, const Ending &ending, Tills &tills)
{
    TillClosing z;
    auto totals = tills.totalsOf(session);
    auto count = tills.countOf(session.id);
    auto journal = tills.journalEnd();
    const auto next = tills.nextClosing();
    for (const base::Error *error : {totals ? nullptr : &totals.error(), count ? nullptr : &count.error(),
                                     journal ? nullptr : &journal.error(), next ? nullptr : &next.error()}) {
        if (error)
            return *error;
    }
    z.number = next->first;
    z.at = *session.closedAt;
    z.session = std::move(session);
    z.closedBy = ending.user;
    z.reason = ending.reason;
    z.approvers = ending.approvers;
    z.totals = std::move(totals).value();
    z.count = std::move(count).value();
    z.journal = std::move(journal).value();
    z.previousHash = next->second;
    z.hash = closingHash(z);
    if (auto ok = tills.addClosing(z); !ok)
        return ok.error();
    return z;
}

base::Result<TillClosing> end(const Ending &ending, const Books &books, const Policy &policy, base::UtcMs now)
{
    auto session = endable(ending, books);
    if (!session)
        return session.error();
    if (ending.toUser.isEmpty()) {
        if (auto ok = checkTies(*session, books.tills); !ok)
            return ok.error();
    }
    if (auto ok = agree(*session, ending, policy); !ok)
        return ok.error();
    session->closedAt = now;
    session->handedTo = ending.toUser;
    if (auto ok = bookEnding(*session, ending, books, policy); !ok)
        return ok.error();
    session->state = TillState::Closed;
    if (auto ok = books.tills.updateSession(*session); !ok)
        return ok.error();
    auto z = makeClosing(*session, ending, books.tills);
    if (!z)
        return z.error();
    if (auto ok = tell(*session, books, now); !ok)
        return ok.error();
    return z;
}

/// The taker's session, with what was counted.
base::Result<TillSession> begin(const TillClosing &z, const Ending &ending, const Books &books, const Policy &policy)
{
    TillSession draft;
    draft.till = z.session.till;
    draft.tillName = z.session.tillName;
    draft.user = ending.toUser;
    draft.day = businessDay(z.at, policy.zone);
    draft.openedAt = z.at;
    draft.receivedFrom = z.session.user;
    for (const TillCash &cash : z.session.cash) {
        const base::Money nothing(cash.currency());
        draft.cash.push_back({cash.carried, {}, {}, nothing, nothing});
    }
    auto session = books.tills.addSession(std::move(draft));
    if (!session)
        return session.error();
    if (auto ok = books.tills.addOpening(*session, z.count); !ok)
        return ok.error();
    if (auto ok = books.tills.moveTies(z.session, *session); !ok)
        return ok.error();
    if (auto ok = tell(*session, books, z.at); !ok)
        return ok.error();
    return session;
}

/// What the key did before; none: it is new.
base::Result<std::optional<TillClosed>> replayed(const KeyedBody &body, const Books &books)
{
    const auto before = recorded(body, books);
    if (!before)
        return before.error();
    if (!*before)
        return std::optional<TillClosed>();
    const TillSessionId id((*before)->reference.section(u'/', 0, 0).toLongLong());
    const TillSessionId next((*before)->reference.section(u'/', 1, 1).toLongLong());
    auto z = books.tills.findClosing(id);
    auto session = books.tills.findSession(next);
    if (!z || !session)
        return z ? session.error() : z.error();
    if (!*z)
        return {ErrorCode::Corrupt, u"a till's closing is gone"_s};
    return std::optional(TillClosed{std::move(**z), std::move(*session), true});
}

base::Result<> check(const Ending &ending, const QByteArray &key)
{
    for (auto ok : {checkKey(key), checkUser(ending.user), checkText(ending.reason, maxReason, "the reason"_L1)}) {
        if (!ok)
            return ok;
    }
    return {};
}

base::Result<> checkTaker(const HandOverTill &command, const Books &books)
{
    if (auto ok = checkUser(command.toUser); !ok)
        return ok;
    const auto taken = books.tills.sessionOf(command.toUser);
    if (!taken)
        return taken.error();
    if (*taken)
        return {ErrorCode::Conflict, command.toUser + " has "_L1 + (*taken)->tillName + " open: one till a person"_L1};
    return {};
}

base::Result<int> approversNeeded(const Ending &ending, const Books &books, const Policy &policy)
{
    const auto session = endable(ending, books);
    if (!session || ending.reason.trimmed().isEmpty())
        return 0;
    return std::any_of(session->cash.begin(), session->cash.end(),
                       [&policy](const TillCash &cash) { return isAboveTolerance(cash.difference(), policy); })
               ? 1
               : 0;
}

} // namespace

base::Result<TillClosed> closeTill(const CloseTill &command, const Books &books, const Policy &policy, base::UtcMs now)
{
    const Ending ending = endingOf(command);
    if (auto ok = check(ending, command.key); !ok)
        return ok.error();
    const KeyedBody body{command.key, bodyHash(command), tillClosingRequest};
    if (command.approvers.isEmpty()) {
        auto before = replayed(body, books);
        if (!before)
            return before.error();
        if (*before)
            return std::move(**before);
    }
    auto z = end(ending, books, policy, now);
    if (!z)
        return z.error();
    if (auto ok = noteKey(body, QString::number(command.session.value()), books, now); !ok)
        return ok.error();
    return TillClosed{std::move(z).value(), {}, false};
}

base::Result<TillClosed> handOverTill(const HandOverTill &command, const Books &books, const Policy &policy,
                                      base::UtcMs now)
{
    const Ending ending = endingOf(command);
    if (auto ok = check(ending, command.key); !ok)
        return ok.error();
    const KeyedBody body{command.key, bodyHash(command), tillClosingRequest};
    if (command.approvers.isEmpty()) {
        auto before = replayed(body, books);
        if (!before)
            return before.error();
        if (*before)
            return std::move(**before);
    }
    if (auto ok = checkTaker(command, books); !ok)
        return ok.error();
    auto z = end(ending, books, policy, now);
    if (!z)
        return z.error();
    auto next = begin(*z, ending, books, policy);
    if (!next)
        return next.error();
    const QString reference = QString::number(command.session.value()) + u'/' + QString::number(next->id.value());
    if (auto ok = noteKey(body, reference, books, now); !ok)
        return ok.error();
    return TillClosed{std::move(z).value(), std::move(next).value(), false};
}

base::Result<int> approversNeeded(const CloseTill &command, const Books &books, const Policy &policy)
{
    return approversNeeded(endingOf(command), books, policy);
}

base::Result<int> approversNeeded(const HandOverTill &command, const Books &books, const Policy &policy)
{
    return approversNeeded(endingOf(command), books, policy);
}

} // namespace bank
