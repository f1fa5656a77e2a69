// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>
#include <QJsonObject>

/// The stored form of the QR events: a part of codec.cpp, which alone includes it.
namespace events {

QLatin1StringView typeOf(const QrCreated &);
QLatin1StringView typeOf(const QrPaid &);
QLatin1StringView typeOf(const QrStatusChanged &);
QByteArray payloadOf(const QrCreated &e);
QByteArray payloadOf(const QrPaid &e);
QByteArray payloadOf(const QrStatusChanged &e);

/// None: not the type of a QR event. Corrupt as decode() says.
std::optional<base::Result<Event>> decodeQr(QStringView type, const QJsonObject &object, qint64 seq, base::UtcMs at);

} // namespace events
