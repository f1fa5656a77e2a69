// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/banklinerunner.h"
#include "gateway/banksocketpeer.h"
#include "gateway/census.h"
#include "gateway/identification.h"
#include "gateway/livepart.h"
#include "net/loop.h"
#include "net/mailbox.h"
#include <QTimer>
#include <unordered_map>

namespace gateway {

/// The bank socket (S0-09 "Socket Server"; docs/api.md): newline-delimited JSON over TCP for programs that deposit,
/// withdraw and read. The same desk, readers, logins, permissions and throttle as REST; movements are booked as channel
/// SOCKET, against that channel's clearing account. In the gateway's thread.
class BankSocket final : public LivePart, private BankSocketHost
{
public:
    struct Ports
    {
        AuthPort &auth;
        BankLineRunner bank;
        const Identification &callers;
        SessionCensus &census; ///< a connection that has logged in counts as a session (S0-09, S0-23)
        const base::Clock &clock;
    };
    /// `settings` and what the ports refer to outlive it. `settled`: while stopping, something was answered or ended.
    BankSocket(net::Loop &loop, Ports ports, const BankSocketSettings &settings, std::function<void()> settled);
    ~BankSocket() override;

    /// Opens the listeners; what could not be opened, one sentence each.
    QStringList listen();
    quint16 port(bool tls) const;
    /// Serves a stream as if a listener had accepted it.
    void serve(std::unique_ptr<net::ByteStream> stream);

    void addRoutes(Router &) override {}
    void tick(base::Monotonic now) override;
    void checkCallers(const auth::Snapshot &users, base::UtcMs now) override;
    void stopAccepting() override;
    bool isQuiet() const override;
    void report(contract::MetricsPage &page) const override;
    void closeAll() override;

private:
    struct LoginDone
    {
        auth::Attempt<auth::Session> attempt;
    };
    struct RefreshDone
    {
        base::Result<auth::Session> session;
    };
    /// What comes from other threads.
    struct Delivery
    {
        quint64 peer = 0;
        quint64 number = 0; ///< 0: answers no request
        QByteArray id;      ///< of the request
        std::variant<BankReply, LoginDone, RefreshDone> what;
    };
    struct Request
    {
        BankSocketPeer &peer;
        quint64 number;
        QByteArray id;
    };
    struct Listening
    {
        std::unique_ptr<net::Listener> listener;
        bool tls = false;
    };

    BankStart begin(BankSocketPeer &peer, quint64 number, const contract::BankLine &line) override;
    void peerEnded(BankSocketPeer &peer) override;
    BankStart run(const Request &request, const contract::LoginLine &line);
    BankStart run(const Request &request, const contract::PostLine &line);
    BankStart run(const Request &request, const contract::BalanceLine &line);
    BankStart run(const Request &request, const contract::StatementLine &line);
    BankStart run(const Request &request, const contract::PingLine &line);
    BankStart run(const Request &request, const contract::QuitLine &line);
    BankStart refuse(const Request &request, const base::Error &error);
    BankStart begun(const Request &request, const base::Result<> &taken);
    BankLineRunner::Send sender(const Request &request) const;
    bool permits(const Request &request, auth::Permission needs);
    void deliver(std::vector<Delivery> &batch);
    void onLogin(BankSocketPeer &peer, const Delivery &delivery, const LoginDone &done);
    void onRefresh(BankSocketPeer &peer, const RefreshDone &done);
    void loggedIn(BankSocketPeer &peer, auth::Principal principal, const QByteArray &refreshToken);
    void loggedOut(BankSocketPeer &peer);
    void refreshIfDue(BankSocketPeer &peer, base::UtcMs now);
    void retryBusy();
    void settle();
    std::vector<BankSocketPeer *> all() const;

    net::Loop &m_loop;
    Ports m_ports;
    const BankSocketSettings &m_settings;
    const std::function<void()> m_settled;
    std::vector<Listening> m_listeners;
    std::unordered_map<quint64, std::unique_ptr<BankSocketPeer>> m_peers;
    std::vector<std::unique_ptr<BankSocketPeer>> m_ended; ///< deleted by the next tick: they may be on the call stack
    net::Mailbox<Delivery> m_deliveries;
    QTimer m_retry;
    quint64 m_lastPeer = 0;
    bool m_isStopping = false;
    // For report(): since start.
    quint64 m_accepted = 0;
    quint64 m_answered = 0;
    quint64 m_refused = 0;
    quint64 m_busy = 0;
};

} // namespace gateway
