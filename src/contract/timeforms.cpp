// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/timeforms.h"
#include <QDateTime>

namespace contract {
namespace {

/// Qt's ISO forms go beyond four digits of year; every instant of a ledger has four.
QDateTime utc(base::UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at.value, Qt::UTC);
}

} // namespace

QString localSeconds(base::UtcMs at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.value, zone).toString(u"yyyy-MM-ddTHH:mm:ss");
}

QString isoMilliseconds(base::UtcMs at)
{
    return utc(at).toString(Qt::ISODateWithMs);
}

QString isoSeconds(base::UtcMs at)
{
    return utc(at).toString(Qt::ISODate);
}

qint64 unixSeconds(base::UtcMs at)
{
    // Floor, so that instants before 1970 do not round towards it.
    return at.value >= 0 ? at.value / 1000 : (at.value - 999) / 1000;
}

base::Result<QTimeZone> parseZone(const QString &name)
{
    const QTimeZone zone(name.toUtf8());
    if (!zone.isValid())
        return {base::ErrorCode::InvalidArgument, QStringLiteral("unknown time zone: ") + name};
    return zone;
}

} // namespace contract
