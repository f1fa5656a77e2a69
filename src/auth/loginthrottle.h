// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QHash>
#include <QSet>
#include <QString>
#include <chrono>

namespace auth {

/// Slows guessing down: after five failures an attempt has to wait 1 s, then 2, 4, … up to 15 min, counted per user
/// name and per address (SPEC 3). Never a lock that strangers can hold on somebody: an address from which a user has
/// logged in before is judged by its own failures alone, and loopback addresses are not counted: one wrong device on
/// this machine must not slow its window. Forgets failures after an hour without one. Not thread safe.
class LoginThrottle
{
public:
    /// How long this attempt must wait; zero: go ahead.
    std::chrono::milliseconds delay(const QString &username, const QString &address, base::Monotonic now) const;
    void failed(const QString &username, const QString &address, base::Monotonic now);
    void succeeded(const QString &username, const QString &address);

    static constexpr int freeAttempts = 5;
    static constexpr std::chrono::minutes longestDelay{15};
    static constexpr std::chrono::hours memory{1};
    /// Entries kept at most; beyond, the oldest go: an attacker's names must not fill the memory.
    static constexpr qsizetype maxEntries = 20'000;

private:
    struct Failures
    {
        int count = 0;
        base::Monotonic last{};
    };
    using Table = QHash<QString, Failures>;
    static base::Monotonic readyAt(const Table &table, const QString &key, base::Monotonic now);
    static void count(Table &table, const QString &key, base::Monotonic now);
    static QString pairKey(const QString &username, const QString &address) { return username + u'\n' + address; }

    Table m_users;
    Table m_addresses;
    Table m_pairs;         ///< failures of known pairs
    QSet<QString> m_known; ///< user and address that have succeeded together
};

} // namespace auth
