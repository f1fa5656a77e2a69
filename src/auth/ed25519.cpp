// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/ed25519.h"
#include <QCryptographicHash>
#include <sodium.h>

namespace auth {
namespace {

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

base::Result<Ed25519> Ed25519::fromSeed(const QByteArray &seed)
{
    if (seed.size() != crypto_sign_SEEDBYTES)
        return {base::ErrorCode::InvalidArgument, QStringLiteral("an Ed25519 seed has 32 bytes")};
    Ed25519 pair;
    pair.m_publicKey.resize(crypto_sign_PUBLICKEYBYTES);
    pair.m_secretKey.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(bytesOf(pair.m_publicKey), bytesOf(pair.m_secretKey), bytesOf(seed));
    return pair;
}

QByteArray Ed25519::id() const
{
    return QCryptographicHash::hash(m_publicKey, QCryptographicHash::Sha256).toHex().first(16);
}

QByteArray Ed25519::sign(const QByteArray &bytes) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytesOf(signature), nullptr, bytesOf(bytes), static_cast<unsigned long long>(bytes.size()),
                         bytesOf(m_secretKey));
    return signature;
}

bool Ed25519::verifies(const QByteArray &bytes, const QByteArray &signature) const
{
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(bytesOf(signature), bytesOf(bytes),
                                       static_cast<unsigned long long>(bytes.size()), bytesOf(m_publicKey)) == 0;
}

} // namespace auth
