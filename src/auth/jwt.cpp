// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/jwt.h"
#include "auth/secrets.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <optional>

namespace auth {
namespace {

constexpr qsizetype minKey = 32;
constexpr qsizetype maxToken = 4096;

base::Error refused(const char *why = "the token is not valid")
{
    return base::Error(base::ErrorCode::Unauthenticated, QString::fromLatin1(why));
}

/// Strict: no padding, no other alphabet, no bits left over, so each token has one form only.
std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    const QByteArray copy = text.toByteArray();
    const auto decoded =
        QByteArray::fromBase64Encoding(copy, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || toBase64Url(decoded.decoded) != copy)
        return {};
    return decoded.decoded;
}

std::optional<QJsonObject> decodeObject(QByteArrayView part)
{
    const auto bytes = fromBase64Url(part);
    if (!bytes)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject())
        return {};
    return document.object();
}

QByteArray encodeObject(const QJsonObject &object)
{
    return toBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// Seconds since 1970; empty when the claim is no whole number.
std::optional<qint64> seconds(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    constexpr double latest = 253402300799.0; // year 9999
    if (!value.isDouble() || number < 0 || number > latest)
        return {};
    return static_cast<qint64>(number);
}

bool audienceIs(const QJsonValue &claim, const QString &expected)
{
    if (claim.isString())
        return claim.toString() == expected;
    return claim.isArray() && claim.toArray().contains(QJsonValue(expected));
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
    const qsizetype first = token.indexOf('.');
    const qsizetype last = token.lastIndexOf('.');
    if (token.size() > maxToken || first <= 0 || last <= first || token.indexOf('.', first + 1) != last)
        return refused();
    const auto header = decodeObject(token.first(first));
    if (!header || header->value(u"alg") != u"HS256"_qs || header->contains(u"crit"))
        return refused();
    if (header->contains(u"kid") && header->value(u"kid") != m_keyId)
        return refused();
    const auto signature = fromBase64Url(token.sliced(last + 1));
    if (!signature || !equalConstantTime(*signature, hmacSha256(m_key, token.first(last))))
        return refused();
    const auto claims = decodeObject(token.sliced(first + 1, last - first - 1));
    if (!claims || !audienceIs(claims->value(u"aud"), expected.audience))
        return refused();
    const qint64 now = expected.now.value / 1000;
    for (const char *name : {"nbf", "iat"}) {
        const QJsonValue claim = claims->value(QLatin1StringView(name));
        const auto from = seconds(claim);
        if (!claim.isUndefined() && (!from || *from > now + expected.skewSeconds))
            return refused();
    }
    const auto expires = seconds(claims->value(u"exp"));
    if (!expires)
        return refused();
    if (*expires * 1000 <= expected.now.value)
        return refused("the token has expired");
    return *claims;
}

} // namespace auth
