// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/socketioclient.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

using Kind = web::EngineAction::Kind;

WebSocketPeer::Options peerOptions(qsizetype maxPayload)
{
    WebSocketPeer::Options options;
    options.limits = {maxPayload, maxPayload};
    options.pingInterval = std::chrono::hours(24 * 365); // Engine.IO has pings of its own
    return options;
}

} // namespace

web::HttpResponse engineRefused(web::EngineRefusal refusal)
{
    return jsonResponse(400, web::engineRefusalBody(refusal));
}

web::HttpResponse engineAnswer(QByteArray body)
{
    web::HttpResponse response;
    response.set("Content-Type", "text/plain; charset=UTF-8");
    response.body = std::move(body);
    return response;
}

SocketIoClient::SocketIoClient(SocketIoHost &host, quint64 id, QByteArray sid, web::EngineSession::Transport transport,
                               const SocketIoSettings &settings, const base::Clock &clock)
    : m_host(host)
    , m_id(id)
    , m_clock(clock)
    , m_maxPayload(settings.engine.maxPayload)
    , m_engine(std::move(sid), transport, settings.engine, clock.monotonicNow())
    , m_socket(settings.socket, clock.monotonicNow())
{
}

SocketIoClient::~SocketIoClient() = default;

std::optional<web::HttpResponse> SocketIoClient::poll(const Responder &responder)
{
    if (!m_engine.poll(m_actions)) {
        carryOut();
        return engineRefused(web::EngineRefusal::BadRequest);
    }
    web::HttpResponse answer;
    answer.status = 0;
    m_held = responder;
    carryOut(&answer);
    if (answer.status != 0)
        return answer;
    ++m_polls;
    return {};
}

void SocketIoClient::pollGone(quint64 held)
{
    if (held != m_polls || !m_held)
        return;
    m_held.reset();
    m_engine.pollGone(m_actions);
    carryOut();
}

web::HttpResponse SocketIoClient::post(const QByteArray &body)
{
    if (body.size() > m_maxPayload)
        return httpProblem(413, u"a POST has at most maxPayload bytes"_qs, {});
    const bool isGood = m_engine.post(base::Bytes::copyOf(body), m_clock.monotonicNow(), m_actions);
    carryOut();
    return isGood ? engineAnswer("ok") : engineRefused(web::EngineRefusal::BadRequest);
}

void SocketIoClient::takeSocket(std::unique_ptr<net::ByteStream> stream)
{
    const base::Monotonic now = m_clock.monotonicNow();
    auto peer = std::make_unique<WebSocketPeer>(std::move(stream), static_cast<WebSocketHost &>(*this), ++m_lastPeer,
                                                peerOptions(m_maxPayload), now);
    if (m_engine.transport() == web::EngineSession::Transport::WebSocket && !m_main && m_lastPeer == 1) {
        m_main = std::move(peer);
        m_main->send(m_engine.openPacket().frame);
    } else if (m_engine.probeOpened(now)) {
        m_probe = std::move(peer);
    } else { // there is one already
        peer->close(web::closecode::PolicyViolation, {});
        m_dead.push_back(std::move(peer));
    }
}

void SocketIoClient::send(const web::EngineMessage &message)
{
    m_engine.send(message, m_actions);
    carryOut();
}

void SocketIoClient::close(QLatin1StringView reason)
{
    m_engine.close(m_actions, reason);
    carryOut();
}

void SocketIoClient::tick(base::Monotonic now)
{
    std::erase_if(m_dead, [](const auto &peer) { return peer->hasEnded(); });
    if (hasEnded())
        return;
    if (!m_socket.tick(now)) {
        close(QLatin1StringView("no namespace was joined"));
        return;
    }
    m_engine.tick(now, m_actions);
    carryOut();
}

void SocketIoClient::socketMessage(WebSocketPeer &peer, const web::WebSocketMessage &message)
{
    const bool isBinary = message.opcode == web::Opcode::Binary;
    if (&peer == m_main.get())
        m_engine.socketMessage(message.payload, isBinary, m_clock.monotonicNow(), m_actions);
    else if (&peer == m_probe.get())
        m_engine.probeMessage(message.payload, isBinary, m_actions);
    carryOut();
}

void SocketIoClient::socketEnded(WebSocketPeer &peer)
{
    if (&peer == m_main.get()) {
        m_dead.push_back(std::move(m_main));
        m_engine.socketClosed(m_actions);
    } else if (&peer == m_probe.get()) {
        m_dead.push_back(std::move(m_probe));
        m_engine.probeClosed();
    }
    carryOut();
}

/// What an action causes may decide more: that comes behind what is there already.
void SocketIoClient::carryOut(web::HttpResponse *answer)
{
    if (m_isCarryingOut)
        return;
    m_isCarryingOut = true;
    for (size_t i = 0; i < m_actions.size(); ++i) {
        const web::EngineAction action = m_actions[i];
        carryOut(action, answer);
    }
    m_actions.clear();
    m_isCarryingOut = false;
}

void SocketIoClient::carryOut(const web::EngineAction &action, web::HttpResponse *answer)
{
    switch (action.kind) {
    case Kind::AnswerPoll:
        if (answer)
            *answer = engineAnswer(action.bytes.toByteArray());
        else if (m_held)
            m_held->send(engineAnswer(action.bytes.toByteArray()));
        m_held.reset();
        break;
    case Kind::Send:
        if (m_main)
            m_main->send(action.bytes);
        break;
    case Kind::SendProbe:
        if (m_probe)
            m_probe->send(action.bytes);
        break;
    case Kind::Promote:
        m_main = std::move(m_probe);
        break;
    case Kind::Close:
        if (m_main)
            m_main->close(web::closecode::Normal, {});
        break;
    case Kind::CloseProbe:
        if (m_probe) {
            m_probe->close(web::closecode::Normal, {});
            m_dead.push_back(std::move(m_probe));
        }
        break;
    case Kind::Deliver:
        deliver(action);
        break;
    case Kind::Ended:
        m_host.clientEnded(*this, action.reason);
        break;
    }
}

void SocketIoClient::deliver(const web::EngineAction &action)
{
    if (m_isBroken)
        return;
    std::vector<web::SocketNotice> notices;
    if (!m_socket.receive(action.bytes, action.isBinary, notices)) {
        m_isBroken = true;
        m_engine.close(m_actions, QLatin1StringView("a Socket.IO packet that cannot be taken"));
        return;
    }
    for (const web::SocketNotice &notice : notices)
        m_host.noticeArrived(*this, notice);
}

} // namespace gateway
