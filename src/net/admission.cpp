// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/admission.h"

namespace net {

namespace {

constexpr qsizetype bucketsKept = 10'000; // then those are forgotten that are full again

/// What is one peer for the limits: who has IPv6 has a whole /64.
QHostAddress keyOf(const QHostAddress &address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol || plain.isLoopback())
        return plain;
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes);
}

} // namespace

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 && address.protocol() == QAbstractSocket::IPv6Protocol ? QHostAddress(v4) : address;
}

/// What a Ticket points to.
struct Admission::Seat
{
    Seat(std::shared_ptr<Admission> admission, const QHostAddress &address)
        : home(std::move(admission))
        , key(address)
    {
    }
    ~Seat() { home->leave(key.unpacked()); }
    Seat(const Seat &) = delete;
    Seat &operator=(const Seat &) = delete;

    const std::shared_ptr<Admission> home; ///< keeps the counts alive beyond the listener
    PackedAddress key;                     ///< null: a proxy's that has not said for whom
};

Admission::Admission(const AdmissionLimits &limits)
    : m_limits(limits)
    , m_burst(limits.burst > 0 ? limits.burst : qMax(1.0, limits.perSecond))
{
}

Ticket Admission::admit(const QHostAddress &address, base::Monotonic now)
{
    const QHostAddress key = keyOf(address);
    const std::scoped_lock lock(m_mutex);
    if (m_open >= m_limits.connections || m_byAddress.value(key) >= m_limits.perAddress || !takeToken(key, now)) {
        ++m_refused;
        return {};
    }
    ++m_byAddress[key];
    return seat(key);
}

Ticket Admission::admitProxied()
{
    const std::scoped_lock lock(m_mutex);
    if (m_open >= m_limits.connections) {
        ++m_refused;
        return {};
    }
    return seat({});
}

Ticket Admission::seat(const QHostAddress &key)
{
    ++m_open;
    return std::make_shared<Seat>(shared_from_this(), key);
}

bool Admission::name(const Ticket &ticket, const QHostAddress &address, base::Monotonic now)
{
    const QHostAddress key = keyOf(address);
    const std::scoped_lock lock(m_mutex);
    if (m_byAddress.value(key) >= m_limits.perAddress || !takeToken(key, now)) {
        ++m_refused;
        return false;
    }
    ++m_byAddress[key];
    static_cast<Seat *>(ticket.get())->key = PackedAddress(key);
    return true;
}

bool Admission::takeToken(const QHostAddress &key, base::Monotonic now)
{
    if (m_limits.perSecond <= 0)
        return true;
    if (m_buckets.size() >= bucketsKept)
        forgetFull(now);
    auto it = m_buckets.find(key);
    if (it == m_buckets.end())
        it = m_buckets.insert(key, Bucket{m_burst, now});
    Bucket &bucket = *it;
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    bucket.tokens = qMin(m_burst, bucket.tokens + seconds * m_limits.perSecond);
    bucket.at = now;
    if (bucket.tokens < 1)
        return false;
    bucket.tokens -= 1;
    return true;
}

void Admission::forgetFull(base::Monotonic now)
{
    m_buckets.removeIf([&](auto it) {
        const double seconds = std::chrono::duration<double>(now - it->at).count();
        return it->tokens + seconds * m_limits.perSecond >= m_burst;
    });
}

void Admission::leave(const QHostAddress &key)
{
    const std::scoped_lock lock(m_mutex);
    --m_open;
    const auto it = m_byAddress.find(key);
    if (!key.isNull() && it != m_byAddress.end() && --*it == 0)
        m_byAddress.erase(it);
}

int Admission::connections() const
{
    const std::scoped_lock lock(m_mutex);
    return m_open;
}

quint64 Admission::refused() const
{
    const std::scoped_lock lock(m_mutex);
    return m_refused;
}

void Admission::countRefused()
{
    const std::scoped_lock lock(m_mutex);
    ++m_refused;
}

} // namespace net
