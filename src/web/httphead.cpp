// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httphead.h"
#include <array>

namespace web {
namespace {

using Fault = std::optional<HttpFault>;

HttpFault bad(const QString &detail, int status = 400)
{
    return HttpFault{status, detail};
}

/// What a byte may be part of. Every byte of a head is looked at, so it is a table.
struct CharClasses
{
    std::array<bool, 256> token{};
    std::array<bool, 256> target{};
    std::array<bool, 256> value{};
    std::array<bool, 256> ordinary{}; ///< neither ends a line nor is forbidden everywhere
};

constexpr CharClasses charClasses = [] {
    CharClasses classes;
    for (unsigned c = 0; c < 256; ++c) {
        const bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        classes.token[c] = alnum;
        classes.target[c] = c > 0x20 && c < 0x7f; // visible ASCII without those that no URI may hold (below)
        classes.ordinary[c] = c != '\r' && c != '\n' && c != 0;
        // Visible characters, blanks and obs-text (RFC 9110 5.5); never CR, LF, NUL or other controls.
        classes.value[c] = c == '\t' || (c >= 0x20 && c != 0x7f);
    }
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        classes.token[static_cast<unsigned char>(c)] = true;
    for (const char c : {'"', '#', '<', '>', '\\', '^', '`', '{', '|', '}'})
        classes.target[static_cast<unsigned char>(c)] = false;
    return classes;
}();

bool isTokenChar(char c)
{
    return charClasses.token[static_cast<unsigned char>(c)];
}

/// A loop of its own: std::all_of would call a function for each byte.
bool areAll(QByteArrayView text, const std::array<bool, 256> &table)
{
    for (const char c : text) {
        if (!table[static_cast<unsigned char>(c)])
            return false;
    }
    return true;
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && areAll(text, charClasses.token);
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Fault readVersion(QByteArrayView text, HttpRequest &request)
{
    if (text == "HTTP/1.1" || text == "HTTP/1.0") {
        request.minorVersion = text.back() - '0';
        return {};
    }
    const bool wellFormed = text.size() == 8 && text.startsWith("HTTP/") && isDigits(text.sliced(5, 1)) &&
                            text.at(6) == '.' && isDigits(text.sliced(7, 1));
    return wellFormed ? bad(u"only HTTP/1.0 and HTTP/1.1 are spoken here"_qs, 505)
                      : bad(u"the request line does not end in an HTTP version"_qs);
}

Fault readTarget(QByteArrayView target, HttpRequest &request)
{
    if (target.isEmpty() || !areAll(target, charClasses.target))
        return bad(u"the request target holds characters that no target may hold"_qs);
    const bool origin = target.startsWith('/');
    const bool absolute = target.startsWith("http://") || target.startsWith("https://");
    const bool asterisk = target == "*" && request.method == "OPTIONS";
    if (!origin && !absolute && !asterisk)
        return bad(u"the request target must begin with a slash"_qs);
    request.target = target.toByteArray();
    return {};
}

Fault readRequestLine(QByteArrayView line, HttpRequest &request)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || last == first)
        return bad(u"the request line needs a method, a target and a version"_qs);
    if (!isToken(line.first(first)))
        return bad(u"the method is not a token"_qs);
    request.method = line.first(first).toByteArray();
    if (const Fault fault = readVersion(line.sliced(last + 1), request))
        return fault;
    return readTarget(line.sliced(first + 1, last - first - 1), request);
}

Fault readField(QByteArrayView line, HttpRequest &request)
{
    if (line.startsWith(' ') || line.startsWith('\t'))
        return bad(u"folded header lines are not accepted"_qs); // RFC 9112 5.2
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || !isToken(line.first(colon)))
        return bad(u"a header line has no valid name"_qs); // also a blank before the colon, RFC 9112 5.1
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (!areAll(value, charClasses.value))
        return bad(u"a header value holds control characters"_qs);
    request.headers.append({line.first(colon).toByteArray(), value.toByteArray()});
    return {};
}

Fault checkHost(const HttpRequest &request)
{
    const qsizetype hosts = request.count("Host");
    if (hosts > 1)
        return bad(u"more than one Host header"_qs);
    if (hosts == 0 && request.minorVersion == 1)
        return bad(u"HTTP/1.1 needs a Host header"_qs); // RFC 9112 3.2
    return {};
}

Fault readTransferEncoding(const HttpRequest &request, HttpFraming &framing)
{
    const qsizetype encodings = request.count("Transfer-Encoding");
    if (encodings == 0)
        return {};
    if (request.hasHeader("Content-Length"))
        return bad(u"Content-Length and Transfer-Encoding exclude each other"_qs);
    if (request.minorVersion == 0)
        return bad(u"HTTP/1.0 has no Transfer-Encoding"_qs);
    if (encodings > 1 || !equalsIgnoringCase(request.header("Transfer-Encoding"), "chunked"))
        return bad(u"the only Transfer-Encoding understood is chunked"_qs, 501);
    framing.chunked = true;
    return {};
}

Fault readContentLength(const HttpRequest &request, const HttpLimits &limits)
{
    const qsizetype lengths = request.count("Content-Length");
    if (lengths > 1)
        return bad(u"more than one Content-Length header"_qs);
    if (lengths == 0) // RFC 9112 6.3: then there is no body; whoever needs one says 411 (HttpRequest::saysLength)
        return {};
    const QByteArrayView text = request.header("Content-Length");
    if (!isDigits(text))
        return bad(u"Content-Length is not a number"_qs);
    bool fits = false;
    const qulonglong length = text.toByteArray().toULongLong(&fits);
    if (!fits || length > static_cast<qulonglong>(limits.body))
        return bad(u"the body is larger than %1 bytes"_qs.arg(limits.body), 413);
    return {};
}

Fault readExpectation(const HttpRequest &request, HttpFraming &framing)
{
    if (request.minorVersion == 0 || !request.hasHeader("Expect"))
        return {}; // RFC 9110 10.1.1: a 1.0 client's expectation is ignored
    if (request.count("Expect") > 1 || !equalsIgnoringCase(request.header("Expect"), "100-continue"))
        return bad(u"the only expectation met is 100-continue"_qs, 417);
    framing.expectsContinue = true;
    return {};
}

bool wantsKeepAlive(const HttpRequest &request)
{
    if (request.listHas("Connection", "close"))
        return false;
    return request.minorVersion == 1 || request.listHas("Connection", "keep-alive");
}

} // namespace

std::optional<HttpFault> readHead(QByteArrayView head, const HttpLimits &limits, HttpRequest &request,
                                  HttpFraming &framing)
{
    constexpr qsizetype usualHeaders = 12;
    request.headers.reserve(usualHeaders);
    bool requestLine = true;
    for (qsizetype end = head.indexOf("\r\n"); end > 0; end = head.indexOf("\r\n")) {
        const QByteArrayView line = head.first(end);
        head = head.sliced(end + 2);
        if (const Fault fault = requestLine ? readRequestLine(line, request) : readField(line, request))
            return fault;
        requestLine = false;
    }
    if (requestLine)
        return bad(u"an empty line where a request should begin"_qs);
    if (const Fault fault = checkHost(request))
        return fault;
    if (const Fault fault = readTransferEncoding(request, framing))
        return fault;
    if (const Fault fault = readContentLength(request, limits))
        return fault;
    framing.keepAlive = request.keepAlive = wantsKeepAlive(request);
    return readExpectation(request, framing);
}

void HttpHeadScanner::skipOrdinary(QByteArrayView buffer)
{
    const qsizetype limit = m_requestLine ? m_limits.requestLine : m_limits.head;
    const qsizetype end = std::min({buffer.size(), limit, m_limits.head});
    while (m_scanned < end && charClasses.ordinary[static_cast<unsigned char>(buffer[m_scanned])])
        ++m_scanned;
}

qsizetype HttpHeadScanner::scan(QByteArrayView buffer)
{
    for (; m_scanned < buffer.size(); ++m_scanned) {
        if (m_scanned > m_lineStart && buffer.at(m_scanned - 1) != '\r')
            skipOrdinary(buffer);
        if (m_scanned >= buffer.size())
            break;
        const char c = buffer.at(m_scanned);
        const bool afterReturn = m_scanned > 0 && buffer.at(m_scanned - 1) == '\r';
        if (afterReturn != (c == '\n')) {
            refuse(400, u"lines must end in CR LF"_qs); // a bare LF or CR is read differently by others
            return 0;
        }
        if (c == '\0' || (m_requestLine && m_scanned == m_lineStart && !isTokenChar(c) && c != '\r')) {
            refuse(400, u"this is not an HTTP request"_qs);
            return 0;
        }
        if (m_scanned >= m_limits.head) {
            refuse(431, u"the headers are larger than %1 bytes"_qs.arg(m_limits.head));
            return 0;
        }
        if (c != '\n') {
            if (m_requestLine && m_scanned >= m_limits.requestLine) {
                refuse(414, u"the request line is longer than %1 bytes"_qs.arg(m_limits.requestLine));
                return 0;
            }
            continue;
        }
        const bool emptyLine = m_scanned == m_lineStart + 1;
        m_lineStart = m_scanned + 1;
        if (emptyLine)
            return ++m_scanned;
        m_requestLine = false;
    }
    return 0;
}

} // namespace web
