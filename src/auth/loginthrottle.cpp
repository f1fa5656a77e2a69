// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loginthrottle.h"

namespace auth {

using namespace std::chrono_literals;

namespace {

/// This machine's own address stands for every program on it, and for every user behind a proxy on it.
bool isLoopback(const QString &address)
{
    return address.startsWith(u"127.") || address == u"::1" || address.startsWith(u"::ffff:127.");
}

} // namespace

base::Monotonic LoginThrottle::readyAt(const Table &table, const QString &key, base::Monotonic now)
{
    const auto entry = table.constFind(key);
    if (entry == table.constEnd() || now - entry->last > memory || entry->count < freeAttempts)
        return {};
    constexpr int doublings = 10; // 1 s << 10 is already more than the longest delay
    const base::Monotonic delay = 1s * (1LL << std::min(entry->count - freeAttempts, doublings));
    return entry->last + std::min<base::Monotonic>(delay, longestDelay);
}

std::chrono::milliseconds LoginThrottle::delay(const QString &username, const QString &address,
                                               base::Monotonic now) const
{
    const QString pair = pairKey(username, address);
    // A pair that is known is judged by itself: neither who guesses at the name from elsewhere nor a neighbour behind
    // the same address translation can keep its user out.
    const base::Monotonic ready = m_known.contains(pair)
                                      ? readyAt(m_pairs, pair, now)
                                      : std::max(readyAt(m_users, username, now), readyAt(m_addresses, address, now));
    return ready > now ? std::chrono::ceil<std::chrono::milliseconds>(ready - now) : 0ms;
}

void LoginThrottle::count(Table &table, const QString &key, base::Monotonic now)
{
    if (table.size() >= maxEntries && !table.contains(key)) {
        table.removeIf(
            [now](const std::pair<const QString &, Failures &> &entry) { return now - entry.second.last > memory; });
        if (table.size() >= maxEntries) {
            const auto oldest = std::min_element(table.cbegin(), table.cend(),
                                                 [](const Failures &a, const Failures &b) { return a.last < b.last; });
            table.erase(oldest);
        }
    }
    Failures &failures = table[key];
    failures.count = now - failures.last > memory ? 1 : failures.count + 1;
    failures.last = now;
}

void LoginThrottle::failed(const QString &username, const QString &address, base::Monotonic now)
{
    const QString pair = pairKey(username, address);
    const bool isKnown = m_known.contains(pair);
    count(isKnown ? m_pairs : m_users, isKnown ? pair : username, now);
    if (!isLoopback(address))
        count(m_addresses, address, now);
}

void LoginThrottle::succeeded(const QString &username, const QString &address)
{
    const QString pair = pairKey(username, address);
    if (m_known.size() >= maxEntries)
        m_known.clear();
    m_known.insert(pair);
    m_pairs.remove(pair);
    m_addresses.remove(address);
}

} // namespace auth
