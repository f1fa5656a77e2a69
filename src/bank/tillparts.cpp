// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/tillparts.h"
#include <QCryptographicHash>

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

base::Result<std::optional<RecordedRequest>> recorded(const KeyedBody &body, const Books &books)
{
    const base::Error other(ErrorCode::Conflict, u"the idempotency key was used for another operation"_s);
    const auto posting = books.ledger.findPosting(body.key);
    if (!posting)
        return posting.error();
    if (*posting)
        return other;
    auto request = books.requests.findRequest(body.key);
    if (request && *request && ((*request)->bodyHash != body.hash || (*request)->kind != body.kind))
        return other;
    return request;
}

base::Result<> noteKey(const KeyedBody &body, const QString &reference, const Books &books, base::UtcMs now)
{
    const auto present = books.requests.findRequest(body.key);
    if (!present)
        return present.error();
    if (*present)
        return {};
    return books.requests.addRequest(body.key, {body.hash, body.kind, reference, now});
}

base::Result<TillSession> sessionFor(TillSessionId id, const QString &user, bool maySupervise, Tills &tills)
{
    auto session = tills.findSession(id);
    if (!session)
        return session.error();
    if (!*session)
        return {ErrorCode::NotFound, u"there is no such till session"_s};
    if ((*session)->user != user && !maySupervise)
        return {ErrorCode::PermissionDenied, "the till is "_L1 + (*session)->user + u'’' + u's'};
    return std::move(**session);
}

bool isAboveTolerance(const base::Money &difference, const Policy &policy)
{
    return difference.minor() > policy.tillToleranceMinor || difference.minor() < -policy.tillToleranceMinor;
}

base::Result<> bookOnce(const SessionMovement &movement, const Books &books, const Policy &policy, base::UtcMs now)
{
    QByteArray key = "till " + QByteArray::number(movement.session.id.value()) + ' ' +
                     QByteArray(events::wordOf(movement.operation).data()) + ' ' +
                     movement.amount.currency().toString().toLatin1();
    // The opening's difference and the close's are two of one session.
    if (movement.operation == events::PostingOperation::Difference)
        key += movement.session.closedAt ? " at the close" : " at the opening";
    const OwnMovement own{movement.operation,
                          movement.from,
                          movement.to,
                          movement.amount,
                          movement.session.id.value(),
                          events::Channel::Till,
                          movement.user,
                          movement.approvers,
                          movement.reason,
                          key,
                          QCryptographicHash::hash(key, QCryptographicHash::Sha256),
                          {}};
    const auto moved = moveOwnMoney(own, books.ledger, policy, now);
    return moved ? base::Result<>() : base::Result<>(moved.error());
}

base::Result<> bookDifference(const CashDifference &difference, const Books &books, const Policy &policy,
                              base::UtcMs now)
{
    const base::Money &amount = difference.amount;
    const QString drawer = tillCode(difference.session.till);
    const bool isShort = amount.isNegative();
    auto booked =
        bookOnce({difference.session, events::PostingOperation::Difference, isShort ? drawer : QString(chart::overages),
                  isShort ? QString(chart::shortages) : drawer, isShort ? amount.negated() : amount, difference.user,
                  difference.approvers, difference.reason},
                 books, policy, now);
    if (!booked)
        return booked;
    events::AlertRaised alert = cashDifference(difference.session.tillName, amount, difference.user, now);
    if (const auto seq = books.ledger.append(std::move(alert)); !seq)
        return seq.error();
    return {};
}

base::Result<> tell(const TillSession &session, const Books &books, base::UtcMs now)
{
    if (const auto seq = books.ledger.append(changeOf(session, now)); !seq)
        return seq.error();
    return {};
}

} // namespace bank
