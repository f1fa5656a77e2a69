// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/principal.h"
#include "gateway/responder.h"
#include "gateway/socketiosettings.h"
#include "gateway/websocketpeer.h"

namespace gateway {

class SocketIoClient;

/// Who owns clients and does what they want.
class SocketIoHost
{
public:
    virtual void noticeArrived(SocketIoClient &client, const web::SocketNotice &notice) = 0;
    /// The client is of no further use; delete it after this turn, when isGone().
    virtual void clientEnded(SocketIoClient &client, QLatin1StringView reason) = 0;

protected:
    SocketIoHost() = default;
    ~SocketIoHost() = default;
};

/// One Socket.IO client: its Engine.IO session on its transports, its namespaces. Lives in the gateway's thread.
class SocketIoClient final : private WebSocketHost
{
public:
    SocketIoClient(SocketIoHost &host, quint64 id, QByteArray sid, web::EngineSession::Transport transport,
                   const SocketIoSettings &settings, const base::Clock &clock);
    ~SocketIoClient();

    quint64 id() const { return m_id; }
    const QByteArray &sid() const { return m_engine.sid(); }
    bool hasEnded() const { return m_engine.hasEnded(); }
    /// Over, and nothing of it waits to be sent any more.
    bool isGone() const { return hasEnded() && !m_main && !m_probe && m_dead.empty(); }

    // The transports. Responses are those of HTTP; nothing: the answer comes by the responder.
    web::EngineMessage openPacket() const { return m_engine.openPacket(); }
    /// Nullopt: held, under heldPoll().
    std::optional<web::HttpResponse> poll(const Responder &responder);
    quint64 heldPoll() const { return m_polls; }
    /// The client has left this one without an answer.
    void pollGone(quint64 held);
    bool isPolling() const { return m_engine.transport() == web::EngineSession::Transport::Polling; }
    web::HttpResponse post(const QByteArray &body);
    /// A WebSocket with this client's sid, or the one with which it began.
    void takeSocket(std::unique_ptr<net::ByteStream> stream);

    void send(const web::EngineMessage &message);
    web::SocketSession &socket() { return m_socket; }
    void close(QLatin1StringView reason);
    void tick(base::Monotonic now);

    // What the namespace knows of it.
    QString address;
    std::optional<auth::Principal> principal; ///< once it has joined /mqtt
    quint64 subscriber = 0;                   ///< of MessagingRelay
    int openRequests = 0;

private:
    void socketMessage(WebSocketPeer &peer, const web::WebSocketMessage &message) override;
    void socketEnded(WebSocketPeer &peer) override;
    /// Does what the session has decided; `answer`: of the GET that is being served, if that is answered at once.
    void carryOut(web::HttpResponse *answer = nullptr);
    void carryOut(const web::EngineAction &action, web::HttpResponse *answer);
    void deliver(const web::EngineAction &action);

    SocketIoHost &m_host;
    const quint64 m_id;
    const base::Clock &m_clock;
    const qsizetype m_maxPayload;
    web::EngineSession m_engine;
    web::SocketSession m_socket;
    web::EngineActions m_actions;
    bool m_isCarryingOut = false;
    bool m_isBroken = false;
    std::optional<Responder> m_held;
    quint64 m_polls = 0; ///< that were held, counted
    std::unique_ptr<WebSocketPeer> m_main;
    std::unique_ptr<WebSocketPeer> m_probe;
    std::vector<std::unique_ptr<WebSocketPeer>> m_dead; ///< until the next tick: they may be on the call stack
    quint64 m_lastPeer = 0;
};

/// 400 as Engine.IO has it.
web::HttpResponse engineRefused(web::EngineRefusal refusal);
/// 200 as text.
web::HttpResponse engineAnswer(QByteArray body);

} // namespace gateway
