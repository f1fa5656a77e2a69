// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "net/packedaddress.h"
#include "net/socketstream.h"
#include <QHash>
#include <mutex>

namespace net {

/// An IPv4 address in IPv6 form (as a socket for both families shows it) as IPv4; others unchanged.
QHostAddress plainAddress(const QHostAddress &address);

/// How many connections one listener lets in. Zero rate: as many as come.
struct AdmissionLimits
{
    int connections = 20'000; ///< open ones
    int perAddress = 20'000;  ///< open ones of one peer: an IPv4 address, or the /64 of an IPv6 one
    double perSecond = 0;     ///< new ones of one peer, refilled evenly…
    double burst = 0;         ///< …and saved up to this many; 0: one second's worth, at least one
};

/// Counts the open connections of one listener, in all and by peer address, and how fast new ones come. Connections end
/// in whatever thread their streams live by then, hence the lock (docs/threads.md "Admission"): taken once at accept
/// and once at close.
class Admission : public std::enable_shared_from_this<Admission>
{
public:
    explicit Admission(const AdmissionLimits &limits);

    /// Counts one connection in, until the ticket is gone; null at a limit.
    Ticket admit(const QHostAddress &address, base::Monotonic now);
    /// The same for a proxy's connection, before it has said for whom: counted in all alone.
    Ticket admitProxied();
    /// …and now that it has: false at a limit of that address. `ticket` is one of admitProxied().
    bool name(const Ticket &ticket, const QHostAddress &address, base::Monotonic now);

    int connections() const;
    quint64 refused() const;
    /// Somebody was turned away for another reason (a ban, a wrong header): counted too.
    void countRefused();

private:
    struct Seat;
    struct Bucket
    {
        double tokens = 0;
        base::Monotonic at{};
    };
    Ticket seat(const QHostAddress &key);
    bool takeToken(const QHostAddress &key, base::Monotonic now);
    void forgetFull(base::Monotonic now);
    void leave(const QHostAddress &key);

    mutable std::mutex m_mutex;
    QHash<QHostAddress, int> m_byAddress;
    QHash<QHostAddress, Bucket> m_buckets;
    int m_open = 0;
    quint64 m_refused = 0;
    const AdmissionLimits m_limits;
    const double m_burst;
};

} // namespace net
