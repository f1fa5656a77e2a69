// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttserver/mqttserver.h"
#include "mqttserver/administration.h"
#include "mqttserver/enginehost.h"
#include "mqttserver/ratetopics.h"
#include "mqttserver/systree.h"
#include "mqttserver/websocketdoor.h"
#include "net/websocketstream.h"
#include <QTimerEvent>

namespace mqttserver {

namespace {
constexpr int tickMs = 250;
constexpr std::chrono::seconds tracesInterval{1};
constexpr size_t tracesAtOnce = 2'000; // what is beyond waits for the next time
constexpr size_t commandsWaiting = 10'000;
constexpr size_t answersWaiting = 1'000'000; // never so many: the journal has nothing to do while we do not run
constexpr std::chrono::minutes houseKeepingInterval{1};

broker::Settings engineSettings(const Settings &settings)
{
    broker::Settings engine = settings.engine;
    for (const ListenerSettings &listener : settings.listeners)
        engine.listeners.insert(listener.name, listener.limits.value_or(engine.limits.ofListener()));
    return engine;
}
} // namespace

/// A listener with its settings.
struct MqttServer::Door
{
    Door(net::Loop &loop, const ListenerSettings &s, net::ListenOptions options, net::Listener::Accepted accepted)
        : settings(s)
        , listener(loop, std::move(options), std::move(accepted))
    {
    }
    const ListenerSettings &settings;
    net::Listener listener;
};

MqttServer::MqttServer(Settings settings, Ports ports)
    : m_settings(std::move(settings))
    , m_ports(std::move(ports))
    , m_guard(m_ports.clock, m_settings.flapping)
    , m_certificates(m_ports.clock)
    , m_host(std::make_unique<EngineHost>(engineSettings(m_settings), m_ports.authorizer,
                                          EngineHost::Rules{m_settings.softOutputLimit, m_settings.hardOutputLimit},
                                          EngineHost::Ports{m_ports.clock, m_ports.authenticator, m_guard,
                                                            [this](const broker::Notice &n) { onNotice(n); },
                                                            m_ports.journal}))
    , m_webSocketDoor(std::make_unique<WebSocketDoor>(
          m_loop, m_settings,
          [this](std::unique_ptr<net::ByteStream> stream, const QByteArray &listener) {
              m_host->open(std::move(stream), listener, isDurable(listener));
          },
          [this](const net::ByteStream &stream) { onFailedHandshake(stream); }))
    , m_sysTree(std::make_unique<SysTree>())
    , m_publishing(m_settings.publishQueue,
                   [this](std::vector<broker::PublishInternal> &batch) { m_host->give(batch); })
    , m_logged(m_settings.publishQueue, [this](std::vector<broker::PublishLogged> &batch) { m_host->give(batch); })
    , m_persisted(answersWaiting, [this](std::vector<broker::Persisted> &batch) { m_host->give(batch.back()); })
    , m_commands(commandsWaiting, [this](std::vector<Command> &batch) {
        for (Command &command : batch)
            obey(command);
    })
{
}

MqttServer::~MqttServer() = default;

void MqttServer::restore(broker::SavedState state)
{
    broker::completeTraces(state);
    m_host->give(broker::Restore{std::move(state)});
    m_host->give(broker::Tick{}); // wills that are due, before anybody listens
}

base::Result<> MqttServer::start()
{
    m_started = m_ports.clock.monotonicNow();
    for (const ListenerSettings &settings : m_settings.listeners) {
        if (const auto opened = open(settings); !opened) {
            m_doors.clear();
            return opened.error();
        }
    }
    m_tick.start(tickMs, Qt::CoarseTimer, this);
    publishSys();
    return {};
}

base::Result<> MqttServer::open(const ListenerSettings &settings)
{
    applyRules(settings);
    m_certificates.add(settings.listen.tls);
    auto door = std::make_unique<Door>(
        m_loop, settings, listenOptions(settings),
        [this, &settings](std::unique_ptr<net::ByteStream> stream) { accept(settings, std::move(stream)); });
    if (const auto listening = door->listener.listen(); !listening)
        return listening.error();
    m_doors.push_back(std::move(door));
    return {};
}

net::ListenOptions MqttServer::listenOptions(const ListenerSettings &settings)
{
    net::ListenOptions options = settings.listen;
    options.clock = &m_ports.clock;
    options.isBanned = [this](const QHostAddress &peer) { return m_guard.isBanned(peer); };
    return options;
}

void MqttServer::applyRules(const ListenerSettings &settings)
{
    const auto orElse = [](qsizetype own, qsizetype all) { return own > 0 ? own : all; };
    m_host->setRules(settings.name,
                     {orElse(settings.softOutputLimit, m_settings.softOutputLimit),
                      orElse(settings.hardOutputLimit, m_settings.hardOutputLimit), settings.bindsClientId});
}

void MqttServer::accept(const ListenerSettings &settings, std::unique_ptr<net::ByteStream> stream)
{
    if (settings.framing == Framing::WebSocket)
        m_webSocketDoor->accept(settings, std::move(stream), m_ports.clock.monotonicNow());
    else
        m_host->open(std::move(stream), settings.name, settings.persistence);
}

/// A connection from elsewhere is kept as those of the listener whose name it bears.
bool MqttServer::isDurable(const QByteArray &listener) const
{
    const auto &all = m_settings.listeners;
    const auto known = std::find_if(all.begin(), all.end(), [&](const auto &l) { return l.name == listener; });
    return known == all.end() || known->persistence;
}

void MqttServer::adopt(Adoption adoption)
{
    if (!adoption.stream || m_stopped)
        return; // dropping it closes the connection
    std::unique_ptr<net::ByteStream> stream = adoption.stream->attach(m_loop);
    if (adoption.framing == Framing::WebSocket)
        stream = std::make_unique<net::WebSocketStream>(m_loop, std::move(stream), m_settings.webSocket);
    m_host->open(std::move(stream), adoption.listener, isDurable(adoption.listener));
}

void MqttServer::obey(Command &command)
{
    if (auto *adoption = std::get_if<Adoption>(&command))
        adopt(std::move(*adoption));
    else if (auto *change = std::get_if<AuthorizerChange>(&command))
        m_host->engine().setAuthorizer(std::move(change->authorizer));
    else if (const auto *banned = std::get_if<BanClient>(&command))
        (void)ban(banned->ban); // whoever wants to hear of a wrong ban asks guard() first
    else if (const auto *lift = std::get_if<LiftBan>(&command))
        m_guard.lift(lift->kind, lift->value);
    else if (std::holds_alternative<ReloadCertificates>(command))
        m_certificates.reload([this](const Tidings &tidings) { tell(tidings); });
    else
        m_host->give(std::get<broker::KickClient>(command));
}

base::Result<> MqttServer::ban(const broker::Ban &ban)
{
    if (const auto added = m_guard.ban(ban); !added)
        return added;
    kickBanned(ban);
    return {};
}

void MqttServer::kickBanned(const broker::Ban &ban)
{
    const QHostAddress address(QString::fromUtf8(ban.value));
    for (const broker::ClientInfo &client : m_host->engine().clients()) {
        const bool meant = ban.kind == broker::BanKind::ClientId ? client.clientId == ban.value
                           : ban.kind == broker::BanKind::User
                               ? client.user == ban.value
                               : QHostAddress(QString::fromLatin1(client.address)) == address;
        if (meant && client.connected)
            m_host->give(broker::KickClient{client.clientId});
    }
}

/// A client that did not come as far as the engine: TLS below WebSocket.
void MqttServer::onFailedHandshake(const net::ByteStream &stream)
{
    broker::Notice notice;
    notice.kind = broker::Notice::Kind::ConnectRefused;
    notice.reason = broker::CloseReason::NetworkLost;
    notice.at = m_ports.clock.utcNow();
    notice.address = DoorGuard::textOf(stream.endpoints().peer);
    notice.detail = stream.failure();
    onNotice(notice);
}

void MqttServer::tell(const Tidings &tidings) const
{
    if (m_ports.told)
        m_ports.told(tidings);
}

/// Inside the engine's turn: nothing may be given to it here.
void MqttServer::onNotice(const broker::Notice &notice)
{
    for (broker::Ban &ban : m_guard.note(notice))
        m_newBans.push_back(std::move(ban));
    if (m_ports.notice)
        m_ports.notice(notice);
}

quint16 MqttServer::port(QByteArrayView listener) const
{
    for (const auto &door : m_doors) {
        if (listener == door->settings.name)
            return door->listener.port();
    }
    return 0;
}

void MqttServer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_tick.timerId())
        return;
    const base::Monotonic now = m_ports.clock.monotonicNow();
    m_webSocketDoor->tick(now);
    if (m_stopped) {
        if (m_host->openConnections() == 0 || now >= m_stopDeadline)
            finishStop();
        return;
    }
    m_host->give(broker::Tick{});
    for (const broker::Ban &ban : std::exchange(m_newBans, {}))
        kickBanned(ban);
    if (now >= m_nextHouseKeeping)
        houseKeeping(now);
    m_host->endExpired();
    if (now >= m_nextSys)
        publishSys();
    if (now >= m_nextTraces) {
        m_nextTraces = now + tracesInterval;
        keepTraces();
    }
}

void MqttServer::keepTraces()
{
    if (!m_ports.journal)
        return;
    std::vector<broker::Trace> changed = m_host->engine().takeChangedTraces(tracesAtOnce);
    if (!changed.empty())
        m_ports.journal->keepTraces(std::move(changed));
}

void MqttServer::houseKeeping(base::Monotonic now)
{
    m_nextHouseKeeping = now + houseKeepingInterval;
    m_guard.expire();
    m_certificates.look([this](const Tidings &tidings) { tell(tidings); });
}

void MqttServer::publishSys()
{
    if (m_settings.sysInterval.count() <= 0)
        return;
    const base::Monotonic now = m_ports.clock.monotonicNow();
    m_nextSys = now + m_settings.sysInterval;
    m_host->give(m_sysTree->round(m_host->engine().statistics(), now - m_started));
    m_host->give(rateTopics(m_host->engine(), m_host->now()));
}

std::unique_ptr<net::ByteStream> MqttServer::connectLocal()
{
    return m_stopped ? nullptr : m_host->openLocal(m_loop);
}

Administration MqttServer::administration()
{
    return Administration(*m_host, m_ports.clock.monotonicNow() - m_started);
}

void MqttServer::stop(std::function<void()> stopped)
{
    Q_ASSERT(!m_stopped && stopped);
    m_stopped = std::move(stopped);
    for (const auto &door : m_doors)
        door->listener.close();
    m_webSocketDoor->abortAll();
    m_logged.deliverNow();
    m_publishing.deliverNow(); // what other threads have published goes out before the goodbye
    m_stopDeadline = m_ports.clock.monotonicNow() + m_settings.stopLimit;
    m_host->give(broker::Shutdown{});
    m_tick.start(10, Qt::PreciseTimer, this);
}

void MqttServer::finishStop()
{
    m_tick.stop();
    m_publishing.close();
    m_logged.close();
    m_persisted.close();
    m_commands.close();
    m_host->abortAll();
    keepTraces(); // with what the goodbyes have changed
    m_stopped();  // the last thing: it may destroy us
}

broker::Statistics MqttServer::statistics() const
{
    return m_host->engine().statistics();
}

std::vector<broker::ClientInfo> MqttServer::clients(bool withSubscriptions) const
{
    return m_host->engine().clients(withSubscriptions);
}

std::vector<broker::RetainedInfo> MqttServer::retained(QByteArrayView filter, int limit) const
{
    return m_host->engine().retained(filter, limit);
}

qint64 MqttServer::pendingOutput() const
{
    return m_host->pendingOutput();
}

quint64 MqttServer::refusedConnections() const
{
    quint64 sum = 0;
    for (const auto &door : m_doors)
        sum += door->listener.refused();
    return sum;
}

} // namespace mqttserver
