// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/transactions/transactionsmodel.h"
#include <QCoreApplication>

namespace console {

/// The lines of the status bar under the movements. Currencies are never added to each other (M17).
class TotalsText
{
    Q_DECLARE_TR_FUNCTIONS(console::TotalsText)
public:
    /// "Today: 127 mov. · +12.340,00 · −8.120,50 · net +4.219,50 USD · till 6.219,50", one a currency.
    static QString today(const contract::Summary &summary, const DisplayFormat &format);
    /// "Filter: 12 mov. · +1.200,00 · −20,00 · net +1.180,00 USD" of the rows that are shown.
    static QString shown(const TransactionsModel &model, const DisplayFormat &format);

private:
    static QString flow(const contract::DayTotals &totals, const DisplayFormat &format);
};

} // namespace console
