// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/checks.h"
#include "bank/tillparts.h"
#include <map>

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

constexpr qsizetype maxTillName = 40;

/// One currency of an opening: what is there, and what should be.
struct OpeningCash
{
    base::Money counted;
    base::Money carried;
};

base::Result<std::vector<OpeningCash>> openingCash(const OpenTill &command, const Books &books)
{
    const auto counted = totalsOf(command.count);
    if (!counted)
        return counted.error();
    std::map<base::Currency, OpeningCash> cash;
    for (const base::Money &sum : *counted)
        cash.insert({sum.currency(), {sum, base::Money(sum.currency())}});
    const auto currencies = books.tills.currenciesOf(command.till);
    if (!currencies)
        return currencies.error();
    for (const base::Currency currency : *currencies) {
        const auto held = cashIn(command.till, currency, books.ledger);
        if (!held)
            return held.error();
        cash.insert({currency, {base::Money(currency), *held}}).first->second.carried = *held;
    }
    std::vector<OpeningCash> all;
    for (const auto &[currency, one] : cash)
        all.push_back(one);
    return all;
}

/// What a count differs by from what had been left in the drawer; nothing left is no difference, but what the vault
/// gives.
base::Money differenceOf(const OpeningCash &cash)
{
    const base::Money nothing(cash.counted.currency());
    return cash.carried.isZero() ? nothing : cash.counted.minus(cash.carried).valueOr(nothing);
}

base::Result<> check(const OpenTill &command, const Policy &policy)
{
    for (auto ok : {checkKey(command.key), checkUser(command.user),
                    checkText(command.reason, maxReason, "the reason"_L1), checkCount(command.count, policy)}) {
        if (!ok)
            return ok;
    }
    return {};
}

base::Result<Till> freeTill(const OpenTill &command, Tills &tills)
{
    auto till = tills.findTill(command.till);
    if (!till)
        return till.error();
    if (!*till)
        return {ErrorCode::NotFound, u"there is no such till"_s};
    const auto other = tills.sessionAt(command.till);
    if (!other)
        return other.error();
    if (*other)
        return {ErrorCode::Conflict, (*till)->name + " is open, by "_L1 + (*other)->user};
    const auto mine = tills.sessionOf(command.user);
    if (!mine)
        return mine.error();
    if (*mine)
        return {ErrorCode::Conflict, command.user + " has "_L1 + (*mine)->tillName + " open: one till a person"_L1};
    return std::move(**till);
}

base::Result<> agree(const std::vector<OpeningCash> &cash, const OpenTill &command, const Policy &policy,
                     const QStringList &approvers)
{
    for (const OpeningCash &one : cash) {
        const base::Money difference = differenceOf(one);
        if (difference.isZero())
            continue;
        if (auto ok = checkReason(command.reason, "a reason for the difference from what the last close left"_L1); !ok)
            return ok;
        if (isAboveTolerance(difference, policy) && approvers.isEmpty())
            return {ErrorCode::PermissionDenied, u"a supervisor must agree to a difference above the tolerance"_s};
    }
    return {};
}

TillSession sessionDraft(const OpenTill &command, const Till &till, const Policy &policy, base::UtcMs now)
{
    TillSession session;
    session.till = till.id;
    session.tillName = till.name;
    session.user = command.user;
    session.day = businessDay(now, policy.zone);
    session.openedAt = now;
    session.openingReason = command.reason;
    return session;
}

/// From the vault, or to and from the accounts of differences.
base::Result<> bookOpening(const TillSession &session, const std::vector<OpeningCash> &cash, const Books &books,
                           const Policy &policy, const QStringList &approvers)
{
    const base::UtcMs now = session.openedAt;
    for (const OpeningCash &one : cash) {
        const base::Money difference = differenceOf(one);
        base::Result<> booked;
        if (one.carried.isZero() && one.counted.isPositive())
            booked = bookOnce({session, events::PostingOperation::Opening, chart::cash, tillCode(session.till),
                               one.counted, session.user, approvers, session.openingReason},
                              books, policy, now);
        else if (!difference.isZero())
            booked = bookDifference({session, difference, session.user, session.openingReason, approvers}, books,
                                    policy, now);
        if (!booked)
            return booked;
    }
    return {};
}

} // namespace

base::Result<TillMade> createTill(const CreateTill &command, const Books &books, base::UtcMs now)
{
    if (command.name.trimmed().isEmpty())
        return {ErrorCode::InvalidArgument, u"a till needs a name"_s};
    for (auto ok : {checkText(command.name, maxTillName, "the till's name"_L1), checkUser(command.user)}) {
        if (!ok)
            return ok.error();
    }
    const auto present = books.tills.findTill(command.name);
    if (!present)
        return present.error();
    if (*present)
        return {ErrorCode::AlreadyExists, "there is a till of the name "_L1 + command.name};
    Till draft;
    draft.name = command.name;
    draft.createdAt = now;
    draft.createdBy = command.user;
    auto till = books.tills.addTill(std::move(draft));
    if (!till)
        return till.error();
    return TillMade{std::move(till).value()};
}

base::Result<TillDone> openTill(const OpenTill &command, const Books &books, const Policy &policy, base::UtcMs now)
{
    const QStringList &approvers = command.approvers;
    if (auto ok = check(command, policy); !ok)
        return ok.error();
    const KeyedBody body{command.key, bodyHash(command), tillSessionRequest};
    if (approvers.isEmpty()) {
        const auto before = recorded(body, books);
        if (!before)
            return before.error();
        if (*before) {
            auto session = books.tills.findSession(TillSessionId((*before)->reference.toLongLong()));
            if (!session || !*session)
                return session ? base::Error(ErrorCode::Corrupt, u"a till session is gone"_s) : session.error();
            return TillDone{std::move(**session), true};
        }
    }
    const auto till = freeTill(command, books.tills);
    if (!till)
        return till.error();
    const auto cash = openingCash(command, books);
    if (!cash)
        return cash.error();
    if (auto ok = agree(*cash, command, policy, approvers); !ok)
        return ok.error();
    TillSession draft = sessionDraft(command, *till, policy, now);
    for (const OpeningCash &one : *cash) {
        const base::Money nothing(one.counted.currency());
        if (!one.counted.isZero() || !one.carried.isZero())
            draft.cash.push_back({one.counted, {}, {}, nothing, nothing});
    }
    auto session = books.tills.addSession(std::move(draft));
    if (!session)
        return session.error();
    if (auto ok = books.tills.addOpening(*session, command.count); !ok)
        return ok.error();
    if (auto ok = bookOpening(*session, *cash, books, policy, approvers); !ok)
        return ok.error();
    if (auto ok = noteKey(body, QString::number(session->id.value()), books, now); !ok)
        return ok.error();
    if (auto ok = tell(*session, books, now); !ok)
        return ok.error();
    return TillDone{std::move(session).value(), false};
}

base::Result<int> approversNeeded(const OpenTill &command, const Books &books, const Policy &policy)
{
    if (!checkCount(command.count, policy) || !freeTill(command, books.tills) || command.reason.trimmed().isEmpty())
        return 0;
    const auto cash = openingCash(command, books);
    if (!cash)
        return cash.error();
    return std::any_of(cash->begin(), cash->end(),
                       [&policy](const OpeningCash &one) { return isAboveTolerance(differenceOf(one), policy); })
               ? 1
               : 0;
}

} // namespace bank
