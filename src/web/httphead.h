// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/httpparser.h"

namespace web {

/// How the body of a request is framed, as its head says.
struct HttpFraming
{
    bool chunked = false;
    bool expectsContinue = false;
    bool keepAlive = true;
};

/// Checks a whole head (from the request line to the empty line, CRLF ends) against RFC 9110/9112 more strictly than
/// Beast does: method token, target form, version, Host exactly once, no folded or nameless lines, one framing only.
/// Fills method, target, version and headers of `request`. The fault that makes the request unacceptable, or none.
std::optional<HttpFault> readHead(QByteArrayView head, const HttpLimits &limits, HttpRequest &request,
                                  HttpFraming &framing);

/// Finds the end of the head in bytes that come in pieces, and refuses early what can never become one.
class HttpHeadScanner
{
public:
    explicit HttpHeadScanner(const HttpLimits &limits)
        : m_limits(limits)
    {
    }
    /// Size of the head (with its empty line) once it is complete in `buffer`, which holds all bytes so far; 0 before.
    qsizetype scan(QByteArrayView buffer);
    const std::optional<HttpFault> &fault() const { return m_fault; }

private:
    /// Inside a line: to the next byte that means something, or to where a limit is.
    void skipOrdinary(QByteArrayView buffer);
    void refuse(int status, const QString &detail) { m_fault = HttpFault{status, detail}; }
    HttpLimits m_limits;
    qsizetype m_scanned = 0;
    qsizetype m_lineStart = 0;
    bool m_requestLine = true;
    std::optional<HttpFault> m_fault;
};

} // namespace web
