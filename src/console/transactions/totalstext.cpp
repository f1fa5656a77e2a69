// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/totalstext.h"
#include <map>

namespace console {

QString TotalsText::flow(const contract::DayTotals &totals, const DisplayFormat &format)
{
    const QString sign = totals.net.isPositive() ? u"+"_qs : QString();
    return tr("%1 mov. · +%2 · %3 · net %4")
        .arg(format.count(totals.movements), format.amount(totals.deposits),
             format.amount(totals.withdrawals.negated()), sign + format.money(totals.net));
}

QString TotalsText::today(const contract::Summary &summary, const DisplayFormat &format)
{
    QStringList parts;
    for (const contract::DayTotals &day : summary.today)
        parts << flow(day, format) + u" · " + tr("till %1").arg(format.money(day.till));
    if (parts.isEmpty())
        return tr("Today: no movements yet");
    return tr("Today: %1").arg(parts.join(u"   |   "_qs));
}

QString TotalsText::shown(const TransactionsModel &model, const DisplayFormat &format)
{
    std::map<base::Currency, contract::DayTotals> sums;
    for (int row = 0; row < model.rowCount(); ++row) {
        const contract::Transaction &t = model.at(row);
        const base::Money zero(t.amount.currency());
        auto [it, fresh] =
            sums.try_emplace(t.amount.currency(), contract::DayTotals{t.amount.currency(), 0, zero, zero, zero, zero});
        contract::DayTotals &sum = it->second;
        const bool in = t.kind == contract::TransactionKind::Deposit;
        base::Money &side = in ? sum.deposits : sum.withdrawals;
        const auto next = side.plus(t.amount);
        const auto net = sum.net.plus(in ? t.amount : t.amount.negated());
        if (!next || !net)
            return tr("Filter: the sum is beyond what can be shown");
        side = *next;
        sum.net = *net;
        ++sum.movements;
    }
    QStringList parts;
    for (const auto &[currency, sum] : sums)
        parts << flow(sum, format);
    return parts.isEmpty() ? tr("Filter: no movement") : tr("Filter: %1").arg(parts.join(u"   |   "_qs));
}

} // namespace console
