// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/loginadministration.h"
#include "hub/logging.h"

namespace hub {
namespace {

constexpr std::chrono::minutes usesInterval{1};

} // namespace

LoginAdministration::LoginAdministration(Ports ports)
    : m_ports(std::move(ports))
    , m_store(m_ports.desk)
    , m_foreign(m_ports.foreign)
{
}

base::Result<> LoginAdministration::create(auth::UserStore &users, auth::Authenticator &authenticator)
{
    m_keys = std::make_unique<auth::KeyRegistry>(m_store, m_ports.clock, m_ports.audit,
                                                 [&authenticator] { return authenticator.reload(); });
    m_users = std::make_unique<auth::UserRegistry>(
        auth::UserRegistry::Parts{users, authenticator, *m_keys, m_ports.clock, m_ports.audit, m_ports.isDevice});
    m_authenticator = &authenticator;
    if (const auto read = m_foreign.read(); !read)
        return read;
    return authenticator.setContributor([this](auth::Snapshot &snapshot) {
        snapshot.foreign = m_foreign.tokens();
        return m_keys->contribute(snapshot);
    });
}

void LoginAdministration::destroy()
{
    if (m_keys)
        saveUses();
    m_users.reset();
    m_keys.reset();
}

base::Result<> LoginAdministration::administer(Job job)
{
    const bool taken = m_ports.pool.submit([this, job = std::move(job)](HashPool::Fate fate) {
        if (fate != HashPool::Fate::Run) {
            job(base::Error(base::ErrorCode::Unavailable, u"the hub is stopping"_qs));
            return;
        }
        saveUses(); // so that what is read shows them
        gateway::Registries registries{*m_users, *m_keys};
        job(&registries);
    });
    if (!taken)
        return {base::ErrorCode::Busy, u"too many logins at once: try again in a moment"_qs};
    return {};
}

void LoginAdministration::tick(const QHash<QByteArray, base::UtcMs> &keyUses)
{
    if (m_ports.tick)
        m_ports.tick();
    const base::Monotonic now = m_ports.clock.monotonicNow();
    bool lookAtFiles = false;
    {
        const std::scoped_lock lock(m_mutex);
        lookAtFiles = now - m_filesSeen >= ForeignKeyFiles::interval;
        if (lookAtFiles)
            m_filesSeen = now;
    }
    if (lookAtFiles && !m_ports.pool.submit([this](HashPool::Fate fate) {
            if (fate == HashPool::Fate::Run)
                lookAtKeyFiles();
        }))
        qCDebug(lcHub) << "the pool is full: files of keys are looked at a minute later";
    {
        const std::scoped_lock lock(m_mutex);
        m_uses.insert(keyUses);
        if (m_uses.isEmpty() || now - m_usesSaved < usesInterval)
            return;
        m_usesSaved = now;
    }
    if (!m_ports.pool.submit([this](HashPool::Fate fate) {
            if (fate == HashPool::Fate::Run)
                saveUses();
        }))
        qCDebug(lcHub) << "the pool is full: when API keys were used is noted a minute later";
}

/// On the pool's thread.
void LoginAdministration::lookAtKeyFiles()
{
    if (!m_foreign.lookAgain(m_ports.clock.monotonicNow()))
        return;
    if (const auto published = m_authenticator->reload(); !published)
        qCWarning(lcHub).noquote() << "new keys of foreign tokens wait:" << published.error().toString();
}

/// On the pool's thread, or when that has ended.
void LoginAdministration::saveUses()
{
    QHash<QByteArray, base::UtcMs> uses;
    {
        const std::scoped_lock lock(m_mutex);
        uses.swap(m_uses);
    }
    if (uses.isEmpty())
        return;
    if (const auto saved = m_keys->noteUses(uses); !saved)
        qCWarning(lcHub).noquote() << "when API keys were used was not stored:" << saved.error().toString();
}

} // namespace hub
