// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/jwtparts.h"
#include "auth/secrets.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace auth {
namespace {

base::Error refused(const char *why = "the token is not valid")
{
    return base::Error(base::ErrorCode::Unauthenticated, QString::fromLatin1(why));
}

/// Whether a member of the outermost object comes twice, or has a name in disguise (an escape). QJson keeps the last of
/// two, another reader the first: whoever signs such a thing is up to something. `json` parses.
bool hasDoubtfulNames(const QByteArray &json)
{
    QSet<QByteArray> names;
    int depth = 0;
    bool nameNext = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"') {
            const qsizetype begin = ++i;
            while (json[i] != '"')
                i += json[i] == '\\' ? 2 : 1;
            const QByteArray text = json.mid(begin, i - begin);
            if (nameNext && depth == 1 && (names.contains(text) || text.contains('\\')))
                return true;
            if (nameNext && depth == 1)
                names.insert(text);
            nameNext = false;
        } else if (c == '{' || c == '[') {
            ++depth;
            nameNext = c == '{';
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ',') {
            nameNext = depth == 1;
        }
    }
    return false;
}

std::optional<QJsonObject> objectFrom(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || hasDoubtfulNames(json))
        return {};
    return document.object();
}

/// Seconds since 1970; empty when the claim is no number that can be one.
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

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    const QByteArray copy = text.toByteArray();
    const auto decoded =
        QByteArray::fromBase64Encoding(copy, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || toBase64Url(decoded.decoded) != copy)
        return {};
    return decoded.decoded;
}

base::Result<JwtParts> JwtParts::split(QByteArrayView token)
{
    const qsizetype first = token.indexOf('.');
    const qsizetype last = token.lastIndexOf('.');
    if (token.size() > longest || first <= 0 || last <= first || token.indexOf('.', first + 1) != last)
        return refused();
    const auto header = fromBase64Url(token.first(first));
    const auto payload = fromBase64Url(token.sliced(first + 1, last - first - 1));
    const auto signature = fromBase64Url(token.sliced(last + 1));
    if (!header || !payload || !signature)
        return refused();
    auto object = objectFrom(*header);
    if (!object || object->contains(u"crit"))
        return refused();
    return JwtParts{std::move(*object), token.first(last).toByteArray(), *payload, *signature};
}

base::Result<QJsonObject> checkedClaims(const QByteArray &payload, const JwtExpectations &expected)
{
    auto claims = objectFrom(payload);
    if (!claims || !audienceIs(claims->value(u"aud"), expected.audience))
        return refused();
    if (!expected.issuer.isEmpty() && claims->value(u"iss") != expected.issuer)
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
    return std::move(*claims);
}

} // namespace auth
