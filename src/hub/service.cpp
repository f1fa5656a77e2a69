// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/service.h"
#include "hub/logging.h"
#include "store/sqlcursors.h"
#include <QTimerEvent>
#include <cmath>

namespace hub {
namespace {

constexpr int tickMs = 50;
constexpr int figuresMs = 1000;
constexpr int statisticsMs = 3000; // S0-14
const QString mqttConsumer = QStringLiteral("mqtt");

constexpr size_t changesWaiting = 100'000;

broker::PublishInternal packetOf(const contract::MqttMessage &message)
{
    broker::PublishInternal packet;
    packet.topic = base::Bytes::copyOf(message.topic.toUtf8());
    packet.payload = message.payload;
    packet.qos = static_cast<mqtt::QoS>(message.qos);
    packet.retain = message.retain;
    return packet;
}

/// `<epoch>-<sequence>`, as the feed names an event: what repeats after a crash is recognised by it.
mqtt::PropertiesRef eventId(const QString &epoch, qint64 sequence)
{
    if (sequence == 0)
        return nullptr;
    auto properties = std::make_shared<mqtt::Properties>();
    properties->userProperties.emplace_back("event-id", epoch.toUtf8() + '-' + QByteArray::number(sequence));
    return properties;
}

/// A rate smoothed over about five seconds: devices that publish every two seconds would else flicker between 0 and 3.
double smoothed(double before, quint64 now, quint64 last, base::Monotonic elapsed)
{
    const double seconds = std::chrono::duration<double>(elapsed).count();
    if (seconds <= 0 || now < last)
        return before;
    const double weight = 1.0 - std::exp(-seconds / 5.0);
    const double rate = before + weight * (double(now - last) / seconds - before);
    return rate < 0.05 ? 0.0 : rate; // below what a window shows
}

} // namespace

Service::Service(Parts parts, contract::MqttOptions options, size_t commitQueue)
    : m_parts(parts)
    , m_options(options)
    , m_toBroker(parts.mqtt.publisher())
    , m_toSessions(parts.mqtt.logPublisher())
    , m_publisher(publisherPorts(), options, parts.clock)
    , m_approvals(parts.desk, parts.readers, parts.clock)
    , m_commits(commitQueue, [this](const std::vector<qint64> &batch) { m_publisher.committed(batch.back()); })
{
    m_figures.ledgerUp = true;
    m_figures.mqttUp = true;
}

Service::~Service()
{
    *m_alive = false;
}

BankPublisher::Ports Service::publisherPorts()
{
    BankPublisher::Ports ports;
    ports.read = [this](const BankPublisher::ReadJob &job) {
        return m_parts.readers.submit([job](base::Result<store::SqlReader *> reader) {
            job(reader ? base::Result<desk::Reader *>(*reader) : base::Result<desk::Reader *>(reader.error()));
        });
    };
    ports.post = [&thread = m_parts.ownThread](std::function<void()> function) { thread.post(std::move(function)); };
    ports.publish = [this](const BankPublisher::Publication &publication) { return publishLogged(publication); };
    ports.saveCursor = [this](qint64 sequence) { saveCursor(sequence); };
    ports.complain = [](const QString &problem) { qCWarning(lcHub).noquote() << problem; };
    return ports;
}

void Service::setGateway(gateway::Gateway *gateway)
{
    m_gateway = gateway;
    lookAtParts();
    m_gateway->setFigures(m_figures); // what is known; /health must not wait a second for the first round
}

void Service::begin(qint64 cursor, qint64 last, const QString &epoch)
{
    m_epoch = epoch;
    m_lastFiguresAt = m_parts.clock.monotonicNow();
    m_publisher.start(cursor, last,
                      m_parts.sessions ? BankPublisher::Replay::AtOnce : BankPublisher::Replay::WhenHeard);
    m_tick.start(tickMs, this);
    m_figuresTimer.start(figuresMs, this);
    m_statisticsTimer.start(statisticsMs, this);
    collectFigures();
}

void Service::finish()
{
    m_tick.stop();
    m_figuresTimer.stop();
    m_statisticsTimer.stop();
    m_publisher.tick();
    m_publisher.saveNow();
}

void Service::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_tick.timerId())
        m_publisher.tick();
    else if (event->timerId() == m_figuresTimer.timerId()) {
        m_approvals.tick();
        collectFigures();
    } else if (event->timerId() == m_statisticsTimer.timerId())
        publishStatistics();
}

bool Service::publish(const contract::MqttMessage &message)
{
    return m_toBroker.push(packetOf(message));
}

bool Service::publishLogged(const BankPublisher::Publication &publication)
{
    if (m_parts.sessions && m_parts.sessions->figures().waiting > changesWaiting)
        return false; // the disk is behind: the log can wait
    broker::PublishLogged logged;
    const mqtt::PropertiesRef properties = eventId(m_epoch, publication.sequence);
    for (const contract::MqttMessage &message : publication.messages) {
        logged.messages.push_back(packetOf(message));
        logged.messages.back().properties = properties;
        logged.messages.back().onlyIfChanged = publication.sequence == 0;
    }
    if (publication.sequence != 0)
        logged.cursor = {mqttConsumer.toUtf8(), m_epoch.toUtf8(), publication.sequence};
    return m_toSessions.push(std::move(logged));
}

void Service::raiseAlert(const QString &type, const QString &message)
{
    events::AlertRaised alert;
    alert.at = m_parts.clock.utcNow();
    alert.type = type;
    alert.message = message;
    for (const contract::MqttMessage &form : contract::mqttForms(alert, m_options)) {
        if (!publish(form))
            qCWarning(lcHub) << "an alert was left out: the broker's queue is full";
    }
}

void Service::saveCursor(qint64 sequence)
{
    if (m_parts.sessions) { // the ledger's copy, for a start without persistence, is never ahead of the broker's own
        const qint64 durable = m_parts.sessions->cursor().sequence;
        if (durable == 0)
            return;
        sequence = std::min(sequence, durable);
    }
    const store::SqlCursors::Cursor cursor{m_epoch, sequence};
    const auto queued = m_parts.desk.perform(
        [cursor, now = m_parts.clock.utcNow()](store::LedgerFile &file) {
            return store::SqlCursors(file.database()).save(mqttConsumer, cursor, now);
        },
        [](base::Result<> saved) {
            if (!saved) // the next one covers it; until then a crash repeats more
                qCWarning(lcHub).noquote() << "publication cursor not saved:" << saved.error().toString();
        });
    if (!queued && queued.error().code() != base::ErrorCode::Busy)
        qCWarning(lcHub).noquote() << "publication cursor not saved:" << queued.error().toString();
}

void Service::collectFigures()
{
    m_parts.brokerThread.post([this, alive = m_alive, &mqtt = m_parts.mqtt, &own = m_parts.ownThread] {
        own.post([this, alive, statistics = mqtt.statistics()] {
            if (*alive)
                onBrokerFigures(statistics);
        });
    });
    const auto queued = m_parts.readers.submit(
        [this, alive = m_alive, &own = m_parts.ownThread](base::Result<store::SqlReader *> reader) {
            const auto count = reader ? (*reader)->transactionCount() : base::Result<qint64>(reader.error());
            own.post([this, alive, count] {
                if (!*alive)
                    return;
                m_figures.ledgerUp = count.ok();
                m_figures.totalTransactions = count.valueOr(m_figures.totalTransactions);
                if (!std::exchange(m_counted, true))
                    publishStatistics();
            });
        });
    m_figures.ledgerUp = queued.ok() && m_figures.ledgerUp;
}

void Service::onBrokerFigures(const broker::Statistics &statistics)
{
    const base::Monotonic now = m_parts.clock.monotonicNow();
    const base::Monotonic elapsed = now - m_lastFiguresAt;
    const quint64 in = statistics.messagesReceived + statistics.messagesInternal;
    const quint64 lastIn = m_lastStatistics.messagesReceived + m_lastStatistics.messagesInternal;
    m_figures.messagesInPerSecond = smoothed(m_figures.messagesInPerSecond, in, lastIn, elapsed);
    m_figures.messagesOutPerSecond =
        smoothed(m_figures.messagesOutPerSecond, statistics.messagesSent, m_lastStatistics.messagesSent, elapsed);
    m_figures.mqttClients = int(statistics.clientsConnected);
    lookAtParts();
    m_figures.committed = m_parts.desk.figures().lastCommit;
    m_lastStatistics = statistics;
    m_lastFiguresAt = now;
    if (m_gateway)
        m_gateway->setFigures(m_figures);
}

void Service::lookAtParts()
{
    m_figures.logReplayed = m_figures.logReplayed || m_publisher.reconciled(); // once, at the start
    m_figures.sessionsSaved = !m_parts.sessions || m_parts.sessions->figures().trouble.isEmpty();
}

void Service::publishStatistics()
{
    const gateway::Census census = m_gateway ? m_gateway->census() : gateway::Census{};
    contract::Statistics statistics;
    statistics.connectedClients = census.sessions; // S0-09
    statistics.activeIps = census.addresses;
    statistics.totalTransactions = m_figures.totalTransactions;
    statistics.at = m_parts.clock.utcNow();
    if (!publish(contract::statisticsForm(statistics, m_options)))
        qCWarning(lcHub) << "statistics left out: the broker's queue is full"; // QoS 0: the next one is 3 s away
}

} // namespace hub
