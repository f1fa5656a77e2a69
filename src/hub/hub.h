// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/authenticator.h"
#include "base/clock.h"
#include "gateway/logport.h"
#include "hub/settings.h"
#include <memory>

namespace hub {

/// Where a running hub is reached. Ports are real ones; 0: not listening.
struct HubAddresses
{
    quint16 mqtt = 0;
    quint16 mqttWebSocket = 0;
    quint16 mqtts = 0;
    quint16 mqttWebSocketTls = 0;
    quint16 http = 0;
    quint16 httpAlias = 0;
    quint16 https = 0;
    quint16 bankSocket = 0;
    quint16 bankSocketTls = 0;
    quint16 console = 0;      ///< private loopback listener for the window of this process
    QByteArray consoleSecret; ///< what requests there must carry (X-Ventanilla-Console)
};

/// What a start may bring along besides the settings.
struct StartOptions
{
    QString administratorPassword;    ///< for the first start; empty: a one-time password is made
    std::vector<auth::NewUser> users; ///< added unless they exist (the demo's teller)
    gateway::LogPort *logs = nullptr; ///< of the process; null: no routes about it. Outlives the hub
    bool consoleListener = false;     ///< for a window of this process
};

/// The whole hub: data folder, ledger, desk, readers, logins, broker, gateway, each on its thread, in order. An object
/// without globals: several run in one process. Make, stop and destroy it in one thread, which waits meanwhile.
class Hub
{
public:
    /// Starts everything, or undoes what was started and says in one sentence what is wrong and how to mend it.
    /// `clock` outlives the hub.
    static base::Result<std::unique_ptr<Hub>> start(const Settings &settings, const StartOptions &options,
                                                    const base::Clock &clock);
    ~Hub();
    Hub(const Hub &) = delete;
    Hub &operator=(const Hub &) = delete;

    /// Nothing accepted is lost: open requests are answered, the desk commits, events reach the broker, clients are
    /// told; 5 s in all. Idempotent.
    void stop();

    /// Reads the certificates again, changed or not; new connections get the new ones. (Changed files are seen within
    /// a minute anyway.)
    void reloadCertificates();

    const Settings &settings() const { return m_settings; }
    const HubAddresses &addresses() const { return m_addresses; }
    /// Made at this start, to be shown once.
    const std::optional<auth::FirstAdministrator> &firstAdministrator() const { return m_firstAdministrator; }
    /// What is not as configured but no reason not to run (a busy alias port). English sentences.
    const QStringList &warnings() const { return m_warnings; }

private:
    class Parts;
    Hub(const Settings &settings, const base::Clock &clock);
    base::Result<> startParts(const StartOptions &options);
    base::Result<> addUsers(const StartOptions &options);

    const Settings m_settings;
    HubAddresses m_addresses;
    std::optional<auth::FirstAdministrator> m_firstAdministrator;
    QStringList m_warnings;
    std::unique_ptr<Parts> m_parts;
};

/// What `ventanilla verify` tells.
struct VerifyOutcome
{
    bool ok = false;
    QString text; ///< English, several lines
};

/// Proves the whole ledger of a data folder (SPEC 2.3), also while a hub runs on it. NotFound when there is none.
base::Result<VerifyOutcome> verifyLedger(const QString &dataDir);

} // namespace hub
