// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QDate>
#include <QString>
#include <vector>

namespace bank {

/// Which cash operations come to much (SPEC 2.4): of the business days from `from` on, in one currency, clients whose
/// deposits and withdrawals at the window sum to `threshold` or more. What was reversed, and reversals, do not count.
struct UnusualFilter
{
    QDate from;
    base::Money threshold{base::Currency::usd()};
};

/// One of them.
struct UnusualCash
{
    QString cedula;
    QString holderName;
    base::Money deposits{base::Currency::usd()};
    base::Money withdrawals{base::Currency::usd()};
    qint64 movements = 0;
};

} // namespace bank
