// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/passwordhasher.h"

namespace auth {

/// Hashes and checks device secrets: argon2id of ours, and mosquitto's forms as they were imported. A plain value,
/// usable from any thread; each call takes the whole cost.
class SecretHasher
{
public:
    /// Internal when libsodium cannot start.
    static base::Result<SecretHasher> create(const PasswordCost &cost);

    base::Result<QByteArray> hash(QByteArrayView secret) const { return m_passwords.hash(secret); }
    /// False for a hash that is none, an empty one too.
    bool verify(const QByteArray &hash, QByteArrayView secret) const;
    /// Imported, or made at another cost: to be made anew.
    bool isOutdated(const QByteArray &hash) const;
    /// Spends the same time on nothing: for names that do not exist.
    void pretend(QByteArrayView secret) const { m_passwords.pretend(secret); }

private:
    explicit SecretHasher(PasswordHasher passwords)
        : m_passwords(std::move(passwords))
    {
    }
    PasswordHasher m_passwords;
};

} // namespace auth
