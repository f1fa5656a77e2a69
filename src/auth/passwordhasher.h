// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QByteArrayView>

namespace auth {

/// What an argon2id hash costs: time and memory (SPEC 3, measured: people 108 ms, devices 21 ms).
struct PasswordCost
{
    unsigned long long passes = 3;
    size_t memory = 64U * 1024 * 1024; ///< bytes
    static PasswordCost people() { return {}; }
    static PasswordCost devices() { return {2, 19U * 1024 * 1024}; }
    /// The least that libsodium takes. For tests only.
    static PasswordCost cheapest() { return {1, 8U * 1024}; }
};

/// argon2id by libsodium. Each call takes the whole cost: never on a thread that serves connections. A plain value,
/// usable from any thread.
class PasswordHasher
{
public:
    /// Internal when libsodium cannot start.
    static base::Result<PasswordHasher> create(const PasswordCost &cost);

    /// libsodium's string form with salt and cost ("$argon2id$v=19$…"). Unavailable when there is no memory for it.
    base::Result<QByteArray> hash(QByteArrayView password) const;
    /// Constant time in the password. False for a hash that is none.
    bool verify(const QByteArray &hash, QByteArrayView password) const;
    /// True when the hash was made with another cost than this one's and should be made anew.
    bool isOutdated(const QByteArray &hash) const;
    /// Spends the same time as verify() on nothing: for user names that do not exist.
    void pretend(QByteArrayView password) const { verify(m_dummy, password); }

private:
    PasswordHasher(const PasswordCost &cost)
        : m_cost(cost)
    {
    }
    PasswordCost m_cost;
    QByteArray m_dummy;
};

} // namespace auth
