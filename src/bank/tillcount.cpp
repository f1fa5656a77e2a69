// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/checks.h"
#include "bank/tillparts.h"
#include <map>

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

namespace {

base::Result<TillSession> sessionToCount(TillSessionId id, const QString &user, bool maySupervise, Tills &tills)
{
    auto session = sessionFor(id, user, maySupervise, tills);
    if (session && session->state == TillState::Closed)
        return {ErrorCode::Conflict, u"the till session is closed: it is read-only"_s};
    return session;
}

/// What was counted and what the ledger has, by currency; the opening's figures stay.
base::Result<std::vector<TillCash>> countedCash(const TillSession &session, const Books &books)
{
    std::map<base::Currency, TillCash> cash;
    const auto of = [&cash](base::Currency currency) -> TillCash & {
        const base::Money nothing(currency);
        return cash.try_emplace(currency, TillCash{nothing, {}, {}, nothing, nothing}).first->second;
    };
    for (const TillCash &one : session.cash)
        of(one.currency()) = one;
    const auto lines = books.tills.countOf(session.id);
    const auto sums = lines ? totalsOf(*lines) : base::Result<std::vector<base::Money>>(lines.error());
    const auto currencies = books.tills.currenciesOf(session.till);
    if (!sums || !currencies)
        return sums ? currencies.error() : sums.error();
    for (const base::Currency currency : *currencies)
        of(currency);
    for (const base::Money &sum : *sums)
        of(sum.currency()).counted = sum;
    std::vector<TillCash> all;
    for (auto &[currency, one] : cash) {
        const auto held = cashIn(session.till, currency, books.ledger);
        if (!held)
            return held.error();
        const auto sum = std::find_if(sums->begin(), sums->end(),
                                      [c = currency](const base::Money &m) { return m.currency() == c; });
        one.counted = sum == sums->end() ? base::Money(currency) : *sum;
        one.expected = *held;
        if (!one.opening.isZero() || !one.counted->isZero() || !held->isZero())
            all.push_back(one);
    }
    return all;
}

/// What was expected is no longer what was said.
base::Result<> countAgain(TillSession &session, const Books &books, base::UtcMs now)
{
    session.state = TillState::Open;
    session.countedAt.reset();
    for (TillCash &cash : session.cash)
        cash.counted = cash.expected = std::nullopt;
    if (auto ok = books.tills.updateSession(session); !ok)
        return ok;
    return tell(session, books, now);
}

} // namespace

base::Result<CashCounted> countCash(const CountCash &command, const Books &books, const Policy &policy, base::UtcMs now)
{
    if (auto ok = checkCount({command.line}, policy); !ok)
        return ok.error();
    auto session = sessionToCount(command.session, command.user, command.maySupervise, books.tills);
    if (!session)
        return session.error();
    if (auto ok = books.tills.addCount(session->id, command.line, command.user, now); !ok)
        return ok.error();
    if (session->state == TillState::Counted) {
        if (auto ok = countAgain(*session, books, now); !ok)
            return ok.error();
    }
    auto lines = books.tills.countOf(session->id);
    if (!lines)
        return lines.error();
    return CashCounted{std::move(session).value(), std::move(lines).value()};
}

base::Result<TillDone> submitCount(const SubmitCount &command, const Books &books, base::UtcMs now)
{
    auto session = sessionToCount(command.session, command.user, command.maySupervise, books.tills);
    if (!session)
        return session.error();
    if (session->state == TillState::Counted)
        return TillDone{std::move(session).value(), true};
    auto cash = countedCash(*session, books);
    if (!cash)
        return cash.error();
    session->cash = std::move(cash).value();
    session->state = TillState::Counted;
    session->countedAt = now;
    ++session->submissions;
    if (auto ok = books.tills.updateSession(*session); !ok)
        return ok.error();
    if (auto ok = books.tills.addSubmission(*session, command.user); !ok)
        return ok.error();
    if (auto ok = tell(*session, books, now); !ok)
        return ok.error();
    return TillDone{std::move(session).value(), false};
}

} // namespace bank
