// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketiohub.h"
#include "auth/secrets.h"
#include "gateway/handshake.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"
#include "gateway/ratelimiter.h"

namespace gateway {
namespace {

using web::EngineQuery;
using web::EngineRefusal;
using web::EngineSession;

constexpr qsizetype sidBytes = 18; // 24 characters; it is all that a client shows with its later requests

Outcome refuse(EngineRefusal refusal)
{
    return engineRefused(refusal);
}

} // namespace

SocketIoHub::SocketIoHub(const Ports &ports, const SocketIoSettings &settings)
    : m_clock(ports.clock)
    , m_settings(settings)
    , m_relay(ports.messaging, ports.access)
    , m_rest(m_relay, ports.clock)
    , m_mqtt(m_relay, ports.callers, ports.clock)
{
}

SocketIoHub::~SocketIoHub()
{
    for (const auto &[id, client] : m_clients)
        m_mqtt.leave(*client);
}

void SocketIoHub::addRoutes(Router &router)
{
    m_rest.addRoutes(router);
    const QString path = u"/socket.io"_qs; // with a slash behind it just as well
    const QByteArrayList query{"query EIO: '4'", "query transport: 'polling'|'websocket'",
                               "query sid?: string; of a session that is open"};
    const RouteDoc reading{"Socket.IO", "Socket.IO's long polling, for its clients", query, {}, {"200 text/plain"}};
    const RouteDoc writing{"Socket.IO", "Socket.IO's packets, for its clients", query, {}, {"200 text/plain"}};
    const RouteDoc none{"Socket.IO", "Refused as Engine.IO has it", query, {}, {"400 {code:integer, message:string}"}};
    router.add({"GET", path, {}, [this](Exchange &exchange) { return get(exchange); }, reading});
    router.add({"POST", path, {}, [this](Exchange &exchange) { return post(exchange); }, writing});
    for (const char *method : {"PUT", "PATCH", "DELETE"})
        router.add({method, path, {}, [](Exchange &) { return refuse(EngineRefusal::BadMethod); }, none});
    const RouteDoc socket{"Socket.IO", "Socket.IO over WebSocket; namespace /mqtt", query, {}, {}};
    router.addUpgrade({path, {}, [this](Exchange &exchange) { return upgrade(exchange); }, socket});
}

SocketIoClient *SocketIoHub::find(const QByteArray &sid) const
{
    return m_bySid.value(sid);
}

std::optional<web::HttpResponse> SocketIoHub::refuseNew(const Exchange &exchange) const
{
    const int ofAddress = isLoopbackAddress(exchange.address) ? 0 : m_ofAddress.value(exchange.address);
    if (!m_isStopping && static_cast<int>(m_clients.size()) < m_settings.maxClients &&
        ofAddress < m_settings.maxClientsOfAddress)
        return {};
    return problemResponse(base::Error(base::ErrorCode::Busy, u"too many Socket.IO clients"_qs),
                           exchange.responder.requestId());
}

SocketIoClient &SocketIoHub::make(EngineSession::Transport transport, const QString &address)
{
    const quint64 id = ++m_lastId;
    auto client = std::make_unique<SocketIoClient>(static_cast<SocketIoHost &>(*this), id, auth::randomToken(sidBytes),
                                                   transport, m_settings, m_clock);
    client->address = address;
    ++m_ofAddress[address];
    ++m_opened;
    m_bySid.insert(client->sid(), client.get());
    return *(m_clients[id] = std::move(client));
}

Outcome SocketIoHub::get(Exchange &exchange)
{
    const auto read = web::readEngineQuery(exchange.target);
    if (const auto *refusal = std::get_if<EngineRefusal>(&read))
        return refuse(*refusal);
    const auto &query = std::get<EngineQuery>(read);
    if (query.sid.isEmpty() && exchange.request.method != "GET")
        return refuse(EngineRefusal::BadMethod);
    SocketIoClient *client = query.sid.isEmpty() ? nullptr : find(query.sid);
    if (!query.sid.isEmpty() && !client)
        return refuse(EngineRefusal::UnknownSid);
    if (query.isWebSocket || exchange.request.method != "GET") // WebSocket without an upgrade
        return refuse(EngineRefusal::BadRequest);
    if (!client)
        return open(exchange);
    if (auto answer = client->poll(exchange.responder))
        return std::move(*answer);
    const auto &times = m_settings.engine;
    return LongPoll{times.pingInterval + times.pingTimeout + std::chrono::seconds(5),
                    [this, sid = query.sid, held = client->heldPoll()] {
                        if (SocketIoClient *gone = find(sid))
                            gone->pollGone(held);
                    }};
}

Outcome SocketIoHub::open(Exchange &exchange)
{
    if (auto refused = refuseNew(exchange)) {
        ++m_refused;
        return std::move(*refused);
    }
    const SocketIoClient &client = make(EngineSession::Transport::Polling, exchange.address);
    return engineAnswer(client.openPacket().piece.toByteArray());
}

Outcome SocketIoHub::post(Exchange &exchange)
{
    const auto read = web::readEngineQuery(exchange.target);
    if (const auto *refusal = std::get_if<EngineRefusal>(&read))
        return refuse(*refusal);
    const auto &query = std::get<EngineQuery>(read);
    if (query.sid.isEmpty())
        return refuse(EngineRefusal::BadMethod);
    SocketIoClient *client = find(query.sid);
    if (!client)
        return refuse(EngineRefusal::UnknownSid);
    if (query.isWebSocket)
        return refuse(EngineRefusal::BadRequest);
    return client->post(exchange.request.body);
}

Outcome SocketIoHub::upgrade(Exchange &exchange)
{
    const auto read = web::readEngineQuery(exchange.target);
    if (const auto *refusal = std::get_if<EngineRefusal>(&read))
        return refuse(*refusal);
    const auto &query = std::get<EngineQuery>(read);
    if (!query.isWebSocket)
        return refuse(EngineRefusal::BadRequest);
    if (!query.sid.isEmpty() && !find(query.sid))
        return refuse(EngineRefusal::UnknownSid);
    if (auto refused = query.sid.isEmpty() ? refuseNew(exchange) : std::nullopt) {
        ++m_refused;
        return std::move(*refused);
    }
    return switchProtocols(
        exchange, {}, [this, sid = query.sid, address = exchange.address](std::unique_ptr<net::ByteStream> stream) {
            SocketIoClient *client = sid.isEmpty() ? &make(EngineSession::Transport::WebSocket, address) : find(sid);
            if (client)
                client->takeSocket(std::move(stream));
        });
}

void SocketIoHub::noticeArrived(SocketIoClient &client, const web::SocketNotice &notice)
{
    using Kind = web::SocketNotice::Kind;
    const bool isMqtt = notice.nsp == SocketIoMqtt::nsp;
    switch (notice.kind) {
    case Kind::Connect:
        if (isMqtt)
            m_mqtt.join(client, notice);
        else if (notice.nsp == "/") // there by default, and with nothing in it
            client.send(client.socket().accept(notice.nsp, auth::randomToken(15)));
        else
            client.send(client.socket().refuse(notice.nsp, "Invalid namespace"));
        break;
    case Kind::Event:
        if (isMqtt)
            m_mqtt.event(client, notice);
        break;
    case Kind::Leave:
        if (isMqtt)
            m_mqtt.leave(client);
        break;
    case Kind::Ack: // we ask for none
        break;
    }
}

void SocketIoHub::clientEnded(SocketIoClient &client, QLatin1StringView reason)
{
    m_mqtt.leave(client);
    qCDebug(lcGateway).noquote() << "Socket.IO: ended from=" << client.address << "why=" << reason;
    m_bySid.remove(client.sid());
    if (--m_ofAddress[client.address] <= 0)
        m_ofAddress.remove(client.address);
    const auto found = m_clients.find(client.id());
    if (found == m_clients.end())
        return;
    m_ended.push_back(std::move(found->second));
    m_clients.erase(found);
}

std::vector<SocketIoClient *> SocketIoHub::all() const
{
    std::vector<SocketIoClient *> list;
    list.reserve(m_clients.size());
    for (const auto &[id, client] : m_clients)
        list.push_back(client.get());
    return list;
}

void SocketIoHub::tick(base::Monotonic now)
{
    for (const auto &client : m_ended)
        client->tick(now);
    std::erase_if(m_ended, [](const auto &client) { return client->isGone(); });
    for (SocketIoClient *client : all())
        client->tick(now);
}

void SocketIoHub::checkCallers(const auth::Snapshot &users, base::UtcMs now)
{
    m_relay.checkCallers(users);
    for (SocketIoClient *client : all()) {
        if (!SocketIoMqtt::mayStay(*client, users, now))
            client->close(QLatin1StringView("the token is over"));
    }
}

void SocketIoHub::closeAllClients(QLatin1StringView reason)
{
    for (SocketIoClient *client : all())
        client->close(reason);
}

/// Long polls must not keep the hub from stopping.
void SocketIoHub::stopAccepting()
{
    m_isStopping = true;
    for (SocketIoClient *client : all()) {
        if (client->isPolling())
            client->close(QLatin1StringView("the hub is stopping"));
    }
}

void SocketIoHub::closeAll()
{
    closeAllClients(QLatin1StringView("the hub is stopping"));
}

void SocketIoHub::report(contract::MetricsPage &page) const
{
    using namespace Qt::StringLiterals;
    page.gauge("ventanilla_socketio_connections"_L1, "Open Socket.IO clients."_L1,
               static_cast<double>(m_clients.size()));
    page.counter("ventanilla_socketio_connections_total"_L1, "Socket.IO clients since the start."_L1,
                 static_cast<double>(m_opened));
    page.counter("ventanilla_socketio_refused_total"_L1, "Socket.IO clients that were turned away at a limit."_L1,
                 static_cast<double>(m_refused));
}

} // namespace gateway
