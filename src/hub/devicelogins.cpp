// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/devicelogins.h"
#include "hub/logging.h"
#include <future>

namespace hub {
namespace {

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

/// The device itself, if it may connect under this client identifier.
DeviceLogins::Answer identityOf(const auth::AccessSnapshot::Device &device,
                                const broker::AuthenticationRequest &request)
{
    if (!mayBe(device.clientIds, request.clientId))
        return broker::Refusal::NotAuthorized;
    return broker::Identity{*request.userName, request.clientId, request.address};
}

broker::Refusal refusalOf(const base::Error &error)
{
    if (error.code() == base::ErrorCode::Unauthenticated)
        return broker::Refusal::BadCredentials;
    return error.code() == base::ErrorCode::LimitExceeded ? broker::Refusal::Banned : broker::Refusal::Busy;
}

} // namespace

DeviceLogins::DeviceLogins(Ports ports, const Settings &settings)
    : m_ports(std::move(ports))
    , m_settings(settings)
    , m_store(m_ports.desk)
    , m_verified(m_ports.clock)
{
}

base::Result<> DeviceLogins::create()
{
    auto made = auth::AccessRegistry::create(
        m_store, m_ports.clock, {m_settings.cost, m_ports.isPerson},
        [this](auth::AccessSnapshotPtr access) { publish(std::move(access)); },
        [this](const auth::AccessRegistry::Change &change) {
            qCInfo(lcAuth).noquote().nospace()
                << "access changed: what=" << change.what << " target=" << change.target << " by=" << change.by;
            if (m_settings.audit)
                m_settings.audit->record({change.by, {}, change.what, change.target});
        });
    if (!made)
        return made.error();
    m_registry = std::move(*made);
    return {};
}

void DeviceLogins::destroy()
{
    if (m_registry)
        saveUses();
    m_registry.reset();
}

void DeviceLogins::publish(auth::AccessSnapshotPtr access)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_access = std::move(access);
    }
    m_ports.changed();
}

auth::AccessSnapshotPtr DeviceLogins::snapshot() const
{
    const std::scoped_lock lock(m_mutex);
    return m_access;
}

base::Result<> DeviceLogins::access(gateway::AccessPort::Job job)
{
    const bool taken = m_ports.pool.submit([this, job = std::move(job)](HashPool::Fate fate) {
        if (fate != HashPool::Fate::Run) {
            job(base::Error(base::ErrorCode::Unavailable, u"the hub is stopping"_qs));
            return;
        }
        saveUses(); // so that what is read shows them
        job(m_registry.get());
    });
    if (!taken)
        return {base::ErrorCode::Busy, u"too many logins at once: try again in a moment"_qs};
    return {};
}

base::Result<qint64> DeviceLogins::hashes()
{
    std::promise<base::Result<qint64>> count;
    const auto taken = access([&count](const base::Result<auth::AccessRegistry *> &registry) {
        count.set_value(registry ? base::Result<qint64>((*registry)->hashesMade()) : registry.error());
    });
    return taken ? count.get_future().get() : base::Result<qint64>(taken.error());
}

DeviceLogins::Answer DeviceLogins::byCertificate(const broker::AuthenticationRequest &request) const
{
    const QByteArray &name = request.certificateName;
    // A person proves himself by his password; a certificate of his name must not become him.
    if ((request.bindsClientId && request.clientId != name) || m_ports.isPerson(QString::fromUtf8(name).toLower()))
        return broker::Refusal::NotAuthorized;
    const auto access = snapshot();
    const auto device = access->devices.constFind(name);
    if (device != access->devices.cend() && (!device->enabled || !mayBe(device->clientIds, request.clientId)))
        return broker::Refusal::NotAuthorized;
    return broker::Identity{name, request.clientId, request.address, true};
}

bool DeviceLogins::verify(const broker::AuthenticationRequest &request, const Answered &answered)
{
    const auto access = snapshot();
    const auto device = access->devices.constFind(request.userName.value_or(QByteArray()));
    if (device == access->devices.cend())
        return false;
    const QByteArray cacheName = cacheNameOf(*request.userName, device->epoch);
    if (m_verified.knows(cacheName, *request.password)) {
        noteUse(*request.userName);
        answered(identityOf(*device, request));
        return true;
    }
    // A quarter of the queue is left to people: a workshop's devices must not keep the tellers out.
    const bool crowded = m_ports.pool.waiting() >= m_settings.queueLimit - m_settings.queueLimit / 4;
    const bool taken = !crowded && m_ports.pool.submit([this, request, cacheName, answered](HashPool::Fate fate) {
        answered(fate == HashPool::Fate::Run ? check(request, cacheName) : Answer(broker::Refusal::Busy));
    });
    if (!taken)
        answered(broker::Refusal::Busy);
    return true;
}

/// On the pool's thread.
DeviceLogins::Answer DeviceLogins::check(const broker::AuthenticationRequest &request, const QByteArray &cacheName)
{
    const QByteArray &name = *request.userName;
    // Another client with the same credential may have been verified since this one was queued.
    if (!m_verified.knows(cacheName, *request.password)) {
        const auto verified =
            m_registry->verify(QString::fromUtf8(name), *request.password, QString::fromUtf8(request.address));
        if (!verified) {
            noteFailure(request, verified.error());
            return refusalOf(verified.error());
        }
        std::chrono::milliseconds limit = VerifiedCache::lifetime;
        if (verified->until)
            limit = std::chrono::milliseconds(verified->until->value - m_ports.clock.utcNow().value);
        m_verified.remember(cacheNameOf(name, verified->epoch), *request.password, limit);
    }
    noteUse(name);
    const auto access = snapshot();
    const auto device = access->devices.constFind(name);
    if (device == access->devices.cend() || !device->enabled)
        return broker::Refusal::BadCredentials;
    return identityOf(*device, request);
}

void DeviceLogins::noteFailure(const broker::AuthenticationRequest &request, const base::Error &error) const
{
    if (!m_settings.audit)
        return;
    using Result = auth::AuditEntry::Result;
    const bool throttled = error.code() == base::ErrorCode::LimitExceeded;
    m_settings.audit->record({QString::fromUtf8(request.userName.value_or(QByteArray())),
                              QString::fromUtf8(request.address),
                              u"device.login"_qs,
                              {},
                              throttled ? Result::Refused : Result::Failed});
}

void DeviceLogins::noteUse(const QByteArray &username)
{
    bool isDue = false;
    {
        const std::scoped_lock lock(m_mutex);
        m_uses.insert(username, m_ports.clock.utcNow());
        const base::Monotonic now = m_ports.clock.monotonicNow();
        isDue = now - m_usesSaved >= usesInterval;
        if (isDue)
            m_usesSaved = now;
    }
    if (isDue && !m_ports.pool.submit([this](HashPool::Fate fate) {
            if (fate == HashPool::Fate::Run)
                saveUses();
        }))
        qCDebug(lcAuth) << "the pool is full: when devices were seen is noted a minute later";
}

/// On the pool's thread, or when that has ended.
void DeviceLogins::saveUses()
{
    QHash<QByteArray, base::UtcMs> uses;
    {
        const std::scoped_lock lock(m_mutex);
        uses.swap(m_uses);
    }
    for (auto use = uses.cbegin(); use != uses.cend(); ++use)
        m_registry->noteUse(use.key(), use.value());
    if (const auto saved = m_registry->saveUses(); !saved)
        qCWarning(lcAuth).noquote() << "when devices were last seen was not stored:" << saved.error().toString();
}

} // namespace hub
