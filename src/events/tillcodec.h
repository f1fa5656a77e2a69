// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>
#include <QJsonObject>

/// The stored form of TillChanged: a part of codec.cpp, which alone includes it.
namespace events {

QLatin1StringView typeOf(const TillChanged &);
QByteArray payloadOf(const TillChanged &e);

/// None: another type. Corrupt as decode() says.
std::optional<base::Result<Event>> decodeTill(QStringView type, const QJsonObject &object, qint64 seq, base::UtcMs at);

} // namespace events
