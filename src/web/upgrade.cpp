// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/upgrade.h"
#include <QCryptographicHash>

namespace web {

using base::Error;
using base::ErrorCode;

namespace {

Error malformed(const QString &what)
{
    return Error(ErrorCode::Malformed, what);
}

bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
    });
}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Calls `use` with each trimmed, non-empty element of a comma list until it answers true; tells whether it did.
template <typename F>
bool anyElement(QByteArrayView list, F use)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView element = (comma < 0 ? list : list.first(comma)).trimmed();
        if (!element.isEmpty() && use(element))
            return true;
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
    return false;
}

bool hasElement(QByteArrayView list, QByteArrayView wanted)
{
    return anyElement(list, [wanted](QByteArrayView element) { return equalsIgnoringCase(element, wanted); });
}

base::Result<> readRequestLine(QByteArrayView line, UpgradeRequest &request)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return malformed(u"no HTTP request line"_qs);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    const bool printable = std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7F; });
    if (!isToken(line.first(first)) || target.isEmpty() || !target.startsWith('/') || !printable)
        return malformed(u"bad HTTP request line"_qs);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return malformed(u"not HTTP/1.1"_qs);
    request.method = line.first(first).toByteArray();
    request.target = target.toByteArray();
    request.minorVersion = version.back() - '0';
    return {};
}

base::Result<> readHeader(QByteArrayView line, UpgradeRequest &request)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)))
        return malformed(u"bad HTTP header"_qs);
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (std::any_of(value.begin(), value.end(),
                    [](char c) { return (static_cast<quint8>(c) < 0x20 && c != '\t') || c == 0x7F; }))
        return malformed(u"control character in an HTTP header"_qs);
    if (equalsIgnoringCase(name, "Content-Length") || equalsIgnoringCase(name, "Transfer-Encoding"))
        return malformed(u"a handshake has no body"_qs);
    struct Known
    {
        QByteArrayView name;
        QByteArray UpgradeRequest::*field;
        bool isList;
    };
    static constexpr Known known[] = {
        {"Host", &UpgradeRequest::host, false},
        {"Upgrade", &UpgradeRequest::upgrade, true},
        {"Connection", &UpgradeRequest::connection, true},
        {"Sec-WebSocket-Key", &UpgradeRequest::key, false},
        {"Sec-WebSocket-Version", &UpgradeRequest::version, false},
        {"Sec-WebSocket-Protocol", &UpgradeRequest::protocols, true},
        {"Origin", &UpgradeRequest::origin, false},
    };
    for (const Known &header : known) {
        if (!equalsIgnoringCase(name, header.name))
            continue;
        QByteArray &field = request.*header.field;
        if (!field.isNull() && !header.isList)
            return malformed(u"an HTTP header comes twice"_qs);
        if (!field.isNull())
            field.append(", ");
        field.append(value.isEmpty() ? QByteArrayView("") : value);
        if (field.isNull())
            field = QByteArray("");
    }
    return {};
}

} // namespace

QByteArrayView UpgradeRequest::path() const
{
    const qsizetype query = target.indexOf('?');
    return QByteArrayView(target).first(query < 0 ? target.size() : query);
}

base::Result<std::optional<UpgradeRequest>> parseUpgrade(QByteArrayView bytes, qsizetype maxSize)
{
    const QByteArrayView head = bytes.first(qMin(bytes.size(), maxSize));
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (bytes.size() >= maxSize)
            return Error(ErrorCode::TooLarge, u"HTTP header is too long"_qs);
        // What is no request at all is refused early: a TLS hello or an MQTT CONNECT would wait here for ever.
        if (!head.isEmpty() && (head.front() < 'A' || head.front() > 'Z'))
            return malformed(u"not an HTTP request"_qs);
        return std::optional<UpgradeRequest>();
    }
    UpgradeRequest request;
    request.size = end + 4;
    QByteArrayView rest = head.first(end + 2);
    for (bool isFirst = true; !rest.isEmpty(); isFirst = false) {
        const qsizetype lineEnd = rest.indexOf("\r\n");
        const QByteArrayView line = rest.first(lineEnd);
        const auto read = isFirst ? readRequestLine(line, request) : readHeader(line, request);
        if (!read)
            return read.error();
        rest = rest.sliced(lineEnd + 2);
    }
    return std::optional(std::move(request));
}

base::Result<> checkUpgrade(const UpgradeRequest &request)
{
    if (request.method != "GET" || request.minorVersion < 1 || request.host.isEmpty())
        return malformed(u"a WebSocket handshake is a GET of HTTP/1.1 with a Host"_qs);
    if (!hasElement(request.upgrade, "websocket") || !hasElement(request.connection, "upgrade"))
        return Error(ErrorCode::Unsupported, u"this address speaks WebSocket"_qs);
    if (request.version != "13")
        return Error(ErrorCode::Unsupported, u"only WebSocket version 13 is spoken here"_qs);
    const auto key = QByteArray::fromBase64Encoding(request.key, QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.size() != 16)
        return malformed(u"Sec-WebSocket-Key is not 16 bytes of base64"_qs);
    return {};
}

QByteArray chooseSubprotocol(QByteArrayView offered, std::span<const QByteArrayView> supported)
{
    QByteArray chosen;
    anyElement(offered, [&](QByteArrayView element) {
        if (std::find(supported.begin(), supported.end(), element) == supported.end())
            return false;
        chosen = element.toByteArray();
        return true;
    });
    return chosen;
}

QByteArray webSocketAccept(QByteArrayView key)
{
    const QByteArray text = key.toByteArray() + QByteArrayLiteral("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
}

QByteArray switchingProtocols(QByteArrayView key, QByteArrayView subprotocol, QByteArrayView extensions)
{
    QByteArray answer = QByteArrayLiteral("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                          "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
    answer.append(webSocketAccept(key)).append("\r\n");
    if (!subprotocol.isEmpty())
        answer.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    if (!extensions.isEmpty())
        answer.append("Sec-WebSocket-Extensions: ").append(extensions).append("\r\n");
    return answer.append("\r\n");
}

QByteArray refuseUpgrade(const Error &error)
{
    QByteArray status = QByteArrayLiteral("400 Bad Request");
    QByteArray extra;
    switch (error.code()) {
    case ErrorCode::Unsupported:
        status = QByteArrayLiteral("426 Upgrade Required");
        extra = QByteArrayLiteral("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
        break;
    case ErrorCode::NotFound:
        status = QByteArrayLiteral("404 Not Found");
        break;
    case ErrorCode::PermissionDenied:
        status = QByteArrayLiteral("403 Forbidden");
        break;
    case ErrorCode::TooLarge:
        status = QByteArrayLiteral("431 Request Header Fields Too Large");
        break;
    case ErrorCode::Busy:
    case ErrorCode::Unavailable:
        status = QByteArrayLiteral("503 Service Unavailable");
        break;
    default:
        break;
    }
    const QByteArray body = error.message().toUtf8() + '\n';
    return "HTTP/1.1 " + status + "\r\n" + extra +
           "Connection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace web
