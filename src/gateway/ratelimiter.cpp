// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/ratelimiter.h"
#include <QHostAddress>
#include <cmath>

namespace gateway {
namespace {

constexpr int prefixBytes = 8; // of an IPv6 address: a /64 is one household

} // namespace

RateLimiter::RateLimiter(const RateLimits &limits, qsizetype capacity)
    : m_limits(limits)
    , m_half(std::max<qsizetype>(1, capacity / 2))
{
}

const RateLimit &RateLimiter::limitOf(Pace pace) const
{
    switch (pace) {
    case Pace::Login:
        return m_limits.login;
    case Pace::Money:
        return m_limits.money;
    case Pace::Ordinary:
        break;
    }
    return m_limits.ordinary;
}

RateLimiter::Bucket &RateLimiter::bucketOf(const QByteArray &key, double burst, base::Monotonic now)
{
    if (const auto found = m_young.find(key); found != m_young.end())
        return *found;
    if (m_young.size() >= m_half) {
        m_old = std::move(m_young);
        m_young = {};
    }
    const auto known = m_old.constFind(key);
    const Bucket bucket = known != m_old.constEnd() ? *known : Bucket{burst, now};
    m_old.remove(key);
    return *m_young.insert(key, bucket);
}

std::chrono::seconds RateLimiter::take(Pace pace, const QByteArray &caller, base::Monotonic now)
{
    const RateLimit &limit = limitOf(pace);
    if (limit.perSecond <= 0)
        return {};
    const double burst = std::max({1.0, limit.perSecond, limit.burst});
    Bucket &bucket = bucketOf(QByteArray::number(static_cast<int>(pace)) + caller, burst, now);
    const double elapsed = std::chrono::duration<double>(now - bucket.at).count();
    bucket.tokens = std::min(burst, bucket.tokens + elapsed * limit.perSecond);
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return {};
    }
    const double wait = (1 - bucket.tokens) / limit.perSecond;
    return std::chrono::seconds(std::max<qint64>(1, static_cast<qint64>(std::ceil(wait))));
}

QByteArray callerOf(const QString &address)
{
    if (!address.contains(u':'))
        return address.toLatin1();
    const Q_IPV6ADDR bytes = QHostAddress(address).toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(bytes.c), prefixBytes);
}

bool isLoopbackAddress(const QString &address)
{
    return address.startsWith(u"127.") || address == u"::1";
}

} // namespace gateway
