// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/pinkeeper.h"
#include "auth/topicpolicy.h"
#include "gateway/accessport.h"
#include "gateway/ports.h"
#include "hub/deskpinstore.h"
#include "hub/deskuserstore.h"
#include "hub/devicelogins.h"
#include "hub/hashpool.h"
#include "hub/loginadministration.h"
#include "hub/verifiedcache.h"
#include "mqttserver/authenticator.h"

namespace hub {

/// Logins for everybody who asks: auth::Authenticator for people and auth::AccessRegistry for devices on the hash
/// pool's thread, behind the gateway's and the broker's ports. Snapshots may be read from any thread. Make, start and
/// stop from one thread; the desk must run from start() to stop().
class AuthWorker final : public gateway::AuthPort, public gateway::AccessPort, public mqttserver::Authenticator
{
public:
    struct Settings
    {
        auth::Authenticator::Settings authenticator;
        auth::PasswordCost deviceCost = auth::PasswordCost::devices();
        auth::Profile profile = auth::Profile::Branch;
        size_t queueLimit = 200;
        ForeignOptions foreign = {};
        auth::AuditPort *audit = nullptr; ///< null: nothing is remembered
        std::function<void()> tick = {};  ///< what else is due once a second (LoginAdministration)
    };
    /// Called on the pool's thread at start() and after every change of users or sessions.
    using Changed = std::function<void(auth::SnapshotPtr)>;
    using PolicyPtr = std::shared_ptr<const auth::AccessPolicy>;
    /// The same, of users, devices and rules.
    using PolicyChanged = std::function<void(PolicyPtr)>;

    /// `desk` and `clock` outlive it.
    AuthWorker(DeskThread &desk, const base::Clock &clock, auth::AccessTokens tokens, Settings settings);
    ~AuthWorker() override;

    /// Before start() only.
    void addListener(Changed changed) { m_listeners.push_back(std::move(changed)); }
    void addPolicyListener(PolicyChanged changed) { m_policyListeners.push_back(std::move(changed)); }
    /// Starts the thread and reads the users; waits for it.
    base::Result<> start();
    /// Ends the thread; what waits is answered Unavailable. Idempotent.
    void stop();

    /// These wait for the pool's thread, for a password hash or two. Not from the desk's thread.
    base::Result<std::optional<auth::FirstAdministrator>> ensureAdministrator();
    base::Result<auth::User> createUser(const auth::NewUser &user);

    /// Any thread. Never null.
    auth::SnapshotPtr users() const;
    const auth::AccessTokens &tokens() const { return m_tokens; }

    // gateway::AuthPort, any thread
    base::Result<> login(QString username, QString password, QString address,
                         std::function<void(auth::Attempt<auth::Session>)> answer) override;
    base::Result<> refresh(QByteArray refreshToken, QString address,
                           std::function<void(base::Result<auth::Session>)> answer) override;
    base::Result<> logout(QByteArray refreshToken, std::optional<auth::Principal> who, QString address,
                          std::function<void(base::Result<>)> answer) override;
    base::Result<> changePassword(auth::Principal who, QString current, QString next, QString address,
                                  std::function<void(auth::Attempt<QString>)> answer) override;

    base::Result<> setPin(auth::Principal who, QString password, QString pin, QString address,
                          std::function<void(auth::Attempt<QString>)> answer) override;
    base::Result<> checkPin(QString username, QString pin, QString address,
                            std::function<void(base::Result<auth::User>)> answer) override;

    gateway::AdminPort &administration() { return m_admin; }

    // gateway::AccessPort, any thread
    base::Result<> access(Job job) override;
    PolicyPtr policy() const override;

    /// mqttserver::Authenticator, any thread: a verified certificate's CN; a device's or person's name and password; an
    /// access token as password, until it expires. Without any: anonymous in profile lab, refused in branch (S0-50).
    /// Right credentials are remembered for five minutes, so that devices which come back all at once cost no hash.
    void authenticate(const broker::AuthenticationRequest &request, Answered answered) override;

    /// Password hashes that wait. Any thread; a gauge.
    size_t waiting() const { return m_pool.waiting(); }

    /// Secrets of devices that have been hashed so far; waits for the pool's thread. For gauges and tests.
    base::Result<qint64> deviceHashes();

private:
    void publish(auth::SnapshotPtr users);
    base::Result<> create();
    /// Runs `call` on the pool's thread and waits for it.
    template <typename T>
    base::Result<T> runAndWait(std::function<base::Result<T>(auth::Authenticator &)> call);
    base::Result<> submit(std::function<void(auth::Authenticator *)> call);
    void publishPolicy();
    Answer byToken(const broker::AuthenticationRequest &request) const;
    void verify(const broker::AuthenticationRequest &request, Answered answered);
    void noteAttempt(const QString &action, const QString &username, const QString &address,
                     const base::Result<> &result);
    bool isPerson(const QString &name) const;
    bool isDevice(const QString &name) const;
    base::Result<> endSession(auth::Authenticator &authenticator, const QByteArray &refreshToken,
                              const std::optional<auth::Principal> &who, const QString &address);

    const base::Clock &m_clock;
    const auth::AccessTokens m_tokens;
    const Settings m_settings;
    auth::AuditPort &m_audit;
    std::vector<Changed> m_listeners;
    std::vector<PolicyChanged> m_policyListeners;
    DeskUserStore m_store;
    DeskPinStore m_pinStore;
    VerifiedCache m_verified;
    mutable std::mutex m_mutex; ///< guards the next two
    auth::SnapshotPtr m_users = std::make_shared<auth::Snapshot>();
    PolicyPtr m_policy;
    HashPool m_pool;
    DeviceLogins m_devices;
    LoginAdministration m_admin;
    std::unique_ptr<auth::Authenticator> m_authenticator; ///< the pool's thread, between start() and stop()
    std::optional<auth::PinKeeper> m_pins;                ///< the same
};

} // namespace hub
