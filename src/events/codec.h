// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>

namespace events {

/// An event's form in the log table: a stable type word, a version, and JSON with amounts in minor units.
struct EncodedEvent
{
    QLatin1StringView type; ///< "transaction_posted", "account_opened", "alert_raised"
    int version = 1;
    QByteArray payload;
};

/// What of an event goes beside seq and time into the log.
EncodedEvent encode(const Event &event);

/// The way back. `seq` and `at` are columns of the log. Unsupported for an unknown type or a newer version, Corrupt
/// for bytes that do not hold what the type needs.
base::Result<Event> decode(QStringView type, int version, QByteArrayView payload, qint64 seq, base::UtcMs at);

} // namespace events
