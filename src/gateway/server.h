// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/accesscontroller.h"
#include "gateway/admincontroller.h"
#include "gateway/alertcontroller.h"
#include "gateway/approvalcontroller.h"
#include "gateway/auditcontroller.h"
#include "gateway/authcontroller.h"
#include "gateway/bankcontroller.h"
#include "gateway/banksocket.h"
#include "gateway/brokercontroller.h"
#include "gateway/census.h"
#include "gateway/channelhub.h"
#include "gateway/deliverycontroller.h"
#include "gateway/dispatcher.h"
#include "gateway/eventcontroller.h"
#include "gateway/feedhub.h"
#include "gateway/gatewaysettings.h"
#include "gateway/healthcontroller.h"
#include "gateway/ledgercontroller.h"
#include "gateway/livepart.h"
#include "gateway/logcontroller.h"
#include "gateway/logtail.h"
#include "gateway/metricscontroller.h"
#include "gateway/openapi.h"
#include "gateway/qrcontroller.h"
#include "gateway/qrsimplecontroller.h"
#include "gateway/requestfigures.h"
#include "gateway/secondpersoncontroller.h"
#include "gateway/socketiohub.h"
#include "gateway/tillcontroller.h"
#include "gateway/topiccontroller.h"
#include "net/loop.h"
#include <QBasicTimer>
#include <QObject>
#include <atomic>

namespace gateway {

/// The certificates are to be read again, changed or not.
struct ReloadCertificates
{
};

/// What comes from other threads besides answers: users, figures, events of the system and of the plant, the newest
/// committed sequence.
using News = std::variant<auth::SnapshotPtr, HubFigures, contract::SystemEvent, contract::EntityEvent,
                          ReloadCertificates, qint64>;

/// The gateway's working half: listeners, connections, what they ask, and what other threads post. Lives in the
/// gateway's thread; `news` and the counters are for all threads.
class Server final : public QObject, private ConnectionHost
{
public:
    Server(net::Loop &loop, const base::Clock &clock, GatewaySettings settings, GatewayPorts ports);
    ~Server() override;

    base::Result<> listen();
    void serve(std::unique_ptr<net::ByteStream> stream, Door door, bool secure = false);
    void stopAccepting(std::function<void()> quiet);
    void close();
    void tick();

    std::vector<std::unique_ptr<net::Listener>> listeners;
    std::unique_ptr<net::Listener> console;
    QStringList warnings; ///< of listen(): what is not open, though nothing else suffers from it
    BankSocket &bankSocket() { return *m_bankSocket; }
    net::MailboxSender<News> news;
    std::atomic<int> sessions{0};
    std::atomic<int> addresses{0};
    std::atomic<int> connectionCount{0};

protected:
    void timerEvent(QTimerEvent *) override { tick(); }

private:
    void requestArrived(Connection &connection, web::HttpRequest request) override;
    void faultArrived(Connection &connection, const web::HttpFault &fault, const web::HttpRequest *request) override;
    void connectionEnded(Connection &connection) override;
    void answer(Connection &connection, web::HttpResponse response);
    void audit(const ReplyContext &context, int status) const;
    void deliver(std::vector<Answer> &answers);
    void hear(std::vector<News> &batch);
    void makeParts();
    base::Result<std::unique_ptr<net::Listener>> open(net::ListenOptions options, Door door);
    void makeChannels();
    void handOver(Connection &connection, Takeover takeover);
    Outcome upgradeMqtt(const Exchange &exchange);
    void setUsers(auth::SnapshotPtr users);
    void publishCensus();
    void reloadCertificates(bool changedAlone);
    void report(contract::MetricsPage &page) const;
    bool isQuiet() const;
    void checkQuiet();
    QByteArray nextRequestId();

    net::Loop &m_loop;
    const base::Clock &m_clock;
    const GatewaySettings m_settings;
    GatewayPorts m_ports;
    net::Mailbox<Answer> m_answers;
    net::Mailbox<News> m_news;
    Identification m_callers;
    Dispatcher m_dispatcher;
    HealthController m_health;
    DocsController m_docs;
    MetricsController m_metrics;
    std::optional<LogController> m_logs;
    AuthController m_auth;
    RememberedAnswers m_remembered;
    std::optional<AdminController> m_admin;
    std::optional<AuditController> m_auditLog;
    BankController m_bank;
    TillController m_tills;
    LedgerController m_ledger;
    SecondPersonController m_secondPerson;
    ApprovalController m_approvals;
    AlertController m_alerts;
    std::optional<AccessController> m_access;
    BrokerController m_broker;
    TopicController m_topics;
    DeliveryController m_deliveries;
    QrController m_qrs;
    QrSimpleController m_qrSimple;
    SessionCensus m_census;
    HubFigures m_figures;
    RequestFigures m_requests;
    quint64 m_accepted = 0; ///< connections since the start
    std::unordered_map<quint64, std::unique_ptr<Connection>> m_connections;
    std::vector<std::unique_ptr<Connection>> m_ended; ///< deleted by the next tick: they may be on the call stack
    LogTail m_tail;
    std::vector<std::unique_ptr<LivePart>> m_parts;
    FeedHub *m_feeds = nullptr;         ///< one of them
    BankSocket *m_bankSocket = nullptr; ///< another
    ChannelHub *m_channels = nullptr;   ///< another
    std::optional<EventController> m_events;
    QBasicTimer m_timer;
    quint64 m_lastConnection = 0;
    quint64 m_lastRequest = 0;
    QByteArray m_run; ///< makes request ids of two runs differ
    bool m_stopping = false;
    base::Monotonic m_lookAtFiles{}; ///< when certificates are looked at next
    base::Monotonic m_stopBy{};
    std::function<void()> m_quiet;
};

} // namespace gateway
