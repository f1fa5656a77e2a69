// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/socketstream.h"
#include <QHash>
#include <mutex>

namespace net {

/// Counts the open connections of one listener, in all and by peer address. Connections end in whatever thread their
/// streams live by then, hence the lock (docs/threads.md "Admission"): taken once at accept and once at close.
class Admission : public std::enable_shared_from_this<Admission>
{
public:
    Admission(int maxConnections, int maxPerAddress)
        : m_max(maxConnections)
        , m_maxPerAddress(maxPerAddress)
    {
    }

    /// Counts one connection in, until the ticket is gone; null at a limit.
    Ticket admit(const QHostAddress &address);
    int connections() const;
    quint64 refused() const;

private:
    void leave(const QHostAddress &address);

    mutable std::mutex m_mutex;
    QHash<QHostAddress, int> m_byAddress;
    int m_open = 0;
    quint64 m_refused = 0;
    const int m_max;
    const int m_maxPerAddress;
};

} // namespace net
