// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/accesstokens.h"
#include "base/strongid.h"
#include "net/bytestream.h"
#include "web/websocket.h"
#include "web/websocketreader.h"

namespace gateway {

using FeedId = base::StrongId<struct FeedTag, quint64>;

class FeedSocket;

/// Who owns feed sockets.
class FeedSocketHost
{
public:
    /// What was queued has gone out: more may follow.
    virtual void feedDrained(FeedSocket &socket) = 0;
    /// The socket is of no further use; delete it after this turn.
    virtual void feedEnded(FeedSocket &socket) = 0;

protected:
    FeedSocketHost() = default;
    ~FeedSocketHost() = default;
};

/// The WebSocket of one live feed (docs/api.md "Live feed"): frames out; in, nothing but pongs and close is expected
/// and data is ignored. Pings every 30 s and ends a peer that has not answered by the next one. Lives in the gateway's
/// thread.
class FeedSocket final : public net::ByteStream::Handler
{
public:
    /// Beyond this the peer is too slow and is closed with 1013.
    static constexpr qsizetype maxUnsent = 1024 * 1024;

    FeedSocket(std::unique_ptr<net::ByteStream> stream, FeedSocketHost &host, FeedId id, auth::Principal principal,
               QString address, base::Monotonic now);
    ~FeedSocket() override;

    FeedId id() const { return m_id; }
    const auth::Principal &principal() const { return m_principal; }
    const QString &address() const { return m_address; }
    qsizetype pending() const { return m_stream ? m_stream->pending() : 0; }
    bool isOpen() const { return m_stream && !m_closing; }

    /// Queues a frame that many sockets share. Closes a peer that is too slow.
    void send(const base::Bytes &frame);
    void sendText(QByteArrayView text) { send(web::encodeFrame(web::Opcode::Text, text)); }
    void close(quint16 code, QByteArrayView reason);
    void abort();
    void tick(base::Monotonic now);

    void bytesArrived() override;
    void drained() override;
    void closed(net::CloseReason reason) override;

private:
    void handle(const web::WebSocketMessage &message);

    std::unique_ptr<net::ByteStream> m_stream;
    FeedSocketHost &m_host;
    const FeedId m_id;
    const auth::Principal m_principal;
    const QString m_address;
    web::WebSocketReader m_reader;
    base::Monotonic m_pingedAt;
    bool m_pongDue = false;
    bool m_closing = false;
};

/// Close codes of the feed beside those of RFC 6455.
namespace feedclose {
inline constexpr quint16 tokenOver = 4401; ///< expired or revoked
}

} // namespace gateway
