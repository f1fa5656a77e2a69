// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/originpolicy.h"
#include "web/httprequest.h"
#include <QHostAddress>
#include <algorithm>

namespace gateway {
namespace {

/// Splits "name:port" or "[v6]:port"; an ill-formed one gives an empty name.
QByteArrayView hostName(QByteArrayView host)
{
    const auto isPort = [](QByteArrayView text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        if (end < 0)
            return {};
        const QByteArrayView rest = host.sliced(end + 1);
        const bool good = rest.isEmpty() || (rest.startsWith(':') && isPort(rest.sliced(1)));
        return good ? host.first(end + 1) : QByteArrayView();
    }
    const qsizetype colon = host.indexOf(':');
    if (colon < 0)
        return host;
    return isPort(host.sliced(colon + 1)) ? host.first(colon) : QByteArrayView();
}

/// "192.0.2.1" or "[2001:db8::1]".
bool isAddress(QByteArrayView name)
{
    const bool isBracketed = name.startsWith('[');
    const QByteArrayView inner = isBracketed ? name.sliced(1).chopped(1) : name;
    const QHostAddress address(QString::fromLatin1(inner));
    return !address.isNull() && (address.protocol() == QAbstractSocket::IPv6Protocol) == isBracketed;
}

} // namespace

bool isLoopbackHost(QByteArrayView host)
{
    const QByteArrayView name = hostName(host);
    return web::equalsIgnoringCase(name, "localhost") || name == "127.0.0.1" || name == "[::1]";
}

OriginPolicy::OriginPolicy(Settings settings)
    : m_settings(std::move(settings))
{
}

bool OriginPolicy::allowsHost(QByteArrayView host, Door door) const
{
    if (host.isEmpty() || isLoopbackHost(host)) // HTTP/1.0 may send none, and no browser speaks that
        return true;
    const QByteArrayView name = hostName(host);
    const bool isNamed = std::any_of(m_settings.hosts.begin(), m_settings.hosts.end(),
                                     [name](const QByteArray &one) { return web::equalsIgnoringCase(one, name); });
    if (isNamed || door != Door::Network)
        return isNamed;
    return m_settings.hosts.isEmpty() || isAddress(name);
}

bool OriginPolicy::allowsOrigin(QByteArrayView origin, QByteArrayView host) const
{
    QByteArrayView authority;
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (origin.startsWith(scheme))
            authority = origin.sliced(scheme.size());
    }
    if (!authority.isEmpty() && web::equalsIgnoringCase(authority, host))
        return true;
    return std::any_of(m_settings.origins.begin(), m_settings.origins.end(), [&](const QByteArray &one) {
        return one == "localhost" ? !authority.isEmpty() && isLoopbackHost(authority)
                                  : web::equalsIgnoringCase(one, origin);
    });
}

} // namespace gateway
