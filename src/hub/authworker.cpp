// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/authworker.h"
#include "hub/logging.h"
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

constexpr std::chrono::minutes usesInterval{1};

/// What the cache of verified devices knows a login by.
QByteArray cacheNameOf(const QByteArray &username, qint64 epoch)
{
    return username + '\0' + QByteArray::number(epoch);
}

bool mayBe(const QByteArrayList &clientIds, const QByteArray &clientId)
{
    return clientIds.isEmpty() || clientIds.contains(clientId);
}

broker::Identity identityOf(const QByteArray &username, const broker::AuthenticationRequest &request)
{
    return {username, request.clientId, request.address};
}

broker::Identity identityOf(const QString &username, const broker::AuthenticationRequest &request)
{
    return identityOf(username.toUtf8(), request);
}

/// Three base64url parts, the first of which begins with `{"`: no person's password.
bool looksLikeToken(const QByteArray &password)
{
    return password.startsWith("eyJ") && password.count('.') == 2;
}

} // namespace

AuthWorker::AuthWorker(DeskThread &desk, const base::Clock &clock, auth::AccessTokens tokens, Settings settings)
    : m_clock(clock)
    , m_tokens(std::move(tokens))
    , m_settings(std::move(settings))
    , m_store(desk)
    , m_accessStore(desk)
    , m_verified(clock)
    , m_verifiedDevices(clock)
    , m_pool(m_settings.queueLimit)
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

void AuthWorker::publishAccess(auth::AccessSnapshotPtr access)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_access = std::move(access);
    }
    publishPolicy();
}

void AuthWorker::publishPolicy()
{
    auto policy = std::make_shared<const auth::AccessPolicy>(auth::TopicPolicy::create(m_settings.profile), *users(),
                                                             accessSnapshot());
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

auth::AccessSnapshotPtr AuthWorker::accessSnapshot() const
{
    const std::scoped_lock lock(m_mutex);
    return m_access;
}

bool AuthWorker::isPerson(const QString &name) const
{
    const auto known = users();
    return std::any_of(known->users.begin(), known->users.end(),
                       [&name](const auth::Snapshot::Entry &user) { return user.username == name; });
}

base::Result<> AuthWorker::create()
{
    auto made = auth::Authenticator::create(m_store, m_clock, m_tokens, m_settings.authenticator,
                                            [this](auth::SnapshotPtr users) { publish(std::move(users)); });
    if (!made)
        return made.error();
    m_authenticator = std::move(*made);
    return createRegistry();
}

base::Result<> AuthWorker::createRegistry()
{
    auth::AccessRegistry::Settings settings{m_settings.deviceCost,
                                            [this](const QString &name) { return isPerson(name); }};
    auto made = auth::AccessRegistry::create(
        m_accessStore, m_clock, std::move(settings),
        [this](auth::AccessSnapshotPtr access) { publishAccess(std::move(access)); },
        [](const auth::AccessRegistry::Change &change) {
            qCInfo(lcHub).noquote().nospace()
                << "access changed: what=" << change.what << " target=" << change.target << " by=" << change.by;
        });
    if (!made)
        return made.error();
    m_registry = std::move(*made);
    return {};
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
    if (m_registry)
        saveUses(); // the pool's thread has ended, so this one may
    m_registry.reset();
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
    for (const QByteArray &device : accessSnapshot()->devices.keys()) {
        if (QString::fromUtf8(device).compare(user.username.trimmed(), Qt::CaseInsensitive) == 0)
            return {base::ErrorCode::AlreadyExists, u"a device has this user name"_qs};
    }
    return runAndWait<auth::User>(
        [&user](auth::Authenticator &authenticator) { return authenticator.createUser(user); });
}

base::Result<> AuthWorker::login(QString username, QString password, QString address,
                                 std::function<void(auth::Attempt<auth::Session>)> answer)
{
    return submit([username = std::move(username), password = std::move(password), address = std::move(address),
                   answer = std::move(answer)](auth::Authenticator *authenticator) {
        answer(authenticator ? authenticator->login(username, password, address)
                             : auth::Attempt<auth::Session>{stopping()});
    });
}

base::Result<> AuthWorker::refresh(QByteArray refreshToken, std::function<void(base::Result<auth::Session>)> answer)
{
    return submit([token = std::move(refreshToken), answer = std::move(answer)](auth::Authenticator *authenticator) {
        answer(authenticator ? authenticator->refresh(token) : base::Result<auth::Session>(stopping()));
    });
}

base::Result<> AuthWorker::logout(QByteArray refreshToken, std::function<void(base::Result<>)> answer)
{
    return submit([token = std::move(refreshToken), answer = std::move(answer)](auth::Authenticator *authenticator) {
        answer(authenticator ? authenticator->logout(token) : base::Result<>(stopping()));
    });
}

base::Result<> AuthWorker::changePassword(auth::Principal who, QString current, QString next, QString address,
                                          std::function<void(auth::Attempt<QString>)> answer)
{
    return submit([who = std::move(who), current = std::move(current), next = std::move(next),
                   address = std::move(address), answer = std::move(answer)](auth::Authenticator *authenticator) {
        answer(authenticator ? authenticator->changePassword(who, current, next, address)
                             : auth::Attempt<QString>{stopping()});
    });
}

base::Result<> AuthWorker::access(Job job)
{
    const bool taken = m_pool.submit([this, job = std::move(job)](HashPool::Fate fate) {
        if (fate != HashPool::Fate::Run) {
            job(stopping());
            return;
        }
        saveUses(); // so that what is read shows them
        job(m_registry.get());
    });
    return taken ? base::Result<>() : base::Result<>(busy());
}

base::Result<qint64> AuthWorker::deviceHashes()
{
    std::promise<base::Result<qint64>> count;
    const auto taken = access([&count](base::Result<auth::AccessRegistry *> registry) {
        count.set_value(registry ? base::Result<qint64>((*registry)->hashesMade()) : registry.error());
    });
    return taken ? count.get_future().get() : base::Result<qint64>(taken.error());
}

void AuthWorker::authenticate(const broker::AuthenticationRequest &request, Answered answered)
{
    if (!request.certificateName.isEmpty()) {
        answered(byCertificate(request));
        return;
    }
    if (!request.userName && !request.password && m_settings.profile == auth::Profile::Lab) {
        answered(identityOf(QByteArray(), request));
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
    const auto access = accessSnapshot();
    const auto device = access->devices.constFind(typed);
    if (device != access->devices.cend()) {
        verifyDevice(request, *device, std::move(answered));
        return;
    }
    const auto name = auth::normalUsername(QString::fromUtf8(typed));
    if (name && m_verified.knows(name->toUtf8(), *request.password)) {
        answered(identityOf(*name, request));
        return;
    }
    verify(request, std::move(answered));
}

AuthWorker::Answer AuthWorker::byCertificate(const broker::AuthenticationRequest &request) const
{
    const QByteArray &name = request.certificateName;
    // A person proves himself by his password; a certificate of his name must not become him.
    if ((request.bindsClientId && request.clientId != name) || isPerson(QString::fromUtf8(name).toLower()))
        return broker::Refusal::NotAuthorized;
    const auto access = accessSnapshot();
    const auto device = access->devices.constFind(name);
    if (device != access->devices.cend() && (!device->enabled || !mayBe(device->clientIds, request.clientId)))
        return broker::Refusal::NotAuthorized;
    return broker::Identity{name, request.clientId, request.address, true};
}

AuthWorker::Answer AuthWorker::byToken(const broker::AuthenticationRequest &request) const
{
    const auto who = m_tokens.verify(*request.password, *users(), m_clock.utcNow());
    if (!who)
        return broker::Refusal::BadCredentials;
    return Temporary{identityOf(who->username, request), who->expiresAt};
}

void AuthWorker::verifyDevice(const broker::AuthenticationRequest &request, const auth::AccessSnapshot::Device &device,
                              Answered answered)
{
    const QByteArray cacheName = cacheNameOf(*request.userName, device.epoch);
    if (m_verifiedDevices.knows(cacheName, *request.password)) {
        noteUse(*request.userName);
        answered(mayBe(device.clientIds, request.clientId) ? Answer(identityOf(*request.userName, request))
                                                           : Answer(broker::Refusal::NotAuthorized));
        return;
    }
    // A quarter of the queue is left to people: a workshop's devices must not keep the tellers out.
    const bool crowded = m_pool.waiting() >= m_settings.queueLimit - m_settings.queueLimit / 4;
    const bool taken = !crowded && m_pool.submit([this, request, cacheName, answered](HashPool::Fate fate) {
        answered(fate == HashPool::Fate::Run ? checkDevice(request, cacheName) : Answer(broker::Refusal::Busy));
    });
    if (!taken)
        answered(broker::Refusal::Busy);
}

/// On the pool's thread.
AuthWorker::Answer AuthWorker::checkDevice(const broker::AuthenticationRequest &request, const QByteArray &cacheName)
{
    const QByteArray &name = *request.userName;
    // Another client with the same credential may have been verified since this one was queued.
    if (!m_verifiedDevices.knows(cacheName, *request.password)) {
        const auto verified =
            m_registry->verify(QString::fromUtf8(name), *request.password, QString::fromUtf8(request.address));
        if (!verified)
            return refusalOf(verified.error());
        std::chrono::milliseconds limit = VerifiedCache::lifetime;
        if (verified->until)
            limit = std::chrono::milliseconds(verified->until->value - m_clock.utcNow().value);
        m_verifiedDevices.remember(cacheNameOf(name, verified->epoch), *request.password, limit);
    }
    noteUse(name);
    const auto access = accessSnapshot();
    const auto device = access->devices.constFind(name);
    if (device == access->devices.cend() || !device->enabled)
        return broker::Refusal::BadCredentials;
    return mayBe(device->clientIds, request.clientId) ? Answer(identityOf(name, request))
                                                      : Answer(broker::Refusal::NotAuthorized);
}

void AuthWorker::noteUse(const QByteArray &username)
{
    bool isDue = false;
    {
        const std::scoped_lock lock(m_mutex);
        m_uses.insert(username, m_clock.utcNow());
        const base::Monotonic now = m_clock.monotonicNow();
        isDue = now - m_usesSaved >= usesInterval;
        if (isDue)
            m_usesSaved = now;
    }
    if (isDue && !m_pool.submit([this](HashPool::Fate fate) {
            if (fate == HashPool::Fate::Run)
                saveUses();
        }))
        qCDebug(lcHub) << "the pool is full: when devices were seen is noted a minute later";
}

/// On the pool's thread, or when that has ended.
void AuthWorker::saveUses()
{
    QHash<QByteArray, base::UtcMs> uses;
    {
        const std::scoped_lock lock(m_mutex);
        uses.swap(m_uses);
    }
    for (auto use = uses.cbegin(); use != uses.cend(); ++use)
        m_registry->noteUse(use.key(), use.value());
    if (const auto saved = m_registry->saveUses(); !saved)
        qCWarning(lcHub).noquote() << "when devices were last seen was not stored:" << saved.error().toString();
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
        const auto attempt = authenticator->verify(name, password, QString::fromUtf8(request.address));
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
