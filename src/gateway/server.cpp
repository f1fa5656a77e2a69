// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/server.h"
#include "auth/secrets.h"
#include "gateway/accesslog.h"
#include "gateway/bankcall.h"
#include "gateway/handshake.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"
#include "gateway/replyfinish.h"
#include "net/tlskeeper.h"

namespace gateway {
namespace {

constexpr int tickMs = 1000;
constexpr base::Monotonic certificateLook = std::chrono::minutes(1);
/// One open exchange a connection, so more answers than connections never wait.
constexpr size_t maxAnswers = 25'000;
constexpr base::Monotonic longestStop = std::chrono::seconds(2);

constexpr size_t maxNews = 100'000;

} // namespace

Server::Server(net::Loop &loop, const base::Clock &clock, GatewaySettings settings, GatewayPorts ports)
    : m_loop(loop)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_ports(std::move(ports))
    , m_answers(maxAnswers, [this](std::vector<Answer> &answers) { deliver(answers); })
    , m_news(maxNews, [this](std::vector<News> &batch) { hear(batch); })
    , m_callers(m_ports.tokens, m_ports.users, clock)
    , m_dispatcher({m_settings.consoleSecret, m_settings.http}, m_callers, clock)
    , m_health(m_settings.version, m_settings.profile, clock)
    , m_docs(m_settings.version)
    , m_metrics(m_settings.profile, m_ports.metrics, [this](contract::MetricsPage &page) { report(page); })
    , m_auth(m_ports.auth, m_callers, clock)
    , m_bank(m_ports.commands, m_ports.reader, m_remembered, {m_settings.zone, m_settings.currency})
    , m_tills(m_ports.commands, m_ports.reader,
              {m_settings.zone, m_settings.currency, m_settings.hubName, m_settings.denominations,
               [this](const QString &name) { return mayHoldTill(*m_callers.users(), name); }})
    , m_ledger(m_ports.commands, m_ports.reader, m_ports.proof, {m_settings.zone, m_settings.currency})
    , m_secondPerson(m_ports.commands, {m_settings.zone, m_settings.currency})
    , m_approvals({m_ports.auth, m_ports.commands, m_ports.reader, m_ports.audit}, m_settings.zone)
    , m_alerts(m_ports.commands, m_ports.reader,
               {m_settings.zone, m_settings.currency, m_settings.unusualMinor, m_settings.unusualDays})
    , m_broker(m_ports.broker)
    , m_topics(m_ports.broker)
    , m_deliveries(m_ports.reader, m_ports.broker)
    , m_qrs({m_ports.commands, m_ports.reader, m_ports.qrBank}, m_settings.zone)
    , m_qrSimple({m_ports.commands, m_ports.reader, m_ports.qrBank})
    , m_tail(m_ports.reader, m_settings.zone, m_settings.ringCapacity)
{
    m_run = auth::randomToken(6);
    news = m_news.sender();
    m_health.addRoutes(m_dispatcher.router());
    m_docs.addRoutes(m_dispatcher.router());
    m_metrics.addRoutes(m_dispatcher.router());
    if (m_ports.logs)
        m_logs.emplace(*m_ports.logs).addRoutes(m_dispatcher.router());
    m_auth.addRoutes(m_dispatcher.router());
    if (m_ports.admin)
        m_admin.emplace(*m_ports.admin).addRoutes(m_dispatcher.router());
    if (m_ports.auditLog)
        m_auditLog.emplace(*m_ports.auditLog).addRoutes(m_dispatcher.router());
    m_bank.addRoutes(m_dispatcher.router());
    m_tills.addRoutes(m_dispatcher.router());
    m_ledger.addRoutes(m_dispatcher.router());
    m_secondPerson.addRoutes(m_dispatcher.router());
    m_approvals.addRoutes(m_dispatcher.router());
    m_alerts.addRoutes(m_dispatcher.router());
    if (m_ports.access)
        m_access.emplace(*m_ports.access).addRoutes(m_dispatcher.router());
    m_broker.addRoutes(m_dispatcher.router());
    m_topics.addRoutes(m_dispatcher.router());
    m_deliveries.addRoutes(m_dispatcher.router());
    m_qrs.addRoutes(m_dispatcher.router());
    m_qrSimple.addRoutes(m_dispatcher.router());
    m_dispatcher.router().addUpgrade({u"/mqtt"_qs, {}, [this](Exchange &exchange) { return upgradeMqtt(exchange); }});
    makeParts();
    describeRoutes(m_dispatcher.router());
    m_timer.start(tickMs, this);
}

void Server::makeParts()
{
    const FeedHub::Observer observer{
        [this](const FeedSocket &feed) {
            m_census.feedOpened(feed.principal().family, feed.address(), m_clock.monotonicNow());
        },
        [this](const FeedSocket &feed) { m_census.feedClosed(feed.principal().family, feed.address()); }};
    auto feeds = std::make_unique<FeedHub>(
        m_ports.reader, m_tail, m_clock,
        FeedHub::Settings{m_settings.hubName, m_settings.version, auth::word(m_settings.profile), m_settings.zone},
        observer);
    m_feeds = feeds.get();
    m_parts.push_back(std::move(feeds));
    auto bankSocket = std::make_unique<BankSocket>(
        m_loop,
        BankSocket::Ports{m_ports.auth,
                          BankLineRunner(m_ports.commands, m_ports.reader, {m_settings.zone, m_settings.currency}),
                          m_callers, m_census, m_clock},
        m_settings.bankSocket, [this] { checkQuiet(); });
    m_bankSocket = bankSocket.get();
    m_parts.push_back(std::move(bankSocket));
    makeChannels();
    m_parts.push_back(std::make_unique<SocketIoHub>(
        SocketIoHub::Ports{m_ports.messaging, m_ports.access, m_callers, m_clock}, m_settings.socketIo));
    auto streams = std::make_unique<SseHub>(m_ports.reader, m_tail, m_clock, m_settings.events, m_settings.zone);
    m_events.emplace(m_callers, *streams).addRoutes(m_dispatcher.router());
    m_parts.push_back(std::move(streams));
    for (const auto &part : m_parts)
        part->addRoutes(m_dispatcher.router());
}

void Server::makeChannels()
{
    const bool lab = m_settings.profile == auth::Profile::Lab;
    const auto identify = [this](const Exchange &exchange) -> base::Result<auth::Principal> {
        auto caller = m_callers.identifyStream(exchange);
        if (!caller)
            return caller.error();
        return std::move(caller->principal);
    };
    auto channels = std::make_unique<ChannelHub>(
        m_clock, ChannelHub::Settings{m_settings.channels, !lab, m_settings.version}, identify);
    m_channels = channels.get();
    m_parts.push_back(std::move(channels));
}

Server::~Server() = default;

base::Result<std::unique_ptr<net::Listener>> Server::open(net::ListenOptions options, Door door)
{
    const bool secure = options.tls != nullptr;
    auto listener = std::make_unique<net::Listener>(
        m_loop, std::move(options),
        [this, door, secure](std::unique_ptr<net::ByteStream> stream) { serve(std::move(stream), door, secure); });
    if (const auto opened = listener->listen(); !opened)
        return opened.error();
    return listener;
}

base::Result<> Server::listen()
{
    for (const net::ListenOptions &options : m_settings.listeners) {
        const bool isLocal = std::all_of(options.addresses.begin(), options.addresses.end(),
                                         [](const QHostAddress &address) { return address.isLoopback(); });
        auto listener = open(options, isLocal ? Door::Public : Door::Network);
        if (!listener) {
            listeners.clear();
            return listener.error();
        }
        listeners.push_back(std::move(*listener));
    }
    if (!m_settings.consoleSecret.isEmpty()) {
        net::ListenOptions options;
        options.purpose = u"the hub's own window"_qs;
        auto listener = open(std::move(options), Door::Console);
        if (!listener) {
            listeners.clear();
            return listener.error();
        }
        console = std::move(*listener);
    }
    warnings = m_bankSocket->listen();
    return {};
}

void Server::serve(std::unique_ptr<net::ByteStream> stream, Door door, bool secure)
{
    if (m_stopping) {
        stream->abort();
        return;
    }
    ++m_accepted;
    const ConnectionId id(++m_lastConnection);
    m_connections.emplace(id.value(),
                          std::make_unique<Connection>(std::move(stream), static_cast<ConnectionHost &>(*this), id,
                                                       Connection::Entrance{door, secure}, m_settings.limits, m_clock));
    publishCensus();
}

QByteArray Server::nextRequestId()
{
    return m_run + '-' + QByteArray::number(++m_lastRequest);
}

void Server::requestArrived(Connection &connection, web::HttpRequest request)
{
    ReplyContext context = connection.context();
    m_dispatcher.introduce(request, nextRequestId(), context);
    if (m_stopping)
        context.keepAlive = false;
    const Responder responder(m_answers.sender(), {connection.id(), connection.waiting()}, context.requestId);
    Dispatched dispatched = m_dispatcher.dispatch(std::move(request), {connection.door(), responder}, context);
    connection.setContext(std::move(context));
    if (dispatched.principal)
        m_census.requestSeen(dispatched.principal->family, connection.context().address, m_clock.monotonicNow());
    if (web::HttpResponse *response = dispatched.outcome.response())
        answer(connection, std::move(*response));
    else if (Takeover *takeover = dispatched.outcome.takeover())
        handOver(connection, std::move(*takeover));
    else if (LongPoll *poll = dispatched.outcome.longPoll())
        connection.awaitLong(poll->limit, std::move(poll->gone));
}

void Server::faultArrived(Connection &connection, const web::HttpFault &fault, const web::HttpRequest *request)
{
    ReplyContext context = connection.context();
    if (request) {
        m_dispatcher.introduce(*request, nextRequestId(), context);
        m_dispatcher.describeFault(*request, context);
    } else if (context.requestId.isEmpty()) {
        context.requestId = nextRequestId();
    }
    web::HttpResponse response = httpProblem(fault.status, fault.detail, context.requestId);
    connection.setContext(std::move(context));
    answer(connection, std::move(response));
}

void Server::answer(Connection &connection, web::HttpResponse response)
{
    m_dispatcher.decorate(response, connection.context());
    finishReply(response, connection.context());
    m_requests.answered(connection.context(), response.status, m_clock.monotonicNow());
    audit(connection.context(), response.status);
    connection.reply(response);
    if (m_stopping)
        checkQuiet();
}

/// Denials, and what was done to the broker and the server: docs/api.md "Audit".
void Server::audit(const ReplyContext &context, int status) const
{
    const bool isDenial = status == 403 && !context.user.isEmpty();
    if (!m_ports.audit || !(isDenial || (context.isAct && status < 400)))
        return;
    const QString target = QString::fromLatin1(QByteArray(context.method + ' ' + context.path));
    auth::AuditEntry entry{context.user, context.address, isDenial ? u"denied"_qs : u"act"_qs, target};
    if (isDenial)
        entry.result = auth::AuditEntry::Result::Refused;
    else if (!context.act.isEmpty())
        entry.detail = {{u"body"_qs, QString::fromUtf8(context.act)}};
    m_ports.audit->record(std::move(entry));
}

void Server::deliver(std::vector<Answer> &answers)
{
    for (Answer &item : answers) {
        if (item.remember)
            m_remembered.keep(*item.remember, item.response);
        const auto found = m_connections.find(item.to.connection.value());
        if (found != m_connections.end() && found->second->waiting() == item.to.number)
            answer(*found->second, std::move(item.response));
    }
}

void Server::handOver(Connection &connection, Takeover takeover)
{
    if (takeover.status == 200)
        m_dispatcher.decorateHead(takeover.head, connection.context());
    m_requests.answered(connection.context(), takeover.status, m_clock.monotonicNow());
    logAccess(connection.context(), takeover.status, takeover.head.size(), m_clock.monotonicNow());
    auto stream = connection.takeStream();
    stream->queueCopy(takeover.head);
    takeover.take(std::move(stream));
}

Outcome Server::upgradeMqtt(const Exchange &exchange)
{
    static constexpr QByteArrayView supported[] = {"mqtt", "mqttv3.1"}; // MQTT-6.0.0-3, S0-43
    const QByteArray subprotocol = web::chooseSubprotocol(upgradeRequest(exchange.request).protocols, supported);
    if (subprotocol.isEmpty())
        return httpProblem(400, u"the subprotocol mqtt must be offered"_qs, exchange.responder.requestId());
    if (!m_ports.mqttUpgrade) {
        const base::Error down(base::ErrorCode::Unavailable, u"the broker does not run"_qs);
        return problemResponse(down, exchange.responder.requestId());
    }
    return switchProtocols(exchange, subprotocol, [this](std::unique_ptr<net::ByteStream> stream) {
        if (auto detached = stream->detach())
            m_ports.mqttUpgrade(std::move(detached));
    });
}

void Server::connectionEnded(Connection &connection)
{
    const auto found = m_connections.find(connection.id().value());
    if (found == m_connections.end())
        return;
    m_ended.push_back(std::move(found->second));
    m_connections.erase(found);
    publishCensus();
    if (m_stopping)
        checkQuiet();
}

void Server::hear(std::vector<News> &batch)
{
    qint64 committed = 0;
    for (News &item : batch) {
        if (auto *users = std::get_if<auth::SnapshotPtr>(&item)) {
            setUsers(std::move(*users));
        } else if (const auto *figures = std::get_if<HubFigures>(&item)) {
            m_figures = *figures;
            m_health.setFigures(m_figures);
        } else if (std::holds_alternative<ReloadCertificates>(item)) {
            reloadCertificates(false);
        } else if (const auto *event = std::get_if<contract::SystemEvent>(&item)) {
            m_feeds->sendSystem(*event);
            m_channels->tell(*event);
        } else if (const auto *change = std::get_if<contract::EntityEvent>(&item)) {
            m_channels->tell(*change);
        } else {
            committed = std::max(committed, std::get<qint64>(item));
        }
    }
    if (committed <= 0)
        return;
    m_tail.committed(committed);
    for (const auto &part : m_parts)
        part->committed(committed);
}

void Server::setUsers(auth::SnapshotPtr users)
{
    if (users->number < m_callers.users()->number)
        return;
    m_callers.setUsers(std::move(users));
    for (const auto &part : m_parts)
        part->checkCallers(*m_callers.users(), m_clock.utcNow());
}

void Server::publishCensus()
{
    const Census census = m_census.figures(m_clock.monotonicNow());
    sessions = census.sessions;
    addresses = census.addresses;
    qsizetype live = 0;
    for (const auto &part : m_parts)
        live += part->connections();
    connectionCount = static_cast<int>(m_connections.size()) + static_cast<int>(live);
}

void Server::report(contract::MetricsPage &page) const
{
    using namespace Qt::StringLiterals;
    quint64 turnedAway = console ? console->refused() : 0;
    for (const auto &listener : listeners)
        turnedAway += listener->refused();
    page.gauge("ventanilla_http_connections"_L1, "Open connections that speak HTTP, without streams."_L1,
               static_cast<double>(m_connections.size()));
    page.counter("ventanilla_http_connections_total"_L1, "Connections that were accepted."_L1,
                 static_cast<double>(m_accepted));
    page.counter("ventanilla_http_connections_refused_total"_L1,
                 "Connections that were turned away at a listener's limits."_L1, static_cast<double>(turnedAway));
    m_requests.report(page);
    page.gauge("ventanilla_bank_sessions"_L1, "Sessions that use the bank just now (clientes_conectados)."_L1,
               sessions);
    page.gauge("ventanilla_bank_session_addresses"_L1, "Their distinct addresses (ips_activas)."_L1, addresses);
    page.gauge("ventanilla_gateway_queued_answers"_L1, "Answers of other threads that wait for the gateway's."_L1,
               static_cast<double>(m_answers.sender().size()));
    page.gauge("ventanilla_feed_connections"_L1, "Live feeds of consoles."_L1,
               static_cast<double>(m_feeds->connections()));
    for (const auto &part : m_parts)
        part->report(page);
}

void Server::tick()
{
    m_ended.clear();
    const base::Monotonic now = m_clock.monotonicNow();
    std::vector<Connection *> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(connection.get());
    for (Connection *connection : all)
        connection->tick(now);
    if (m_ports.admin)
        m_ports.admin->tick(m_callers.takeKeyUses());
    m_tail.tick();
    if (now >= m_lookAtFiles)
        reloadCertificates(true);
    for (const auto &part : m_parts) {
        part->checkCallers(*m_callers.users(), m_clock.utcNow());
        part->tick(now);
    }
    publishCensus();
    contract::FeedStatus status;
    status.connectedClients = sessions;
    status.activeIps = addresses;
    status.totalTransactions = m_figures.totalTransactions;
    status.mqttClients = m_figures.mqttClients;
    status.httpConnections = connectionCount;
    status.messagesInPerSecond = m_figures.messagesInPerSecond;
    status.messagesOutPerSecond = m_figures.messagesOutPerSecond;
    status.committed = m_figures.committed;
    m_feeds->sendStatus(status);
    if (m_stopping)
        checkQuiet();
}

void Server::reloadCertificates(bool changedAlone)
{
    m_lookAtFiles = m_clock.monotonicNow() + certificateLook;
    std::vector<net::ListenOptions> all = m_settings.listeners;
    all.insert(all.end(), m_settings.bankSocket.listeners.begin(), m_settings.bankSocket.listeners.end());
    for (const net::ListenOptions &options : all) {
        if (!options.tls)
            continue;
        const auto changed = options.tls->reloadIfChanged();
        const base::Result<> read = !changed                   ? base::Result<>(changed.error())
                                    : changedAlone || *changed ? base::Result<>()
                                                               : options.tls->reload();
        if (!read)
            qCWarning(lcGateway).noquote()
                << options.purpose << "keeps the old certificate:" << read.error().toString();
        else if (!changedAlone || *changed)
            qCInfo(lcGateway).noquote() << options.purpose << "has read its certificate again";
    }
}

void Server::stopAccepting(std::function<void()> quiet)
{
    m_stopping = true;
    m_health.setStopping();
    m_quiet = std::move(quiet);
    m_stopBy = m_clock.monotonicNow() + longestStop;
    for (const auto &listener : listeners)
        listener->close();
    if (console)
        console->close();
    for (const auto &[id, connection] : m_connections)
        connection->stopAfterAnswer();
    for (const auto &part : m_parts)
        part->stopAccepting();
    checkQuiet();
}

bool Server::isQuiet() const
{
    return std::all_of(m_connections.begin(), m_connections.end(),
                       [](const auto &entry) { return entry.second->waiting() == 0; }) &&
           std::all_of(m_parts.begin(), m_parts.end(), [](const auto &part) { return part->isQuiet(); });
}

void Server::checkQuiet()
{
    if (m_quiet && (isQuiet() || m_clock.monotonicNow() >= m_stopBy))
        std::exchange(m_quiet, nullptr)();
}

void Server::close()
{
    for (const auto &part : m_parts)
        part->closeAll();
    m_loop.flushNow();
    m_answers.close();
    m_news.close();
    m_timer.stop();
}

} // namespace gateway
