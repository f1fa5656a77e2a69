// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/foreigntokens.h"
#include "auth/secrets.h"
#include <algorithm>

namespace auth {
namespace {

constexpr qsizetype maxSubject = 255;
constexpr qsizetype maxJti = 255;

base::Error refused()
{
    return base::Error(base::ErrorCode::Unauthenticated, u"the token is not valid"_qs);
}

} // namespace

bool ForeignTokens::isSigned(const JwtParts &token) const
{
    const QString kid = token.header.value(u"kid").toString();
    const QString algorithm = token.header.value(u"alg").toString();
    const auto hasKid = [&kid](const ForeignKey &key) { return !kid.isEmpty() && key.kid() == kid; };
    const bool named = std::any_of(m_settings.keys.begin(), m_settings.keys.end(), hasKid);
    return std::any_of(m_settings.keys.begin(), m_settings.keys.end(), [&](const ForeignKey &key) {
        // A token without a kid may be of any key; one with an unknown kid of those that nobody has named.
        const bool chosen = named ? hasKid(key) : kid.isEmpty() || key.kid().isEmpty();
        return chosen && algorithm == key.algorithm() && key.verify(token.signedPart, token.signature);
    });
}

base::Result<ForeignClaims> ForeignTokens::verify(const JwtParts &token, base::UtcMs now) const
{
    if (!isSigned(token))
        return refused();
    const auto claims = checkedClaims(token.payload, {m_settings.audience, now, 60, m_settings.issuer});
    if (!claims)
        return claims.error();
    ForeignClaims found;
    found.subject = claims->value(u"sub").toString();
    if (found.subject.isEmpty() || found.subject.size() > maxSubject)
        return refused();
    found.jti = claims->value(u"jti").toString().toUtf8();
    if (found.jti.isEmpty() || found.jti.size() > maxJti)
        found.jti = "sha256:" + toBase64Url(sha256(token.signedPart));
    if (claims->value(u"iat").isDouble())
        found.issuedAt = base::UtcMs{static_cast<qint64>(claims->value(u"iat").toDouble()) * 1000};
    found.expiresAt = {static_cast<qint64>(claims->value(u"exp").toDouble()) * 1000};
    return found;
}

} // namespace auth
