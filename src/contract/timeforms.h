// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/result.h"
#include <QByteArray>
#include <QDate>
#include <QString>
#include <QTimeZone>

/// One formatter for each way in which the wires write time (SPEC 6, trap 24).
namespace contract {

/// "2024-01-15T14:30:00": the branch's wall time without a zone (S0-27).
QString localSeconds(base::UtcMs at, const QTimeZone &zone);
/// "2024-01-15T19:30:00.000Z"
QString isoMilliseconds(base::UtcMs at);
/// "2024-01-15T19:30:00Z"
QString isoSeconds(base::UtcMs at);
/// 1705347000
qint64 unixSeconds(base::UtcMs at);

/// The zone of a setting's text; InvalidArgument for one that this machine does not know.
base::Result<QTimeZone> parseZone(const QString &name);

} // namespace contract
