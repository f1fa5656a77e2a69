// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "gateway/ports.h"
#include <QHash>

namespace gateway {

/// Counts who uses the bank (S0-09, S0-23). A session is a login (token family), however many connections it has. Lives
/// in the gateway's thread; figures() is what the gateway publishes.
class SessionCensus
{
public:
    static constexpr std::chrono::seconds window{60};

    void requestSeen(const QByteArray &family, const QString &address, base::Monotonic now);
    void feedOpened(const QByteArray &family, const QString &address, base::Monotonic now);
    void feedClosed(const QByteArray &family);
    /// Forgets who has been silent for the window. `httpConnections` is the caller's to fill.
    Census figures(base::Monotonic now);

private:
    struct Session
    {
        QString address;
        base::Monotonic last{};
        int feeds = 0;
    };
    QHash<QByteArray, Session> m_sessions;
};

} // namespace gateway
