// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/alerts.h"

namespace bank {

events::AlertRaised cashDifference(const QString &till, const base::Money &difference, const QString &user,
                                   base::UtcMs now)
{
    events::AlertRaised alert;
    alert.at = now;
    alert.type = events::cashDifference;
    alert.amount = difference;
    alert.user = user;
    alert.till = till;
    return alert;
}

events::AlertRaised ledgerIntegrity(const QString &what, const QString &cedula, base::UtcMs now)
{
    events::AlertRaised alert;
    alert.at = now;
    alert.type = events::ledgerIntegrity;
    alert.message = what;
    alert.cedula = cedula;
    return alert;
}

} // namespace bank
