// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>

namespace auth {

/// A pair of Ed25519 keys (RFC 8032), made from a secret seed. Const: any thread.
class Ed25519
{
public:
    /// InvalidArgument unless the seed has 32 bytes.
    static base::Result<Ed25519> fromSeed(const QByteArray &seed);
    /// 32 bytes.
    const QByteArray &publicKey() const { return m_publicKey; }
    /// First 16 hexadecimal digits of the public key's SHA-256: names the key.
    QByteArray id() const;
    /// 64 bytes.
    QByteArray sign(const QByteArray &bytes) const;
    bool verifies(const QByteArray &bytes, const QByteArray &signature) const;

private:
    Ed25519() = default;
    QByteArray m_publicKey;
    QByteArray m_secretKey;
};

} // namespace auth
