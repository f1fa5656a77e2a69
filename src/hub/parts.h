// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/gateway.h"
#include "hub/adapters/auditreads.h"
#include "hub/adapters/brokeradministration.h"
#include "hub/adapters/brokermessaging.h"
#include "hub/adapters/gatewayports.h"
#include "hub/adapters/hubmetrics.h"
#include "hub/audittrail.h"
#include "hub/authworker.h"
#include "hub/hub.h"
#include "hub/ledgerkeeper.h"
#include "hub/qrclock.h"
#include "hub/qrlinks.h"
#include "hub/service.h"
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include "store/datafolder.h"

namespace hub {

/// The parts of a running hub in the order of their making; they are undone in the opposite one. Each start…() is one
/// step of Hub::start and leaves behind what stop() can undo, however far it came.
class Hub::Parts
{
public:
    Parts(const Settings &settings, const base::Clock &clock);
    ~Parts();

    base::Result<> openLedger();
    base::Result<> checkLedger();
    base::Result<> startLogins();
    /// Reads the certificates. With persistence: opens broker.db and gives the broker what a former run has left.
    base::Result<> startBroker();
    /// The broker's listeners; what comes of it is logged.
    void reloadCertificates();
    /// Publishes what the log holds beyond the cursor and makes the retained balances true; waits for the balances at
    /// most `patience`.
    base::Result<> startService(std::chrono::milliseconds patience);
    /// Opens the doors. A busy alias port is a warning, any other busy port an error.
    base::Result<> listen(bool withConsole, QStringList &warnings);
    HubAddresses addresses() const;
    /// Before listen().
    void setLogs(gateway::LogPort *logs) { m_logs = logs; }
    AuthWorker &logins() { return *m_logins; }
    void stop();

private:
    base::Result<broker::SavedState> startSessions();
    void onSessionsTrouble(const QString &why);
    void onTidings(const mqttserver::Tidings &tidings);
    void tell(const contract::SystemEvent &event);
    base::Result<> readPosition(qint64 &cursor, qint64 &last, QString &epoch);
    void onUsersChanged(const auth::SnapshotPtr &users);
    void onPolicyChanged(const AuthWorker::PolicyPtr &policy);
    void onNotice(const broker::Notice &notice);
    void onCommitted(qint64 last);
    base::Result<> makeGateway();
    base::Result<> openGateway();
    void stopAccepting();
    void drainLog();
    void stopBroker();

    const Settings m_settings;
    const base::Clock &m_clock;
    std::unique_ptr<store::DataFolder> m_folder;
    std::unique_ptr<DeskThread> m_desk;
    std::unique_ptr<ReaderPool> m_readers;
    std::unique_ptr<AuditTrail> m_audit;
    std::unique_ptr<AuthWorker> m_logins;
    std::unique_ptr<DeskCommands> m_commands;
    std::unique_ptr<PooledReads> m_reads;
    std::unique_ptr<HubMetrics> m_metrics; ///< any thread; outlives those that its jobs run on
    std::unique_ptr<AuditReads> m_auditReads;
    net::HubThread m_brokerThread{QStringLiteral("broker")};
    net::HubThread m_gatewayThread{QStringLiteral("gateway")};
    net::HubThread m_serviceThread{QStringLiteral("service")};
    std::unique_ptr<SessionsThread> m_sessions;     ///< null: without persistence
    broker::LogCursor m_savedCursor;                ///< of the MQTT publication, out of broker.db
    std::unique_ptr<mqttserver::MqttServer> m_mqtt; ///< broker's thread
    std::unique_ptr<BrokerMessaging> m_messaging;
    std::unique_ptr<net::Loop> m_gatewayLoop;    ///< gateway's thread
    std::unique_ptr<gateway::Gateway> m_gateway; ///< gateway's thread
    std::unique_ptr<QrLinks> m_qrLinks;          ///< null: QR codes are `local`
    std::unique_ptr<QrClock> m_qrClock;          ///< service's thread
    std::unique_ptr<Service> m_service;          ///< service's thread
    std::shared_ptr<const AnchorKey> m_anchorKey;
    std::unique_ptr<LedgerKeeper> m_keeper; ///< service's thread; prove() from any
    std::unique_ptr<BrokerWatch> m_watch;   ///< service's thread
    std::unique_ptr<BrokerAdministration> m_administration;
    net::MailboxSender<qint64> m_toService;
    net::MailboxSender<mqttserver::Command> m_toBroker;
    BrokerWatch::Feed m_toWatch; ///< broker's thread
    gateway::LogPort *m_logs = nullptr;
    QByteArray m_consoleSecret;
    bool m_heardSubscriber = false; ///< broker's thread
    bool m_aliasListens = false;
    bool m_stopped = false;
};

} // namespace hub
