// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/policy.h"
#include <QDateTime>

namespace bank {

QDate businessDay(base::UtcMs at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.value, zone).date();
}

} // namespace bank
