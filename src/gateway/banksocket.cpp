// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/banksocket.h"
#include "gateway/actorof.h"
#include "gateway/logging.h"
#include "net/listener.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

/// More than ever wait: each connection has at most BankSocketPeer::maxUnanswered.
constexpr size_t maxDeliveries = 1'000'000;
constexpr int retryMs = 20;
/// How long before its end an access token is renewed.
constexpr qint64 renewAheadMs = 60'000;

QByteArray loginLine(const QByteArray &id, const auth::Principal &who, std::optional<qint64> expiresIn)
{
    return contract::bankAnswerLine(id, [&](contract::JsonWriter &out) {
        out.member("username"_L1, who.username)
            .member("role"_L1, auth::word(who.role))
            .member("must_change_password"_L1, who.mustChangePassword)
            .key("expires_in"_L1)
            .value(expiresIn);
    });
}

} // namespace

BankSocket::BankSocket(net::Loop &loop, Ports ports, const BankSocketSettings &settings, std::function<void()> settled)
    : m_loop(loop)
    , m_ports(std::move(ports))
    , m_settings(settings)
    , m_settled(std::move(settled))
    , m_deliveries(maxDeliveries, [this](std::vector<Delivery> &batch) { deliver(batch); })
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryMs);
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] { retryBusy(); });
}

BankSocket::~BankSocket() = default;

QStringList BankSocket::listen()
{
    QStringList failures;
    for (const net::ListenOptions &options : m_settings.listeners) {
        auto listener = std::make_unique<net::Listener>(
            m_loop, options, [this](std::unique_ptr<net::ByteStream> stream) { serve(std::move(stream)); });
        if (const auto opened = listener->listen(); !opened)
            failures << opened.error().message();
        else
            m_listeners.push_back({std::move(listener), options.tls != nullptr});
    }
    return failures;
}

quint16 BankSocket::port(bool tls) const
{
    const auto found = std::find_if(m_listeners.begin(), m_listeners.end(),
                                    [tls](const Listening &listening) { return listening.tls == tls; });
    return found != m_listeners.end() ? found->listener->port() : quint16{0};
}

void BankSocket::serve(std::unique_ptr<net::ByteStream> stream)
{
    if (m_isStopping) {
        stream->abort();
        return;
    }
    const quint64 id = ++m_lastPeer;
    ++m_accepted;
    auto peer = std::make_unique<BankSocketPeer>(std::move(stream), static_cast<BankSocketHost &>(*this), id,
                                                 m_settings, m_ports.bank.currency(), m_ports.clock);
    qCDebug(lcBankSocket).noquote() << u"connected from="_qs + peer->address();
    m_peers.emplace(id, std::move(peer));
}

void BankSocket::peerEnded(BankSocketPeer &peer)
{
    const auto found = m_peers.find(peer.id());
    if (found == m_peers.end())
        return;
    loggedOut(peer);
    m_ended.push_back(std::move(found->second));
    m_peers.erase(found);
    settle();
}

void BankSocket::settle()
{
    if (m_isStopping && m_settled)
        m_settled();
}

BankStart BankSocket::begin(BankSocketPeer &peer, quint64 number, const contract::BankLine &line)
{
    const Request request{peer, number, line.id};
    if (!line.operation)
        return refuse(request, line.operation.error());
    return std::visit([&](const auto &operation) { return run(request, operation); }, *line.operation);
}

BankStart BankSocket::refuse(const Request &request, const Error &error)
{
    ++m_refused;
    request.peer.answer(request.number, BankLineRunner::errorLine(request.id, error));
    return BankStart::Answered;
}

/// A full queue is no error here: the peer is not read until there is room (ARCHITECTURE "Back-pressure").
BankStart BankSocket::begun(const Request &request, const Result<> &taken)
{
    if (taken)
        return BankStart::Begun;
    if (taken.error().code() != ErrorCode::Busy)
        return refuse(request, taken.error());
    ++m_busy;
    if (!m_retry.isActive())
        m_retry.start();
    return BankStart::Busy;
}

/// False: it has been refused.
bool BankSocket::permits(const Request &request, auth::Permission needs)
{
    const auto &login = request.peer.login();
    if (!login) {
        refuse(request, Error(ErrorCode::Unauthenticated, u"log in first: {\"op\":\"login\",…}"_s));
        return false;
    }
    const auth::Principal &who = login->principal;
    if (who.mustChangePassword) {
        ++m_refused;
        const Error first(ErrorCode::PermissionDenied, u"change the password first: POST /auth/password"_s);
        request.peer.answer(request.number,
                            contract::bankErrorLine(request.id, first, {}, "password_change_required"_L1));
        return false;
    }
    if (auth::mayDo(who, needs))
        return true;
    const bool isKey = who.kind == auth::Principal::Kind::ApiKey;
    refuse(request,
           Error(ErrorCode::PermissionDenied, isKey ? u"the API key may not do this"_s
                                                    : u"the role %1 may not do this"_s.arg(auth::word(who.role))));
    return false;
}

BankLineRunner::Send BankSocket::sender(const Request &request) const
{
    return [sender = m_deliveries.sender(), peer = request.peer.id(), number = request.number](BankReply reply) {
        sender.push({peer, number, {}, std::move(reply)});
    };
}

BankStart BankSocket::run(const Request &request, const contract::LoginLine &line)
{
    if (!line.token.isEmpty()) {
        auto who = m_ports.callers.verify(line.token);
        if (!who)
            return refuse(request, who.error());
        std::optional<qint64> left;
        if (who->expiresAt.value != auth::Principal::never)
            left = (who->expiresAt.value - m_ports.clock.utcNow().value) / 1000;
        ++m_answered;
        request.peer.answer(request.number, loginLine(request.id, *who, left));
        loggedIn(request.peer, std::move(*who), {});
        return BankStart::Answered;
    }
    const auto taken =
        m_ports.auth.login(line.username, line.password, request.peer.address(),
                           [sender = m_deliveries.sender(), peer = request.peer.id(), number = request.number,
                            id = request.id](auth::Attempt<auth::Session> attempt) {
                               sender.push({peer, number, id, LoginDone{std::move(attempt)}});
                           });
    return taken ? BankStart::Begun : refuse(request, taken.error());
}

BankStart BankSocket::run(const Request &request, const contract::PostLine &line)
{
    if (!permits(request, auth::Permission::BankPost))
        return BankStart::Answered;
    const bank::Actor who = actorOf(request.peer.login()->principal);
    return begun(request, m_ports.bank.post(request.id, line, who, sender(request)));
}

BankStart BankSocket::run(const Request &request, const contract::BalanceLine &line)
{
    if (!permits(request, auth::Permission::BankRead))
        return BankStart::Answered;
    return begun(request, m_ports.bank.balance(request.id, line, m_ports.clock.utcNow(), sender(request)));
}

BankStart BankSocket::run(const Request &request, const contract::StatementLine &line)
{
    if (!permits(request, auth::Permission::BankRead))
        return BankStart::Answered;
    return begun(request, m_ports.bank.statement(request.id, line, sender(request)));
}

BankStart BankSocket::run(const Request &request, const contract::PingLine &)
{
    ++m_answered;
    request.peer.answer(request.number, contract::bankAnswerLine(request.id));
    return BankStart::Answered;
}

BankStart BankSocket::run(const Request &request, const contract::QuitLine &)
{
    ++m_answered;
    request.peer.answer(request.number, contract::bankAnswerLine(request.id));
    request.peer.end({});
    return BankStart::Answered;
}

void BankSocket::deliver(std::vector<Delivery> &batch)
{
    for (Delivery &delivery : batch) {
        const auto found = m_peers.find(delivery.peer);
        if (found == m_peers.end()) {
            // Nobody is there any more who could use the login.
            if (const auto *done = std::get_if<LoginDone>(&delivery.what); done && done->attempt.result)
                (void)m_ports.auth.logout(done->attempt.result->refreshToken, {}, {}, [](const Result<> &) {});
            continue;
        }
        BankSocketPeer &peer = *found->second;
        if (auto *reply = std::get_if<BankReply>(&delivery.what)) {
            ++(reply->isRefused ? m_refused : m_answered);
            peer.finished(delivery.number, std::move(reply->line));
        } else if (const auto *done = std::get_if<LoginDone>(&delivery.what)) {
            onLogin(peer, delivery, *done);
        } else {
            onRefresh(peer, std::get<RefreshDone>(delivery.what));
        }
    }
    settle();
}

void BankSocket::onLogin(BankSocketPeer &peer, const Delivery &delivery, const LoginDone &done)
{
    const auto &session = done.attempt.result;
    const auto who = session ? m_ports.callers.verify(session->accessToken) : Result<auth::Principal>(session.error());
    if (!who) {
        ++m_refused;
        qCInfo(lcBankSocket).noquote() << u"login refused from="_qs + peer.address() << who.error().message();
        peer.finished(delivery.number, BankLineRunner::errorLine(delivery.id, who.error(), done.attempt.retryAfter));
        return;
    }
    ++m_answered;
    loggedIn(peer, *who, session->refreshToken);
    peer.finished(delivery.number, loginLine(delivery.id, *who, {}));
}

void BankSocket::loggedIn(BankSocketPeer &peer, auth::Principal principal, const QByteArray &refreshToken)
{
    loggedOut(peer);
    qCInfo(lcBankSocket).noquote() << u"login user="_qs + principal.username << u"from="_qs + peer.address();
    peer.login() = BankLogin{std::move(principal), refreshToken, false};
    m_ports.census.feedOpened("bank-socket " + QByteArray::number(peer.id()), peer.address(),
                              m_ports.clock.monotonicNow());
}

void BankSocket::loggedOut(BankSocketPeer &peer)
{
    if (!peer.login())
        return;
    m_ports.census.feedClosed("bank-socket " + QByteArray::number(peer.id()), peer.address());
    if (!peer.login()->refreshToken.isEmpty())
        (void)m_ports.auth.logout(peer.login()->refreshToken, {}, peer.address(),
                                  [](const Result<> &) {}); // it ends by itself too
    peer.login().reset();
}

/// A login by name and password lasts as long as its connection.
void BankSocket::refreshIfDue(BankSocketPeer &peer, base::UtcMs now)
{
    auto &login = peer.login();
    if (!login || login->refreshToken.isEmpty() || login->isRefreshing ||
        login->principal.expiresAt.value - now.value > renewAheadMs)
        return;
    const auto taken =
        m_ports.auth.refresh(login->refreshToken, peer.address(),
                             [sender = m_deliveries.sender(), id = peer.id()](Result<auth::Session> session) {
                                 sender.push({id, 0, {}, RefreshDone{std::move(session)}});
                             });
    login->isRefreshing = taken.ok(); // busy: again in a second
}

void BankSocket::onRefresh(BankSocketPeer &peer, const RefreshDone &done)
{
    if (!peer.login())
        return;
    peer.login()->isRefreshing = false;
    if (!done.session) {
        peer.login()->refreshToken.clear(); // then it ends with its access token
        return;
    }
    peer.login()->refreshToken = done.session->refreshToken;
    if (auto who = m_ports.callers.verify(done.session->accessToken))
        peer.login()->principal = std::move(*who);
}

void BankSocket::checkCallers(const auth::Snapshot &users, base::UtcMs now)
{
    for (BankSocketPeer *peer : all()) {
        if (!peer->login())
            continue;
        auth::Principal &who = peer->login()->principal;
        if (!auth::AccessTokens::stillValid(who, users, now)) {
            qCInfo(lcBankSocket).noquote() << u"login over user="_qs + who.username << u"from="_qs + peer->address();
            peer->end(contract::bankErrorLine("null", {ErrorCode::Unauthenticated, u"the login is over"_s}));
            continue;
        }
        if (const auto user = who.user ? users.users.constFind(*who.user) : users.users.cend();
            user != users.users.cend()) { // a change of role counts at once, as it does for REST
            who.role = user->role;
            who.mustChangePassword = user->mustChangePassword;
        }
        refreshIfDue(*peer, now);
    }
}

std::vector<BankSocketPeer *> BankSocket::all() const
{
    std::vector<BankSocketPeer *> peers;
    peers.reserve(m_peers.size());
    for (const auto &[id, peer] : m_peers)
        peers.push_back(peer.get());
    return peers;
}

void BankSocket::tick(base::Monotonic now)
{
    m_ended.clear();
    for (BankSocketPeer *peer : all())
        peer->tick(now);
}

void BankSocket::retryBusy()
{
    for (BankSocketPeer *peer : all()) {
        if (peer->isBusy())
            peer->retry();
    }
}

void BankSocket::stopAccepting()
{
    m_isStopping = true;
    for (const Listening &listening : m_listeners)
        listening.listener->close();
    for (BankSocketPeer *peer : all())
        peer->end(contract::bankErrorLine("null", {ErrorCode::Unavailable, u"the hub is stopping"_s}));
}

bool BankSocket::isQuiet() const
{
    return std::all_of(m_peers.begin(), m_peers.end(), [](const auto &entry) { return entry.second->isQuiet(); });
}

void BankSocket::closeAll()
{
    m_isStopping = true;
    m_retry.stop();
    m_deliveries.close();
    for (BankSocketPeer *peer : all())
        peer->end(contract::bankErrorLine("null", {ErrorCode::Unavailable, u"the hub is stopping"_s}));
}

void BankSocket::report(contract::MetricsPage &page) const
{
    qint64 unanswered = 0;
    qint64 sessions = 0;
    for (const auto &[id, peer] : m_peers) {
        unanswered += peer->unanswered();
        sessions += peer->login() ? 1 : 0;
    }
    quint64 turnedAway = 0;
    for (const Listening &listening : m_listeners)
        turnedAway += listening.listener->refused();
    page.gauge("ventanilla_bank_socket_connections"_L1, "Open connections of the bank socket."_L1,
               static_cast<double>(m_peers.size()));
    page.gauge("ventanilla_bank_socket_sessions"_L1, "Connections of the bank socket that have logged in."_L1,
               static_cast<double>(sessions));
    page.gauge("ventanilla_bank_socket_unanswered_requests"_L1, "Requests that are under way on the bank socket."_L1,
               static_cast<double>(unanswered));
    page.counter("ventanilla_bank_socket_connections_total"_L1, "Connections that the bank socket has accepted."_L1,
                 static_cast<double>(m_accepted));
    page.counter("ventanilla_bank_socket_connections_refused_total"_L1,
                 "Connections that were turned away at the bank socket's limits."_L1, static_cast<double>(turnedAway));
    page.counter("ventanilla_bank_socket_requests_total"_L1, "Requests of the bank socket, by their outcome."_L1,
                 static_cast<double>(m_answered), {{"outcome"_L1, u"ok"_s}});
    page.counter("ventanilla_bank_socket_requests_total"_L1, "Requests of the bank socket, by their outcome."_L1,
                 static_cast<double>(m_refused), {{"outcome"_L1, u"error"_s}});
    page.counter("ventanilla_bank_socket_pauses_total"_L1,
                 "Times that a connection was not read because a queue of the hub was full."_L1,
                 static_cast<double>(m_busy));
}

} // namespace gateway
