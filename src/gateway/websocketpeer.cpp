// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/websocketpeer.h"
#include "gateway/logging.h"

namespace gateway {

WebSocketPeer::WebSocketPeer(std::unique_ptr<net::ByteStream> stream, WebSocketHost &host, quint64 id,
                             const Options &options, base::Monotonic now)
    : m_stream(std::move(stream))
    , m_host(host)
    , m_id(id)
    , m_options(options)
    , m_reader(options.limits)
    , m_pingedAt(now)
{
    m_stream->setHalfCloseAllowed(false);
    m_stream->setHandler(this);
}

WebSocketPeer::~WebSocketPeer() = default;

void WebSocketPeer::send(const base::Bytes &frame)
{
    if (!isOpen())
        return;
    if (m_stream->pending() + frame.size() > m_options.maxUnsent) {
        qCInfo(lcGateway) << "a WebSocket is too slow, closed from=" << m_stream->endpoints().peer;
        close(web::closecode::TryAgainLater, "too slow: reconnect and resume");
        return;
    }
    m_stream->queue(frame);
}

void WebSocketPeer::close(quint16 code, QByteArrayView reason)
{
    if (!isOpen())
        return;
    m_closing = true;
    if (m_endReason.isEmpty())
        m_endReason = reason.toByteArray();
    m_stream->queue(web::encodeClose(code, reason));
    m_stream->closeAfterFlush();
}

void WebSocketPeer::abort(QByteArrayView why)
{
    if (!m_stream)
        return;
    m_endReason = why.toByteArray();
    m_stream->abort();
    closed(net::CloseReason::Failed);
}

void WebSocketPeer::tick(base::Monotonic now)
{
    if (!isOpen())
        return;
    if (m_pongDue && now - m_pingedAt >= m_options.pongTimeout) {
        abort("no answer to a ping");
        return;
    }
    if (now - m_pingedAt < m_options.pingInterval)
        return;
    m_pingedAt = now;
    m_pongDue = true;
    m_stream->queue(web::encodeFrame(web::Opcode::Ping, {}));
}

void WebSocketPeer::bytesArrived()
{
    base::Bytes bytes = m_stream->read();
    while (isOpen()) {
        auto message = m_reader.next(bytes);
        if (!message) {
            close(web::closeCodeFor(message.error()), message.error().message().toUtf8());
            return;
        }
        if (!message->has_value())
            break;
        handle(**message);
    }
    if (isOpen() && !bytes.isEmpty())
        m_stream->putBack(bytes, m_reader.expected());
}

void WebSocketPeer::handle(const web::WebSocketMessage &message)
{
    switch (message.opcode) {
    case web::Opcode::Ping:
        send(web::encodeFrame(web::Opcode::Pong, message.payload.view()));
        break;
    case web::Opcode::Pong:
        m_pongDue = false;
        break;
    case web::Opcode::Close:
        m_endReason = "closed by the client";
        close(message.closeCode == web::closecode::NoStatus ? web::closecode::Normal : message.closeCode, {});
        break;
    default:
        m_host.socketMessage(*this, message);
        break;
    }
}

void WebSocketPeer::drained()
{
    if (isOpen())
        m_host.socketDrained(*this);
}

void WebSocketPeer::closed(net::CloseReason reason)
{
    if (m_endReason.isEmpty())
        m_endReason = reason == net::CloseReason::PeerClosed ? "the client went away" : "the network failed";
    m_stream.reset();
    m_host.socketEnded(*this);
}

} // namespace gateway
