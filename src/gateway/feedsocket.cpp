// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/feedsocket.h"
#include "gateway/logging.h"

namespace gateway {
namespace {

constexpr base::Monotonic pingInterval = std::chrono::seconds(30);
/// Clients of the feed have nothing to say.
constexpr web::WebSocketLimits limits{4 * 1024, 4 * 1024};

} // namespace

FeedSocket::FeedSocket(std::unique_ptr<net::ByteStream> stream, FeedSocketHost &host, FeedId id,
                       auth::Principal principal, QString address, base::Monotonic now)
    : m_stream(std::move(stream))
    , m_host(host)
    , m_id(id)
    , m_principal(std::move(principal))
    , m_address(std::move(address))
    , m_reader(limits)
    , m_pingedAt(now)
{
    m_stream->setHalfCloseAllowed(false);
    m_stream->setHandler(this);
}

FeedSocket::~FeedSocket() = default;

void FeedSocket::send(const base::Bytes &frame)
{
    if (!isOpen())
        return;
    if (m_stream->pending() + frame.size() > maxUnsent) {
        qCInfo(lcGateway) << "feed too slow, closed user=" << m_principal.username << "from=" << m_address;
        close(web::closecode::TryAgainLater, "too slow: reconnect and resume");
        return;
    }
    m_stream->queue(frame);
}

void FeedSocket::close(quint16 code, QByteArrayView reason)
{
    if (!isOpen())
        return;
    m_closing = true;
    m_stream->queue(web::encodeClose(code, reason));
    m_stream->closeAfterFlush();
}

void FeedSocket::abort()
{
    if (!m_stream)
        return;
    m_stream->abort();
    closed(net::CloseReason::Failed);
}

void FeedSocket::tick(base::Monotonic now)
{
    if (!isOpen() || now - m_pingedAt < pingInterval)
        return;
    if (m_pongDue) {
        abort();
        return;
    }
    m_pingedAt = now;
    m_pongDue = true;
    m_stream->queue(web::encodeFrame(web::Opcode::Ping, {}));
}

void FeedSocket::bytesArrived()
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

void FeedSocket::handle(const web::WebSocketMessage &message)
{
    switch (message.opcode) {
    case web::Opcode::Ping:
        send(web::encodeFrame(web::Opcode::Pong, message.payload.view()));
        break;
    case web::Opcode::Pong:
        m_pongDue = false;
        break;
    case web::Opcode::Close:
        close(message.closeCode == web::closecode::NoStatus ? web::closecode::Normal : message.closeCode, {});
        break;
    default:
        break; // data: ignored, as additive messages of a later client
    }
}

void FeedSocket::drained()
{
    if (isOpen())
        m_host.feedDrained(*this);
}

void FeedSocket::closed(net::CloseReason)
{
    m_stream.reset();
    m_host.feedEnded(*this);
}

} // namespace gateway
