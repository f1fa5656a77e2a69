// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/audit.h"
#include "gateway/accessport.h"
#include "hub/hashpool.h"
#include "hub/transactedaccessstore.h"
#include "hub/verifiedcache.h"
#include "mqttserver/authenticator.h"

namespace hub {

/// The devices' half of AuthWorker: auth::AccessRegistry on the hash pool's thread, before it the cache of those that
/// were verified lately, so that a workshop which reconnects all at once costs no hash (SPEC 3).
class DeviceLogins
{
public:
    using Answer = mqttserver::Authenticator::Answer;
    using Answered = mqttserver::Authenticator::Answered;
    /// What it needs of others, all of which outlive it.
    struct Ports
    {
        DeskThread &desk;
        const base::Clock &clock;
        HashPool &pool;
        std::function<bool(const QString &name)> isPerson;
        std::function<void()> changed; ///< on the pool's thread: there is a new snapshot
    };
    struct Settings
    {
        auth::PasswordCost cost;
        size_t queueLimit = 200;          ///< the pool's; devices fill three quarters of it
        auth::AuditPort *audit = nullptr; ///< null: nothing is remembered
    };

    DeviceLogins(Ports ports, const Settings &settings);

    /// Reads credentials and rules. On the pool's thread.
    base::Result<> create();
    /// Saves when devices were seen, and lets go of the registry. When the pool's thread has ended.
    void destroy();

    // Any thread.

    auth::AccessSnapshotPtr snapshot() const;
    base::Result<> access(gateway::AccessPort::Job job);
    /// Secrets that have been hashed so far; waits for the pool's thread.
    base::Result<qint64> hashes();
    Answer byCertificate(const broker::AuthenticationRequest &request) const;
    /// False when the user name is no device's: then nobody is answered.
    bool verify(const broker::AuthenticationRequest &request, const Answered &answered);

private:
    void publish(auth::AccessSnapshotPtr access);
    Answer check(const broker::AuthenticationRequest &request, const QByteArray &cacheName);
    void noteFailure(const broker::AuthenticationRequest &request, const base::Error &error) const;
    /// Notes the use, and sees to it that it becomes durable within about a minute.
    void noteUse(const QByteArray &username);
    void saveUses();

    const Ports m_ports;
    const Settings m_settings;
    TransactedAccessStore m_store;
    VerifiedCache m_verified;   ///< keys hold the credential's epoch, so a change makes them worthless
    mutable std::mutex m_mutex; ///< guards the next three
    auth::AccessSnapshotPtr m_access = std::make_shared<auth::AccessSnapshot>();
    QHash<QByteArray, base::UtcMs> m_uses; ///< not yet handed to the registry
    base::Monotonic m_usesSaved{0};
    std::unique_ptr<auth::AccessRegistry> m_registry; ///< the pool's thread, between create() and destroy()
};

} // namespace hub
