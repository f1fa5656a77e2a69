// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "gateway/pace.h"
#include <QByteArray>
#include <QHash>

namespace gateway {

/// So many requests a second, saved up to `burst`. Zero a second: no limit.
struct RateLimit
{
    double perSecond = 0;
    double burst = 0;
};

/// What each caller may ask (docs/api.md "Limits").
struct RateLimits
{
    RateLimit ordinary{300, 600};
    RateLimit login{5, 20};
    RateLimit money{50, 100};
    bool ofLoopback = false; ///< whether callers of this machine are limited too
};

/// Token buckets by caller and pace. A caller is a user or, of nobody known, an address: strangers use up their
/// address's, never a user's. Memory is bounded: past `capacity` callers those unseen longest are forgotten, which
/// gives them a full bucket. A value of the gateway's thread.
class RateLimiter
{
public:
    explicit RateLimiter(const RateLimits &limits, qsizetype capacity = 50'000);

    /// Takes one token. Zero: go on; else in how many seconds there will be one.
    std::chrono::seconds take(Pace pace, const QByteArray &caller, base::Monotonic now);
    /// Callers that are remembered.
    qsizetype callers() const { return m_young.size() + m_old.size(); }

private:
    struct Bucket
    {
        double tokens = 0;
        base::Monotonic at{};
    };
    const RateLimit &limitOf(Pace pace) const;
    Bucket &bucketOf(const QByteArray &key, double burst, base::Monotonic now);

    const RateLimits m_limits;
    const qsizetype m_half;
    QHash<QByteArray, Bucket> m_young; ///< seen since the halves changed last
    QHash<QByteArray, Bucket> m_old;
};

/// The name under which an address without a user is limited: itself, or the /64 of an IPv6 one.
QByteArray callerOf(const QString &address);
bool isLoopbackAddress(const QString &address);

} // namespace gateway
