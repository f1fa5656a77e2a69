// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/authworker.h"
#include <future>

namespace hub {
namespace {

base::Error busy()
{
    return {base::ErrorCode::Busy, u"too many logins at once: try again in a moment"_qs};
}

base::Error stopping()
{
    return {base::ErrorCode::Unavailable, u"the hub is stopping"_qs};
}

broker::Refusal refusalOf(const base::Error &error)
{
    switch (error.code()) {
    case base::ErrorCode::Unauthenticated:
    case base::ErrorCode::InvalidArgument:
        return broker::Refusal::BadCredentials;
    case base::ErrorCode::LimitExceeded:
        return broker::Refusal::Banned;
    default:
        return broker::Refusal::Busy;
    }
}

template <typename T>
base::Result<> withoutValue(const base::Result<T> &result)
{
    return result ? base::Result<>() : base::Result<>(result.error());
}

broker::Identity identityOf(const QString &username, const broker::AuthenticationRequest &request)
{
    return {username.toUtf8(), request.clientId, request.address};
}

/// Where nobody asked for an audit log: tests, the command line.
class Oblivion final : public auth::AuditPort
{
public:
    void record(auth::AuditEntry) override {}
};

auth::AuditPort &oblivion()
{
    static Oblivion port; // without state
    return port;
}

/// Three base64url parts, the first of which begins with `{"`, or an API key: no person's password.
bool looksLikeToken(const QByteArray &password)
{
    return (password.startsWith("eyJ") && password.count('.') == 2) || auth::looksLikeApiKey(password);
}

} // namespace

AuthWorker::AuthWorker(DeskThread &desk, const base::Clock &clock, auth::AccessTokens tokens, Settings settings)
    : m_clock(clock)
    , m_tokens(std::move(tokens))
    , m_settings(std::move(settings))
    , m_audit(m_settings.audit ? *m_settings.audit : oblivion())
    , m_store(desk)
    , m_pinStore(desk)
    , m_verified(clock)
    , m_pool(m_settings.queueLimit)
    , m_devices(
          {desk, clock, m_pool, [this](const QString &name) { return isPerson(name); }, [this] { publishPolicy(); }},
          {m_settings.deviceCost, m_settings.queueLimit, m_settings.audit})
    , m_admin({desk, clock, m_pool, m_audit, [this](const QString &name) { return isDevice(name); }, m_settings.foreign,
               m_settings.tick})
{
}

AuthWorker::~AuthWorker()
{
    stop();
}

auth::SnapshotPtr AuthWorker::users() const
{
    const std::scoped_lock lock(m_mutex);
    return m_users;
}

void AuthWorker::publish(auth::SnapshotPtr users)
{
    m_verified.clear();
    {
        const std::scoped_lock lock(m_mutex);
        m_users = users;
    }
    for (const Changed &changed : m_listeners)
        changed(users);
    publishPolicy();
}

void AuthWorker::publishPolicy()
{
    auto policy = std::make_shared<const auth::AccessPolicy>(auth::TopicPolicy::create(m_settings.profile), *users(),
                                                             m_devices.snapshot());
    {
        const std::scoped_lock lock(m_mutex);
        m_policy = policy;
    }
    for (const PolicyChanged &changed : m_policyListeners)
        changed(policy);
}

AuthWorker::PolicyPtr AuthWorker::policy() const
{
    const std::scoped_lock lock(m_mutex);
    return m_policy;
}

bool AuthWorker::isPerson(const QString &name) const
{
    const auto known = users();
    return std::any_of(known->users.begin(), known->users.end(),
                       [&name](const auth::Snapshot::Entry &user) { return user.username == name; });
}

bool AuthWorker::isDevice(const QString &name) const
{
    const QByteArrayList devices = m_devices.snapshot()->devices.keys();
    return std::any_of(devices.begin(), devices.end(), [&name](const QByteArray &device) {
        return QString::fromUtf8(device).compare(name.trimmed(), Qt::CaseInsensitive) == 0;
    });
}

void AuthWorker::noteAttempt(const QString &action, const QString &username, const QString &address,
                             const base::Result<> &result)
{
    using Result = auth::AuditEntry::Result;
    constexpr qsizetype longestName = 64; // a stranger may type a password here, and more than a name
    Result what = Result::Done;
    if (!result) {
        const base::ErrorCode code = result.error().code();
        if (code != base::ErrorCode::Unauthenticated && code != base::ErrorCode::LimitExceeded &&
            code != base::ErrorCode::PermissionDenied)
            return; // our own trouble: the log of the program has it
        what = code == base::ErrorCode::LimitExceeded ? Result::Refused : Result::Failed;
    }
    const auto name = auth::normalUsername(username.left(longestName));
    m_audit.record({name ? *name : u"?"_qs, address, action, {}, what});
}

base::Result<> AuthWorker::create()
{
    auto made = auth::Authenticator::create(m_store, m_clock, m_tokens, m_settings.authenticator,
                                            [this](auth::SnapshotPtr users) { publish(std::move(users)); });
    if (!made)
        return made.error();
    m_authenticator = std::move(*made);
    auto hasher = auth::PasswordHasher::create(m_settings.authenticator.cost);
    if (!hasher)
        return hasher.error();
    m_pins.emplace(auth::PinKeeper::Parts{m_store, m_pinStore, *m_authenticator, m_clock}, std::move(*hasher));
    if (const auto read = m_admin.create(m_store, *m_authenticator); !read)
        return read;
    return m_devices.create();
}

base::Result<> AuthWorker::start()
{
    m_pool.start();
    std::promise<base::Result<>> created;
    const bool taken = m_pool.submit([this, &created](HashPool::Fate fate) {
        created.set_value(fate == HashPool::Fate::Run ? create() : base::Result<>(stopping()));
    });
    base::Result<> result = taken ? created.get_future().get() : base::Result<>(stopping());
    if (!result)
        stop();
    return result;
}

void AuthWorker::stop()
{
    m_pool.stop();
    m_devices.destroy(); // the pool's thread has ended, so this one may
    m_admin.destroy();
    m_pins.reset();
    m_authenticator.reset();
}

base::Result<> AuthWorker::submit(std::function<void(auth::Authenticator *)> call)
{
    const bool taken = m_pool.submit([this, call = std::move(call)](HashPool::Fate fate) {
        call(fate == HashPool::Fate::Run ? m_authenticator.get() : nullptr);
    });
    return taken ? base::Result<>() : base::Result<>(busy());
}

template <typename T>
base::Result<T> AuthWorker::runAndWait(std::function<base::Result<T>(auth::Authenticator &)> call)
{
    std::promise<base::Result<T>> promise;
    const auto taken = submit([&promise, &call](auth::Authenticator *authenticator) {
        promise.set_value(authenticator ? call(*authenticator) : base::Result<T>(stopping()));
    });
    if (!taken)
        return taken.error();
    return promise.get_future().get();
}

base::Result<std::optional<auth::FirstAdministrator>> AuthWorker::ensureAdministrator()
{
    return runAndWait<std::optional<auth::FirstAdministrator>>(
        [](auth::Authenticator &authenticator) { return authenticator.ensureAdministrator(); });
}

base::Result<auth::User> AuthWorker::createUser(const auth::NewUser &user)
{
    if (isDevice(user.username))
        return {base::ErrorCode::AlreadyExists, u"a device has this user name"_qs};
    return runAndWait<auth::User>(
        [&user](auth::Authenticator &authenticator) { return authenticator.createUser(user); });
}

base::Result<> AuthWorker::login(QString username, QString password, QString address,
                                 std::function<void(auth::Attempt<auth::Session>)> answer)
{
    return submit([this, username = std::move(username), password = std::move(password), address = std::move(address),
                   answer = std::move(answer)](auth::Authenticator *authenticator) {
        if (!authenticator) {
            answer({stopping()});
            return;
        }
        auto attempt = authenticator->login(username, password, address);
        noteAttempt(u"login"_qs, username, address, withoutValue(attempt.result));
        answer(std::move(attempt));
    });
}

base::Result<> AuthWorker::refresh(QByteArray refreshToken, QString address,
                                   std::function<void(base::Result<auth::Session>)> answer)
{
    return submit([this, token = std::move(refreshToken), address = std::move(address),
                   answer = std::move(answer)](auth::Authenticator *authenticator) {
        auto session = authenticator ? authenticator->refresh(token) : base::Result<auth::Session>(stopping());
        if (!session) // a good one says nothing that the login has not said
            noteAttempt(u"refresh"_qs, {}, address, withoutValue(session));
        answer(std::move(session));
    });
}

base::Result<> AuthWorker::logout(QByteArray refreshToken, std::optional<auth::Principal> who, QString address,
                                  std::function<void(base::Result<>)> answer)
{
    return submit([this, token = std::move(refreshToken), who = std::move(who), address = std::move(address),
                   answer = std::move(answer)](auth::Authenticator *authenticator) {
        answer(authenticator ? endSession(*authenticator, token, who, address) : base::Result<>(stopping()));
    });
}

/// On the pool's thread.
base::Result<> AuthWorker::endSession(auth::Authenticator &authenticator, const QByteArray &refreshToken,
                                      const std::optional<auth::Principal> &who, const QString &address)
{
    if (!refreshToken.isEmpty()) {
        if (const auto done = authenticator.logout(refreshToken); !done)
            return done;
    }
    if (!who)
        return {};
    if (who->kind == auth::Principal::Kind::Person) {
        if (const auto done = authenticator.endFamily(who->family); !done)
            return done;
    }
    if (!who->jti.isEmpty()) {
        const auto revoked =
            m_admin.keys().revokeToken(QString::fromUtf8(who->jti), who->expiresAt, {who->username, address});
        if (!revoked)
            return revoked;
    }
    m_audit.record({who->username, address, u"logout"_qs, {}});
    return {};
}

base::Result<> AuthWorker::changePassword(auth::Principal who, QString current, QString next, QString address,
                                          std::function<void(auth::Attempt<QString>)> answer)
{
    return submit([this, who = std::move(who), current = std::move(current), next = std::move(next),
                   address = std::move(address), answer = std::move(answer)](auth::Authenticator *authenticator) {
        if (!authenticator) {
            answer({stopping()});
            return;
        }
        auto attempt = authenticator->changePassword(who, current, next, address);
        noteAttempt(u"password.change"_qs, who.username, address, withoutValue(attempt.result));
        answer(std::move(attempt));
    });
}

base::Result<> AuthWorker::setPin(auth::Principal who, QString password, QString pin, QString address,
                                  std::function<void(auth::Attempt<QString>)> answer)
{
    return submit([this, who = std::move(who), password = std::move(password), pin = std::move(pin),
                   address = std::move(address), answer = std::move(answer)](auth::Authenticator *authenticator) {
        if (!authenticator) {
            answer({stopping()});
            return;
        }
        auto attempt = m_pins->set(who, password, pin, address);
        noteAttempt(u"pin.set"_qs, who.username, address, withoutValue(attempt.result));
        answer(std::move(attempt));
    });
}

base::Result<> AuthWorker::checkPin(QString username, QString pin, QString address,
                                    std::function<void(base::Result<auth::User>)> answer)
{
    return submit([this, username = std::move(username), pin = std::move(pin), address = std::move(address),
                   answer = std::move(answer)](auth::Authenticator *authenticator) {
        auto user = authenticator ? m_pins->check(username, pin) : base::Result<auth::User>(stopping());
        noteAttempt(u"pin.check"_qs, username, address, withoutValue(user));
        answer(std::move(user));
    });
}

base::Result<> AuthWorker::access(Job job)
{
    return m_devices.access(std::move(job));
}

base::Result<qint64> AuthWorker::deviceHashes()
{
    return m_devices.hashes();
}

void AuthWorker::authenticate(const broker::AuthenticationRequest &request, Answered answered)
{
    if (!request.certificateName.isEmpty()) {
        answered(m_devices.byCertificate(request));
        return;
    }
    if (!request.userName && !request.password && m_settings.profile == auth::Profile::Lab) {
        answered(identityOf(QString(), request));
        return;
    }
    if (!request.password) { // S1-84
        answered(broker::Refusal::BadCredentials);
        return;
    }
    if (looksLikeToken(*request.password)) {
        answered(byToken(request));
        return;
    }
    const QByteArray typed = request.userName.value_or(QByteArray());
    if (m_devices.verify(request, answered))
        return;
    const auto name = auth::normalUsername(QString::fromUtf8(typed));
    if (name && m_verified.knows(name->toUtf8(), *request.password)) {
        answered(identityOf(*name, request));
        return;
    }
    verify(request, std::move(answered));
}

AuthWorker::Answer AuthWorker::byToken(const broker::AuthenticationRequest &request) const
{
    const auto who = m_tokens.verify(*request.password, *users(), m_clock.utcNow());
    if (!who)
        return broker::Refusal::BadCredentials;
    if (who->mustChangePassword)
        return broker::Refusal::NotAuthorized;
    // A key is itself here, also when it stands for a user: its scopes bound what it may (auth/accesspolicy.h).
    const bool isKey = who->kind == auth::Principal::Kind::ApiKey;
    return Temporary{identityOf(isKey ? QString::fromLatin1(who->family) : who->username, request), who->expiresAt};
}

void AuthWorker::verify(const broker::AuthenticationRequest &request, Answered answered)
{
    const auto taken = submit([this, request, answered](auth::Authenticator *authenticator) {
        if (!authenticator) {
            answered(broker::Refusal::Busy);
            return;
        }
        const QString name = QString::fromUtf8(request.userName.value_or(QByteArray()));
        const QString password = QString::fromUtf8(*request.password);
        // Another client of the same person may have been verified since this one was queued.
        const auto known = auth::normalUsername(name);
        if (known && m_verified.knows(known->toUtf8(), *request.password)) {
            answered(identityOf(*known, request));
            return;
        }
        const auto attempt = authenticator->verify(name, password, QString::fromUtf8(request.address));
        noteAttempt(u"mqtt.login"_qs, name, QString::fromUtf8(request.address), withoutValue(attempt.result));
        if (!attempt.result) {
            answered(refusalOf(attempt.result.error()));
            return;
        }
        m_verified.remember(attempt.result->username.toUtf8(), *request.password);
        answered(identityOf(attempt.result->username, request));
    });
    if (!taken)
        answered(broker::Refusal::Busy);
}

} // namespace hub
