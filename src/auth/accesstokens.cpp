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

base::Result<Principal> AccessTokens::verify(QByteArrayView token, const Snapshot &snapshot, base::UtcMs now) const
{
    const auto claims = m_jwt.verify(token, {QString(audience), now});
    if (!claims)
        return claims.error();
    Principal who;
    who.id = UserId(claims->value(u"user_id").toInteger(-1));
    who.family = claims->value(u"sid").toString().toLatin1();
    who.expiresAt = {claims->value(u"exp").toInteger() * 1000};
    who.tokenEpoch = claims->value(u"epoch").toInteger(-1);
    const auto entry = snapshot.users.constFind(who.id);
    const bool known = entry != snapshot.users.constEnd() && entry->username == claims->value(u"sub").toString();
    const bool named = !claims->value(u"jti").toString().isEmpty() && !who.family.isEmpty();
    if (!known || !named || !stillValid(who, snapshot, now))
        return refused();
    who.username = entry->username;
    who.displayName = entry->displayName;
    who.role = entry->role;
    who.mustChangePassword = entry->mustChangePassword;
    who.accountId = entry->accountId;
    return who;
}

bool AccessTokens::stillValid(const Principal &principal, const Snapshot &snapshot, base::UtcMs now)
{
    const auto entry = snapshot.users.constFind(principal.id);
    return now < principal.expiresAt && entry != snapshot.users.constEnd() && entry->enabled &&
           entry->tokenEpoch == principal.tokenEpoch && !snapshot.revokedFamilies.contains(principal.family);
}

} // namespace auth
