// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include <QByteArray>
#include <QHash>
#include <mutex>

namespace hub {

/// Remembers for five minutes that a name and password were right, so that a thousand devices which come back at once
/// do not cost a thousand password hashes (SPEC 3). Keeps no password: a keyed HMAC whose key lives and dies with this
/// object. Any thread.
class VerifiedCache
{
public:
    static constexpr std::chrono::minutes lifetime{5};
    static constexpr qsizetype maxEntries = 10'000;

    explicit VerifiedCache(const base::Clock &clock);

    bool knows(const QByteArray &username, const QByteArray &password) const;
    /// `limit`: shorter than five minutes where the secret itself has an end.
    void remember(const QByteArray &username, const QByteArray &password, std::chrono::milliseconds limit = lifetime);
    /// After any change of users: what was right may no longer be.
    void clear();

private:
    QByteArray keyOf(const QByteArray &username, const QByteArray &password) const;

    const base::Clock &m_clock;
    const QByteArray m_secret;
    mutable std::mutex m_mutex; ///< guards m_until
    QHash<QByteArray, base::Monotonic> m_until;
};

} // namespace hub
