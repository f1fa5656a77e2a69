// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/drawer.h"

namespace bank {

using namespace Qt::StringLiterals;
using base::ErrorCode;

QString tillCode(TillId till)
{
    return chart::tillCode(QString::number(till.value()));
}

base::Result<std::optional<TillSession>> drawerFor(const QString &user, Rank rank, events::Channel channel,
                                                   Tills &tills)
{
    if (channel != events::Channel::Till && rank != Rank::Teller)
        return std::optional<TillSession>();
    auto session = tills.sessionOf(user);
    if (!session)
        return session.error();
    if (!*session)
        return {ErrorCode::Conflict, u"open a till first: no cash is moved without one"_s};
    if ((*session)->state != TillState::Open)
        return {ErrorCode::Conflict, u"the till has been counted: close it, or count again"_s};
    return session;
}

base::Result<base::Money> cashIn(TillId till, base::Currency currency, Ledger &ledger)
{
    const auto account = ledger.findAccount(tillCode(till), currency);
    if (!account)
        return account.error();
    return *account ? cashOf(**account) : base::Money(currency);
}

base::Result<> checkDrawerHolds(const base::Money &held, const base::Money &amount)
{
    if (held < amount)
        return {ErrorCode::InsufficientFunds, "the till's drawer holds only "_L1 + QString::fromLatin1(held.toWire()) +
                                                  u' ' + held.currency().toString() + ": bring cash from the vault"_L1};
    return {};
}

events::TillChanged changeOf(const TillSession &session, base::UtcMs at)
{
    events::TillChanged change;
    change.at = at;
    change.session = session.id.value();
    change.till = session.till.value();
    change.tillName = session.tillName;
    change.user = session.user;
    change.state = session.state;
    change.day = session.day;
    change.openedAt = session.openedAt;
    change.countedAt = session.countedAt;
    change.closedAt = session.closedAt;
    change.submissions = session.submissions;
    change.openingReason = session.openingReason;
    change.receivedFrom = session.receivedFrom;
    change.handedTo = session.handedTo;
    return change;
}

namespace {

constexpr qint64 maxPieces = 1'000'000;

base::Result<> checkLine(const CashLine &line, const Policy &policy)
{
    if (line.quantity < 0 || line.quantity > maxPieces)
        return {ErrorCode::InvalidArgument, u"there are 0 to 1,000,000 pieces of a denomination"_s};
    const auto known =
        std::find_if(policy.denominations.begin(), policy.denominations.end(),
                     [&line](const Denominations &d) { return d.currency == line.denomination.currency(); });
    const bool isKnown = known != policy.denominations.end() &&
                         std::ranges::find(line.isCoin ? known->coins : known->notes, line.denomination) !=
                             (line.isCoin ? known->coins : known->notes).end();
    if (!isKnown)
        return {ErrorCode::InvalidArgument, "there is no "_L1 + QLatin1StringView(line.isCoin ? "coin" : "note") +
                                                " of "_L1 + QString::fromLatin1(line.denomination.toWire()) + u' ' +
                                                line.denomination.currency().toString()};
    return {};
}

} // namespace

base::Result<> checkCount(const std::vector<CashLine> &lines, const Policy &policy)
{
    for (auto line = lines.begin(); line != lines.end(); ++line) {
        if (auto ok = checkLine(*line, policy); !ok)
            return ok;
        const bool isTwice = std::any_of(lines.begin(), line, [&line](const CashLine &other) {
            return other.denomination == line->denomination && other.isCoin == line->isCoin;
        });
        if (isTwice)
            return {ErrorCode::InvalidArgument, u"a denomination is counted once"_s};
    }
    return {};
}

} // namespace bank
