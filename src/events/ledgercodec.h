// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>
#include <QJsonObject>

/// The stored form of AccountChanged, HoldChanged and DayClosed: a part of codec.cpp, which alone includes it.
namespace events {

QLatin1StringView typeOf(const AccountChanged &);
QLatin1StringView typeOf(const HoldChanged &);
QLatin1StringView typeOf(const DayClosed &);
QByteArray payloadOf(const AccountChanged &e);
QByteArray payloadOf(const HoldChanged &e);
QByteArray payloadOf(const DayClosed &e);

/// None: another type. Corrupt as decode() says.
std::optional<base::Result<Event>> decodeLedger(QStringView type, const QJsonObject &object, qint64 seq,
                                                base::UtcMs at);

} // namespace events
