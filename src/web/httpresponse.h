// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "web/httprequest.h"

namespace web {

/// A whole response. Content-Length, Date and Connection are the encoder's: they must not stand among `headers`.
struct HttpResponse
{
    int status = 200;
    QList<HttpHeader> headers;
    QByteArray body;

    void set(QByteArrayView name, QByteArrayView value);
    /// Unless it stands there already.
    void setDefault(QByteArrayView name, QByteArrayView value);
    QByteArrayView header(QByteArrayView name) const;
};

/// How a response goes onto its connection.
struct HttpResponseFrame
{
    base::UtcMs date;
    bool keepAlive = true;
    bool head = false; ///< answers HEAD: Content-Length tells the size, the body is not sent
};

/// The bytes of a response. Control characters in header values become blanks, so no value can begin a line of its own.
/// 1xx, 204 and 304 carry neither body nor Content-Length (RFC 9110 8.6).
QByteArray encodeResponse(const HttpResponse &response, const HttpResponseFrame &frame);

/// "100 Continue", "101 Switching Protocols" and the like: status line and headers alone.
QByteArray encodeInterim(int status, const QList<HttpHeader> &headers = {});

/// Standard phrase of a status ("Not Found"); "Unknown" for one without.
QByteArrayView reasonPhrase(int status);

/// RFC 9110 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
QByteArray httpDate(base::UtcMs at);

} // namespace web
