// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/httprequest.h"

namespace web {

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

QByteArrayView HttpRequest::header(QByteArrayView name) const
{
    for (const HttpHeader &field : headers) {
        if (equalsIgnoringCase(field.name, name))
            return field.value.isNull() ? QByteArrayView("") : QByteArrayView(field.value);
    }
    return {};
}

qsizetype HttpRequest::count(QByteArrayView name) const
{
    return std::count_if(headers.begin(), headers.end(),
                         [name](const HttpHeader &field) { return equalsIgnoringCase(field.name, name); });
}

bool HttpRequest::listHas(QByteArrayView name, QByteArrayView token) const
{
    for (const HttpHeader &field : headers) {
        if (!equalsIgnoringCase(field.name, name))
            continue;
        const QList<QByteArray> items = field.value.split(',');
        for (const QByteArray &item : items) {
            if (equalsIgnoringCase(item.trimmed(), token))
                return true;
        }
    }
    return false;
}

bool HttpRequest::asksForWebSocket() const
{
    return method == "GET" && minorVersion == 1 && listHas("Connection", "upgrade") && listHas("Upgrade", "websocket");
}

} // namespace web
