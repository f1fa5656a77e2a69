// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/balances/balancestext.h"

namespace console {

QString BalancesText::of(const contract::Summary &summary, const DisplayFormat &format)
{
    QStringList totals;
    for (const base::Money &total : summary.totals)
        totals << format.money(total); // one a currency, never added (M17)
    QStringList parts;
    parts << tr("%Ln account(s)", nullptr, static_cast<int>(summary.accounts));
    if (!totals.isEmpty())
        parts << tr("total %1").arg(totals.join(u" + "_qs));
    parts << tr("%Ln with a low balance", nullptr, static_cast<int>(summary.lowBalanceAccounts));
    const QString when = format.clockTime(summary.verifiedAt);
    parts << (summary.balanced ? tr("balanced ✔ %1").arg(when) : tr("NOT balanced ✖ %1").arg(when));
    return parts.join(u" · "_qs);
}

} // namespace console
