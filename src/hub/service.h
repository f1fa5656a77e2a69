// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/gateway.h"
#include "hub/adapters/bankpublisher.h"
#include "hub/approvalclock.h"
#include "hub/deskthread.h"
#include "hub/readerpool.h"
#include "hub/sessionsthread.h"
#include "mqttserver/mqttserver.h"
#include "net/thread.h"
#include <QBasicTimer>
#include <QObject>

namespace hub {

/// What the hub does by itself, on a thread of its own: publishes the ledger's events to MQTT, the bank's statistics
/// every 3 s (S0-14, S0-23), and tells the gateway once a second how the other parts are. Make, use and destroy it in
/// its thread; the parts it refers to outlive it.
class Service final : public QObject
{
public:
    struct Parts
    {
        const base::Clock &clock;
        DeskThread &desk;
        ReaderPool &readers;
        net::HubThread &ownThread;
        net::HubThread &brokerThread;
        mqttserver::MqttServer &mqtt;
        SessionsThread *sessions = nullptr; ///< null: the broker keeps nothing
    };

    Service(Parts parts, contract::MqttOptions options, size_t commitQueue);
    ~Service() override;

    /// Whom to tell the figures and to ask the census; it outlives the service.
    void setGateway(gateway::Gateway *gateway);
    /// Where publication stands in the log, and where the log ends.
    void begin(qint64 cursor, qint64 last, const QString &epoch);
    /// From any thread: the log has grown.
    net::MailboxSender<qint64> commits() const { return m_commits.sender(); }
    void subscriberArrived() { m_publisher.subscriberArrived(); }
    bool idle() const { return m_publisher.idle(); }
    /// Balances are retained as the ledger has them (S0-22).
    bool reconciled() const { return m_publisher.reconciled(); }
    /// Events of the log that are not published yet.
    qint64 lag() const { return m_publisher.lag(); }
    /// Somebody should look (S0-24): to the alert topics, not into the log.
    void raiseAlert(const QString &type, const QString &message);
    /// Last words of a stop: pushes out what is pending and makes the cursor durable.
    void finish();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    BankPublisher::Ports publisherPorts();
    bool publish(const contract::MqttMessage &message);
    bool publishLogged(const BankPublisher::Publication &publication);
    void saveCursor(qint64 sequence);
    void collectFigures();
    void lookAtParts();
    void onBrokerFigures(const broker::Statistics &statistics);
    void publishStatistics();

    Parts m_parts;
    contract::MqttOptions m_options;
    net::MailboxSender<broker::PublishInternal> m_toBroker;
    net::MailboxSender<broker::PublishLogged> m_toSessions;
    gateway::Gateway *m_gateway = nullptr;
    QString m_epoch;
    BankPublisher m_publisher;
    ApprovalClock m_approvals;
    net::Mailbox<qint64> m_commits;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    QBasicTimer m_tick;
    QBasicTimer m_figuresTimer;
    QBasicTimer m_statisticsTimer;
    gateway::HubFigures m_figures;
    broker::Statistics m_lastStatistics;
    base::Monotonic m_lastFiguresAt{0};
    bool m_counted = false; ///< the first statistics go out as soon as there is something to say
};

} // namespace hub
