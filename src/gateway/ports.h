// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/authenticator.h"
#include "contract/metrics.h"
#include "desk/desk.h"
#include <functional>

/// What the gateway asks of the rest of the hub. The hub's adapters fill these. All calls return at once; answers come
/// later, exactly once, on a thread of the implementation's choosing (the gateway posts them to its own).
/// A returned Error (Busy, Unavailable) means that the callback will not be called.
namespace gateway {

/// Port: logins and sessions (auth::Authenticator behind the hash pool).
class AuthPort
{
public:
    virtual ~AuthPort() = default;
    /// `address`: of the peer, without port; throttling counts by it.
    virtual base::Result<> login(QString username, QString password, QString address,
                                 std::function<void(auth::Attempt<auth::Session>)> answer) = 0;
    virtual base::Result<> refresh(QByteArray refreshToken, QString address,
                                   std::function<void(base::Result<auth::Session>)> answer) = 0;
    /// Ends the login that the refresh token (may be empty) belongs to, and that of `who`, whose token is worth nothing
    /// afterwards.
    virtual base::Result<> logout(QByteArray refreshToken, std::optional<auth::Principal> who, QString address,
                                  std::function<void(base::Result<>)> answer) = 0;
    virtual base::Result<> changePassword(auth::Principal who, QString current, QString next, QString address,
                                          std::function<void(auth::Attempt<QString>)> answer) = 0;
    /// auth::PinKeeper.
    virtual base::Result<> setPin(auth::Principal who, QString password, QString pin, QString address,
                                  std::function<void(auth::Attempt<QString>)> answer) = 0;
    virtual base::Result<> checkPin(QString username, QString pin, QString address,
                                    std::function<void(base::Result<auth::User>)> answer) = 0;
};

/// Port: the desk's queue (hub/deskthread.h).
class CommandPort
{
public:
    virtual ~CommandPort() = default;
    virtual base::Result<> submit(desk::Command command, std::function<void(desk::Answer)> answer) = 0;
};

/// Port: reads on the reader threads (hub/readerpool.h). The job must not keep the reader.
class ReaderPort
{
public:
    virtual ~ReaderPort() = default;
    using Job = std::function<void(base::Result<desk::Reader *>)>;
    virtual base::Result<> read(Job job) = 0;
    /// Changes with every change of what can be read, before the command that made it is answered. Empty: not known, so
    /// nothing may be answered from memory. Any thread.
    virtual std::optional<quint64> version() const { return {}; }
};

/// Port: the figures of everything outside the gateway.
class MetricsPort
{
public:
    virtual ~MetricsPort() = default;
    /// Adds its families to `page` and gives it on, once, from any thread.
    virtual void collect(contract::MetricsPage page, std::function<void(contract::MetricsPage)> done) = 0;
};

/// What the hub tells the gateway about its other parts, about once a second: for /health, /ready and the feed's
/// status.
struct HubFigures
{
    bool mqttUp = false;
    bool ledgerUp = false;
    bool logReplayed = false;   ///< what the log held at the start has been published, balances are as in the ledger
    bool sessionsSaved = false; ///< the disk takes the broker's state, where it is to
    qint64 totalTransactions = 0;
    int mqttClients = 0;
    double messagesInPerSecond = 0;
    double messagesOutPerSecond = 0;
    base::UtcMs committed;
};

/// Who uses the bank just now (S0-09, S0-23): sessions with a live feed or a request in the last 60 s, their distinct
/// addresses, and open HTTP connections.
struct Census
{
    int sessions = 0;
    int addresses = 0;
    int httpConnections = 0;
};

} // namespace gateway
