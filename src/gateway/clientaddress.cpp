// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/clientaddress.h"
#include <algorithm>

namespace gateway {
namespace {

constexpr qsizetype shortestId = 8;
constexpr qsizetype longestId = 64;

bool isIdChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.';
}

/// "192.0.2.1", "192.0.2.1:4711", "2001:db8::1" or "[2001:db8::1]:4711" without its port; null when it is none.
QHostAddress forwardedAddress(QByteArrayView text)
{
    QByteArrayView name = text.trimmed();
    if (name.startsWith('[')) {
        const qsizetype end = name.indexOf(']');
        name = end > 0 ? name.sliced(1, end - 1) : QByteArrayView();
    } else if (name.count(':') == 1) {
        name = name.first(name.indexOf(':'));
    }
    return QHostAddress(QString::fromLatin1(name));
}

} // namespace

bool isProxy(const QString &address, const Proxies &proxies)
{
    if (proxies.isEmpty())
        return false;
    const QHostAddress peer(address);
    return std::any_of(proxies.begin(), proxies.end(),
                       [&peer](const QPair<QHostAddress, int> &subnet) { return peer.isInSubnet(subnet); });
}

QString clientAddress(const QString &peer, const web::HttpRequest &request, const Proxies &proxies)
{
    if (!isProxy(peer, proxies))
        return peer;
    QByteArrayList told;
    for (const web::HttpHeader &field : request.headers) {
        if (web::equalsIgnoringCase(field.name, "X-Forwarded-For"))
            told += field.value.split(',');
    }
    QString client = peer;
    for (auto it = told.crbegin(); it != told.crend() && isProxy(client, proxies); ++it) {
        const QHostAddress address = forwardedAddress(*it);
        if (address.isNull())
            break;
        client = address.toString();
    }
    return client;
}

QByteArrayView proxyRequestId(const QString &peer, const web::HttpRequest &request, const Proxies &proxies)
{
    const QByteArrayView id = request.header("X-Request-Id");
    const bool isSane =
        id.size() >= shortestId && id.size() <= longestId && std::all_of(id.begin(), id.end(), isIdChar);
    return isSane && isProxy(peer, proxies) ? id : QByteArrayView();
}

} // namespace gateway
