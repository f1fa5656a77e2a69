// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/census.h"
#include <QSet>

namespace gateway {

void SessionCensus::requestSeen(const QByteArray &family, const QString &address, base::Monotonic now)
{
    m_present[{family, address}].last = now;
}

void SessionCensus::feedOpened(const QByteArray &family, const QString &address, base::Monotonic now)
{
    requestSeen(family, address, now);
    ++m_present[{family, address}].feeds;
}

void SessionCensus::feedClosed(const QByteArray &family, const QString &address)
{
    const auto presence = m_present.find({family, address});
    if (presence != m_present.end() && presence->feeds > 0)
        --presence->feeds;
}

Census SessionCensus::figures(base::Monotonic now)
{
    m_present.removeIf(
        [now](const auto &entry) { return entry.value().feeds == 0 && now - entry.value().last >= window; });
    QSet<QByteArray> families;
    QSet<QString> addresses;
    for (auto presence = m_present.cbegin(); presence != m_present.cend(); ++presence) {
        families.insert(presence.key().first);
        addresses.insert(presence.key().second);
    }
    return {static_cast<int>(families.size()), static_cast<int>(addresses.size()), 0};
}

} // namespace gateway
