// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace web {

/// One header field. Names keep the case in which they were sent and are compared without it (RFC 9110 5.1).
struct HttpHeader
{
    QByteArray name;
    QByteArray value; ///< without surrounding blanks
    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

/// A whole request as HttpParser accepted it. A plain value.
struct HttpRequest
{
    QByteArray method;         ///< a token, as sent ("GET")
    QByteArray target;         ///< as sent: origin-form "/a?b", absolute-form "http://h/a" or "*" (OPTIONS)
    int minorVersion = 1;      ///< of HTTP/1.x: 0 or 1
    QList<HttpHeader> headers; ///< trailers of a chunked body are dropped
    QByteArray body;
    bool keepAlive = true; ///< what version and Connection ask for (RFC 9112 9.3)

    /// The first field of that name, null when there is none. Lives as long as the request.
    QByteArrayView header(QByteArrayView name) const;
    bool hasHeader(QByteArrayView name) const { return !header(name).isNull(); }
    /// How many fields have that name: what must be single (Authorization, Idempotency-Key) is checked with it.
    qsizetype count(QByteArrayView name) const;
    /// True when the comma-separated list of every such field holds the token, without regard to case.
    bool listHas(QByteArrayView name, QByteArrayView token) const;
    /// Whether it tells how long its body is. Without, it has none (RFC 9112 6.3), which is fine where none is needed.
    bool saysLength() const { return hasHeader("Content-Length") || hasHeader("Transfer-Encoding"); }
    /// Asks to leave HTTP for WebSocket (RFC 6455 4.2.1: Upgrade and Connection; the other rules are web/websocket's).
    bool asksForWebSocket() const;
};

/// Equal without regard to ASCII case.
bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

} // namespace web
