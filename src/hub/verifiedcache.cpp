// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/verifiedcache.h"
#include "auth/secrets.h"

namespace hub {

VerifiedCache::VerifiedCache(const base::Clock &clock)
    : m_clock(clock)
    , m_secret(auth::randomBytes(32))
{
}

QByteArray VerifiedCache::keyOf(const QByteArray &username, const QByteArray &password) const
{
    // The length keeps "ab" + "c" and "a" + "bc" apart.
    return auth::hmacSha256(m_secret, QByteArray(QByteArray::number(username.size()) + ':' + username + password));
}

bool VerifiedCache::knows(const QByteArray &username, const QByteArray &password) const
{
    const QByteArray key = keyOf(username, password);
    const std::scoped_lock lock(m_mutex);
    const auto entry = m_until.constFind(key);
    return entry != m_until.constEnd() && m_clock.monotonicNow() < *entry;
}

void VerifiedCache::remember(const QByteArray &username, const QByteArray &password, std::chrono::milliseconds limit)
{
    const QByteArray key = keyOf(username, password);
    const std::scoped_lock lock(m_mutex);
    const base::Monotonic now = m_clock.monotonicNow();
    if (m_until.size() >= maxEntries)
        m_until.removeIf(
            [now](const std::pair<const QByteArray &, base::Monotonic &> &entry) { return entry.second <= now; });
    if (m_until.size() >= maxEntries)
        m_until.clear();
    m_until.insert(key, now + std::min<std::chrono::milliseconds>(limit, lifetime));
}

void VerifiedCache::clear()
{
    const std::scoped_lock lock(m_mutex);
    m_until.clear();
}

} // namespace hub
