// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/adminport.h"
#include "hub/deskkeystore.h"
#include "hub/foreignkeyfiles.h"
#include "hub/hashpool.h"

namespace hub {

/// The administrators' half of AuthWorker: auth::UserRegistry and auth::KeyRegistry on the hash pool's thread.
class LoginAdministration final : public gateway::AdminPort
{
public:
    /// What it needs of others, all of which outlive it.
    struct Ports
    {
        DeskThread &desk;
        const base::Clock &clock;
        HashPool &pool;
        auth::AuditPort &audit;
        std::function<bool(const QString &name)> isDevice;
        ForeignOptions foreign;     ///< where the keys of another issuer's tokens are
        std::function<void()> tick; ///< what else is due about once a second; any thread. May be null
    };
    explicit LoginAdministration(Ports ports);

    /// Reads what the snapshot needs. On the pool's thread.
    base::Result<> create(auth::UserStore &users, auth::Authenticator &authenticator);
    /// Saves when keys were used, and lets go of the registries. When the pool's thread has ended.
    void destroy();
    /// On the pool's thread.
    auth::KeyRegistry &keys() { return *m_keys; }

    // gateway::AdminPort, any thread
    base::Result<> administer(Job job) override;
    void tick(const QHash<QByteArray, base::UtcMs> &keyUses) override;

private:
    void saveUses();
    void lookAtKeyFiles();

    const Ports m_ports;
    DeskKeyStore m_store;
    std::mutex m_mutex;                    ///< guards the next three
    QHash<QByteArray, base::UtcMs> m_uses; ///< not yet saved
    base::Monotonic m_usesSaved{0};
    base::Monotonic m_filesSeen{0};
    ForeignKeyFiles m_foreign;                      ///< the pool's thread
    auth::Authenticator *m_authenticator = nullptr; ///< the same
    std::unique_ptr<auth::KeyRegistry> m_keys;      ///< the pool's thread, between create() and destroy()
    std::unique_ptr<auth::UserRegistry> m_users;    ///< the same
};

} // namespace hub
