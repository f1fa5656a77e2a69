// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/passwordhasher.h"
#include "auth/secrets.h"
#include <sodium.h>

namespace auth {
namespace {

/// libsodium wants a pointer even to nothing.
const char *bytesOf(QByteArrayView password)
{
    return password.isNull() ? "" : password.data();
}

} // namespace

base::Result<PasswordHasher> PasswordHasher::create(const PasswordCost &cost)
{
    if (sodium_init() < 0) // 1: already started; safe from several threads
        return base::Error(base::ErrorCode::Internal, u"libsodium cannot start"_qs);
    PasswordHasher hasher(cost);
    auto dummy = hasher.hash(randomBytes(16));
    if (!dummy)
        return dummy.error();
    hasher.m_dummy = std::move(*dummy);
    return hasher;
}

base::Result<QByteArray> PasswordHasher::hash(QByteArrayView password) const
{
    QByteArray text(crypto_pwhash_STRBYTES, '\0');
    const int failed =
        crypto_pwhash_str_alg(text.data(), bytesOf(password), static_cast<unsigned long long>(password.size()),
                              m_cost.passes, m_cost.memory, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return base::Error(base::ErrorCode::Unavailable, u"there is not enough memory to hash a password"_qs);
    text.truncate(text.indexOf('\0'));
    return text;
}

bool PasswordHasher::verify(const QByteArray &hash, QByteArrayView password) const
{
    if (hash.size() >= qsizetype{crypto_pwhash_STRBYTES})
        return false;
    return crypto_pwhash_str_verify(hash.constData(), bytesOf(password),
                                    static_cast<unsigned long long>(password.size())) == 0;
}

bool PasswordHasher::isOutdated(const QByteArray &hash) const
{
    return crypto_pwhash_str_needs_rehash(hash.constData(), m_cost.passes, m_cost.memory) != 0;
}

} // namespace auth
