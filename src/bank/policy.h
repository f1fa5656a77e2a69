// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include <QDate>
#include <QTimeZone>

namespace bank {

/// The settings that rules decide by. A value: a new one is handed to the desk when a setting changes.
struct Policy
{
    QTimeZone zone{"America/Guayaquil"};             ///< the branch's (S0-27); decides the business day
    base::Currency currency = base::Currency::usd(); ///< `bank.currency`
    qint64 lowBalanceMinor =
        100'00; ///< default threshold of new accounts, minor units of the account's currency (S0-26)
};

/// The branch's calendar day at an instant.
QDate businessDay(base::UtcMs at, const QTimeZone &zone);

} // namespace bank
