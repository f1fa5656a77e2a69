// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/authenticator.h"
#include "auth/secrets.h"

namespace auth {
namespace {

using base::Error;
using base::ErrorCode;

constexpr qsizetype maxTyped = 1024; ///< longer names and passwords are wrong without being hashed
constexpr qsizetype tokenSize = 43;  ///< base64url of 32 bytes
constexpr qint64 skewMs = 60'000;

Error wrongLogin()
{
    return {ErrorCode::Unauthenticated, u"wrong user name or password"_qs};
}

Error badRefreshToken()
{
    return {ErrorCode::Unauthenticated, u"the refresh token is not valid: log in again"_qs};
}

base::UtcMs plus(base::UtcMs at, std::chrono::seconds span)
{
    return {at.value + std::chrono::milliseconds(span).count()};
}

/// Empty when the attempt may go ahead.
std::optional<std::chrono::seconds> mustWait(std::chrono::milliseconds delay)
{
    if (delay.count() == 0)
        return {};
    return std::chrono::ceil<std::chrono::seconds>(delay);
}

Error tooMany()
{
    return {ErrorCode::LimitExceeded, u"too many failed attempts: wait a moment"_qs};
}

Snapshot::Entry entryOf(const User &user)
{
    return {user.username,           user.displayName, user.role,   user.tokenEpoch, user.enabled,
            user.mustChangePassword, user.accountId,   user.cedula, user.validFrom,  user.hasPin};
}

} // namespace

Authenticator::Authenticator(UserStore &store, const base::Clock &clock, AccessTokens tokens, const Settings &settings,
                             PasswordHasher hasher, Published published)
    : m_store(store)
    , m_clock(clock)
    , m_tokens(std::move(tokens))
    , m_settings(settings)
    , m_hasher(std::move(hasher))
    , m_published(std::move(published))
{
}

base::Result<std::unique_ptr<Authenticator>> Authenticator::create(UserStore &store, const base::Clock &clock,
                                                                   AccessTokens tokens, const Settings &settings,
                                                                   Published published)
{
    auto hasher = PasswordHasher::create(settings.cost);
    if (!hasher)
        return hasher.error();
    std::unique_ptr<Authenticator> made(
        new Authenticator(store, clock, std::move(tokens), settings, std::move(*hasher), std::move(published)));
    if (const auto forgotten = store.forgetFamilies(clock.utcNow()); !forgotten)
        return forgotten.error().with(u"forgetting expired sessions"_qs);
    if (const auto read = made->publish(); !read)
        return read.error();
    return made;
}

base::Result<> Authenticator::publish()
{
    const auto users = m_store.users();
    if (!users)
        return users.error().with(u"reading the users"_qs);
    const qint64 oldest = m_clock.utcNow().value - std::chrono::milliseconds(m_tokens.lifetime()).count() - skewMs;
    const auto revoked = m_store.familiesRevokedSince({oldest});
    if (!revoked)
        return revoked.error().with(u"reading the revoked sessions"_qs);
    auto next = std::make_shared<Snapshot>();
    next->number = m_snapshot->number + 1;
    for (const User &user : *users)
        next->users.insert(user.id, entryOf(user));
    next->revokedFamilies = QSet<QByteArray>(revoked->begin(), revoked->end());
    if (m_contributor) {
        if (const auto added = m_contributor(*next); !added)
            return added;
    }
    m_snapshot = std::move(next);
    if (m_published)
        m_published(m_snapshot);
    return {};
}

base::Result<> Authenticator::setContributor(std::function<base::Result<>(Snapshot &)> contributor)
{
    m_contributor = std::move(contributor);
    return publish();
}

base::Result<std::optional<FirstAdministrator>> Authenticator::ensureAdministrator()
{
    if (hasUsers())
        return std::optional<FirstAdministrator>();
    const FirstAdministrator first{u"admin"_qs, oneTimePassword()};
    const auto made = createUser({first.username, u"Administrador"_qs, Role::Administrator, first.password, true});
    if (!made)
        return made.error().with(u"making the first administrator"_qs);
    return std::optional(first);
}

base::Result<User> Authenticator::createUser(const NewUser &wanted)
{
    const auto name = normalUsername(wanted.username);
    if (!name)
        return name.error();
    if (const auto good = checkNewPassword(wanted.password, *name); !good)
        return good.error();
    auto hash = m_hasher.hash(passwordBytes(wanted.password));
    if (!hash)
        return hash.error();
    User user;
    user.username = *name;
    user.displayName = wanted.displayName.isEmpty() ? *name : wanted.displayName;
    user.role = wanted.role;
    user.passwordHash = std::move(*hash);
    user.mustChangePassword = wanted.mustChangePassword;
    user.accountId = wanted.accountId;
    user.cedula = wanted.cedula;
    user.createdAt = m_clock.utcNow();
    auto added = m_store.addUser(user);
    if (!added)
        return added.error();
    if (const auto published = publish(); !published)
        return published.error();
    return added;
}

base::Result<User> Authenticator::checkPassword(const QString &username, const QString &password)
{
    if (password.size() > maxTyped)
        return wrongLogin();
    const QByteArray typed = passwordBytes(password);
    const auto found = m_store.findUser(username);
    if (!found)
        return found.error();
    if (!found->has_value()) {
        m_hasher.pretend(typed); // as long as for a user that exists
        return wrongLogin();
    }
    User user = **found;
    if (!m_hasher.verify(user.passwordHash, typed) || !user.enabled)
        return wrongLogin();
    if (m_hasher.isOutdated(user.passwordHash)) {
        if (auto hash = m_hasher.hash(typed)) {
            user.passwordHash = std::move(*hash);
            if (const auto written = m_store.updateUser(user); !written)
                return written.error();
        }
    }
    return user;
}

Attempt<User> Authenticator::verify(const QString &username, const QString &password, const QString &address)
{
    const auto normal = normalUsername(username);
    // A name that cannot exist is throttled like any other, under one key.
    const QString name = normal ? *normal : QString();
    if (const auto wait = mustWait(m_throttle.delay(name, address, m_clock.monotonicNow())))
        return {tooMany(), *wait};
    auto checked = checkPassword(name, password);
    if (checked)
        m_throttle.succeeded(name, address);
    else if (checked.error().code() == ErrorCode::Unauthenticated)
        m_throttle.failed(name, address, m_clock.monotonicNow());
    return {std::move(checked)};
}

Attempt<Session> Authenticator::login(const QString &username, const QString &password, const QString &address)
{
    const Attempt<User> attempt = verify(username, password, address);
    if (!attempt.result)
        return {attempt.result.error(), attempt.retryAfter};
    return {startSession(*attempt.result)};
}

RefreshToken Authenticator::makeToken(const QByteArray &secret, const TokenFamily &family) const
{
    const base::UtcMs now = m_clock.utcNow();
    return {sha256(secret), family.id, now, std::min(plus(now, m_settings.refreshLifetime), family.expiresAt), {}};
}

Session Authenticator::sessionFor(const User &user, const QByteArray &family, const QByteArray &refreshToken) const
{
    return {m_tokens.issue(user, family, m_clock.utcNow()), refreshToken, m_tokens.lifetime(), user};
}

base::Result<Session> Authenticator::startSession(const User &user)
{
    const base::UtcMs now = m_clock.utcNow();
    const TokenFamily family{randomToken(16), user.id, now, plus(now, m_settings.familyLifetime), {}};
    const QByteArray secret = randomToken(32);
    if (const auto started = m_store.startFamily(family, makeToken(secret, family)); !started)
        return started.error().with(u"starting a session"_qs);
    return sessionFor(user, family.id, secret);
}

base::Result<Session> Authenticator::refresh(const QByteArray &refreshToken)
{
    if (refreshToken.size() != tokenSize)
        return badRefreshToken();
    const auto found = m_store.findToken(sha256(refreshToken));
    if (!found)
        return found.error();
    if (!found->has_value() || (*found)->family.revokedAt)
        return badRefreshToken();
    const KnownToken &known = **found;
    if (known.token.expiresAt <= m_clock.utcNow())
        return badRefreshToken();
    return continueSession(known);
}

base::Result<Session> Authenticator::continueSession(const KnownToken &known)
{
    const auto user = m_store.findUser(known.family.user);
    if (!user)
        return user.error();
    if (!user->has_value() || !(*user)->enabled)
        return badRefreshToken();
    const QByteArray secret = randomToken(32);
    bool spent = known.token.spentAt.has_value();
    if (!spent) {
        const auto rotated = m_store.rotateToken(known.token.hash, makeToken(secret, known.family));
        if (!rotated)
            return rotated.error().with(u"renewing a session"_qs);
        spent = !*rotated;
    }
    if (!spent)
        return sessionFor(**user, known.family.id, secret);
    // Somebody else has used this token already: thief or victim, neither may go on (RFC 9700 4.14.2).
    if (const auto revoked = m_store.revokeFamily(known.family.id, m_clock.utcNow()); !revoked)
        return revoked.error();
    if (const auto published = publish(); !published)
        return published.error();
    return badRefreshToken();
}

base::Result<> Authenticator::logout(const QByteArray &refreshToken)
{
    const auto found = m_store.findToken(sha256(refreshToken));
    if (!found)
        return found.error();
    if (!found->has_value())
        return {};
    return endFamily((*found)->family.id);
}

base::Result<> Authenticator::endFamily(const QByteArray &family)
{
    if (const auto revoked = m_store.revokeFamily(family, m_clock.utcNow()); !revoked)
        return revoked.error();
    return publish();
}

Attempt<QString> Authenticator::changePassword(const Principal &who, const QString &current, const QString &next,
                                               const QString &address)
{
    Attempt<User> attempt = verify(who.username, current, address);
    if (!attempt.result) {
        const Error &error = attempt.result.error();
        if (error.code() == ErrorCode::Unauthenticated) // the session is good, so this is no 401
            return {Error(ErrorCode::PermissionDenied, u"the current password is wrong"_qs)};
        return {error, attempt.retryAfter};
    }
    if (current == next)
        return {Error(ErrorCode::InvalidArgument, u"the new password must differ from the current one"_qs)};
    if (const auto good = checkNewPassword(next, who.username); !good)
        return {good.error()};
    if (const auto set = setPassword(std::move(*attempt.result), next, who.family); !set)
        return {set.error()};
    return {who.username};
}

base::Result<> Authenticator::setPassword(User user, const QString &password, const QByteArray &keepFamily)
{
    auto hash = m_hasher.hash(passwordBytes(password));
    if (!hash)
        return hash.error();
    user.passwordHash = std::move(*hash);
    user.mustChangePassword = false;
    if (const auto written = m_store.updateUser(user); !written)
        return written.error();
    if (const auto revoked = m_store.revokeFamiliesOf(user.id, keepFamily, m_clock.utcNow()); !revoked)
        return revoked.error();
    return publish();
}

} // namespace auth
