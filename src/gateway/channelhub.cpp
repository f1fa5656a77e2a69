// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/channelhub.h"
#include "gateway/handshake.h"
#include "gateway/logging.h"
#include "gateway/problemresponse.h"
#include <QHostAddress>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using auth::Permission;
using base::Error;
using base::ErrorCode;
using contract::ChannelRequest;
using contract::LiveChannel;

/// As the console's feed closes (docs/api.md).
constexpr quint16 tokenOver = 4401;
constexpr qsizetype longestLabel = 128;

/// `channel=`, which may come several times; `general` when it does not (S3-12).
base::Result<ChannelSet> channelsOf(const web::HttpTarget &target)
{
    ChannelSet channels;
    for (const auto &[name, value] : target.query) {
        if (name != u"channel" || value.isEmpty())
            continue;
        const auto channel = contract::parseLiveChannel(value);
        if (!channel)
            return Error(ErrorCode::Malformed,
                         u"channel: general, sensors, readings, locations, anomalies or predictions is expected"_s);
        channels.add(*channel);
    }
    if (channels.list().empty())
        channels.add(LiveChannel::General);
    return channels;
}

QString namesOf(const ChannelSet &channels)
{
    QStringList names;
    for (const LiveChannel channel : channels.list())
        names << word(channel);
    return names.join(u',');
}

web::HttpResponse full(int status, const QString &why, const Exchange &exchange)
{
    web::HttpResponse response = httpProblem(status, why, exchange.responder.requestId());
    response.set("Retry-After", "10");
    return response;
}

} // namespace

ChannelHub::ChannelHub(const base::Clock &clock, Settings settings, Identify identify)
    : m_clock(clock)
    , m_settings(std::move(settings))
    , m_identify(std::move(identify))
{
}

ChannelHub::~ChannelHub() = default;

Outcome ChannelHub::openPlain(Exchange &exchange)
{
    if (auto refused = checkCaller(exchange, Permission::ChannelsRead))
        return std::move(*refused);
    const QString label = exchange.target.queryValue(u"user_id");
    if (label.size() > longestLabel)
        return httpProblem(400, u"user_id: at most %1 characters"_s.arg(longestLabel), exchange.responder.requestId());
    return open(exchange, {exchange.principal, label, exchange.address});
}

Outcome ChannelHub::openSecure(Exchange &exchange)
{
    if (!bringsCredentials(exchange)) {
        const Error missing(ErrorCode::Unauthenticated, u"a token is needed: ?token=, or the header Authorization"_s);
        return problemResponse(missing, exchange.responder.requestId());
    }
    return openPlain(exchange);
}

Outcome ChannelHub::open(Exchange &exchange, ChannelCaller caller)
{
    const auto channels = channelsOf(exchange.target);
    if (!channels)
        return problemResponse(channels.error(), exchange.responder.requestId());
    if (auto refused = checkRoom(exchange))
        return std::move(*refused);
    Joining joining{std::move(caller), *channels, {}};
    if (m_settings.limits.compression)
        joining.deflate = web::acceptDeflate(upgradeRequest(exchange.request).extensions);
    const QByteArray extensions = joining.deflate ? web::deflateAnswer(*joining.deflate) : QByteArray();
    return switchProtocols(
        exchange, {}, [this, joining = std::move(joining)](auto stream) { join(std::move(stream), joining); },
        extensions);
}

std::optional<web::HttpResponse> ChannelHub::checkRoom(const Exchange &exchange)
{
    const bool isFull = connections() >= m_settings.limits.maxConnections;
    const bool isCrowd = m_perAddress.value(exchange.address) >= mostFrom(exchange.address);
    if (isFull || isCrowd)
        ++m_full;
    if (isFull)
        return full(503, u"the channels have all the connections that they take"_s, exchange);
    if (isCrowd)
        return full(429, u"there are too many connections from this address"_s, exchange);
    return {};
}

int ChannelHub::mostFrom(const QString &address) const
{
    const ChannelSettings &limits = m_settings.limits;
    if (limits.maxPerAddress)
        return *limits.maxPerAddress;
    return QHostAddress(address).isLoopback() ? limits.maxConnections : std::max(1, limits.maxConnections / 4);
}

void ChannelHub::join(std::unique_ptr<net::ByteStream> stream, Joining joining)
{
    WebSocketPeer::Options options;
    options.pingInterval = m_settings.limits.pingInterval;
    options.pongTimeout = m_settings.limits.pingTimeout;
    options.limits.deflate = joining.deflate.has_value();
    const quint64 id = ++m_lastId;
    auto made = std::make_unique<ChannelSocket>(std::move(stream), static_cast<WebSocketHost &>(*this), id, options,
                                                m_clock, std::move(joining.caller));
    ChannelSocket &socket = *m_sockets.emplace(id, std::move(made)).first->second;
    socket.channels = joining.channels;
    socket.windowBits = joining.deflate ? joining.deflate->windowBits : 0;
    ++m_perAddress[socket.caller().address];
    ++m_opened;
    for (const LiveChannel channel : joining.channels.list())
        socket.sendText(contract::connectionMessage(channel, socket.since()));
    qCInfo(lcWebSocket).noquote() << u"connected id=%1 from=%2 user=%3 channels=%4 open=%5"_s.arg(id).arg(
        socket.caller().address, socket.caller().principal ? socket.caller().principal->username : u"-"_s,
        namesOf(joining.channels), QString::number(connections()));
}

void ChannelHub::socketMessage(WebSocketPeer &peer, const web::WebSocketMessage &message)
{
    ChannelSocket &socket = *m_sockets.at(peer.id());
    if (message.opcode != web::Opcode::Text) {
        const Error binary(ErrorCode::Unsupported, u"requests are JSON in text frames"_s);
        socket.sendText(contract::channelError(binary, m_clock.utcNow()));
        return;
    }
    const auto request = contract::readChannelRequest(message.payload.view());
    if (request)
        answer(socket, *request);
    else
        socket.sendText(contract::channelError(request.error(), m_clock.utcNow()));
}

void ChannelHub::answer(ChannelSocket &socket, const ChannelRequest &request)
{
    const base::UtcMs now = m_clock.utcNow();
    if (request.action == ChannelRequest::Action::Ping) {
        socket.sendText(contract::channelPong(now));
        return;
    }
    if (request.action == ChannelRequest::Action::Subscribe)
        socket.channels.add(request.channel);
    else
        socket.channels.remove(request.channel);
    socket.sendText(contract::subscriptionMessage(request, socket.channels.list(), now));
}

int ChannelHub::broadcast(LiveChannel channel, ChannelFrame frame,
                          const std::function<bool(const ChannelSocket &)> &chosen)
{
    int count = 0;
    for (const auto &[id, socket] : m_sockets) {
        if (!socket->isOpen() || !socket->channels.hears(channel) || (chosen && !chosen(*socket)))
            continue;
        socket->send(frame.form(socket->windowBits));
        ++count;
    }
    m_sent += static_cast<quint64>(count);
    return count;
}

void ChannelHub::tell(const contract::EntityEvent &event)
{
    if (!m_sockets.empty())
        broadcast(contract::channelOf(event.entity), ChannelFrame(contract::channelMessage(event)));
}

bool ChannelHub::mayHear(const ChannelSocket &socket, const contract::SystemEvent &event) const
{
    if (event.module != u"broker" || !socket.caller().principal)
        return true;
    return auth::mayDo(*socket.caller().principal, Permission::BrokerRead);
}

void ChannelHub::tell(const contract::SystemEvent &event)
{
    if (m_sockets.empty())
        return;
    broadcast(LiveChannel::General, ChannelFrame(contract::channelMessage(event, m_settings.version)),
              [this, &event](const ChannelSocket &socket) { return mayHear(socket, event); });
}

contract::ChannelUsers ChannelHub::usersOf(LiveChannel channel) const
{
    contract::ChannelUsers users;
    for (const quint64 id : ids()) {
        const ChannelSocket &socket = *m_sockets.at(id);
        if (!socket.isOpen() || !socket.channels.has(channel))
            continue;
        const QString username = socket.caller().principal ? socket.caller().principal->username : QString();
        users.push_back({socket.caller().label.isEmpty() ? username : socket.caller().label, username, socket.since()});
    }
    return users;
}

void ChannelHub::checkCallers(const auth::Snapshot &users, base::UtcMs now)
{
    for (const auto &[id, socket] : m_sockets) {
        const auto &principal = socket->caller().principal;
        if (principal && !auth::AccessTokens::stillValid(*principal, users, now))
            socket->close(tokenOver, "the session is over: log in again");
    }
}

void ChannelHub::tick(base::Monotonic now)
{
    m_ended.clear();
    for (const quint64 id : ids())
        m_sockets.at(id)->tick(now);
}

void ChannelHub::closeAll()
{
    for (const auto &[id, socket] : m_sockets)
        socket->close(web::closecode::GoingAway, "the hub is stopping");
}

void ChannelHub::socketEnded(WebSocketPeer &peer)
{
    const auto found = m_sockets.find(peer.id());
    if (found == m_sockets.end())
        return;
    const ChannelSocket &socket = *found->second;
    m_silent += socket.endReason() == "no answer to a ping" ? 1U : 0U;
    m_slow += socket.endReason().startsWith("too slow") ? 1U : 0U;
    const auto address = m_perAddress.find(socket.caller().address);
    if (--*address == 0)
        m_perAddress.erase(address);
    qCInfo(lcWebSocket).noquote() << u"disconnected id=%1 from=%2 seconds=%3 reason=\"%4\" open=%5"_s.arg(peer.id())
                                         .arg(socket.caller().address)
                                         .arg((m_clock.utcNow().value - socket.since().value) / 1000)
                                         .arg(QString::fromUtf8(peer.endReason()))
                                         .arg(connections() - 1);
    m_ended.push_back(std::move(found->second));
    m_sockets.erase(found);
}

/// S3-69
void ChannelHub::report(contract::MetricsPage &page) const
{
    const auto number = [](auto value) { return static_cast<double>(value); };
    for (const LiveChannel channel : contract::allLiveChannels)
        page.gauge("ventanilla_channels_connections"_L1, "Open WebSocket connections that listen to a channel."_L1,
                   number(usersOf(channel).size()), {{"channel"_L1, word(channel)}});
    page.counter("ventanilla_channels_opened_total"_L1, "Connections to the channels that were opened."_L1,
                 number(m_opened));
    page.counter("ventanilla_channels_sent_total"_L1, "Events sent to clients of the channels."_L1, number(m_sent));
    const auto ended = "Connections to the channels refused or cut off, by cause."_L1;
    page.counter("ventanilla_channels_dropped_total"_L1, ended, number(m_full), {{"cause"_L1, u"limit"_s}});
    page.counter("ventanilla_channels_dropped_total"_L1, ended, number(m_slow), {{"cause"_L1, u"slow"_s}});
    page.counter("ventanilla_channels_dropped_total"_L1, ended, number(m_silent), {{"cause"_L1, u"silent"_s}});
}

/// In the order of their coming; a copy, since what is done with them may end them.
std::vector<quint64> ChannelHub::ids() const
{
    std::vector<quint64> all;
    all.reserve(m_sockets.size());
    for (const auto &[id, socket] : m_sockets)
        all.push_back(id);
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace gateway
