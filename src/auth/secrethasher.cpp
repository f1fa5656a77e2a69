// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secrethasher.h"
#include "auth/mosquittohash.h"

namespace auth {

base::Result<SecretHasher> SecretHasher::create(const PasswordCost &cost)
{
    auto passwords = PasswordHasher::create(cost);
    if (!passwords)
        return passwords.error();
    return SecretHasher(std::move(*passwords));
}

bool SecretHasher::verify(const QByteArray &hash, QByteArrayView secret) const
{
    if (!MosquittoHash::isOne(hash))
        return m_passwords.verify(hash, secret);
    const auto imported = MosquittoHash::parse(hash);
    return imported && imported->verify(secret);
}

bool SecretHasher::isOutdated(const QByteArray &hash) const
{
    return MosquittoHash::isOne(hash) || m_passwords.isOutdated(hash);
}

} // namespace auth
