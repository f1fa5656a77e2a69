// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/httprequest.h"
#include <QHostAddress>
#include <QPair>

namespace gateway {

/// Addresses and subnets of reverse proxies whose word is believed.
using Proxies = QList<QPair<QHostAddress, int>>;

bool isProxy(const QString &address, const Proxies &proxies);

/// Who really asks: the peer or, when that is a proxy, the last address of X-Forwarded-For that is none (each proxy
/// appends the peer that it saw, so what stands left of it may be made up). An ill-formed entry ends the search.
QString clientAddress(const QString &peer, const web::HttpRequest &request, const Proxies &proxies);

/// The X-Request-Id that a proxy has given, if it is of 8 to 64 harmless characters; else null. Others' are not taken:
/// a caller could make his lines in the log look like another's.
QByteArrayView proxyRequestId(const QString &peer, const web::HttpRequest &request, const Proxies &proxies);

} // namespace gateway
