// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "gateway/ports.h"
#include <QHash>

namespace gateway {

/// Counts who uses the bank (S0-09, S0-23). A session is a login (`family` of its principal), however many connections
/// and addresses it has; a connection of the bank socket is one by itself. Lives in the gateway's thread; figures() is
/// what the gateway publishes.
class SessionCensus
{
public:
    static constexpr std::chrono::seconds window{60};

    void requestSeen(const QByteArray &family, const QString &address, base::Monotonic now);
    void feedOpened(const QByteArray &family, const QString &address, base::Monotonic now);
    void feedClosed(const QByteArray &family, const QString &address);
    /// Forgets who has been silent for the window. `httpConnections` is the caller's to fill.
    Census figures(base::Monotonic now);

private:
    struct Presence
    {
        base::Monotonic last{};
        int feeds = 0;
    };
    QHash<QPair<QByteArray, QString>, Presence> m_present; ///< by family and address
};

} // namespace gateway
