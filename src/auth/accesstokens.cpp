// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/accesstokens.h"
#include "auth/secrets.h"

namespace auth {
namespace {

constexpr QLatin1StringView audience("ventanilla");

base::Error refused()
{
    return base::Error(base::ErrorCode::Unauthenticated, u"the session is no longer valid: log in again"_qs);
}

base::Error badKey()
{
    return base::Error(base::ErrorCode::Unauthenticated, u"the API key is unknown, expired or revoked"_qs);
}

/// What the user's entry says of him.
void fill(Principal &who, const Snapshot::Entry &entry)
{
    who.username = entry.username;
    who.displayName = entry.displayName;
    who.role = entry.role;
    who.accountId = entry.accountId;
}

} // namespace

QByteArray AccessTokens::issue(const User &user, const QByteArray &family, base::UtcMs now) const
{
    const qint64 issued = now.value / 1000;
    return m_jwt.sign({
        {u"sub"_qs, user.username},
        {u"user_id"_qs, user.id.value()},
        {u"account_id"_qs, user.accountId ? QJsonValue(*user.accountId) : QJsonValue()},
        {u"role"_qs, QString(word(user.role))},
        {u"jti"_qs, QString::fromLatin1(randomToken(16))},
        {u"iat"_qs, issued},
        {u"exp"_qs, issued + m_lifetime.count()},
        {u"aud"_qs, QString(audience)},
        {u"sid"_qs, QString::fromLatin1(family)},
        {u"epoch"_qs, user.tokenEpoch},
    });
}

base::Result<Principal> AccessTokens::verify(QByteArrayView credentials, const Snapshot &snapshot,
                                             base::UtcMs now) const
{
    if (looksLikeApiKey(credentials))
        return verifyKey(credentials, snapshot, now);
    const auto token = JwtParts::split(credentials);
    if (!token)
        return token.error();
    if (snapshot.foreign && !m_jwt.isNamedIn(*token))
        return verifyForeign(*token, snapshot, now);
    return verifyOwn(*token, snapshot, now);
}

base::Result<Principal> AccessTokens::verifyForeign(const JwtParts &token, const Snapshot &snapshot, base::UtcMs now)
{
    const auto claims = snapshot.foreign->verify(token, now);
    if (!claims)
        return claims.error();
    const auto mapped = snapshot.subjects.constFind(claims->subject);
    if (mapped == snapshot.subjects.constEnd())
        return base::Error(base::ErrorCode::PermissionDenied, u"this login stands for nobody here"_qs);
    Principal who;
    who.kind = Principal::Kind::Foreign;
    who.user = *mapped;
    who.subject = claims->subject;
    who.family = "sub:" + claims->subject.toUtf8();
    who.jti = claims->jti;
    who.issuedAt = claims->issuedAt.value_or(base::UtcMs{});
    who.expiresAt = claims->expiresAt;
    const auto entry = snapshot.users.constFind(*who.user);
    who.tokenEpoch = entry == snapshot.users.constEnd() ? -1 : entry->tokenEpoch;
    if (!stillValid(who, snapshot, now))
        return refused();
    fill(who, *entry);
    return who;
}

base::Result<Principal> AccessTokens::verifyOwn(const JwtParts &token, const Snapshot &snapshot, base::UtcMs now) const
{
    const auto claims = m_jwt.verify(token, {QString(audience), now});
    if (!claims)
        return claims.error();
    Principal who;
    who.user = UserId(claims->value(u"user_id").toInteger(-1));
    who.family = claims->value(u"sid").toString().toLatin1();
    who.jti = claims->value(u"jti").toString().toLatin1();
    who.expiresAt = {claims->value(u"exp").toInteger() * 1000};
    who.tokenEpoch = claims->value(u"epoch").toInteger(-1);
    const auto entry = snapshot.users.constFind(*who.user);
    const bool known = entry != snapshot.users.constEnd() && entry->username == claims->value(u"sub").toString();
    if (!known || who.jti.isEmpty() || who.family.isEmpty() || !stillValid(who, snapshot, now))
        return refused();
    fill(who, *entry);
    who.mustChangePassword = entry->mustChangePassword;
    who.hasPin = entry->hasPin;
    return who;
}

base::Result<Principal> AccessTokens::verifyKey(QByteArrayView key, const Snapshot &snapshot, base::UtcMs now)
{
    const QByteArray id = apiKeyId(key);
    const QByteArray hash = sha256(key);
    const auto found = snapshot.keys.constFind(id);
    if (id.isEmpty() || found == snapshot.keys.constEnd() || !equalConstantTime(hash, found->hash))
        return badKey();
    Principal who;
    who.kind = Principal::Kind::ApiKey;
    who.keyId = id;
    who.family = "key:" + id;
    who.username = QString::fromLatin1(who.family);
    who.expiresAt = {found->expiresAt ? found->expiresAt->value : Principal::never};
    who.user = found->user;
    if (!stillValid(who, snapshot, now))
        return badKey();
    if (who.user)
        fill(who, *snapshot.users.constFind(*who.user));
    who.displayName = found->name;
    who.scopes = found->scopes;
    if (found->accountId)
        who.accountId = found->accountId;
    return who;
}

bool AccessTokens::stillValid(const Principal &principal, const Snapshot &snapshot, base::UtcMs now)
{
    if (now >= principal.expiresAt)
        return false;
    const bool isKey = principal.kind == Principal::Kind::ApiKey;
    if (isKey) {
        const auto key = snapshot.keys.constFind(principal.keyId);
        if (key == snapshot.keys.constEnd() || key->user != principal.user)
            return false;
        if (!principal.user)
            return true;
    }
    const auto entry = principal.user ? snapshot.users.constFind(*principal.user) : snapshot.users.constEnd();
    if (entry == snapshot.users.constEnd() || !entry->enabled)
        return false;
    if (principal.kind == Principal::Kind::Foreign &&
        (snapshot.subjects.value(principal.subject, UserId(-1)) != *principal.user ||
         principal.issuedAt < entry->validFrom))
        return false;
    return isKey ||
           (entry->tokenEpoch == principal.tokenEpoch && !snapshot.revokedFamilies.contains(principal.family) &&
            !snapshot.revokedTokens.contains(principal.jti));
}

} // namespace auth
