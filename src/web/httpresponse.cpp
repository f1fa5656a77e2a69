// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httpresponse.h"
#include <QDateTime>

namespace web {
namespace {

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ");
    for (const char c : value)
        out.append(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
    out.append("\r\n");
}

void appendStatusLine(QByteArray &out, int status)
{
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(reasonPhrase(status)).append("\r\n");
}

bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

struct Phrase
{
    int status;
    const char *text;
};
constexpr Phrase phrases[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

} // namespace

void HttpResponse::set(QByteArrayView name, QByteArrayView value)
{
    for (HttpHeader &field : headers) {
        if (equalsIgnoringCase(field.name, name)) {
            field.value = value.toByteArray();
            return;
        }
    }
    headers.append({name.toByteArray(), value.toByteArray()});
}

void HttpResponse::setDefault(QByteArrayView name, QByteArrayView value)
{
    if (header(name).isNull())
        headers.append({name.toByteArray(), value.toByteArray()});
}

QByteArrayView HttpResponse::header(QByteArrayView name) const
{
    for (const HttpHeader &field : headers) {
        if (equalsIgnoringCase(field.name, name))
            return field.value.isNull() ? QByteArrayView("") : QByteArrayView(field.value);
    }
    return {};
}

QByteArrayView reasonPhrase(int status)
{
    for (const Phrase &phrase : phrases) {
        if (phrase.status == status)
            return phrase.text;
    }
    return "Unknown";
}

QByteArray httpDate(base::UtcMs at)
{
    static constexpr const char *days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(at.value, Qt::UTC);
    const QDate date = utc.date();
    const QTime time = utc.time();
    const auto padded = [](int number, int width) { return QByteArray::number(number).rightJustified(width, '0'); };
    return QByteArray(days[date.dayOfWeek() - 1]) + ", " + padded(date.day(), 2) + ' ' + months[date.month() - 1] +
           ' ' + padded(date.year(), 4) + ' ' + padded(time.hour(), 2) + ':' + padded(time.minute(), 2) + ':' +
           padded(time.second(), 2) + " GMT";
}

QByteArray encodeResponse(const HttpResponse &response, const HttpResponseFrame &frame)
{
    QByteArray out;
    out.reserve(256 + response.body.size());
    appendStatusLine(out, response.status);
    appendField(out, "Date", httpDate(frame.date));
    for (const HttpHeader &field : response.headers)
        appendField(out, field.name, field.value);
    if (hasBody(response.status))
        appendField(out, "Content-Length", QByteArray::number(response.body.size()));
    appendField(out, "Connection", frame.keepAlive ? "keep-alive" : "close");
    out.append("\r\n");
    if (!frame.head && hasBody(response.status))
        out.append(response.body);
    return out;
}

QByteArray encodeInterim(int status, const QList<HttpHeader> &headers)
{
    QByteArray out;
    appendStatusLine(out, status);
    for (const HttpHeader &field : headers)
        appendField(out, field.name, field.value);
    out.append("\r\n");
    return out;
}

} // namespace web
