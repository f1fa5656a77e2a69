// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/engineiosession.h"

namespace web {
namespace {

using Kind = EngineAction::Kind;
using Type = EnginePacketType;

/// A GET's answer is not longer than this, unless one packet is.
constexpr qsizetype maxAnswer = 1'000'000;

void act(EngineActions &out, Kind kind, base::Bytes bytes = {})
{
    out.push_back({kind, std::move(bytes), false, {}});
}

qint64 milliseconds(base::Monotonic span)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
}

} // namespace

EngineSession::EngineSession(QByteArray sid, Transport transport, const Options &options, base::Monotonic now)
    : m_sid(std::move(sid))
    , m_options(options)
    , m_transport(transport)
    , m_deadline(now + options.pingInterval)
{
}

EngineMessage EngineSession::openPacket() const
{
    const QByteArray upgrades = m_transport == Transport::Polling ? "\"websocket\"" : "";
    const QByteArray hello = "{\"sid\":\"" + m_sid + "\",\"upgrades\":[" + upgrades +
                             "],\"pingInterval\":" + QByteArray::number(milliseconds(m_options.pingInterval)) +
                             ",\"pingTimeout\":" + QByteArray::number(milliseconds(m_options.pingTimeout)) +
                             ",\"maxPayload\":" + QByteArray::number(m_options.maxPayload) + "}";
    return engineText(Type::Open, hello);
}

bool EngineSession::poll(EngineActions &out)
{
    if (m_ended || m_transport != Transport::Polling)
        return false;
    if (m_polled) {
        end(QLatin1StringView("two GETs at a time"), "1", out);
        return false;
    }
    m_polled = true;
    if (!m_queue.empty() || m_probe == Probe::Answered)
        answerPoll(out);
    return true;
}

/// What waits, or a noop, which ends the GET of a client that wants to go on by WebSocket.
void EngineSession::answerPoll(EngineActions &out)
{
    QByteArray body;
    while (!m_queue.empty() && (body.isEmpty() || body.size() + m_queue.front().piece.size() < maxAnswer)) {
        const base::Bytes piece = std::move(m_queue.front().piece);
        m_queue.pop_front();
        m_queuedBytes -= piece.size();
        if (!body.isEmpty())
            body.append('\x1e');
        body.append(piece.view());
    }
    m_polled = false;
    act(out, Kind::AnswerPoll, base::Bytes::copyOf(body.isEmpty() ? QByteArrayView("6") : QByteArrayView(body)));
}

void EngineSession::pollGone(EngineActions &out)
{
    if (m_ended || !m_polled)
        return;
    m_polled = false;
    end(QLatin1StringView("the client has left its GET"), nullptr, out);
}

bool EngineSession::post(const base::Bytes &body, base::Monotonic now, EngineActions &out)
{
    if (m_ended || m_transport != Transport::Polling)
        return false;
    const auto packets = decodeEnginePayload(body);
    if (!packets) {
        end(QLatin1StringView("a payload that cannot be read"), "1", out);
        return false;
    }
    for (const EnginePacket &packet : *packets) {
        if (!receive(packet, now, out))
            return false;
        if (m_ended) // by the client's own wish
            return true;
    }
    return true;
}

bool EngineSession::receive(const EnginePacket &packet, base::Monotonic now, EngineActions &out)
{
    switch (packet.type) {
    case Type::Message:
        out.push_back({Kind::Deliver, packet.data, packet.isBinary, {}});
        return true;
    case Type::Pong:
        if (m_pongDue) {
            m_pongDue = false;
            m_deadline = now + m_options.pingInterval;
        }
        return true;
    case Type::Noop:
        return true;
    case Type::Close:
        end(QLatin1StringView("closed by the client"), "6", out);
        return true;
    case Type::Open:
    case Type::Ping: // only the server pings (protocol 4)
    case Type::Upgrade:
        break;
    }
    end(QLatin1StringView("a packet that a client may not send"), "1", out);
    return false;
}

bool EngineSession::probeOpened(base::Monotonic now)
{
    if (m_ended || m_transport != Transport::Polling || m_probe != Probe::None)
        return false;
    m_probe = Probe::Opened;
    m_probeDeadline = now + m_options.upgradeTimeout;
    return true;
}

void EngineSession::probeMessage(const base::Bytes &text, bool isBinary, EngineActions &out)
{
    if (m_ended || m_probe == Probe::None)
        return;
    if (!isBinary && m_probe == Probe::Opened && text.view() == "2probe") {
        m_probe = Probe::Answered;
        act(out, Kind::SendProbe, engineText(Type::Pong, "probe").frame);
        if (m_polled) // else the client's pause() never ends
            answerPoll(out);
    } else if (!isBinary && m_probe == Probe::Answered && text.view() == "5") {
        upgrade(out);
    } else {
        failProbe(out);
    }
}

void EngineSession::upgrade(EngineActions &out)
{
    m_probe = Probe::None;
    m_transport = Transport::WebSocket;
    act(out, Kind::Promote);
    if (m_polled) {
        m_polled = false;
        act(out, Kind::AnswerPoll, base::Bytes::fromStatic("6"));
    }
    for (EngineMessage &message : m_queue)
        act(out, Kind::Send, std::move(message.frame));
    m_queue.clear();
    m_queuedBytes = 0;
}

void EngineSession::failProbe(EngineActions &out)
{
    m_probe = Probe::None;
    act(out, Kind::CloseProbe);
}

void EngineSession::probeClosed()
{
    m_probe = Probe::None; // polling goes on
}

void EngineSession::socketMessage(const base::Bytes &payload, bool isBinary, base::Monotonic now, EngineActions &out)
{
    if (m_ended)
        return;
    if (isBinary) {
        out.push_back({Kind::Deliver, payload, true, {}});
        return;
    }
    const auto packet = decodeEnginePacket(payload);
    if (packet)
        receive(*packet, now, out);
    else
        end(QLatin1StringView("a packet that cannot be read"), nullptr, out);
}

void EngineSession::socketClosed(EngineActions &out)
{
    if (m_ended)
        return;
    m_ended = true;
    out.push_back({Kind::Ended, {}, false, QLatin1StringView("the WebSocket has closed")});
}

void EngineSession::send(std::span<const EngineMessage> messages, EngineActions &out)
{
    if (m_ended)
        return;
    if (m_transport == Transport::WebSocket) {
        for (const EngineMessage &message : messages)
            act(out, Kind::Send, message.frame);
        return;
    }
    for (const EngineMessage &message : messages) {
        m_queuedBytes += message.piece.size();
        m_queue.push_back(message);
    }
    if (m_queuedBytes > m_options.maxQueued)
        end(QLatin1StringView("the client fetches too slowly"), "1", out);
    else if (m_polled)
        answerPoll(out);
}

void EngineSession::close(EngineActions &out, QLatin1StringView reason)
{
    if (!m_ended)
        end(reason, "1", out);
}

/// `lastPiece`: what a GET that waits is answered with.
void EngineSession::end(QLatin1StringView reason, const char *lastPiece, EngineActions &out)
{
    m_ended = true;
    if (m_polled && lastPiece)
        act(out, Kind::AnswerPoll, base::Bytes::fromStatic(lastPiece));
    m_polled = false;
    if (m_probe != Probe::None)
        failProbe(out);
    if (m_transport == Transport::WebSocket)
        act(out, Kind::Close);
    m_queue.clear();
    m_queuedBytes = 0;
    out.push_back({Kind::Ended, {}, false, reason});
}

void EngineSession::tick(base::Monotonic now, EngineActions &out)
{
    if (m_ended)
        return;
    if (m_probe != Probe::None && now >= m_probeDeadline)
        failProbe(out);
    if (now < m_deadline)
        return;
    if (m_pongDue) {
        end(QLatin1StringView("no pong in time"), "1", out);
        return;
    }
    m_pongDue = true;
    m_deadline = now + m_options.pingTimeout;
    static const EngineMessage ping = engineText(Type::Ping);
    send(ping, out);
}

} // namespace web
