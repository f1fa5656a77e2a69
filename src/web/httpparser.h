// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/httprequest.h"
#include <QString>
#include <memory>
#include <optional>

namespace web {

/// What a parser accepts. Bytes.
struct HttpLimits
{
    qsizetype requestLine = 8 * 1024; ///< beyond: 414
    qsizetype head = 16 * 1024;       ///< request line and headers; beyond: 431
    qsizetype body = 1024 * 1024;     ///< beyond: 413
};

/// Why a request is refused: the answer's status (400, 413, 414, 417, 431, 501, 505) and one sentence. The
/// connection must be closed after the answer, since where the next request begins is no longer known.
struct HttpFault
{
    int status = 400;
    QString detail;
};

/// Reads ONE HTTP/1.x request from bytes as they come. Make a new one for the next request (a pipelined request's bytes
/// stay with the caller), so an idle connection holds none. Boost.Beast's parser does the work behind it; what Beast
/// lets through and a front-end might read otherwise is refused before it sees it (request smuggling, RFC 9112 11.2).
/// Pure: no clock, so deadlines are the caller's. Not for use from two threads at once.
class HttpParser
{
public:
    enum class State {
        NeedMore, ///< all bytes taken; feed the next ones
        Done,     ///< `request` is set
        Failed,   ///< `fault` is set; the parser is of no further use
    };
    struct Progress
    {
        State state = State::NeedMore;
        qsizetype consumed = 0;             ///< of the bytes given; what follows belongs to the next request
        std::optional<HttpRequest> request; ///< after Failed: as much of it as could be read, none before the head
        std::optional<HttpFault> fault;
    };

    explicit HttpParser(const HttpLimits &limits = {});
    ~HttpParser();
    HttpParser(HttpParser &&) noexcept;
    HttpParser &operator=(HttpParser &&) noexcept;

    /// Takes bytes, at any split. After Done or Failed it must not be called again.
    Progress feed(QByteArrayView bytes);
    /// True once any byte of a request has come: idle and half-sent requests have different deadlines.
    bool started() const;
    /// True from the end of the head: from here on the client sends a body.
    bool headDone() const;
    /// The client waits for "100 Continue" before it sends the body (RFC 9110 10.1.1). True at most once.
    bool takeExpectation();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace web
