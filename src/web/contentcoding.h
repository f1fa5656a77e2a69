// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>

namespace web {

/// Whether a client that sent this Accept-Encoding takes gzip, and likes it no less than the plain form (RFC 9110
/// 12.5.3, with q-values). Absent or ill-formed: no.
bool acceptsGzip(QByteArrayView acceptEncoding);

/// The bytes in gzip form (RFC 1952), without name or time: equal input gives equal output. `level` 1 (quick) to 9.
QByteArray gzip(QByteArrayView bytes, int level = 4);

/// A weak entity tag of a body: equal bytes, equal tag. For bodies that are rebuilt for each request.
QByteArray entityTag(QByteArrayView body);

/// Whether an If-None-Match names this tag, weakly compared (RFC 9110 8.8.3.2); "*" names every one.
bool namesEntityTag(QByteArrayView ifNoneMatch, QByteArrayView tag);

} // namespace web
