// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/posting.h"
#include "bank/canonical.h"
#include <QCryptographicHash>

namespace bank {

QByteArray genesisHash()
{
    return QByteArray(32, '\0');
}

QByteArray canonicalBytes(const Posting &posting)
{
    Canonical out(QLatin1StringView(posting.operation ? "posting/2" : "posting/1"));
    out.add(posting.id)
        .add(posting.seq)
        .add(QByteArrayView(posting.key))
        .add(QByteArrayView(posting.bodyHash))
        .add(static_cast<qint64>(posting.kind))
        .add(posting.at.value)
        .add(posting.businessDay.toJulianDay())
        .add(static_cast<qint64>(posting.channel))
        .add(posting.user)
        .add(posting.description)
        .add(posting.reverses);
    if (posting.operation) {
        out.add(QByteArrayView(events::wordOf(*posting.operation)))
            .add(posting.tillSession)
            .add(posting.approvers.join(u' '))
            .add(posting.reason);
    }
    out.add(static_cast<qint64>(posting.legs.size()));
    for (const Leg &leg : posting.legs)
        out.add(leg.account.value()).add(leg.amount).add(leg.balanceAfter);
    return out.bytes();
}

QByteArray chainHash(const QByteArray &previous, const Posting &posting)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous);
    hash.addData(canonicalBytes(posting));
    return hash.result();
}

base::Result<> checkBalanced(const Posting &posting)
{
    const auto wrong = [](const char *why) {
        return base::Error(base::ErrorCode::Internal, QStringLiteral("posting: ") + QLatin1StringView(why));
    };
    if (posting.legs.size() < 2)
        return wrong("fewer than two legs");
    base::Money sum(posting.legs.front().amount.currency());
    for (const Leg &leg : posting.legs) {
        if (leg.amount.isZero())
            return wrong("a leg of zero");
        auto next = sum.plus(leg.amount); // refuses a second currency
        if (!next)
            return next.error().with(QStringLiteral("posting"));
        sum = *next;
    }
    if (!sum.isZero())
        return wrong("the legs do not sum to zero");
    return {};
}

base::Result<DayTotals> DayTotals::plus(events::MovementKind kind, const base::Money &amount) const
{
    DayTotals next = *this;
    ++next.movements;
    base::Money &figure = kind == events::MovementKind::Deposit ? next.deposits : next.withdrawals;
    auto sum = figure.plus(amount);
    if (!sum)
        return sum.error();
    figure = *sum;
    return next;
}

} // namespace bank
