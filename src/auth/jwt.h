// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/jwtparts.h"

namespace auth {

/// Signs and checks our own JSON Web Tokens with one HS256 key (RFC 7519, RFC 8725). Nothing in a token chooses how it
/// is checked: the algorithm is the key's, `kid` must be the key's or absent, `crit`, `jku`, `jwk` and `x5u` are
/// refused or ignored. A plain value, usable from any thread.
class Jwt
{
public:
    /// InvalidArgument for a key under 32 bytes (RFC 7518 3.2).
    static base::Result<Jwt> create(const QByteArray &key);

    using Expectations = JwtExpectations;

    QByteArray sign(const QJsonObject &claims) const;
    /// The claims of a good token. Unauthenticated for every other one, without telling more than "expired" apart from
    /// "not valid".
    base::Result<QJsonObject> verify(QByteArrayView token, const Expectations &expected) const;
    /// Whether the token says that it is signed with this key: then it is nobody else's to check.
    bool isNamedIn(const JwtParts &token) const { return token.header.value(u"kid") == m_keyId; }
    base::Result<QJsonObject> verify(const JwtParts &token, const Expectations &expected) const;

private:
    explicit Jwt(const QByteArray &key);
    QByteArray m_key;
    QString m_keyId; ///< first bytes of the key's hash
};

} // namespace auth
