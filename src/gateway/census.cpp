// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/census.h"
#include <QSet>

namespace gateway {

void SessionCensus::requestSeen(const QByteArray &family, const QString &address, base::Monotonic now)
{
    Session &session = m_sessions[family];
    session.address = address;
    session.last = now;
}

void SessionCensus::feedOpened(const QByteArray &family, const QString &address, base::Monotonic now)
{
    requestSeen(family, address, now);
    ++m_sessions[family].feeds;
}

void SessionCensus::feedClosed(const QByteArray &family)
{
    const auto session = m_sessions.find(family);
    if (session != m_sessions.end() && session->feeds > 0)
        --session->feeds;
}

Census SessionCensus::figures(base::Monotonic now)
{
    m_sessions.removeIf([now](const std::pair<const QByteArray &, Session &> &entry) {
        return entry.second.feeds == 0 && now - entry.second.last >= window;
    });
    QSet<QString> addresses;
    for (const Session &session : std::as_const(m_sessions))
        addresses.insert(session.address);
    return {static_cast<int>(m_sessions.size()), static_cast<int>(addresses.size()), 0};
}

} // namespace gateway
