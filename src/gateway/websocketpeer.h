// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "net/bytestream.h"
#include "web/websocket.h"
#include "web/websocketreader.h"

namespace gateway {

class WebSocketPeer;

/// Who owns WebSockets and hears what they bring.
class WebSocketHost
{
public:
    /// A text or binary message. Default: ignored, as additive messages of a later client.
    virtual void socketMessage(WebSocketPeer & /*socket*/, const web::WebSocketMessage & /*message*/) {}
    /// What was queued has gone out: more may follow.
    virtual void socketDrained(WebSocketPeer & /*socket*/) {}
    /// The socket is of no further use; delete it after this turn, not in this call.
    virtual void socketEnded(WebSocketPeer &socket) = 0;

protected:
    WebSocketHost() = default;
    ~WebSocketHost() = default;
};

/// The server's end of one WebSocket: frames in and out, pings, closing handshake, a limit for what waits unsent. Lives
/// in the gateway's thread.
class WebSocketPeer : public net::ByteStream::Handler
{
public:
    struct Options
    {
        web::WebSocketLimits limits{4 * 1024, 4 * 1024}; ///< of what the peer may send
        base::Monotonic pingInterval = std::chrono::seconds(30);
        /// How long after a ping the pong may take. Checked by tick().
        base::Monotonic pongTimeout = std::chrono::seconds(30);
        qsizetype maxUnsent = 1024 * 1024; ///< bytes; beyond it the peer is too slow and is closed with 1013
    };

    WebSocketPeer(std::unique_ptr<net::ByteStream> stream, WebSocketHost &host, quint64 id, const Options &options,
                  base::Monotonic now);
    ~WebSocketPeer() override;

    quint64 id() const { return m_id; }
    qsizetype pending() const { return m_stream ? m_stream->pending() : 0; }
    bool isOpen() const { return m_stream && !m_closing; }
    /// Its connection is over, the close frame sent or not.
    bool hasEnded() const { return !m_stream; }

    /// Queues a frame that many sockets share. Closes a peer that is too slow.
    void send(const base::Bytes &frame);
    void sendText(QByteArrayView text) { send(web::encodeFrame(web::Opcode::Text, text)); }
    void sendBinary(QByteArrayView bytes) { send(web::encodeFrame(web::Opcode::Binary, bytes)); }
    /// `reason`: at most 123 bytes.
    void close(quint16 code, QByteArrayView reason);
    /// Cuts the connection. The host hears socketEnded() from within this call.
    void abort(QByteArrayView why = "cut");
    /// Why it has ended, or is ending, in a few words for the log. Of what the peer said nothing is told.
    const QByteArray &endReason() const { return m_endReason; }
    void tick(base::Monotonic now);

    void bytesArrived() override;
    void drained() override;
    void closed(net::CloseReason reason) override;

private:
    void handle(const web::WebSocketMessage &message);

    std::unique_ptr<net::ByteStream> m_stream;
    WebSocketHost &m_host;
    const quint64 m_id;
    const Options m_options;
    web::WebSocketReader m_reader;
    base::Monotonic m_pingedAt;
    bool m_pongDue = false;
    bool m_closing = false;
    QByteArray m_endReason;
};

} // namespace gateway
