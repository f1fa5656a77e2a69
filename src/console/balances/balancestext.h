// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/values.h"
#include <QCoreApplication>

namespace console {

/// The status line under the balances: "1.482 accounts · total 2.310.455,20 USD · 3 with a low balance · balanced ✔
/// 09:12".
class BalancesText
{
    Q_DECLARE_TR_FUNCTIONS(console::BalancesText)
public:
    static QString of(const contract::Summary &summary, const DisplayFormat &format);
};

} // namespace console
