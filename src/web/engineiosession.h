// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "web/engineio.h"
#include <deque>
#include <span>

namespace web {

/// What the owner of a session is to do, in this order.
struct EngineAction
{
    enum class Kind : quint8 {
        AnswerPoll, ///< answer the GET that waits with 200 and `bytes`
        Send,       ///< `bytes`, a frame, on the session's WebSocket
        SendProbe,  ///< the same on the one that is being tried
        Promote,    ///< the one that is being tried is the session's from now on
        Close,      ///< close the session's WebSocket
        CloseProbe, ///< close the one that is being tried
        Deliver,    ///< `bytes` are a message's
        Ended,      ///< the session is over, `reason` for the log; nothing follows
    };
    Kind kind = Kind::Ended;
    base::Bytes bytes;
    bool isBinary = false; ///< of Deliver
    QLatin1StringView reason;
};
using EngineActions = std::vector<EngineAction>;

/// One client's session (Engine.IO 4): long polling, WebSocket, and the way from one to the other. Time and transports
/// are the owner's: he reports what happens and does what the actions say. Every function appends to `out`. A value of
/// one thread.
class EngineSession
{
public:
    struct Options
    {
        base::Monotonic pingInterval = std::chrono::milliseconds(25'000);
        base::Monotonic pingTimeout = std::chrono::milliseconds(20'000);
        base::Monotonic upgradeTimeout = std::chrono::seconds(10);
        qsizetype maxPayload = 1'000'000;  ///< bytes of one message or one POST
        qsizetype maxQueued = 1024 * 1024; ///< bytes that wait for the next GET; beyond it the session ends
    };
    enum class Transport { Polling, WebSocket };

    EngineSession(QByteArray sid, Transport transport, const Options &options, base::Monotonic now);

    const QByteArray &sid() const { return m_sid; }
    Transport transport() const { return m_transport; }
    bool hasEnded() const { return m_ended; }
    bool isProbing() const { return m_probe != Probe::None; }
    bool isPolled() const { return m_polled; }
    qsizetype queuedBytes() const { return m_queuedBytes; }
    const Options &options() const { return m_options; }

    /// The packet with which the session begins: the first GET's answer, or the first frame.
    EngineMessage openPacket() const;

    /// A GET: answered by AnswerPoll, at once or later. False: refuse it with 400 (BadRequest); there was one already,
    /// so the session ends, or the transport is WebSocket.
    bool poll(EngineActions &out);
    /// The GET that waits has gone without an answer.
    void pollGone(EngineActions &out);
    /// A POST: true: answer 200 `ok`; false: 400.
    bool post(const base::Bytes &body, base::Monotonic now, EngineActions &out);

    /// A WebSocket with this session's sid. False: there is one already, close it.
    bool probeOpened(base::Monotonic now);
    void probeMessage(const base::Bytes &text, bool isBinary, EngineActions &out);
    void probeClosed();

    /// What came on the session's WebSocket.
    void socketMessage(const base::Bytes &payload, bool isBinary, base::Monotonic now, EngineActions &out);
    void socketClosed(EngineActions &out);

    void send(const EngineMessage &message, EngineActions &out) { send(std::span(&message, 1), out); }
    /// Together: nothing comes between them on either transport.
    void send(std::span<const EngineMessage> messages, EngineActions &out);
    /// From our side.
    void close(EngineActions &out, QLatin1StringView reason);
    /// Pings and deadlines; call it about once a second.
    void tick(base::Monotonic now, EngineActions &out);

private:
    enum class Probe { None, Opened, Answered };
    bool receive(const EnginePacket &packet, base::Monotonic now, EngineActions &out);
    void answerPoll(EngineActions &out);
    void failProbe(EngineActions &out);
    void upgrade(EngineActions &out);
    void end(QLatin1StringView reason, const char *lastPiece, EngineActions &out);

    QByteArray m_sid;
    Options m_options;
    Transport m_transport;
    Probe m_probe = Probe::None;
    bool m_polled = false;
    bool m_ended = false;
    bool m_pongDue = false;
    base::Monotonic m_deadline; ///< of the pong, or when to ping
    base::Monotonic m_probeDeadline{};
    std::deque<EngineMessage> m_queue;
    qsizetype m_queuedBytes = 0;
};

} // namespace web
