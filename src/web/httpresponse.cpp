// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httpresponse.h"
#include <algorithm>
#include <chrono>

namespace web {
namespace {

/// Room for the status line, Date, Content-Length and Connection.
constexpr qsizetype framingBytes = 160;

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ");
    const qsizetype begin = out.size();
    out.append(value);
    if (std::any_of(value.begin(), value.end(), isControl))
        std::replace_if(out.begin() + begin, out.end(), isControl, ' ');
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
    static constexpr const char *days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const sys_time<milliseconds> instant{milliseconds(at.value)};
    const auto midnight = floor<std::chrono::days>(instant);
    const year_month_day date(midnight);
    const hh_mm_ss time(floor<seconds>(instant - midnight));
    QByteArray out("Sun, 00 Jan 0000 00:00:00 GMT");
    const auto put = [&out](qsizetype begin, int width, unsigned number) {
        for (qsizetype i = begin + width; i-- > begin; number /= 10)
            out[i] = static_cast<char>('0' + number % 10);
    };
    out.replace(0, 3, days[weekday(midnight).c_encoding()]);
    put(5, 2, static_cast<unsigned>(date.day()));
    out.replace(8, 3, months[static_cast<unsigned>(date.month()) - 1]);
    put(12, 4, static_cast<unsigned>(static_cast<int>(date.year())));
    put(17, 2, static_cast<unsigned>(time.hours().count()));
    put(20, 2, static_cast<unsigned>(time.minutes().count()));
    put(23, 2, static_cast<unsigned>(time.seconds().count()));
    return out;
}

QByteArray encodeResponse(const HttpResponse &response, const HttpResponseFrame &frame)
{
    QByteArray out;
    qsizetype size = response.body.size() + framingBytes;
    for (const HttpHeader &field : response.headers)
        size += field.name.size() + field.value.size() + 4;
    out.reserve(size);
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
