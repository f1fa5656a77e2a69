// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "events/event.h"
#include <QByteArray>
#include <QJsonObject>

/// The stored form of approvals and acknowledgements: a part of codec.cpp, which alone includes it.
namespace events {

QLatin1StringView typeOf(const ApprovalChanged &);
QLatin1StringView typeOf(const AlertAcknowledged &);
QByteArray payloadOf(const ApprovalChanged &e);
QByteArray payloadOf(const AlertAcknowledged &e);

/// None: not the type of one of these. Corrupt as decode() says.
std::optional<base::Result<Event>> decodeApproval(QStringView type, const QJsonObject &object, qint64 seq,
                                                  base::UtcMs at);

} // namespace events
