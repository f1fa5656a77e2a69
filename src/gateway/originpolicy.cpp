// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/originpolicy.h"
#include "web/httprequest.h"
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

} // namespace

bool isLoopbackHost(QByteArrayView host)
{
    const QByteArrayView name = hostName(host);
    return web::equalsIgnoringCase(name, "localhost") || name == "127.0.0.1" || name == "[::1]";
}

bool isAllowedOrigin(QByteArrayView origin, QByteArrayView host)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (!origin.startsWith(scheme))
            continue;
        const QByteArrayView authority = origin.sliced(scheme.size());
        return isLoopbackHost(authority) || (!authority.isEmpty() && web::equalsIgnoringCase(authority, host));
    }
    return false;
}

} // namespace gateway
