// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/jwt.h"
#include "auth/secrets.h"
#include <QJsonDocument>

namespace auth {
namespace {

constexpr qsizetype minKey = 32;

base::Error refused()
{
    return base::Error(base::ErrorCode::Unauthenticated, u"the token is not valid"_qs);
}

QByteArray encodeObject(const QJsonObject &object)
{
    return toBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

base::Result<Jwt> Jwt::create(const QByteArray &key)
{
    if (key.size() < minKey)
        return base::Error(base::ErrorCode::InvalidArgument, u"a signing key needs at least %1 bytes"_qs.arg(minKey));
    return Jwt(key);
}

Jwt::Jwt(const QByteArray &key)
    : m_key(key)
{
    m_keyId = QString::fromLatin1(toBase64Url(hmacSha256(key, "ventanilla kid").first(6)));
}

QByteArray Jwt::sign(const QJsonObject &claims) const
{
    const QJsonObject header{{u"alg"_qs, u"HS256"_qs}, {u"kid"_qs, m_keyId}, {u"typ"_qs, u"JWT"_qs}};
    const QByteArray signedPart = encodeObject(header) + '.' + encodeObject(claims);
    return signedPart + '.' + toBase64Url(hmacSha256(m_key, signedPart));
}

base::Result<QJsonObject> Jwt::verify(QByteArrayView token, const Expectations &expected) const
{
    const auto parts = JwtParts::split(token);
    return parts ? verify(*parts, expected) : parts.error();
}

base::Result<QJsonObject> Jwt::verify(const JwtParts &token, const Expectations &expected) const
{
    if (token.header.value(u"alg") != u"HS256"_qs)
        return refused();
    if (token.header.contains(u"kid") && !isNamedIn(token))
        return refused();
    if (!equalConstantTime(token.signature, hmacSha256(m_key, token.signedPart)))
        return refused();
    return checkedClaims(token.payload, expected);
}

} // namespace auth
