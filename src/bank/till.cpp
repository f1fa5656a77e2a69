// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/till.h"
#include "bank/canonical.h"
#include <QCryptographicHash>
#include <map>

namespace bank {

using namespace Qt::StringLiterals;

base::Result<std::vector<base::Money>> totalsOf(const std::vector<CashLine> &lines)
{
    std::map<base::Currency, base::Money> sums;
    for (const CashLine &line : lines) {
        const base::Currency currency = line.denomination.currency();
        qint64 minor = 0;
        if (__builtin_mul_overflow(line.denomination.minor(), line.quantity, &minor))
            return {base::ErrorCode::LimitExceeded, u"a count beyond all cash"_s};
        const auto part = base::Money::fromMinor(minor, currency);
        if (!part)
            return part.error();
        const auto sum = sums.try_emplace(currency, base::Money(currency)).first->second.plus(*part);
        if (!sum)
            return sum.error();
        sums.insert_or_assign(currency, *sum);
    }
    std::vector<base::Money> totals;
    for (const auto &[currency, sum] : sums)
        totals.push_back(sum);
    return totals;
}

namespace {

Denominations denominationsOf(base::Currency currency, std::initializer_list<qint64> notes,
                              std::initializer_list<qint64> coins)
{
    Denominations all;
    all.currency = currency;
    const auto amount = [currency](qint64 minor) {
        return base::Money::fromMinor(minor, currency).valueOr(base::Money(currency));
    };
    std::transform(notes.begin(), notes.end(), std::back_inserter(all.notes), amount);
    std::transform(coins.begin(), coins.end(), std::back_inserter(all.coins), amount);
    return all;
}

} // namespace

std::vector<Denominations> usualDenominations()
{
    return {
        denominationsOf(base::Currency::usd(), {100'00, 50'00, 20'00, 10'00, 5'00, 2'00, 1'00},
                        {1'00, 50, 25, 10, 5, 1}),
        denominationsOf(base::Currency::bob(), {200'00, 100'00, 50'00, 20'00, 10'00}, {5'00, 2'00, 1'00, 50, 20, 10})};
}

base::Money TillCash::difference() const
{
    if (!counted || !expected)
        return base::Money(currency());
    // Both are within ±9.2e16: their difference fits, and a count is far below.
    return counted->minus(*expected).valueOr(base::Money(currency()));
}

namespace {

void add(Canonical &out, const TillSession &session)
{
    out.add(session.id.value())
        .add(session.till.value())
        .add(session.tillName)
        .add(session.user)
        .add(session.openedAt.value)
        .add(session.countedAt ? std::optional(session.countedAt->value) : std::nullopt)
        .add(qint64{session.submissions})
        .add(session.openingReason)
        .add(session.receivedFrom)
        .add(session.handedTo);
    out.add(static_cast<qint64>(session.cash.size()));
    for (const TillCash &cash : session.cash) {
        out.add(cash.opening).add(cash.settled).add(cash.carried);
        out.add(cash.counted ? std::optional(cash.counted->minor()) : std::nullopt);
        out.add(cash.expected ? std::optional(cash.expected->minor()) : std::nullopt);
    }
}

} // namespace

QByteArray canonicalBytes(const TillClosing &closing)
{
    Canonical out("till_closing/1"_L1);
    out.add(closing.number)
        .add(closing.at.value)
        .add(closing.closedBy)
        .add(closing.reason)
        .add(closing.approvers.join(u' '));
    add(out, closing.session);
    out.add(static_cast<qint64>(closing.totals.size()));
    for (const TillTotal &total : closing.totals)
        out.add(total.operation).add(total.movements).add(total.in).add(total.out);
    out.add(static_cast<qint64>(closing.count.size()));
    for (const CashLine &line : closing.count)
        out.add(line.denomination).add(line.quantity).add(qint64{line.isCoin});
    out.add(closing.journal.posting).add(QByteArrayView(closing.journal.hash));
    return out.bytes();
}

QByteArray closingHash(const TillClosing &closing)
{
    return QCryptographicHash::hash(QByteArray(closing.previousHash + canonicalBytes(closing)),
                                    QCryptographicHash::Sha256);
}

} // namespace bank
