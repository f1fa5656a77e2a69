// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/parts.h"
#include "auth/secrets.h"
#include "hub/adapters/topicauthorizer.h"
#include "hub/brokersettings.h"
#include "hub/gatewaysettings.h"
#include "hub/logging.h"
#include "hub/signingkey.h"
#include "hub/systemnews.h"
#include "mqtt/topic.h"
#include "store/ledgercheck.h"
#include "store/sqlcursors.h"
#include <QDeadlineTimer>
#include <QThread>
#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;
using contract::SystemLevel;

namespace hub {
namespace {

constexpr std::chrono::minutes accessLifetime{15};
constexpr std::chrono::milliseconds pollInterval{2};
constexpr size_t commitQueue = 100'000;

} // namespace

Hub::Parts::Parts(const Settings &settings, const base::Clock &clock)
    : m_settings(settings)
    , m_clock(clock)
{
}

Hub::Parts::~Parts()
{
    stop();
}

Result<> Hub::Parts::openLedger()
{
    auto folder = store::DataFolder::open(m_settings.dataDir);
    if (!folder)
        return folder.error();
    m_folder = std::move(folder).value();
    auto anchorKey = AnchorKey::load(m_folder->file(anchorKeyFile));
    if (!anchorKey)
        return anchorKey.error();
    m_anchorKey = std::move(anchorKey).value();
    bank::Policy policy{QTimeZone(m_settings.timeZone), m_settings.currency, m_settings.lowBalanceThreshold.minor()};
    policy.tillToleranceMinor = m_settings.tills.toleranceMinor;
    policy.denominations = m_settings.tills.denominations;
    policy.signer = m_anchorKey;
    policy.approval = m_settings.approvals.policy;
    policy.largeMinor = m_settings.approvals.largeMinor;
    m_desk = std::make_unique<DeskThread>(m_folder->ledgerPath(), m_clock, policy);
    m_desk->setQrPolicy(m_settings.qr.policy);
    m_desk->addCommittedListener([this](qint64 last) { onCommitted(last); });
    if (const auto started = m_desk->start(); !started)
        return started.error().with(u"opening the ledger"_s);
    m_readers = std::make_unique<ReaderPool>(m_folder->ledgerPath(), m_clock);
    return m_readers->start();
}

Result<> Hub::Parts::checkLedger()
{
    auto promise = std::make_shared<std::promise<Result<store::LedgerReport>>>();
    const auto queued = m_readers->submit([promise](Result<store::SqlReader *> reader) {
        promise->set_value(reader ? store::checkLedger((*reader)->database(), store::CheckScope::Recent)
                                  : Result<store::LedgerReport>(reader.error()));
    });
    if (!queued)
        return queued.error();
    const auto report = promise->get_future().get();
    if (!report)
        return report.error().with(u"checking the ledger"_s);
    const auto noted = m_desk->perform(
        [report = *report, now = m_clock.utcNow()](store::LedgerFile &file) {
            return store::recordCheck(file.database(), report, now);
        },
        [](Result<> outcome) {
            if (!outcome)
                qCWarning(lcHub).noquote() << "the ledger check was not noted:" << outcome.error().toString();
        });
    if (!noted)
        return noted.error();
    if (!report->ok()) {
        return Error(
            ErrorCode::Corrupt,
            u"the ledger does not prove itself (%1); nothing was changed. \"ventanilla verify --data-dir %2\" tells "
            "all; then restore the last good copy of ledger.db"_s.arg(report->problems.first(), m_settings.dataDir));
    }
    return {};
}

Result<> Hub::Parts::startLogins()
{
    const auto key = loadSigningKey(m_folder->file(u"hub.key"_s));
    if (!key)
        return key.error();
    auto jwt = auth::Jwt::create(*key);
    if (!jwt)
        return jwt.error();
    AuthWorker::Settings settings;
    settings.profile = authProfile(m_settings.profile);
    m_audit = std::make_unique<AuditTrail>(*m_desk, m_clock);
    settings.audit = m_audit.get();
    settings.foreign = m_settings.foreign;
    settings.tick = [audit = m_audit.get()] { audit->tick(); };
    m_logins = std::make_unique<AuthWorker>(*m_desk, m_clock,
                                            auth::AccessTokens(std::move(jwt).value(), accessLifetime), settings);
    m_logins->addListener([this](const auth::SnapshotPtr &users) { onUsersChanged(users); });
    m_logins->addPolicyListener([this](const AuthWorker::PolicyPtr &policy) { onPolicyChanged(policy); });
    return m_logins->start();
}

/// On the hash pool's thread.
void Hub::Parts::onUsersChanged(const auth::SnapshotPtr &users)
{
    if (!m_gateway) // before the doors open: they take the snapshot themselves
        return;
    m_gateway->setUsers(users);
}

/// On the hash pool's thread.
void Hub::Parts::onPolicyChanged(const AuthWorker::PolicyPtr &policy)
{
    if (!m_gateway) // startBroker() takes it itself
        return;
    mqttserver::Command change = mqttserver::AuthorizerChange{std::make_shared<TopicAuthorizer>(policy)};
    if (!m_toBroker.push(std::move(change)))
        qCWarning(lcHub) << "new rights did not reach the broker: its queue is full";
}

/// On the broker's thread.
void Hub::Parts::onNotice(const broker::Notice &notice)
{
    m_toWatch.push(notice);
    if (notice.kind != broker::Notice::Kind::Subscribed || m_heardSubscriber)
        return;
    const QByteArrayView filter = mqtt::splitShared(notice.topic).filter;
    if (!filter.startsWith("banco/") && !mqtt::matches(filter, "banco/transacciones"))
        return;
    m_heardSubscriber = true;
    m_serviceThread.post([this] {
        if (m_service)
            m_service->subscriberArrived();
    });
}

/// On the desk's thread, once a batch. Commands come only after listen(), so both are there.
void Hub::Parts::onCommitted(qint64 last)
{
    if (m_gateway)
        m_gateway->committed(last);
    m_toService.push(last); // a full queue holds later ones, and the greatest counts
}

/// On the sessions thread.
void Hub::Parts::onSessionsTrouble(const QString &why)
{
    if (why.isEmpty())
        qCInfo(lcHub) << "sessions: the disk takes the broker's state again";
    else
        qCCritical(lcHub).noquote() << "sessions: the broker's state cannot be saved, so MQTT acknowledges nothing:"
                                    << why;
    const QString said = why.isEmpty()
                             ? u"The broker's state is saved again"_s
                             : u"The broker's state cannot be saved (%1): MQTT acknowledges nothing"_s.arg(why);
    m_serviceThread.post([this, said] {
        if (m_service)
            m_service->raiseAlert(u"BROKER_PERSISTENCE"_s, said);
    });
    tell(systemNews(m_clock.utcNow(), why.isEmpty() ? SystemLevel::Info : SystemLevel::Error, u"broker"_s,
                    u"broker_persistence"_s, said));
}

/// On the broker's thread: certificates that were renewed, end soon, or cannot be read.
void Hub::Parts::onTidings(const mqttserver::Tidings &tidings)
{
    if (tidings.isProblem)
        qCWarning(lcMqtt).noquote() << tidings.text;
    else
        qCInfo(lcMqtt).noquote() << tidings.text;
    tell(systemNews(m_clock.utcNow(), tidings.isProblem ? SystemLevel::Warning : SystemLevel::Info, u"broker"_s,
                    u"certificate"_s, tidings.text));
}

/// Any thread: to the consoles and to the WebSocket channel general.
void Hub::Parts::tell(const contract::SystemEvent &event)
{
    m_serviceThread.post([this, event] {
        if (m_watch)
            m_watch->tell(event);
    });
}

Result<broker::SavedState> Hub::Parts::startSessions()
{
    using Sync = store::BrokerFile::Sync;
    SessionsThread::Options options;
    options.sync = m_settings.mqttSyncEach ? Sync::Full : Sync::Normal;
    m_sessions = std::make_unique<SessionsThread>(m_folder->file(u"broker.db"_s), m_clock, options,
                                                  [this](const QString &why) { onSessionsTrouble(why); });
    auto state = m_sessions->start();
    if (!state) {
        m_sessions.reset();
        return state.error().with(
            u"opening the broker's state (move broker.db away to begin without sessions, or start "
            "with --mqtt-persistence off)"_s);
    }
    for (const broker::LogCursor &cursor : state->cursors) {
        if (cursor.name == "mqtt")
            m_savedCursor = cursor;
    }
    return state;
}

Result<> Hub::Parts::startBroker()
{
    auto settings = brokerSettings(m_settings);
    if (!settings)
        return settings.error();
    broker::SavedState state;
    if (m_settings.mqttPersistence) {
        auto saved = startSessions();
        if (!saved)
            return saved.error();
        state = std::move(saved).value();
    }
    m_brokerThread.start();
    m_brokerThread.call([&, this] {
        mqttserver::MqttServer::Ports ports{m_clock, *m_logins, std::make_shared<TopicAuthorizer>(m_logins->policy()),
                                            [this](const broker::Notice &notice) { onNotice(notice); },
                                            [this](const mqttserver::Tidings &tidings) { onTidings(tidings); }};
        ports.journal = m_sessions.get();
        m_mqtt = std::make_unique<mqttserver::MqttServer>(std::move(*settings), std::move(ports));
        if (m_sessions) {
            m_sessions->setAnswer(m_mqtt->persisted());
            m_mqtt->restore(std::move(state));
        }
        m_messaging = std::make_unique<BrokerMessaging>(m_clock, m_settings.messaging);
        m_messaging->start(*m_mqtt);
    });
    m_toBroker = m_mqtt->commands();
    return {};
}

void Hub::Parts::reloadCertificates()
{
    mqttserver::Command reload = mqttserver::ReloadCertificates{};
    m_toBroker.push(std::move(reload));
    if (m_gateway)
        m_gateway->reloadCertificates();
}

/// On the gateway's thread.
Result<> Hub::Parts::makeGateway()
{
    auto settings = gatewaySettings(m_settings, {m_consoleSecret, m_aliasListens});
    if (!settings)
        return settings.error();
    if (!m_gatewayLoop)
        m_gatewayLoop = std::make_unique<net::Loop>();
    gateway::GatewayPorts ports{*m_logins,
                                *m_commands,
                                *m_reads,
                                m_logins->tokens(),
                                m_logins->users(),
                                [commands = m_toBroker](std::unique_ptr<net::DetachedStream> stream) {
                                    mqttserver::Command adoption = mqttserver::Adoption{std::move(stream)};
                                    if (!commands.push(std::move(adoption)))
                                        qCWarning(lcHub) << "a /mqtt upgrade was cut: the broker's queue is full";
                                },
                                m_logins.get(),
                                m_administration.get(),
                                m_messaging.get()};
    ports.metrics = m_metrics.get();
    ports.admin = &m_logins->administration();
    ports.auditLog = m_auditReads.get();
    ports.audit = m_audit.get();
    ports.logs = m_logs;
    ports.proof = m_keeper.get();
    ports.qrBank = m_qrLinks.get();
    m_gateway = std::make_unique<gateway::Gateway>(*m_gatewayLoop, m_clock, std::move(*settings), std::move(ports));
    return {};
}

Result<> Hub::Parts::readPosition(qint64 &cursor, qint64 &last, QString &epoch)
{
    auto promise = std::make_shared<std::promise<Result<>>>();
    const auto queued = m_readers->submit([&, promise](Result<store::SqlReader *> reader) {
        const auto read = [&]() -> Result<> {
            if (!reader)
                return reader.error();
            const auto newest = (*reader)->log().lastSequence();
            const auto now = (*reader)->log().epoch();
            const auto saved = store::SqlCursors((*reader)->database()).find(u"mqtt"_s);
            if (!newest || !now || !saved)
                return !newest ? newest.error() : !now ? now.error() : saved.error();
            last = *newest;
            epoch = *now;
            // Of another epoch (a restored ledger): what stood in the log then says nothing about this one.
            cursor = *saved && (*saved)->epoch == epoch ? (*saved)->seq : (*saved ? last : 0);
            if (m_savedCursor.epoch == epoch.toUtf8()) // further on than the ledger's copy, if that is from such a run
                cursor = std::max(cursor, m_savedCursor.sequence);
            return {};
        };
        promise->set_value(read());
    });
    return queued ? promise->get_future().get() : queued;
}

Result<> Hub::Parts::startService(std::chrono::milliseconds patience)
{
    qint64 cursor = 0;
    qint64 last = 0;
    QString epoch;
    if (const auto read = readPosition(cursor, last, epoch); !read)
        return read.error().with(u"reading the event log"_s);
    const contract::MqttOptions options{QTimeZone(m_settings.timeZone), m_settings.currency,
                                        m_settings.publishPerCedula};
    m_serviceThread.start();
    m_serviceThread.call([&, this] {
        m_watch = std::make_unique<BrokerWatch>(m_clock);
        const Service::Parts parts{m_clock,        *m_desk, *m_readers,      m_serviceThread,
                                   m_brokerThread, *m_mqtt, m_sessions.get()};
        m_service = std::make_unique<Service>(parts, options, commitQueue);
        m_service->begin(cursor, last, epoch);
        m_qrClock = std::make_unique<QrClock>(m_clock, *m_desk, *m_readers);
        m_qrClock->begin();
        m_keeper = std::make_unique<LedgerKeeper>(
            LedgerKeeper::Parts{m_clock, *m_desk, *m_readers, QTimeZone(m_settings.timeZone), m_anchorKey});
        m_keeper->begin();
    });
    if (m_settings.qr.provider != u"local") {
        m_qrLinks =
            std::make_unique<QrLinks>(m_settings.qr, QrLinks::Parts{m_clock, *m_desk, *m_readers, m_serviceThread, {}});
        m_qrLinks->start();
    }
    m_toService = m_service->commits();
    m_brokerThread.call([this] { m_toWatch = m_watch->feed(); });
    m_administration = std::make_unique<BrokerAdministration>(
        BrokerAdministration::Parts{m_clock, *m_mqtt, m_brokerThread, m_serviceThread, *m_watch});
    m_metrics = std::make_unique<HubMetrics>(HubMetrics::Parts{m_brokerThread, m_serviceThread, *m_mqtt, *m_service,
                                                               *m_desk, *m_readers, *m_logins, m_sessions.get(),
                                                               m_settings.dataDir, QStringLiteral(VENTANILLA_VERSION)});
    const QDeadlineTimer deadline(patience);
    bool reconciled = false;
    while (!reconciled && !deadline.hasExpired()) {
        m_serviceThread.call([&] { reconciled = m_service->reconciled(); });
        if (!reconciled)
            std::this_thread::sleep_for(pollInterval); // the caller waits for the whole start anyway
    }
    return {};
}

Result<> Hub::Parts::listen(bool withConsole, QStringList &warnings)
{
    Result<> heard;
    m_brokerThread.call([&] { heard = m_mqtt->start(); });
    if (!heard)
        return heard;
    m_consoleSecret = withConsole ? auth::randomToken(32) : QByteArray();
    m_commands = std::make_unique<DeskCommands>(*m_desk);
    m_auditReads = std::make_unique<AuditReads>(*m_readers);
    m_reads = std::make_unique<PooledReads>(*m_readers, *m_desk);
    m_gatewayThread.start();
    m_aliasListens = m_settings.httpAliasPort.has_value();
    warnings << m_settings.http.notes;
    heard = openGateway();
    if (!heard && m_aliasListens) {
        // Which of the two is busy? Without the alias everything else works, so it alone is no reason not to start.
        const QString why = heard.error().message();
        m_aliasListens = false;
        heard = openGateway();
        if (heard)
            warnings << why;
    }
    if (!heard)
        return heard;
    warnings << m_gateway->warnings();
    m_serviceThread.call([this] {
        m_service->setGateway(m_gateway.get());
        m_watch->setListener([gateway = m_gateway.get()](const contract::SystemEvent &event) { gateway->tell(event); });
    });
    tell(systemNews(m_clock.utcNow(), SystemLevel::Info, u"hub"_s, u"hub_started"_s, u"The hub has started"_s));
    return {};
}

Result<> Hub::Parts::openGateway()
{
    Result<> heard;
    m_gatewayThread.call([&, this] {
        m_gateway.reset();
        heard = makeGateway();
        if (heard)
            heard = m_gateway->listen();
    });
    return heard;
}

HubAddresses Hub::Parts::addresses() const
{
    HubAddresses addresses;
    addresses.mqtt = m_mqtt->port("tcp");
    addresses.mqttWebSocket = m_mqtt->port("ws");
    addresses.mqtts = m_mqtt->port("tls");
    addresses.mqttWebSocketTls = m_mqtt->port("wss");
    size_t next = 0; // in the order of gatewaySettings()
    addresses.http = m_settings.httpPort ? m_gateway->port(next++) : quint16(0);
    addresses.httpAlias = m_aliasListens ? m_gateway->port(next++) : quint16(0);
    addresses.https = m_settings.http.tlsPort ? m_gateway->port(next++) : quint16(0);
    addresses.bankSocket = m_gateway->bankSocketPort(false);
    addresses.bankSocketTls = m_gateway->bankSocketPort(true);
    addresses.console = m_gateway->consolePort();
    addresses.consoleSecret = m_consoleSecret;
    return addresses;
}

} // namespace hub
